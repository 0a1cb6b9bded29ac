"""A lesson's facts: goals, exercises for each, and minutes that add up."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gongwu.errors import BadInputError, Language
from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.exercises.planning import (
    PlannedItem,
    SheetPlan,
    draw_exercise,
    families_for,
)
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.lesson.brief import LessonBrief
from gongwu.fields.teaching.lesson.citing import Citation, cite

Part = Literal["warm-up", "example", "guided", "independent", "exit", "summary"]
Role = Literal["warm-up", "example", "guided", "independent", "exit", "weaker", "stronger"]

# The share of the lesson's minutes that each part has by rights, in hundredths.
_SHARES: dict[Part, int] = {
    "warm-up": 12, "example": 24, "guided": 24, "independent": 22, "exit": 11, "summary": 7,
}  # fmt: skip
_LEAST_MINUTES = 2

# For each goal: what is set in which role, at which level.
_SET: tuple[tuple[Role, int], ...] = (
    ("warm-up", 1), ("example", 2), ("guided", 1), ("guided", 2), ("independent", 2),
    ("exit", 2), ("weaker", 1), ("stronger", 3),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Something that learners can do after the lesson; one family measures it."""

    family: str


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A part of the lesson and its minutes."""

    part: Part
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An exercise by its number in the lesson, from 1: in which role, for which goal."""

    number: int
    role: Role
    goal: int


@dataclass(frozen=True, kw_only=True)
class LessonPlan:
    """The facts of a lesson. `before` are families whose matter is taken as known."""

    lang: Language
    title: str
    grade: int
    minutes: int
    goals: tuple[Goal, ...]
    before: tuple[str, ...]
    timeline: tuple[Timed, ...]
    placed: tuple[Placed, ...]
    exercises: SheetPlan
    source: str
    citations: tuple[Citation, ...]


def plan_lesson(brief: LessonBrief, dice: random.Random) -> LessonPlan:
    """Raises BadInputError when the topic has no families for the grade."""
    found = families_for(brief.topic, brief.grade)
    if len(found) < brief.goals:
        raise BadInputError(
            en=f"{brief.topic} has {len(found)} families here: ask for at most so many goals.",
            zh=f"{brief.topic} 只有 {len(found)} 个题型可用：教学目标数不能超过它。",
        )
    # Easier matter first: by the year that it is taught in.
    families = sorted(dice.sample(found, brief.goals), key=lambda each: (each.grades, each.name))
    placed, items = _exercises(families, dice)
    titles = [family.title.said_in(brief.lang) for family in families]
    return LessonPlan(
        lang=brief.lang,
        title=brief.title,
        grade=brief.grade or max(family.grades[0] for family in families),
        minutes=brief.minutes,
        goals=tuple(Goal(family=family.name) for family in families),
        before=_before(families),
        timeline=apportion(brief.minutes),
        placed=placed,
        exercises=SheetPlan(lang=brief.lang, title="", items=items),
        source=brief.source,
        citations=cite(brief.source, titles),
    )


def apportion(minutes: int) -> tuple[Timed, ...]:
    """Whole minutes for each part that add up, by largest remainders (Hamilton's method)."""
    exact = {part: minutes * share / 100 for part, share in _SHARES.items()}
    whole = {part: max(_LEAST_MINUTES, int(each)) for part, each in exact.items()}
    by_remainder = sorted(exact, key=lambda part: (int(exact[part]) - exact[part], part))
    while (left := minutes - sum(whole.values())) != 0:
        for part in by_remainder:
            if left == 0:
                break
            step = 1 if left > 0 else -1
            if whole[part] + step >= _LEAST_MINUTES:
                whole[part] += step
                left -= step
    return tuple(Timed(part=part, minutes=whole[part]) for part in _SHARES)


def _exercises(
    families: Sequence[Family], dice: random.Random
) -> tuple[tuple[Placed, ...], tuple[PlannedItem, ...]]:
    seen: set[str] = set()
    placed: list[Placed] = []
    items: list[PlannedItem] = []
    for goal, family in enumerate(families, start=1):
        for role, level in _SET:
            items.append(draw_exercise(dice, [family], level, choice=role == "exit", seen=seen))
            placed.append(Placed(number=len(items), role=role, goal=goal))
    return tuple(placed), tuple(items)


def _before(families: Sequence[Family]) -> tuple[str, ...]:
    """Families of earlier years that share a skill with the lesson's, or its topic."""
    skills = {skill for family in families for skill in family.skills}
    topics = {family.topic for family in families}
    first = min(family.grades[0] for family in families)
    names = {family.name for family in families}
    earlier = [
        family
        for family in FAMILIES.values()
        if family.name not in names
        and family.grades[0] < first
        and (skills.intersection(family.skills) or family.topic in topics)
    ]
    earlier.sort(key=lambda each: (-len(skills.intersection(each.skills)), -each.grades[0],
                                   each.name))  # fmt: skip
    return tuple(family.name for family in earlier[:3])
