"""Every family's worked solutions, walked through by the prover: a suite that grows by itself."""

import random

import pytest

from gongwu.fields.teaching.exercise import LEVELS, Family
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.steps.prove import prove

each_family = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)


@pytest.fixture(params=LEVELS)
def level(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def walk(family: Family, level: int, many: int) -> None:
    dice = random.Random(f"steps/{family.name}/{level}")
    for _ in range(many):
        exercise = family.make(dice, level)
        states = [step.state for step in exercise.steps]
        proof = prove(states, exercise.answer)
        for ruling in proof.steps:
            assert ruling.how in ("given", "proven", "rounded"), (states, ruling)
        assert proof.answer.verdict != "wrong", (states, exercise.answer, proof.answer)
        assert proof.gained.verdict != "wrong", (states, exercise.answer, proof.gained)


@each_family
def test_each_step_follows_and_the_last_gives_the_answer(family: Family, level: int) -> None:
    walk(family, level, 1)


@pytest.mark.slow
@each_family
def test_so_it_is_for_more_draws(family: Family, level: int) -> None:
    walk(family, level, 6)
