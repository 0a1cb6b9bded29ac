"""How likely each skill is known, by Bayesian knowledge tracing (Corbett & Anderson 1995).

A skill is known or not. Who knows it slips at times; who does not may guess; each answer may teach
it. The parameters are plain assumptions, not fitted to anybody: a harder level is guessed and
solved by slips of other frequency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.learner.record import Answered


@dataclass(frozen=True, kw_only=True)
class Tracing:
    """The four parameters; slip and guess by level."""

    known_at_first: float = 0.2
    learnt_by_one: float = 0.12
    slip: Mapping[int, float]
    guess: Mapping[int, float]


DEFAULT = Tracing(slip={1: 0.06, 2: 0.1, 3: 0.16}, guess={1: 0.3, 2: 0.2, 3: 0.12})
# What counts as mastered.
MASTERED = 0.95


def mastery(
    record: Sequence[Answered], families: Mapping[str, Family], tracing: Tracing = DEFAULT
) -> dict[str, float]:
    """The probability that each skill of the families is known after all answers."""
    known = {
        skill: tracing.known_at_first for family in families.values() for skill in family.skills
    }
    for answered in record:
        for skill in families[answered.family].skills if answered.family in families else ():
            known[skill] = after(known[skill], answered.level, answered.right, tracing)
    return known


def after(known: float, level: int, right: bool, tracing: Tracing = DEFAULT) -> float:
    """Bayes on the answer, then the chance that answering taught the skill."""
    slip, guess = tracing.slip[level], tracing.guess[level]
    if right:
        told = known * (1 - slip) / (known * (1 - slip) + (1 - known) * guess)
    else:
        told = known * slip / (known * slip + (1 - known) * (1 - guess))
    return told + (1 - told) * tracing.learnt_by_one


def chance(known: float, level: int, tracing: Tracing = DEFAULT) -> float:
    """That the next answer is right."""
    return known * (1 - tracing.slip[level]) + (1 - known) * tracing.guess[level]
