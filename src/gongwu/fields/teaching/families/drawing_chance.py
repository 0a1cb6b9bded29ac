"""Numbers and names for exercises in counting, chance, science and models."""

import random
from collections.abc import Sequence
from fractions import Fraction

from gongwu.fields.teaching.values import Exact, Rounded, exact, rounded
from gongwu.ports import Words

NAMES = tuple(
    Words(en=en, zh=zh)
    for en, zh in (
        ("Lin", "小林"), ("Chen", "小陈"), ("Wang", "小王"), ("Zhao", "小赵"), ("Sun", "小孙"),
        ("Zhou", "小周"), ("Wu", "小吴"), ("Xu", "小徐"), ("Gao", "小高"), ("Luo", "小罗"),
        ("Song", "小宋"), ("Tang", "小唐"), ("Deng", "小邓"), ("Cao", "小曹"), ("Peng", "小彭"),
    )
)  # fmt: skip

_TIE = Fraction(1, 10**6)


def clear_of_a_tie(value: Fraction | float, places: int) -> bool:
    """Whether rounding half up to these places cannot depend on how the value was found."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    tie = scaled.numerator // scaled.denominator + Fraction(1, 2)
    return bool(abs(scaled - tie) > _TIE * max(scaled, Fraction(1)))


def near(value: Fraction | float, places: int, unit: str = "") -> Rounded:
    """A computed number, rounded half up."""
    return rounded(Fraction(value), places, unit)


def amount(number: Fraction | int, unit: str = "") -> Exact | Rounded:
    """A wrong amount as a learner writes it: whole, or with its decimals, or with two of them."""
    value = Fraction(number)
    if value.denominator == 1:
        return exact(value, unit)
    for places in (1, 2, 3):
        if (value * 10**places).denominator == 1:
            return rounded(value, places, unit)
    return rounded(value, 2, unit)


def listed(texts: Sequence[str]) -> Words:
    """`a, b and c`, and the same in Chinese."""
    *others, last = texts
    return Words(en=f"{', '.join(others)} and {last}", zh=f"{'、'.join(others)} 和 {last}")


def names(dice: random.Random, many: int) -> list[Words]:
    """Different people."""
    return dice.sample(NAMES, many)


def decimal(number: Fraction) -> str:
    """A fraction that ends in decimals, as written: 1/4 -> `0.25`."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
        assert places <= 12, number  # none of our numbers is longer
    if not places:
        return str(number.numerator)
    digits = str(abs(int(number * 10**places))).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def bracketed(number: Fraction | int) -> str:
    """As a factor or behind a sign: a negative number in brackets."""
    text = decimal(Fraction(number))
    return f"({text})" if number < 0 else text


def parts(*numbers: Fraction) -> tuple[int, ...]:
    """Tops and bottoms, as a text shows them: a fact beside the fractions themselves."""
    return tuple(part for each in numbers for part in each.as_integer_ratio())
