"""The numbers that a text states, read back from its words and formulas."""

import re
from collections.abc import Set
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts

_FORMULA = re.compile(r"\$[^$]+\$")
_FRACTION = re.compile(r"\\frac\{(\d+)\}\{(\d+)\}")
_SLASHED = re.compile(r"(?<![\d/.])(\d+)/(\d+)(?![\d/.])")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
# 12,345 is one number; 1, 2 are two.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def formulas_in(text: str) -> tuple[str, ...]:
    """What stands between dollar signs, with them."""
    return tuple(_FORMULA.findall(text))


def numbers_in(text: str) -> set[Fraction]:
    """The sizes of all numbers of a text, without signs: a minus may be a hyphen or a step.

    A fraction counts as itself and as its two parts.
    """
    text = _THOUSANDS.sub("", text)
    found = {Fraction(number) for number in _NUMBER.findall(text)}
    for top, bottom in (*_FRACTION.findall(text), *_SLASHED.findall(text)):
        if int(bottom):
            found.add(Fraction(int(top), int(bottom)))
    return found


def numbers_of(facts: Facts) -> Set[Fraction]:
    """The sizes of all numbers among the facts. 0 and 1 may be silent: `x` is `1x + 0`."""
    sizes: set[Fraction] = set()
    for fact in facts.values():
        for each in fact if isinstance(fact, tuple) else (fact,):
            try:
                sizes.add(abs(Fraction(each)))
            except (ValueError, ZeroDivisionError):
                continue  # a word
    return sizes - {Fraction(0), Fraction(1)}
