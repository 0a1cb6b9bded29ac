"""What an exercise is, and a family of them: the contract between families, proofs and exports.

A family makes exercises backwards: it draws the answer, and the question from it. Its proof, in
`proofs/`, is another route: from the facts that the question states, and from nothing else, it
finds the answer again. The two share no code but the notation of `values` and `expressions`.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongwu.fields.teaching.values import Value, same
from gongwu.ports import Words

Fact = int | str | tuple[int, ...] | tuple[str, ...]
Facts = Mapping[str, Fact]

LEVELS = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A wrong answer that a named misconception leads to. `misconception` is in kebab-case.

    `why` tells the learner what went wrong, and what holds instead.
    """

    misconception: str
    value: Value
    why: Words


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the worked solution. `state` is what stands on paper after it, in our notation.

    The first state is the problem; the last holds the answer. Each must be implied by the one
    before: two expressions have one value; the solutions of a relation satisfy the next. "" where
    a step has nothing formal to show.
    """

    says: Words
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One question with its answer, the ways to miss it, and the worked solution.

    `facts` are the numbers and words that the question states and the proof starts from. Every
    number among them stands in the question, and every number of the question is among them or
    among the family's constants.
    """

    facts: Facts
    question: Words
    answer: Value
    slips: tuple[Slip, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Family:
    """Exercises of one type. Within a level all have the same steps and numbers of the same size.

    `grades` are the first and last school year it suits, 1 to 12, and 13 for the first year of
    university. `make` draws one of a level (1 easy, 2 middle, 3 hard). `constants` are numbers of
    the question's wording that are no facts, as written: "2" in "to 2 decimal places".
    """

    name: str
    topic: str
    title: Words
    grades: tuple[int, int]
    skills: tuple[str, ...]
    make: Callable[[random.Random, int], Exercise]
    constants: frozenset[str] = frozenset()


Solver = Callable[[Facts], Value]


def apart(answer: Value, slips: Iterable[Slip]) -> tuple[Slip, ...]:
    """The slips whose values differ from the answer and from each other: chance may join them."""
    kept: list[Slip] = []
    for slip in slips:
        if not any(same(slip.value, each) for each in (answer, *(one.value for one in kept))):
            kept.append(slip)
    return tuple(kept)
