"""What samples are asked for: the words of real pictures, in the same share as they come there.

A tenth of the samples asks again for what was asked before, so that diversity shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.engine.evaluation.quality import Gallery

_AGAIN = 10  # one sample in so many


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A prompt for each sample, and what it is judged by."""

    prompts: Sequence[str]
    labels: Tensor | None = None
    captions: Sequence[tuple[str, ...]] | None = None  # the prompt, then others as true


def asked_of(real: Gallery, classes: Sequence[str], samples: int, dice: torch.Generator) -> Asked:
    """By classes or captions, whichever the real pictures have; of captions each time one."""
    rows = _rows(len(real.pictures), samples, dice)
    if real.labels is not None:
        labels = real.labels[rows]
        return Asked(prompts=[classes[label] for label in labels.tolist()], labels=labels)
    if real.captions is None:
        return Asked(prompts=[""] * samples)
    chosen = torch.rand(len(real.pictures), generator=dice).tolist()
    captions = [_turned(real.captions[row], chosen[row]) for row in rows.tolist()]
    return Asked(prompts=[each[0] for each in captions], captions=captions)


def _rows(count: int, samples: int, dice: torch.Generator) -> Tensor:
    """(samples,): real pictures in any order, as often as needed, and the first of them again."""
    again = samples // _AGAIN
    first = torch.randperm(count, generator=dice)[torch.arange(samples - again) % count]
    return torch.cat((first, first[:again]))


def _turned(said: tuple[str, ...], chance: float) -> tuple[str, ...]:
    """The same captions, begun with any of them."""
    start = int(chance * len(said))
    return said[start:] + said[:start]
