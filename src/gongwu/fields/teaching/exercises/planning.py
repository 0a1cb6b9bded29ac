"""Which exercises a sheet holds: drawn from the families, no two the same."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gongwu.errors import BadInputError, Language
from gongwu.fields.teaching.exercise import LEVELS, Exercise, Family
from gongwu.fields.teaching.exercises.brief import ExercisesBrief, Style
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.learner.choosing import next_exercises
from gongwu.fields.teaching.learner.record import read_record

# Wrong options of a multiple choice.
WRONG_OPTIONS = 3

# So many draws in a row that give nothing new mean that there is nothing new.
_PATIENCE = 200


@dataclass(frozen=True, kw_only=True)
class PlannedItem:
    """One exercise. `order` is the order of its options: 0 the answer, k the k-th slip; () none."""

    family: str
    level: int
    exercise: Exercise
    order: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class SheetPlan:
    """The facts of a sheet. `title` is the one asked for, "" when the topics shall name it."""

    lang: Language
    title: str
    items: tuple[PlannedItem, ...]


def plan_sheet(brief: ExercisesBrief, dice: random.Random) -> SheetPlan:
    """Draw the exercises. Raises BadInputError when there are none, or not enough different."""
    families = families_for(brief.topic, brief.grade)
    asked = _for_learner(brief, families, dice) if brief.learner else _for_all(brief, families)
    seen: set[str] = set()
    items = tuple(
        draw_exercise(dice, among, level, choice=choice, seen=seen)
        for (among, level), choice in zip(asked, _choices(brief.style, brief.count), strict=True)
    )
    return SheetPlan(lang=brief.lang, title=brief.title, items=items)


def families_for(topic: str, grade: int | None) -> list[Family]:
    """The families of a topic that suit a grade. Raises BadInputError, saying what there is."""
    asked = [each.strip() for each in topic.replace("，", ",").split(",") if each.strip()]
    topics = {family.topic for family in FAMILIES.values()}
    for each in asked:
        if each not in topics and each not in FAMILIES:
            raise _unknown(each, topics)
    found = [
        family
        for family in FAMILIES.values()
        if (not asked or family.topic in asked or family.name in asked)
        and (grade is None or family.grades[0] <= grade <= family.grades[1])
    ]
    if not found:
        raise BadInputError(
            en=f"No family of {topic or 'any topic'} suits grade {grade}.",
            zh=f"{topic or '各主题'}中没有适合 {grade} 年级的题型。",
        )
    return found


def identity(family: str, exercise: Exercise) -> str:
    """What makes two exercises the same: their family and their facts."""
    return f"{family} {sorted(exercise.facts.items())}"


def _for_all(
    brief: ExercisesBrief, families: Sequence[Family]
) -> Iterator[tuple[Sequence[Family], int]]:
    """Any family, at the level asked for, or from easy to hard in equal parts."""
    for number in range(brief.count):
        yield families, brief.level or LEVELS[number * len(LEVELS) // brief.count]


def _for_learner(
    brief: ExercisesBrief, families: Sequence[Family], dice: random.Random
) -> list[tuple[Sequence[Family], int]]:
    """What this learner should do next, by what they answered so far."""
    record = read_record(brief.learner.splitlines(), "learner")
    now = brief.now or max((each.time for each in record), default=datetime.now(UTC))
    if now.tzinfo is None:
        raise BadInputError(
            en=f"now={now} has no time zone, as in 2026-11-23T08:00:00+08:00.",
            zh=f"now={now} 缺少时区，应如 2026-11-23T08:00:00+08:00。",
        )
    by_name = {family.name: family for family in families}
    known = [each for each in record if each.family in by_name]
    chosen = next_exercises(known, by_name, brief.count, dice, now)
    return [([by_name[name]], level) for name, level in chosen]


def _choices(style: Style, count: int) -> Iterator[bool]:
    for number in range(count):
        yield style == "choice" or (style == "mixed" and number % 2 == 1)


def draw_exercise(
    dice: random.Random,
    families: Sequence[Family],
    level: int,
    *,
    choice: bool,
    seen: set[str],
) -> PlannedItem:
    """One that was not seen before, and now is. Raises BadInputError where nothing new comes."""
    for _ in range(_PATIENCE):
        family = dice.choice(families)
        exercise = family.make(dice, level)
        name = identity(family.name, exercise)
        if name in seen or (choice and len(exercise.slips) < WRONG_OPTIONS):
            continue
        seen.add(name)
        order = _order(dice, len(exercise.slips)) if choice else ()
        return PlannedItem(family=family.name, level=level, exercise=exercise, order=order)
    raise BadInputError(
        en=f"There are only about {len(seen)} different exercises of this kind. Ask for fewer, or "
        "for more topics.",
        zh=f"这类题大约只有 {len(seen)} 道不同的。请减少题数，或增加主题。",
    )


def _order(dice: random.Random, slips: int) -> tuple[int, ...]:
    order = [0, *dice.sample(range(1, slips + 1), WRONG_OPTIONS)]
    dice.shuffle(order)
    return tuple(order)


def _unknown(topic: str, topics: set[str]) -> BadInputError:
    listed = ", ".join(sorted(topics))
    return BadInputError(
        en=f"There is no topic {topic!r}. Topics: {listed}. A family's name works too: "
        "gongwu kinds exercises",
        zh=f"没有主题“{topic}”。可用主题：{listed}。也可以写题型名：gongwu kinds exercises",
    )


def told_topics(language: Language) -> list[tuple[str, str]]:
    """Each topic with the names and titles of its families."""
    found: dict[str, list[str]] = {}
    for family in FAMILIES.values():
        told = f"{family.name} ({family.title.said_in(language)})"
        found.setdefault(family.topic, []).append(told)
    return [(topic, ", ".join(names)) for topic, names in sorted(found.items())]
