"""What to ask a net for that was trained on a collection, so that a sheet shows what it learned."""

from collections.abc import Sequence
from typing import TypeVar

from gongwu.engine.pictures.picture_files import PictureFiles

ItemT = TypeVar("ItemT")

READ = 16  # times as many pictures are looked at as there are prompts: many may say the same


def sheet_prompts(files: PictureFiles, count: int) -> list[str]:
    """Classes, or captions of pictures from all over the collection; no more than `count`.

    None where nothing is said. Of a picture with several captions one is taken, in turn, so that
    each language has its share.
    """
    said = list(files.classes) or _captions(files, count)
    return _evenly(said, count)


def _captions(files: PictureFiles, count: int) -> list[str]:
    numbers = _evenly(range(files.counts["train"]), READ * count)
    each = (files.captions("train", number) for number in numbers)
    told = (captions[turn % len(captions)] for turn, captions in enumerate(each) if captions)
    return list(dict.fromkeys(told))


def _evenly(items: Sequence[ItemT], most: int) -> list[ItemT]:
    """So many of them at most, from the first on, as far apart as they can be."""
    count = min(len(items), most)
    return [items[place * len(items) // count] for place in range(count)]
