"""Arithmetic with fifty decimal digits: the other route to a rounded value."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, localcontext
from fractions import Fraction

from gongwu.fields.teaching.values import Rounded, rounded

_DIGITS = 50


@contextmanager
def fifty_digits() -> Iterator[None]:
    """Every Decimal inside is worked out to fifty digits."""
    with localcontext() as context:
        context.prec = _DIGITS
        yield


def deci(number: Fraction) -> Decimal:
    """A fraction as a decimal number."""
    return Decimal(number.numerator) / number.denominator


def rounded_decimal(value: Decimal, places: int, unit: str = "") -> Rounded:
    """Half up, as `values` rounds."""
    return rounded(Fraction(value), places, unit)
