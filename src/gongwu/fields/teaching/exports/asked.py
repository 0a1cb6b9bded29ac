"""How a quiz program asks an item: by options, for a number, or for a text it compares.

A whole number is asked for exactly, a rounded one within half a unit of its last place. A fraction
is asked for as a text: programs that take numbers would refuse `3/4`, and a third has no decimals.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from gongwu.errors import BadInputError, Language
from gongwu.fields.teaching.exercises.sheet import Item, Option
from gongwu.fields.teaching.exports import labels
from gongwu.fields.teaching.exports.spellings import is_fraction, spellings
from gongwu.fields.teaching.values import (
    Exact,
    Expression,
    Ordered,
    Ranges,
    Rounded,
    Several,
    Value,
)
from gongwu.ports import Words
from gongwu.studio.document.inline import escaped


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the options is right."""

    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Numerical:
    """A decimal number, how far off an answer may be, and the unit it is in."""

    number: str
    tolerance: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """Any of these texts; the first is the one to show."""

    spellings: tuple[str, ...]


Asked = Choice | Numerical | Written


def asked(item: Item, language: Language) -> Asked:
    """Raises BadInputError for options of which not exactly one is right."""
    if item.options:
        return Choice(options=_checked(item))
    return _decimal(item.value) or Written(spellings=spellings(item.value, language))


def stem(item: Item, language: Language) -> str:
    """The question as inline text, with a word on how to type the answer where it matters."""
    hint = _hint(item)
    space = "" if language == "zh" else " "
    return item.question + space + escaped(hint.said_in(language)) if hint else item.question


def _hint(item: Item) -> Words | None:
    if item.options:
        return None
    value = item.value
    number = _decimal(value)
    if number is not None:
        return _in_unit(number.unit)
    match value:
        case Exact():
            return labels.AS_FRACTION
        case Several(values=values) if len(values) > 1:
            return labels.AS_LIST
        case Ordered():
            return labels.AS_TUPLE
        case Ranges():
            return labels.AS_INTERVALS
        case Expression(text=text):
            return labels.AS_FRACTION if is_fraction(text) else labels.AS_FORMULA
        case Several():
            return labels.AS_FORMULA
    return None


def _decimal(value: Value) -> Numerical | None:
    """The number that a program asks for, if the key is written as a decimal or a whole number."""
    match value:
        case Exact(number=number, unit=unit) if Fraction(number).denominator == 1:
            return Numerical(number=str(Fraction(number)), tolerance="0", unit=unit)
        case Rounded(digits=digits, unit=unit):
            return Numerical(number=digits, tolerance=_half_unit(digits), unit=unit)
        case Expression(text=text) if re.fullmatch(r"-?\d+(\.\d+)?", text):
            return Numerical(number=text, tolerance="0", unit="")
    return None


def _in_unit(unit: str) -> Words | None:
    if not unit:
        return None
    return Words(en=labels.IN_UNIT.en.format(unit=unit), zh=labels.IN_UNIT.zh.format(unit=unit))


def _half_unit(digits: str) -> str:
    """`0.005` for `2.31`, `0.5` for `2`."""
    places = len(digits.partition(".")[2])
    return f"0.{'0' * places}5"


def _checked(item: Item) -> tuple[Option, ...]:
    right = sum(option.right for option in item.options)
    if right != 1:
        raise BadInputError(
            en=f"{right} of the options of this question are right, and a quiz needs exactly one: "
            f"{item.question}",
            zh=f"这道题有 {right} 个正确选项，而测验要求恰好一个：{item.question}",
        )
    return item.options
