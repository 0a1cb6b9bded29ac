"""Ways of finding an answer that need no algebra: false position, trying, testing points."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import lcm

from gongwu.fields.teaching.values import Ranges

Function = Callable[[Fraction], Fraction]


def false_position(gap: Function) -> Fraction:
    """The zero of a linear function, from its values at two guesses."""
    at_zero, at_one = gap(Fraction(0)), gap(Fraction(1))
    slope = at_one - at_zero
    assert slope, "the function is constant"
    zero = -at_zero / slope
    assert gap(zero) == 0, "the function is not linear"
    return zero


def rational_roots(*coefficients: int) -> list[Fraction]:
    """Every rational root of a polynomial, by trying p/q with q among the leading one's divisors.

    From the highest power down. The size is bounded as Cauchy says.
    """
    lead = abs(coefficients[0])
    bound = 1 + max(abs(number) for number in coefficients) // lead + 1
    scaled = [number * lead**place for place, number in enumerate(coefficients)]
    # With y = lead·x all rational roots are whole: lead^(n-1)·p(x) is monic in y.
    monic = [1, *(number // lead for number in scaled[1:])]
    if coefficients[0] < 0:
        monic = [1, *(-number for number in monic[1:])]
    found = []
    for y in range(-bound * lead, bound * lead + 1):
        value = 0
        for number in monic:
            value = value * y + number
        if value == 0:
            found.append(Fraction(y, lead))
    return found


def ranges(holds: Callable[[Fraction], bool], critical: Iterable[Fraction]) -> Ranges:
    """Where a condition holds that can change only at the critical points: test between them."""
    points = sorted(set(critical))
    if not points:
        return Ranges(text="(-oo,oo)" if holds(Fraction(0)) else "")
    # Pieces in order: before the first point, the point, the gap after it, the next point, ...
    tests = [points[0] - 1]
    for here, after in zip(points, [*points[1:], points[-1] + 2], strict=True):
        tests += [here, (here + after) / 2]
    truths = [holds(test) for test in tests]
    ends: list[Fraction | None] = [None, *points, None]
    return Ranges(text="|".join(_pieces(truths, ends)))


def _pieces(truths: list[bool], ends: list[Fraction | None]) -> list[str]:
    """Odd places are points, even places the gaps between them."""
    pieces, place = [], 0
    while place < len(truths):
        if not truths[place]:
            place += 1
            continue
        first = place
        while place + 1 < len(truths) and truths[place + 1]:
            place += 1
        pieces.append(_piece(first, place, ends))
        place += 1
    return pieces


def _piece(first: int, last: int, ends: list[Fraction | None]) -> str:
    low = ends[(first + 1) // 2] if first % 2 else ends[first // 2]
    high = ends[(last + 1) // 2] if last % 2 else ends[last // 2 + 1]
    left = "(-oo" if low is None else f"{'[' if first % 2 else '('}{low}"
    right = "oo)" if high is None else f"{high}{']' if last % 2 else ')'}"
    return f"{left},{right}"


def common_bottom(numbers: Iterable[Fraction]) -> int:
    """The smallest whole number that makes them all whole."""
    return lcm(*(number.denominator for number in numbers))
