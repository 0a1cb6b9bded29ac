"""Short ways to say what an exercise holds, and to draw it again. Knows no subject."""

import random
from collections.abc import Callable, Iterable
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Facts, Slip, Step, apart
from gongwu.fields.teaching.values import Exact, Expression, Ordered, Rounded, Value
from gongwu.ports import Words

# One draw. None where the numbers do not suit: a rounding tie, an answer out of bounds.
Draw = Callable[[random.Random], Exercise | None]

_FEWEST_SLIPS = 3


def words(en: str, zh: str) -> Words:
    """The same in both languages."""
    return Words(en=en, zh=zh)


def slip(misconception: str, value: Value, en: str, zh: str) -> Slip:
    """A wrong answer, and why it is wrong in both languages."""
    return Slip(misconception=misconception, value=value, why=Words(en=en, zh=zh))


def step(state: str, en: str, zh: str) -> Step:
    """What stands on paper after a step, and how one got there."""
    return Step(says=Words(en=en, zh=zh), state=state)


def told(
    facts: Facts, question: Words, answer: Value, slips: Iterable[Slip], steps: Iterable[Step]
) -> Exercise:
    """The exercise, without slips that chance has joined."""
    return Exercise(
        facts=facts,
        question=question,
        answer=answer,
        slips=_apart(answer, list(slips)),
        steps=tuple(steps),
    )


def _apart(answer: Value, slips: list[Slip]) -> tuple[Slip, ...]:
    """As `apart`, but plain numbers are compared without reading them as formulas."""
    try:
        seen = {_plain(answer)}
        kept = []
        for each in slips:
            number = _plain(each.value)
            if number not in seen:
                kept.append(each)
            seen.add(number)
    except ValueError:
        return apart(answer, slips)
    return tuple(kept)


def _plain(value: Value) -> tuple[str | Fraction, ...]:
    """The unit and the numbers that a value is. Raises ValueError where it is no plain number."""
    match value:
        case Exact(number=text, unit=unit) | Rounded(digits=text, unit=unit):
            return (unit, Fraction(text))
        case Expression(text=text):
            return ("", Fraction(text))
        case Ordered(values=texts):
            return ("", *map(Fraction, texts))
    raise ValueError(value)


def by_level(*draws: Draw) -> Callable[[random.Random, int], Exercise]:
    """A family's `make`: one draw for each level, repeated until it suits and has enough slips."""

    def make(dice: random.Random, level: int) -> Exercise:
        while True:
            drawn = draws[level - 1](dice)
            if drawn is not None and len(drawn.slips) >= _FEWEST_SLIPS:
                return drawn

    return make
