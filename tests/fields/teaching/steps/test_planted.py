"""One number changed in one step of every family's solutions: is it found, and where?"""

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from gongwu.fields.teaching.exercise import LEVELS, Exercise
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.steps.prove import Proof, prove

pytestmark = pytest.mark.slow

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")


def planted(exercise: Exercise, dice: random.Random) -> tuple[list[str], int] | None:
    """The states with one number changed after the first state, and where."""
    states = [step.state for step in exercise.steps]
    first = next((place for place, state in enumerate(states) if state), len(states))
    places = [place for place in range(first + 1, len(states)) if _NUMBER.search(states[place])]
    if not places:
        return None
    place = dice.choice(places)
    number = dice.choice(list(_NUMBER.finditer(states[place])))
    digits, shift = number.group(), dice.randint(1, 3)
    other = digits[:-1] + str((int(digits[-1]) + shift) % 10)
    if "." not in digits:
        other = str(int(digits) + shift)
    states[place] = states[place][: number.start()] + other + states[place][number.end() :]
    return states, place


def found_at(proof: Proof) -> int | None:
    """The first step that a reviewer is warned of."""
    return next(
        (step.place for step in proof.steps
         if step.how in ("wrong", "cannot tell") or (step.keeps is False and step.is_range)),
        None,
    )  # fmt: skip


def is_harmless(proof: Proof, place: int) -> bool:
    """The changed line is still true and says as much: 4 < 7 where 4 < 5 stood."""
    (ruling,) = (step for step in proof.steps if step.place == place)
    return found_at(proof) is None and ruling.how == "proven" and ruling.keeps is not False


def outcomes() -> Iterator[str]:
    dice = random.Random("planted")
    for family in FAMILIES.values():
        for level in LEVELS:
            exercise = family.make(random.Random(f"planted/{family.name}/{level}"), level)
            fault = planted(exercise, dice)
            if fault is None:
                continue
            states, place = fault
            proof = prove(states, exercise.answer)
            if is_harmless(proof, place):
                yield "no fault"
            elif found_at(proof) == place:
                yield "there"
            else:
                yield "elsewhere" if found_at(proof) is not None else "missed"


def test_a_changed_number_is_found_in_its_own_step() -> None:
    counts = Counter(outcomes())
    faults = counts.total() - counts["no fault"]
    assert faults >= 200
    assert counts["there"] / faults >= 0.95, counts
