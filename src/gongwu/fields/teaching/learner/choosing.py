"""What to ask next: due reviews, and the skills that gain most from one more exercise.

Skills build on each other by school year: nothing is asked more than a year above the lowest skill
that is still open. Within that comes the skill that one more exercise is expected to raise most,
which is the least known one: so skills take turns, and what is mastered is left to the reviews.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from gongwu.fields.teaching.exercise import LEVELS, Family
from gongwu.fields.teaching.learner.knowledge import MASTERED, after, chance, mastery
from gongwu.fields.teaching.learner.record import Answered
from gongwu.fields.teaching.learner.reviews import due_times

# The chance of success at which people learn most lies well above a half.
_BEST_CHANCE = 0.7
_YEARS_AHEAD = 1


def next_exercises(
    record: Sequence[Answered],
    families: Mapping[str, Family],
    count: int,
    dice: random.Random,
    now: datetime,
) -> list[tuple[str, int]]:
    """Families and levels, due reviews first; reviews take at most every other place."""
    known = mastery(record, families)
    due = due_times(record, families)
    reviews = sorted(
        (skill for skill, time in due.items() if time <= now), key=lambda skill: due[skill]
    )
    most = count if _all_mastered(known) else (count + 1) // 2
    chosen = [_review(skill, families, dice) for skill in reviews[:most]]
    while len(chosen) < count:
        name, level = _lesson(known, families, dice)
        chosen.append((name, level))
        for skill in families[name].skills:  # plan the next as if this one went as expected
            known[skill] = _expected(known[skill], level)
    return chosen


def _all_mastered(known: Mapping[str, float]) -> bool:
    return all(value >= MASTERED for value in known.values())


def _review(skill: str, families: Mapping[str, Family], dice: random.Random) -> tuple[str, int]:
    names = [name for name, family in families.items() if skill in family.skills]
    return dice.choice(names), LEVELS[-1]


def _lesson(
    known: Mapping[str, float], families: Mapping[str, Family], dice: random.Random
) -> tuple[str, int]:
    within = _within_reach(known, families)
    best = max(_gain(family, known) for family in within.values())
    name = dice.choice([name for name, one in within.items() if _gain(one, known) == best])
    return name, level_for(min(known[skill] for skill in families[name].skills))


def _within_reach(
    known: Mapping[str, float], families: Mapping[str, Family]
) -> Mapping[str, Family]:
    """The families with an open skill, up to a year above the lowest of them; else all."""
    unfinished = {
        name: family for name, family in families.items()
        if any(known[skill] < MASTERED for skill in family.skills)
    }  # fmt: skip
    if not unfinished:
        return families
    lowest = min(family.grades[0] for family in unfinished.values())
    return {
        name: family for name, family in unfinished.items()
        if family.grades[0] <= lowest + _YEARS_AHEAD
    }  # fmt: skip


def _gain(family: Family, known: Mapping[str, float]) -> float:
    """By how much one more answer is expected to raise the open skills, or all if none is open."""
    skills = [skill for skill in family.skills if known[skill] < MASTERED] or family.skills
    gains = (_expected(known[skill], level_for(known[skill])) - known[skill] for skill in skills)
    return sum(gains) / len(family.skills)


def _expected(known: float, level: int) -> float:
    """The probability that is expected after one more answer."""
    right = chance(known, level)
    return right * after(known, level, right=True) + (1 - right) * after(known, level, right=False)


def level_for(known: float) -> int:
    """The level whose chance of success is nearest to where people learn most."""
    return min(LEVELS, key=lambda level: abs(chance(known, level) - _BEST_CHANCE))
