"""The ways in which a learner may type an answer. Compared letter by letter, case aside.

They differ in spaces, in the sign of minus, in brackets and in the order of values that have none;
no two mean different things. The first is the plainest to type.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations

from gongwu.errors import Language
from gongwu.fields.teaching.expressions.exact import value_of
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.values import (
    Exact,
    Expression,
    Ordered,
    Phrase,
    Ranges,
    Rounded,
    Several,
    Value,
)
from gongwu.studio.document.formula.plain import plain
from gongwu.studio.document.formula.read import formula_of

_MOST = 40
_LARGEST_SET = 3
_NONE = {"en": ("no solution", "none", "∅"), "zh": ("无解", "没有解", "∅")}


def spellings(value: Value, language: Language) -> tuple[str, ...]:
    """At least one, at most forty, none twice."""
    return tuple(dict.fromkeys(_all(value, language)))[:_MOST]


def is_fraction(text: str) -> bool:
    """Whether a formula is a quotient of two whole numbers, such as `-7/4`."""
    return bool(re.fullmatch(r"-?\d+/\d+", text.replace(" ", "")))


def _all(value: Value, language: Language) -> Iterable[str]:
    match value:
        case Exact():
            return [each + unit for unit in _units(value.unit) for each in _fraction(value.number)]
        case Rounded():
            return [each + unit for unit in _units(value.unit) for each in _minus(value.digits)]
        case Several(values=()) | Ranges(text=""):
            return _NONE[language]
        case Several():
            return _several(value.values)
        case Ordered():
            return _ordered(value.values)
        case Expression(text=text):
            numbers = _fraction(str(value_of(text))) if is_fraction(text) else []
            return [*numbers, *_formula(text)]
        case Ranges():
            return _ranges(value.text)
        case Phrase():
            return [value.zh, value.en] if language == "zh" else [value.en]
    raise AssertionError(value)


def _units(unit: str) -> tuple[str, ...]:
    return ("", unit, f" {unit}") if unit else ("",)


def _fraction(number: str) -> list[str]:
    """`7/4`, `1 3/4`, `1.75`."""
    value = Fraction(number)
    sign, top, bottom = "-" if value < 0 else "", abs(value.numerator), value.denominator
    texts = [f"{sign}{top}" if bottom == 1 else f"{sign}{top}/{bottom}"]
    if bottom != 1 and top > bottom:
        texts.append(f"{sign}{top // bottom} {top % bottom}/{bottom}")
    decimal = _decimal(value)
    return [each for text in [*texts, *decimal] for each in _minus(text)]


def _decimal(value: Fraction) -> list[str]:
    """Its decimals if they end."""
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest //= 10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2
        places += 1
    if rest != 1 or value.denominator == 1:
        return []
    digits = str(abs(value) * 10**places).rjust(places + 1, "0")
    whole, decimals = digits[:-places], digits[-places:].rstrip("0")
    return [f"{'-' if value < 0 else ''}{whole}.{decimals}"]


def _formula(text: str) -> list[str]:
    """In our notation, without its stars, and as it stands on paper."""
    close = text.replace(" ", "")
    starless = re.sub(r"(?<=[\dA-Za-z)])\*(?=[A-Za-z(])", "", close)
    paper = plain(formula_of(tex(text)))
    ascii_paper = paper.replace("−", "-").replace("⋅", "*").replace("×", "*")
    return list(
        dict.fromkeys(
            [starless, close, ascii_paper, ascii_paper.replace(" ", ""), paper,
             paper.replace(" ", "")]
        )
    )  # fmt: skip


def _minus(text: str) -> list[str]:
    return [text, text.replace("-", "−")] if "-" in text else [text]


def _several(values: tuple[str, ...]) -> list[str]:
    orders = permutations(values) if len(values) <= _LARGEST_SET else [values]
    written = [[_formula(value)[0] for value in order] for order in orders]
    joined = [join.join(order) for join in (", ", ",", "，", "、") for order in written]
    ascii_first = [*joined, *(text.replace("-", "−") for text in joined if "-" in text)]
    if len(values) == 1:
        return [each for text in _formula(values[0]) for each in (text, f"x={text}", f"x = {text}")]
    return ascii_first


def _ordered(values: tuple[str, ...]) -> list[str]:
    parts = [_formula(value)[0] for value in values]
    inside = [", ".join(parts), ",".join(parts)]
    texts = [f"({each})" for each in inside] + [f"（{'，'.join(parts)}）", *inside]
    return [each for text in texts for each in _minus(text)]


def _ranges(text: str) -> list[str]:
    """`(-oo,3]U(5,oo)`; the set of one interval needs no sign between."""
    close = text.replace(" ", "")
    texts = [close.replace("|", "U"), close.replace("|", "∪").replace("oo", "∞")]
    texts += [close.replace("|", "U").replace("oo", "inf"),
              close.replace("|", " U ").replace(",", ", "),
              close.replace("|", " ∪ ").replace(",", ", ").replace("oo", "∞")]  # fmt: skip
    return [each for text in texts for each in _minus(text)]
