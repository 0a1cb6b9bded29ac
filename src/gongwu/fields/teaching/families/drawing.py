"""How families draw numbers and write polynomials in our notation."""

import random
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def signed(dice: random.Random, low: int, high: int) -> int:
    """A whole number whose size lies in [low, high], of either sign."""
    return dice.choice((-1, 1)) * dice.randint(low, high)


def other_than(draw: Callable[[], T], *taken: T) -> T:
    """Draw until it is none of these."""
    while True:
        drawn = draw()
        if drawn not in taken:
            return drawn


def polynomial(variable: str, *coefficients: int) -> str:
    """From the highest power down: (1, -5, 6) -> `x^2 - 5*x + 6`. All zero gives `0`."""
    degree = len(coefficients) - 1
    written = ""
    for power, number in zip(range(degree, -1, -1), coefficients, strict=True):
        if number == 0:
            continue
        sign = " - " if number < 0 else " + "
        written += (sign if written else sign.strip(" +")) + _term(abs(number), variable, power)
    return written or "0"


def _term(size: int, variable: str, power: int) -> str:
    if power == 0:
        return str(size)
    letter = variable if power == 1 else f"{variable}^{power}"
    return letter if size == 1 else f"{size}*{letter}"
