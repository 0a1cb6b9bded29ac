"""Polynomials as coefficients, from the highest power down."""

from fractions import Fraction


def value_at(coefficients: tuple[int, ...], at: Fraction | int) -> Fraction:
    """The value of a polynomial, term by term."""
    degree = len(coefficients) - 1
    return sum((Fraction(f) * at ** (degree - i) for i, f in enumerate(coefficients)), Fraction(0))


def derived(coefficients: tuple[int, ...]) -> tuple[int, ...]:
    """The coefficients of the derivative."""
    degree = len(coefficients) - 1
    return tuple(f * (degree - i) for i, f in enumerate(coefficients[:-1]))
