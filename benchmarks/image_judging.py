"""Real pictures for the benchmarks of drawing, a judge that they taught, and what it says.

A collection is split once, as our own training splits it: what contestants and the judge learn
from, and what they never see. Shapes: N pictures, (N, S, S, C) bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from gongwu.engine.evaluation.judge import Judge
from gongwu.engine.evaluation.judge_training import (
    JudgeTraining,
    train_judge,
    train_matching_judge,
)
from gongwu.engine.evaluation.quality import Gallery, Learned, Measure, Quality, quality
from gongwu.engine.inference.denoising.canvas import to_bytes
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.pictures import Painter, ReadPrompts
from gongwu.engine.pictures.picture_files import PictureFiles, Split, write_pictures
from gongwu.engine.pictures.survey import survey_pictures

HELD_OUT = 0.2
AT_ONCE = 50  # pictures drawn together


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Both parts of a collection; `classes` names them where pictures have classes."""

    train: Gallery
    held_out: Gallery
    classes: tuple[str, ...]
    side: int
    channels: int


def read_collection(sources: Sequence[Path], folder: Path, side: int | None = None) -> Collection:
    """Decode a collection into a folder and split it."""
    found = survey_pictures(sources, side=side)
    write_pictures(sources, found, folder, background="#ffffff", held_out=HELD_OUT)
    files = PictureFiles(folder)
    return Collection(
        train=_gallery(files, "train"),
        held_out=_gallery(files, "held_out"),
        classes=files.classes,
        side=files.side,
        channels=files.channels,
    )


def _gallery(files: PictureFiles, split: Split) -> Gallery:
    numbers = range(files.counts[split])
    pictures = torch.from_numpy(files.pixels(split, numbers))
    captions = [tuple(files.captions(split, number)) for number in numbers]
    if files.classes:
        labels = torch.tensor([files.classes.index(said[0]) for said in captions])
        return Gallery(pictures=pictures, labels=labels)
    return Gallery(pictures=pictures, captions=captions)


def judge_for(collection: Collection, steps: int = JudgeTraining.steps) -> Judge:
    """A judge taught by the training part: by its classes, or else by its captions."""
    train, settings = collection.train, JudgeTraining(steps=steps)
    if train.labels is not None:
        return train_judge(train.pictures, train.labels, settings)
    assert train.captions is not None
    return train_matching_judge(train.pictures, train.captions, settings)


def judged(judge: Judge, collection: Collection, drawn: Gallery) -> Quality:
    """Samples beside the part that neither judge nor contestant has seen."""
    learned = Learned(pictures=collection.train.pictures, held_out=collection.held_out.pictures)
    return quality(judge, collection.held_out, drawn, learned)


def followed(seen: Quality) -> Measure:
    """How often a picture shows what was asked for: its class, or its caption among others."""
    measure = seen.class_accuracy or seen.prompt_adherence
    assert measure is not None
    return measure


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A prompt, how many pictures of it are drawn, and by what they will be judged."""

    prompt: str
    times: int
    label: int = 0
    captions: tuple[str, ...] = ()


def wishes(collection: Collection, count: int) -> list[Wish]:
    """Every class as often as every other; or the held-out captions, evenly over that part."""
    if collection.classes:
        each = max(1, count // len(collection.classes))
        return [
            Wish(prompt=name, times=each, label=number)
            for number, name in enumerate(collection.classes)
        ]
    said = collection.held_out.captions
    assert said is not None
    stride = max(1, len(said) // count)
    return [Wish(prompt=each[0], times=1, captions=each) for each in said[::stride][:count]]


def gallery_of(pictures: Tensor, asked: Sequence[Wish]) -> Gallery:
    """Samples (N, S, S, C), in the order of the wishes, with what each was asked to be."""
    each = [wish for wish in asked for _ in range(wish.times)]
    if asked[0].captions:
        return Gallery(pictures=pictures, captions=[wish.captions for wish in each])
    return Gallery(pictures=pictures, labels=torch.tensor([wish.label for wish in each]))


def draw_all(painter: Painter, asked: Sequence[Wish], drawing: Drawing) -> Tensor:
    """Every wish in the manner of `drawing`, many pictures at once: (N, S, S, C) bytes."""
    prompts = [wish.prompt for wish in asked for _ in range(wish.times)]
    drawn: list[Tensor] = []
    for first in range(0, len(prompts), AT_ONCE):
        some = prompts[first : first + AT_ONCE]
        together = replace(painter, read=_each_its_own(painter.read, some, drawing.negative))
        *_, last = together.walk(drawing, range(first, first + len(some)))
        drawn += [to_bytes(picture) for picture in painter.finish(drawing, last.latent)]
    return torch.stack(drawn)


def _each_its_own(
    read: ReadPrompts | None, prompts: Sequence[str], negative: str
) -> ReadPrompts | None:
    """Reads for each item a prompt of its own, where an order has one prompt for all."""

    def states(asked: Sequence[str]) -> Tensor:
        assert read is not None
        without = [negative] * len(prompts) if len(asked) == 2 else []  # with guidance
        return read([*without, *prompts])

    return read and states
