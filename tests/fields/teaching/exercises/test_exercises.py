"""Sheets: what is asked for is what comes, nothing twice, and every planted fault is found."""

import json
import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from gongwu.errors import BadInputError
from gongwu.fields.teaching.exercises.brief import ExercisesBrief
from gongwu.fields.teaching.exercises.planning import (
    PlannedItem,
    SheetPlan,
    families_for,
    identity,
    plan_sheet,
)
from gongwu.fields.teaching.exercises.proving import verify_sheet
from gongwu.fields.teaching.exercises.sheet import Item, Sheet
from gongwu.fields.teaching.exercises.wording import word_sheet
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.proofs import SOLVERS
from gongwu.fields.teaching.values import exact, same

TOPICS = sorted({family.topic for family in FAMILIES.values()})


def planned(*, seed: int = 1, **brief: Any) -> SheetPlan:
    return plan_sheet(ExercisesBrief(**brief), random.Random(seed))


def rules(plan: SheetPlan, sheet: Sheet) -> set[str]:
    return {found.rule for found in verify_sheet(plan, sheet) if found.severity == "error"}


def with_item(sheet: Sheet, **changes: Any) -> Sheet:
    """The sheet with its first item changed."""
    first: Item = replace(sheet.items[0], **changes)
    return replace(sheet, items=(first, *sheet.items[1:]))


def test_there_are_at_least_a_hundred_families() -> None:
    assert len(FAMILIES) >= 100


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_sheet_of_any_topic_is_verified(topic: str, lang: str) -> None:
    plan = planned(topic=topic, count=9, lang=lang, style="mixed")
    sheet = word_sheet(plan)
    assert rules(plan, sheet) == set()
    assert [item.level for item in sheet.items] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert [bool(item.options) for item in sheet.items] == [False, True] * 4 + [False]


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_large_sheet_holds_nothing_twice(count: int) -> None:
    plan = planned(count=count)
    assert len({identity(item.family, item.exercise) for item in plan.items}) == count


def test_a_choice_has_one_right_option_and_three_named_misconceptions() -> None:
    for item in word_sheet(planned(count=200, style="choice")).items:
        assert [option.right for option in item.options].count(True) == 1
        wrong = [option for option in item.options if not option.right]
        assert len(wrong) == 3
        assert all(option.misconception and option.why for option in wrong)
        assert len({option.text for option in item.options}) == 4


def test_the_right_option_stands_anywhere() -> None:
    items = word_sheet(planned(count=200, style="choice")).items
    places = Counter([option.right for option in item.options].index(True) for item in items)
    # 200 throws of a fair die with four sides leave a side below 25 once in about 20,000 runs.
    assert min(places[place] for place in range(4)) >= 25


def test_a_grade_keeps_out_what_does_not_suit_it() -> None:
    for family in families_for("", 3):
        assert family.grades[0] <= 3 <= family.grades[1]


@pytest.mark.parametrize(
    "brief", [{"topic": "nothing"}, {"topic": "calculus", "grade": 1}, {"topic": "linear,nothing"}]
)
def test_a_brief_that_cannot_be_met_says_so(brief: dict[str, Any]) -> None:
    with pytest.raises(BadInputError) as caught:
        planned(**brief)
    assert caught.value.en
    assert caught.value.zh


@pytest.fixture
def choice() -> tuple[SheetPlan, Sheet]:
    plan = planned(topic="quadratic-by-factoring", count=2, style="choice", lang="zh")
    return plan, word_sheet(plan)


def test_planted_faults_are_each_found(choice: tuple[SheetPlan, Sheet]) -> None:
    plan, sheet = choice
    first = sheet.items[0]
    other = sheet.items[1]
    assert rules(plan, sheet) == set()
    assert "answer-is-wrong" in rules(plan, with_item(sheet, value=exact(99)))
    assert "answer-reads-otherwise" in rules(plan, with_item(sheet, answer="$99$"))
    assert "fact-not-stated" in rules(plan, with_item(sheet, question="解这个方程。"))
    strange = first.question + "共 977 题。"
    assert "number-from-nowhere" in rules(plan, with_item(sheet, question=strange))
    assert "formula-changed" in rules(plan, with_item(sheet, question=first.question + "$x$"))
    assert "options-missing" in rules(plan, with_item(sheet, options=first.options[:3]))
    turned = (*first.options[1:], first.options[0])
    assert "option-misjudged" in rules(plan, with_item(sheet, options=turned))
    flipped = tuple(replace(option, right=not option.right) for option in first.options)
    assert "option-misjudged" in rules(plan, with_item(sheet, options=flipped))
    unnamed = tuple(replace(option, misconception="") for option in first.options)
    assert "no-misconception" in rules(plan, with_item(sheet, options=unnamed))
    alike = (first.options[0], *first.options[:3])
    assert "options-alike" in rules(plan, with_item(sheet, options=alike))
    assert "steps-missing" in rules(plan, with_item(sheet, steps=first.steps[1:]))
    assert "formula-changed" in rules(plan, with_item(sheet, steps=first.steps[::-1]))
    assert "asked-twice" in rules(plan, with_item(sheet, question=other.question))
    assert "items-missing" in rules(plan, replace(sheet, items=sheet.items[:1]))


def test_a_wrong_answer_that_the_family_itself_would_make_is_found() -> None:
    """The fault is planted in the plan, so plan and draft agree: only the other route can tell."""
    found = 0
    for number, item in enumerate(planned(count=60).items):
        wrong = replace(item.exercise, answer=item.exercise.slips[0].value)
        broken = SheetPlan(
            lang="en", title="", items=(PlannedItem(family=item.family, level=item.level,
                                                    exercise=wrong, order=()),)
        )  # fmt: skip
        found += "answer-is-wrong" in rules(broken, word_sheet(broken))
        assert found == number + 1, item.family


def answers(family: str, *right: bool) -> str:
    """A learner's record: one answer an hour."""
    return "\n".join(
        json.dumps({"time": f"2026-11-20T{hour:02d}:00:00+00:00", "family": family, "level": 1,
                    "right": was})
        for hour, was in enumerate(right)
    )  # fmt: skip


def test_a_learner_gets_what_they_do_not_know_yet() -> None:
    """Two families of different skills: the one that always succeeded gives way to the other."""
    first, second = "quadratic-by-factoring", "softmax-by-hand"
    topic = f"{first},{second}"
    skilled = planned(topic=topic, count=10, learner=answers(first, *[True] * 12))
    many = Counter(item.family for item in skilled.items)
    assert many[second] > many[first]


def test_the_same_record_gives_the_same_sheet() -> None:
    record = answers("quadratic-by-factoring", True, False, True)
    plans = [planned(topic="quadratic", count=5, learner=record) for _ in range(2)]
    assert plans[0] == plans[1]


@pytest.mark.parametrize("record", ["{", '{"family": 3}', "[]", '{"time": "x"}'])
def test_a_record_that_is_none_is_refused_with_its_line(record: str) -> None:
    with pytest.raises(BadInputError, match="line 1"):
        planned(learner=record)


@pytest.mark.slow
def test_twenty_thousand_items_are_solved_alike_by_both_routes() -> None:
    dice = random.Random(20_000)
    families = list(FAMILIES.values())
    for number in range(20_000):
        family = families[number % len(families)]
        exercise = family.make(dice, number // len(families) % 3 + 1)
        solved = SOLVERS[family.name](exercise.facts)
        assert same(exercise.answer, solved), (family.name, exercise.facts)
