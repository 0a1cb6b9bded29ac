"""A number as people write it: 1/2, 1(1/2), 50%, 0.5, 3:4, 12,345, $18, 20米."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from gongwu.fields.teaching.values import Rounded, rounded

_PLAIN = {
    "，": ",", "．": ".", "：": ":", "∶": ":", "％": "%", "（": "(", "）": ")", "－": "-",
    "−": "-", "–": "-", "／": "/", "＋": "+", "＝": "=", "［": "[", "］": "]", "×": "*",
    "÷": "/", "·": "*", "【": "[", "】": "]", "＊": "*", "｛": "{", "｝": "}",
} | {chr(0xFF10 + digit): str(digit) for digit in range(10)}  # fmt: skip
# ((2)/(3)) is how one of the public sets writes a fraction.
_BRACKETED = re.compile(r"\(\((\d+)\)/\((\d+)\)\)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL = r"\d+(?:\.\d+)?|\.\d+"
_FRACTION = re.compile(r"\(?(\d+)/(\d+)\)?")
_MIXED = re.compile(r"(\d+)(?:又| ?\(| )(\d+)/(\d+)\)?")
_RATIO = re.compile(rf"({_DECIMAL}):({_DECIMAL})")
_NUMBER = re.compile(rf"({_DECIMAL})(%?)")
# Before the number a currency, behind it a unit in letters, without any other digit.
_DRESSED = re.compile(r"^(?:[$￥¥€£]|约)?(?P<sign>-?)(?:[$￥¥€£])?(?P<number>[\d(.].*?)"
                      r"(?P<unit>[^\d\s()%:./,+*=-][^\d()%:./,+*=-]*)?[.。]?$")  # fmt: skip
_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A number with what its writing says. `places` are a decimal's places, None if it is none.

    A percentage of one place, 12.5%, is a decimal of three.
    """

    value: Fraction
    places: int | None = None
    percent: bool = False


def plain(text: str) -> str:
    """Full-width signs and digits as ASCII."""
    return "".join(_PLAIN.get(sign, sign) for sign in text)


def stated(text: str) -> Stated | None:
    """The number that a text is, or None where it is none or could be two."""
    text = _THOUSANDS.sub("", plain(text).strip())
    text = _BRACKETED.sub(r"(\1/\2)", text)
    found = _DRESSED.match(text) if len(text) <= _LONGEST else None
    if not found:
        return None
    size = _size(found.group("number").strip())
    if size is None or not found.group("sign"):
        return size
    return replace(size, value=-size.value)


def _size(text: str) -> Stated | None:
    if found := _NUMBER.fullmatch(text):
        places = len(found.group(1).partition(".")[2])
        if found.group(2):
            value = Fraction(found.group(1)) / 100
            return Stated(value=value, places=places + 2 if places else None, percent=True)
        return Stated(value=Fraction(found.group(1)), places=places or None)
    if found := _FRACTION.fullmatch(text):
        return _quotient(Fraction(found.group(1)), Fraction(found.group(2)))
    if found := _RATIO.fullmatch(text):
        return _quotient(Fraction(found.group(1)), Fraction(found.group(2)))
    if found := _MIXED.fullmatch(text):
        part = _quotient(Fraction(found.group(2)), Fraction(found.group(3)))
        return part and Stated(value=int(found.group(1)) + part.value)
    return None


def _quotient(top: Fraction, bottom: Fraction) -> Stated | None:
    return Stated(value=top / bottom) if bottom else None


def is_rounded(value: Fraction, to: Stated, *, announced: bool = False) -> bool:
    """Whether a decimal is what another value rounds to, half up, and was meant to be.

    It was where the question speaks of rounding; else only where the value has no end as a decimal
    and two places or more are given: 0.33 is a third, but 1.3 is not 1.28.
    """
    if to.places is None or value == to.value:
        return False
    if not announced and (to.places < 2 or _ends(value) or (to.percent and to.places < 4)):
        return False
    nearest: Rounded = rounded(value, to.places)
    return Fraction(nearest.digits) == to.value


def _ends(value: Fraction) -> bool:
    """Whether a number has finitely many decimal places."""
    left = value.denominator
    for factor in (2, 5):
        while left % factor == 0:
            left //= factor
    return left == 1


def written(value: Fraction) -> str:
    """A whole number, a finite decimal, or a fraction."""
    if value.denominator == 1:
        return str(value)
    places = 0
    while _ends(value) and (value * 10**places).denominator > 1:
        places += 1
    return rounded(value, places).digits if _ends(value) and places <= 6 else str(value)
