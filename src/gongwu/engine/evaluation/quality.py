"""All measures of drawn pictures in one table, each beside what real pictures reach.

Real pictures are halved: one half is what samples are compared with, the other stands in their
place for the baseline, through the same code and in the same number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from gongwu.engine.evaluation.judge import Judge


@dataclass(frozen=True, kw_only=True, eq=False)
class Gallery:
    """Pictures (N, S, S, C), bytes, with what was asked for, or is said, of each."""

    pictures: Tensor
    labels: Tensor | None = None  # (N,) class numbers
    captions: Sequence[tuple[str, ...]] | None = None  # the one asked for, then others as true


@dataclass(frozen=True)
class Measure:
    """A figure of the samples, and the same of real pictures."""

    value: float
    baseline: float | None
    error: float | None = None  # standard error


@dataclass(frozen=True, kw_only=True)
class Quality:
    """None where a measure does not apply."""

    kid: Measure
    frechet: Measure
    density: Measure
    coverage: Measure
    recall: Measure
    class_accuracy: Measure | None = None
    prompt_adherence: Measure | None = None  # R@1 among 20 other captions
    prompt_similarity: Measure | None = None  # cosine with the own caption
    diversity: Measure | None = None
    nearest_distance: Measure | None = None
    memorised_share: Measure | None = None
    near_copies: Measure | None = None


def quality(
    judge: Judge,
    real: Gallery,
    drawn: Gallery,
    known: Tensor | None = None,
    seed: int = 0,
) -> Quality:
    """`real` pictures must be unknown to the judge; `known` are those the drawing model learned
    from, without which nothing is said of copies."""
    raise NotImplementedError
