"""Inequalities solved again by testing points between the places where the sides are equal."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import ge, gt, le, lt

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.proofs.testing import false_position, ranges, rational_roots
from gongwu.fields.teaching.values import Value, exact

_SIGNS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge,
}  # fmt: skip


def _linear(facts: Facts) -> Value:
    (a, b), (c, d) = wholes(facts, "left"), wholes(facts, "right")
    holds = _SIGNS[word(facts, "sign")]
    end = false_position(lambda x: (a * x + b) - (c * x + d))
    return ranges(lambda x: holds(a * x + b, c * x + d), [end])


def _compound(facts: Facts) -> Value:
    (left, right), (a, b) = wholes(facts, "ends"), wholes(facts, "line")
    signs = facts["signs"]
    assert isinstance(signs, tuple)
    first, second = (_SIGNS[str(sign)] for sign in signs)
    ends = [false_position(lambda x, end=end: a * x + b - end) for end in (left, right)]  # type: ignore[misc]
    return ranges(
        lambda x: first(Fraction(left), a * x + b) and second(a * x + b, Fraction(right)), ends
    )


def _whole_solutions(facts: Facts) -> Value:
    """Try all whole numbers that could do."""
    left, (a, b), right = whole(facts, "left"), wholes(facts, "line"), whole(facts, "right")
    size = abs(left) + abs(right) + abs(b)
    return exact(sum(left <= a * x + b < right for x in range(-size, size + 1)))


def _quadratic(facts: Facts) -> Value:
    a, b, c = wholes(facts, "coefficients")
    holds = _SIGNS[word(facts, "sign")]
    roots = rational_roots(a, b, c)
    assert len(roots) == 2, "the zeros are not two fractions"
    return ranges(lambda x: holds(a * x * x + b * x + c, Fraction(0)), roots)


def _absolute(facts: Facts) -> Value:
    (a, b), reach = wholes(facts, "line"), whole(facts, "reach")
    holds = _SIGNS[word(facts, "sign")]
    ends = [
        false_position(lambda x: a * x + b - reach),
        false_position(lambda x: a * x + b + reach),
    ]
    return ranges(lambda x: holds(abs(a * x + b), Fraction(reach)), ends)


SOLVERS: Mapping[str, Solver] = {
    "inequality-linear": _linear,
    "inequality-compound": _compound,
    "inequality-whole-solutions": _whole_solutions,
    "inequality-quadratic": _quadratic,
    "inequality-absolute-value": _absolute,
}
