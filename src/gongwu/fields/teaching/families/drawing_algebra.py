"""How families of algebra and analysis say things shortly: words, slips, steps and notation."""

import random
from collections.abc import Iterable
from fractions import Fraction

from gongwu.fields.teaching.exercise import Fact, Slip, Step
from gongwu.fields.teaching.expressions.equality import equal
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.values import (
    Expression,
    Ordered,
    Phrase,
    Several,
    Value,
    exact,
)
from gongwu.ports import Words

Number = Fraction | int

# Facts leave 0 and 1 unsaid, formulas may show them: the constants of most families.
PLAIN = frozenset({"0", "1"})


def say(en: str, zh: str) -> Words:
    """The same thing in both languages."""
    return Words(en=en, zh=zh)


def solve(equation: str) -> Words:
    """The request to solve an equation."""
    shown = tex(equation)
    return say(f"Solve the equation ${shown}$.", f"解方程 ${shown}$。")


def stated(name: str, value: Number) -> dict[str, Fact]:
    """A fact that may be a fraction: its two parts stand in the question too."""
    number = Fraction(value)
    if number.denominator == 1:
        return {name: int(number)}
    return {name: str(number), f"{name}_parts": (abs(number.numerator), number.denominator)}


def step(state: str, en: str, zh: str) -> Step:
    """What stands on paper, and what is done to get there."""
    return Step(says=Words(en=en, zh=zh), state=state)


def slip(misconception: str, value: Value | Number, en: str, zh: str) -> Slip:
    """A wrong answer; a plain number is an exact value without a unit."""
    wrong = exact(value) if isinstance(value, Fraction | int) else value
    return Slip(misconception=misconception, value=wrong, why=Words(en=en, zh=zh))


def phrase(key: str, en: str, zh: str) -> Phrase:
    """An answer in words."""
    return Phrase(key=key, en=en, zh=zh)


def several(*values: Number | str) -> Several:
    """Values in no order, such as roots."""
    return Several(values=tuple(map(str, values)))


def ordered(*values: Number | str) -> Ordered:
    """Values in order, such as a point."""
    return Ordered(values=tuple(map(str, values)))


def distinct(answer: Value, slips: Iterable[Slip]) -> tuple[Slip, ...]:
    """The slips whose values differ from the answer and from each other.

    As `exercise.apart`, but formulas with letters, roots or pi are compared without sympy.
    """
    kept: list[Slip] = []
    for each in slips:
        if not any(_same(each.value, one) for one in (answer, *(other.value for other in kept))):
            kept.append(each)
    return tuple(kept)


def _same(one: Value, other: Value) -> bool:
    match one, other:
        case Expression(), Expression():
            return equal(one.text, other.text)
        case Several(), Several():
            return len(one.values) == len(other.values) and all(
                any(_equal(each, value) for value in other.values) for each in one.values
            )
        case Ordered(), Ordered():
            return len(one.values) == len(other.values) and all(
                map(_equal, one.values, other.values)
            )
    return one == other  # `exact` and the intervals write each value in one way only


def _equal(one: str, other: str) -> bool:
    """Numbers are in lowest terms here, so two ways of writing are two numbers."""
    return one == other or (not (_is_number(one) and _is_number(other)) and equal(one, other))


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace("/", "", 1).isdecimal()


def linear_sum(*terms: tuple[Number, str]) -> str:
    """Terms with their signs: ((2, "x"), (-1, "y")) -> `2*x - y`; "" is no letter."""
    written = ""
    for number, letter in terms:
        if number == 0:
            continue
        sign = " - " if number < 0 else " + "
        size = -number if number < 0 else number
        written += (sign if written else sign.strip(" +")) + _term(size, letter)
    return written or "0"


def _term(size: Number, letter: str) -> str:
    if not letter:
        return str(size)
    return letter if size == 1 else f"{size}*{letter}"


def bracketed(number: Number) -> str:
    """A number as it stands behind a sign or under a power: (-3), (2/3), 5."""
    return str(number) if number >= 0 and number == int(number) else f"({number})"


def point_slope(slope: Number, x: int, y: int) -> str:
    """The line through a point: `2*(x - 3) + 5`."""
    run = linear_sum((1, "x"), (-x, ""))
    rise = {1: run, -1: f"-({run})"}.get(int(slope) if slope == int(slope) else 0)
    line = rise or f"{slope}*({run})"
    return line if y == 0 else f"{line} {'-' if y < 0 else '+'} {abs(y)}"


def surd(outside: Number, under: int) -> str:
    """outside·√under, with the largest square taken out of the root: (1, 12) -> `2*sqrt(3)`."""
    factor = 2
    while factor * factor <= under:
        while under % (factor * factor) == 0:
            under, outside = under // (factor * factor), outside * factor
        factor += 1
    if under in (0, 1) or outside == 0:
        return str(outside * under)
    return times(outside, f"sqrt({under})")


def times(number: Number, letter: str) -> str:
    """`3*x`, `x`, `-x`, `-x/2`, `3*x/2`: a fraction stands under the whole."""
    value = Fraction(number)
    size = abs(value.numerator)
    top = letter if size == 1 else f"{size}*{letter}"
    whole = top if value.denominator == 1 else f"{top}/{value.denominator}"
    return "0" if value == 0 else f"-{whole}" if value < 0 else whole


def undone(number: int, state: str) -> Step:
    """A term that is added to one side of an equation is taken off both."""
    size = abs(number)
    if number < 0:
        return step(state, f"Add ${size}$ to both sides.", f"两边同时加上 ${size}$。")
    return step(state, f"Subtract ${size}$ from both sides.", f"两边同时减去 ${size}$。")


def divided(number: int, state: str) -> Step:
    """The factor of the unknown is divided away."""
    return step(state, f"Divide both sides by ${number}$.", f"两边同时除以 ${number}$。")


def fraction_between(dice: random.Random, low: int, high: int, bottoms: range) -> Fraction:
    """A fraction that is not whole, between two whole numbers."""
    bottom = dice.choice(bottoms)
    while True:
        drawn = Fraction(dice.randint(low * bottom, high * bottom), bottom)
        if drawn.denominator > 1:
            return drawn
