"""A collection made ready for training: bytes of squares, and captions, read where they lie.

FOLDER/train.pixels, held_out.pixels      (N, S, S, channels) bytes
FOLDER/train.captions, held_out.captions  a JSON list a line
FOLDER/train.lines.npy …                  where each line begins
FOLDER/index.json                         written last: without it the rest is half done
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np
from numpy.typing import NDArray

from gongwu.engine.pictures.collection import read_collection
from gongwu.engine.pictures.decoding import squared
from gongwu.engine.pictures.found import Found
from gongwu.engine.pictures.survey import PictureSurvey
from gongwu.engine.pictures.words import WordsFrom

Split = Literal["train", "held_out"]
SPLITS: tuple[Split, ...] = ("train", "held_out")
INDEX = "index.json"


@dataclass
class _Writer:
    """The files of one split while they grow."""

    pixels: IO[bytes]
    captions: IO[bytes]
    lines: list[int] = field(default_factory=list)

    def add(self, square: NDArray[np.uint8], said: tuple[str, ...]) -> None:
        self.pixels.write(square.tobytes())
        self.lines.append(self.captions.tell())
        self.captions.write((json.dumps(said, ensure_ascii=False) + "\n").encode())


def write_pictures(
    sources: Sequence[Path],
    found: PictureSurvey,
    folder: Path,
    *,
    background: str,
    held_out: float,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> None:
    """Decode every picture once; one of them is in memory at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    classes: dict[str, int] = {}
    with ExitStack() as stack:
        writers = {
            split: _Writer(
                stack.enter_context((folder / f"{split}.pixels").open("wb")),
                stack.enter_context((folder / f"{split}.captions").open("wb")),
            )
            for split in SPLITS
        }
        for number, each in enumerate(_pictures(sources)):
            said = found.words.of(each)
            square = squared(each, found.side, found.channels, background)
            writers[split_of(number, found.pictures, held_out)].add(square, said)
            if found.words.source in ("labels", "folders"):
                classes.setdefault(said[0], len(classes))
            progress(number + 1, found.pictures)
    if found.words.source == "table":
        found.words.captions.require_all_found()
    for split, writer in writers.items():
        np.save(folder / f"{split}.lines.npy", np.array(writer.lines, dtype=np.int64))
    index = {
        "side": found.side,
        "channels": found.channels,
        "words_from": found.words.source,
        "classes": sorted(classes, key=_by_number),
        "pictures": {split: len(writer.lines) for split, writer in writers.items()},
    }
    text = json.dumps(index, ensure_ascii=False, indent=1)
    unfinished = folder / f".{INDEX}"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / INDEX)


def split_of(number: int, count: int, held_out: float) -> Split:
    """Held-out pictures lie evenly over the collection; each split has one at least."""
    wanted = min(count - 1, max(1, round(count * held_out)))
    return "held_out" if (number + 1) * wanted // count > number * wanted // count else "train"


def _pictures(sources: Sequence[Path]) -> Iterator[Found]:
    for each in read_collection(sources):
        if isinstance(each, Found):
            yield each


def _by_number(name: str) -> tuple[bool, float, str]:
    """Classes that are numbers in the order of numbers, before the others."""
    return (False, int(name), name) if name.isdecimal() else (True, 0.0, name)


class PictureFiles:
    """Squares and captions of a folder that `write_pictures` made."""

    def __init__(self, folder: Path) -> None:
        index: dict[str, Any] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        self.side: int = index["side"]
        self.channels: int = index["channels"]
        self.words_from: WordsFrom = index["words_from"]
        self.classes: tuple[str, ...] = tuple(index["classes"])
        self.counts: dict[Split, int] = {split: index["pictures"][split] for split in SPLITS}
        self._captions = {split: folder / f"{split}.captions" for split in SPLITS}
        self._lines = {
            split: np.load(folder / f"{split}.lines.npy", mmap_mode="r") for split in SPLITS
        }
        self._pixels = {split: self._mapped(folder, split) for split in SPLITS}

    def _mapped(self, folder: Path, split: Split) -> "np.memmap[Any, np.dtype[np.uint8]]":
        shape = (self.counts[split], self.side, self.side, self.channels)
        return np.memmap(folder / f"{split}.pixels", np.uint8, mode="r", shape=shape)

    def pixels(self, split: Split, numbers: Sequence[int]) -> NDArray[np.uint8]:
        """(B, S, S, channels) bytes, copied out of the file."""
        return np.stack([self._pixels[split][number] for number in numbers])

    def captions(self, split: Split, number: int) -> list[str]:
        """What is said of one picture."""
        with self._captions[split].open("rb") as file:
            file.seek(int(self._lines[split][number]))
            said: list[str] = json.loads(file.readline())
            return said

    def every_caption(self, split: Split) -> Iterator[str]:
        """All that is said in a split, in order."""
        with self._captions[split].open("rb") as file:
            for line in file:
                yield from json.loads(line)
