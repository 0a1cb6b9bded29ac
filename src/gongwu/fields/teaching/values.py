"""What an answer can be, and when two answers are the same.

Values are plain and exact: a number is written as a fraction, a surd as an expression in the
notation of `expressions`. Each shape has a tag, so that it can be stored as JSON and read back.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from gongwu.errors import Language
from gongwu.fields.teaching.expressions.equality import equal
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex


@dataclass(frozen=True, kw_only=True)
class Exact:
    """A rational number, `3/4` or `-2`, with a unit (`m/s`) where there is one."""

    number: str
    unit: str = ""
    shape: Literal["exact"] = "exact"


@dataclass(frozen=True, kw_only=True)
class Rounded:
    """A decimal number rounded half up to the places it is written with: `2.310`."""

    digits: str
    unit: str = ""
    shape: Literal["rounded"] = "rounded"


@dataclass(frozen=True, kw_only=True)
class Several:
    """Values in no order, such as the roots of an equation; expressions in our notation."""

    values: tuple[str, ...]
    shape: Literal["several"] = "several"


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """Values in order: a point, a vector, x before y; expressions in our notation."""

    values: tuple[str, ...]
    shape: Literal["ordered"] = "ordered"


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A formula, such as a derivative or a surd; equal to any formula of the same value."""

    text: str
    shape: Literal["expression"] = "expression"


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """Intervals in ascending order: `(-oo,3]|(5,oo)`; "" is the empty set."""

    text: str
    shape: Literal["ranges"] = "ranges"


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """An answer in words; two are the same if their keys are."""

    key: str
    en: str
    zh: str
    shape: Literal["phrase"] = "phrase"


Value = Annotated[
    Exact | Rounded | Several | Ordered | Expression | Ranges | Phrase,
    Field(discriminator="shape"),
]


_LIST, _UNION = r",\ ", r" \cup "


def exact(number: Fraction | int, unit: str = "") -> Exact:
    """The value of a fraction or a whole number."""
    return Exact(number=str(number), unit=unit)


def rounded(number: Fraction | int, places: int, unit: str = "") -> Rounded:
    """A number rounded half up (away from zero) to some decimal places."""
    scaled = abs(Fraction(number)) * 10**places + Fraction(1, 2)
    whole = scaled.numerator // scaled.denominator
    sign = "-" if number < 0 and whole else ""
    digits = str(whole).rjust(places + 1, "0")
    split = len(digits) - places
    return Rounded(
        digits=sign + digits[:split] + ("." + digits[split:] if places else ""), unit=unit
    )


def same(one: Value, other: Value) -> bool:
    """Whether two answers are one. Exact: no tolerance anywhere."""
    match one, other:
        case Exact(), Exact():
            return Fraction(one.number) == Fraction(other.number) and one.unit == other.unit
        case Several(), Several():
            return _same_set(one.values, other.values)
        case Ordered(), Ordered():
            return len(one.values) == len(other.values) and all(
                map(equal, one.values, other.values)
            )
        case Expression(), Expression():
            return equal(one.text, other.text)
        case Phrase(), Phrase():
            return one.key == other.key
    return one == other


def shown(value: Value, language: Language) -> str:
    """The answer as a sentence writes it, formulas between dollar signs."""
    match value:
        case Exact():
            return f"${number_to_latex(Fraction(value.number))}${_unit(value.unit)}"
        case Rounded():
            return f"${value.digits}${_unit(value.unit)}"
        case Several():
            return f"${_LIST.join(map(tex, value.values))}$" if value.values else _none(language)
        case Ordered():
            return f"$({', '.join(map(tex, value.values))})$"
        case Expression():
            return f"${tex(value.text)}$"
        case Ranges():
            return _ranges(value.text) or _none(language)
    return value.zh if language == "zh" else value.en


def _unit(unit: str) -> str:
    """A degree and a percent sign stand close, other units apart."""
    return unit if unit in ("", "°", "%") else f" {unit}"


def _none(language: Language) -> str:
    return "无解" if language == "zh" else "no solution"


def _ranges(text: str) -> str:
    parts = [part[0] + ", ".join(map(tex, part[1:-1].split(","))) + part[-1]
             for part in text.split("|") if part]  # fmt: skip
    return f"${_UNION.join(parts)}$" if parts else ""


def _same_set(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    left = list(other)
    for value in one:
        match = next((each for each in left if equal(value, each)), None)
        if match is None:
            return False
        left.remove(match)
    return not left
