"""Dual numbers a + b·ε with ε² = 0: they carry a slope along, no rule of differentiation."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Dual:
    """A value and its slope."""

    value: Fraction
    slope: Fraction = Fraction(0)

    def __add__(self, other: "Dual") -> "Dual":
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: "Dual") -> "Dual":
        # (a + bε)(c + dε): the ε² falls away.
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    def over(self, other: "Dual") -> "Dual":
        """The dual that multiplied by the other gives this one."""
        value = self.value / other.value
        return Dual(value, (self.slope - value * other.slope) / other.value)

    def root(self, value: Fraction) -> "Dual":
        """The dual whose square this is, given its value."""
        assert value * value == self.value, "not the root"
        return Dual(value, self.slope / (2 * value))


def moving(at: Fraction | int) -> Dual:
    """The variable itself at a point."""
    return Dual(Fraction(at), Fraction(1))


def horner(coefficients: Sequence[int], at: Dual) -> Dual:
    """A polynomial at a dual number."""
    total = Dual(Fraction(0))
    for number in coefficients:
        total = total * at + Dual(Fraction(number))
    return total
