"""How able a learner is, on one scale with the exercises: the Rasch model, by Bayes on a grid.

The difficulty of an exercise is assumed from its school year and level; both scales are logits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.learner.record import Answered

_GRID = [step / 20 for step in range(-120, 121)]
_LEVEL_STEP = 1.0


@dataclass(frozen=True, kw_only=True)
class Ability:
    """The expected ability and its standard deviation, in logits."""

    mean: float
    deviation: float


def difficulty(family: Family, level: int, grade: int) -> float:
    """Of an exercise for a learner in a school year: a year is as much as a level."""
    middle = (family.grades[0] + family.grades[1]) / 2
    return (middle - grade) * _LEVEL_STEP + (level - 2) * _LEVEL_STEP


def estimate(answers: Sequence[tuple[float, bool]], steepness: float = 1.0) -> Ability:
    """From difficulties and whether the answer was right; before any, a standard normal."""
    weights = [-0.5 * ability * ability for ability in _GRID]
    for hard, right in answers:
        for place, ability in enumerate(_GRID):
            sign = 1 if right else -1
            weights[place] -= log(1 + exp(-sign * steepness * (ability - hard)))
    top = max(weights)
    shares = [exp(weight - top) for weight in weights]
    total = sum(shares)
    mean = sum(share * at for share, at in zip(shares, _GRID, strict=True)) / total
    square = sum(share * (at - mean) ** 2 for share, at in zip(shares, _GRID, strict=True)) / total
    return Ability(mean=mean, deviation=sqrt(square))


def ability(record: Sequence[Answered], families: Mapping[str, Family], grade: int) -> Ability:
    """Of a learner in a school year, from all answers to known families."""
    return estimate([
        (difficulty(families[one.family], one.level, grade), one.right)
        for one in record if one.family in families
    ])  # fmt: skip
