"""Calculus solved again: dual numbers, differences, Simpson's rule, power series."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import isqrt

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.duals import Dual, horner, moving
from gongwu.fields.teaching.proofs.functions import horner as plain
from gongwu.fields.teaching.proofs.functions import through
from gongwu.fields.teaching.proofs.reading import fraction, whole, wholes, word
from gongwu.fields.teaching.proofs.testing import false_position
from gongwu.fields.teaching.values import Expression, Value, exact


def _polynomial(facts: Facts) -> Value:
    """The slopes at as many points as the derivative has coefficients."""
    coefficients = wholes(facts, "coefficients")
    points = range(len(coefficients) - 1)
    return Expression(text=through([(at, horner(coefficients, moving(at)).slope) for at in points]))


def _product(facts: Facts) -> Value:
    at = moving(whole(facts, "at"))
    one, other = horner(wholes(facts, "first"), at), horner(wholes(facts, "second"), at)
    both = one.over(other) if word(facts, "form") == "quotient" else one * other
    return exact(both.slope)


def _chain(facts: Facts) -> Value:
    inside = horner(wholes(facts, "inside"), moving(whole(facts, "at")))
    if "root" in facts:
        return exact(inside.root(Fraction(isqrt(int(inside.value)))).slope)
    power = Dual(Fraction(1))
    for _ in range(whole(facts, "power")):
        power = power * inside
    return exact(power.slope)


def _tangent(facts: Facts) -> Value:
    """The remainder of the division by (x - t)²: what meets the curve twice there."""
    rest = [Fraction(number) for number in wholes(facts, "coefficients")]
    at = whole(facts, "at")
    while len(rest) > 2:
        lead = rest.pop(0)
        rest[0] += 2 * at * lead
        rest[1] -= at * at * lead
    return Expression(text=f"({rest[0]})*x + ({rest[1]})")


def _extrema(facts: Facts) -> Value:
    """Look at every whole number: the turning points are whole and not next to each other."""
    coefficients = wholes(facts, "coefficients")

    def f(x: int) -> int:
        value = 0
        for number in coefficients:
            value = value * x + number
        return value

    if word(facts, "kind") == "largest":
        low, high = wholes(facts, "range")
        return exact(max(f(x) for x in range(low, high + 1)))
    side = 1 if word(facts, "kind") == "maximum" else -1
    values = [side * f(x) for x in range(-20, 21)]
    found = [
        side * here
        for before, here, after in zip(values, values[1:], values[2:], strict=False)
        if before < here > after
    ]
    assert len(found) == 1, "no turning point, or more than one"
    return exact(found[0])


def _simpson(f: Callable[[Fraction], Fraction], low: Fraction, high: Fraction) -> Fraction:
    """Exact up to degree 3."""
    return (high - low) / 6 * (f(low) + 4 * f((low + high) / 2) + f(high))


def _integral(coefficients: Sequence[int], low: int, high: int) -> Fraction:
    return _simpson(lambda x: plain(coefficients, x), Fraction(low), Fraction(high))


def _definite(facts: Facts) -> Value:
    low, high = wholes(facts, "limits")
    return exact(_integral(wholes(facts, "coefficients"), low, high))


def _antiderivative(facts: Facts) -> Value:
    """Areas up to several points, and the polynomial through them."""
    coefficients, at, given = (
        wholes(facts, "coefficients"),
        whole(facts, "at"),
        whole(facts, "given"),
    )
    ends = range(at, at + len(coefficients) + 1)
    return Expression(
        text=through([(end, given + _integral(coefficients, at, end)) for end in ends])
    )


def _separable(facts: Facts) -> Value:
    """The power series of y from y' = a·x^p·y²; its terms turn out geometric: sum them."""
    a, p, at = whole(facts, "factor"), whole(facts, "power"), whole(facts, "at")
    start = fraction(facts, "start")
    # With s = x^(p+1) and y = c0 + c1·s + c2·s² + ...: (n+1)(p+1)·c_(n+1) = a·Σ c_i·c_(n-i).
    series = [start]
    for n in range(3):
        square = sum((series[i] * series[n - i] for i in range(n + 1)), Fraction(0))
        series.append(a * square / ((n + 1) * (p + 1)))
    ratio = series[1] / series[0]
    assert series[2] == series[1] * ratio, "not geometric"
    assert series[3] == series[2] * ratio, "not geometric"
    return exact(start / (1 - ratio * at ** (p + 1)))


def _limit(facts: Facts) -> Value:
    """By slopes where both parts vanish; at infinity with 1/x in the place of x."""
    if "inside" in facts:
        inside = horner(wholes(facts, "inside"), moving(0))
        return exact(inside.root(Fraction(whole(facts, "taken"))).slope / whole(facts, "bottom"))
    top, bottom = wholes(facts, "top"), wholes(facts, "bottom")
    if facts["at"] == "oo":
        return exact(plain(top[::-1], 0) / plain(bottom[::-1], 0))
    at = moving(whole(facts, "at"))
    one, other = horner(top, at), horner(bottom, at)
    assert one.value == other.value == 0, "nothing vanishes"
    return exact(one.slope / other.slope)


def _series(facts: Facts) -> Value:
    """The series after its first term is the series times the ratio."""
    first = whole(facts, "first")
    if "ratio" in facts:
        ratio = fraction(facts, "ratio")
        return exact(false_position(lambda total: first + ratio * total - total))
    total = fraction(facts, "sum")
    return exact(false_position(lambda ratio: first + ratio * total - total))


def _partial(facts: Facts) -> Value:
    """Central differences: exact, since each variable comes squared at most."""
    a, b, c, d = wholes(facts, "coefficients")
    x, y = wholes(facts, "point")

    def f(u: int, v: int) -> int:
        return a * u * u * v + b * u * v * v + c * u + d * v

    match word(facts, "order"):
        case "x":
            return exact(Fraction(f(x + 1, y) - f(x - 1, y), 2))
        case "y":
            return exact(Fraction(f(x, y + 1) - f(x, y - 1), 2))
    up, down = f(x + 1, y + 1) - f(x - 1, y + 1), f(x + 1, y - 1) - f(x - 1, y - 1)
    return exact(Fraction(up - down, 4))


SOLVERS: Mapping[str, Solver] = {
    "derivative-of-a-polynomial": _polynomial,
    "derivative-of-a-product": _product,
    "derivative-by-the-chain-rule": _chain,
    "tangent-line": _tangent,
    "extrema-of-a-cubic": _extrema,
    "definite-integral": _definite,
    "antiderivative": _antiderivative,
    "separable-equation": _separable,
    "limit": _limit,
    "geometric-series": _series,
    "partial-derivative": _partial,
}
