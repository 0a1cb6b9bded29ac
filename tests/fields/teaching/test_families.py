"""One suite for every family: two routes agree, and what it shows is what it states."""

import random
from collections import Counter
from fractions import Fraction

import pytest

from gongwu.fields.teaching.exercise import LEVELS, Exercise, Family
from gongwu.fields.teaching.expressions.tree import parse_statement
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.proofs import SOLVERS
from gongwu.fields.teaching.stated import numbers_in, numbers_of
from gongwu.fields.teaching.values import same, shown

DRAWN = 60

each_family = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)


def drawn(family: Family, level: int, many: int = DRAWN) -> list[Exercise]:
    dice = random.Random(f"{family.name}/{level}")
    return [family.make(dice, level) for _ in range(many)]


@pytest.fixture(params=LEVELS)
def level(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_every_family_has_a_proof_and_every_proof_a_family() -> None:
    assert FAMILIES.keys() == SOLVERS.keys()


@each_family
def test_the_other_route_finds_the_same_answer(family: Family, level: int) -> None:
    for exercise in drawn(family, level):
        found = SOLVERS[family.name](exercise.facts)
        assert same(exercise.answer, found), (exercise.question.en, exercise.answer, found)


@each_family
def test_the_question_states_its_facts_and_no_other_number(family: Family, level: int) -> None:
    for exercise in drawn(family, level):
        stated = numbers_of(exercise.facts)
        for text in (exercise.question.en, exercise.question.zh):
            seen = numbers_in(text)
            assert stated <= seen, (text, stated - seen)
            constants = {Fraction(number) for number in family.constants}
            assert seen <= stated | constants, (text, seen - stated - constants)


@each_family
def test_each_slip_is_wrong_and_has_its_own_value(family: Family, level: int) -> None:
    exercises = drawn(family, level)
    for exercise in exercises:
        values = [slip.value for slip in exercise.slips]
        assert not any(same(exercise.answer, value) for value in values)
        assert not any(same(a, b) for i, a in enumerate(values) for b in values[:i])
        texts = [shown(value, "zh") for value in (exercise.answer, *values)]
        assert len(set(texts)) == len(texts), texts
    enough = sum(len(exercise.slips) >= 3 for exercise in exercises)
    assert enough >= 0.9 * len(exercises), f"three slips in {enough} of {len(exercises)}"


@each_family
def test_a_level_has_one_number_of_steps(family: Family, level: int) -> None:
    steps = Counter(len(exercise.steps) for exercise in drawn(family, level))
    assert len(steps) == 1, steps
    assert min(steps) >= 2


@each_family
def test_steps_and_answers_can_be_read(family: Family, level: int) -> None:
    for exercise in drawn(family, level, 10):
        assert all(step.says.en and step.says.zh for step in exercise.steps)
        for step in exercise.steps:
            if step.state:
                parse_statement(step.state)
        for language in ("en", "zh"):
            assert shown(exercise.answer, language).count("$") % 2 == 0


@each_family
def test_the_same_dice_make_the_same_exercise(family: Family, level: int) -> None:
    assert drawn(family, level, 3) == drawn(family, level, 3)


@each_family
def test_a_level_holds_many_different_exercises(family: Family, level: int) -> None:
    many = {repr(sorted(exercise.facts.items())) for exercise in drawn(family, level)}
    assert len(many) >= 0.5 * DRAWN


@each_family
def test_a_family_says_what_it_is(family: Family) -> None:
    first, last = family.grades
    assert 1 <= first <= last <= 13
    assert family.skills
    assert family.title.en
    assert family.title.zh
    assert family.name == family.name.lower().replace("_", "-")
