"""Real pictures, read as for training and sorted by what they are for.

A tenth is held out, the same one as in training on the same source. Of the training part the judge
learns; as much of it is kept from the judge as the comparison needs beside what is held out.
Shapes: pictures (N, S, S, C) bytes.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from gongwu.engine.evaluation.quality import Gallery, Learned
from gongwu.engine.pictures.picture_files import PictureFiles, Split, write_pictures
from gongwu.engine.pictures.survey import survey_pictures

Taught = Literal["classes", "captions", "pictures"]

HELD_OUT = 0.1
BACKGROUND = "#ffffff"
LARGEST = 64  # side of the squares that a judge looks at
MOST = 50_000  # pictures; of a larger collection an even sample is looked at

_OF_A_CLASS = 5  # pictures in the mean; of fewer a name is rather a caption


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """What a model is measured against."""

    taught_by: Taught
    taught: Gallery  # the judge learns from these
    real: Gallery  # and does not know these
    learned: Learned
    classes: tuple[str, ...]


def read_material(
    sources: Sequence[Path],
    side: int,
    samples: int,
    dice: torch.Generator,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Material:
    """For so many samples of a model that draws squares of this side; `progress`: read, in all."""
    found = survey_pictures(sources, side=min(side, LARGEST))
    # A person's own folder is not written to.
    with tempfile.TemporaryDirectory(prefix="gongwu-eval-") as folder:
        write_pictures(
            sources,
            found,
            Path(folder),
            background=BACKGROUND,
            held_out=HELD_OUT,
            progress=progress,
        )
        return _sorted(PictureFiles(Path(folder)), samples, dice)


def _sorted(files: PictureFiles, samples: int, dice: torch.Generator) -> Material:
    said = {split: _said(files, split) for split in files.counts}
    pixels = {split: _pixels(files, split) for split in files.counts}
    taught_by = _taught_by(files, said["train"])
    learned = Learned(pictures=pixels["train"], held_out=pixels["held_out"])
    names = files.classes if taught_by == "classes" else ()
    place = {name: number for number, name in enumerate(names)}
    every = {split: _gallery(pixels[split], said[split], taught_by, place) for split in said}
    train, held_out = every["train"], every["held_out"]
    order = torch.randperm(len(train.pictures), generator=dice)
    wanted = max(0, 2 * samples - len(held_out.pictures))
    spared = min(wanted, len(order) // 2)
    return Material(
        taught_by=taught_by,
        taught=train[order[spared:]],
        real=_joined(held_out, train[order[:spared]]),
        learned=learned,
        classes=names,
    )


def _even(count: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The numbers of an even sample of at most MOST out of `count`."""
    return np.linspace(0, count - 1, min(count, MOST)).round().astype(np.int64)


def _said(files: PictureFiles, split: Split) -> list[tuple[str, ...]]:
    return [tuple(files.captions(split, number)) for number in _even(files.counts[split]).tolist()]


def _pixels(files: PictureFiles, split: Split) -> Tensor:
    return torch.from_numpy(files.pixels(split, _even(files.counts[split]).tolist()))


def _taught_by(files: PictureFiles, said: list[tuple[str, ...]]) -> Taught:
    """Classes where each has some pictures; else captions, if they tell pictures apart."""
    if len(files.classes) > 1 and len(said) >= _OF_A_CLASS * len(files.classes):
        return "classes"
    return "captions" if len({each[0] for each in said if each}) > 1 else "pictures"


def _gallery(
    pictures: Tensor, said: list[tuple[str, ...]], taught_by: Taught, place: dict[str, int]
) -> Gallery:
    """Of captions only those pictures of which something is said."""
    match taught_by:
        case "classes":
            labels = torch.tensor([place[each[0]] for each in said])
            return Gallery(pictures=pictures, labels=labels)
        case "captions":
            rows = [row for row, each in enumerate(said) if each]
            return Gallery(pictures=pictures[rows], captions=[said[row] for row in rows])
        case "pictures":
            return Gallery(pictures=pictures)


def _joined(one: Gallery, two: Gallery) -> Gallery:
    labels = one.labels is not None and two.labels is not None
    captions = one.captions is not None and two.captions is not None
    return Gallery(
        pictures=torch.cat((one.pictures, two.pictures)),
        labels=torch.cat((one.labels, two.labels)) if labels else None,  # type: ignore[arg-type]
        captions=[*one.captions, *two.captions] if captions else None,  # type: ignore[misc]
    )
