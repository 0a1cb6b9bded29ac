"""Quadratic equations solved again: by trying numbers, bisection, and counting crossings."""

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.proofs.testing import false_position, rational_roots
from gongwu.fields.teaching.values import Ordered, Phrase, Several, Value, exact


def _whole_roots(facts: Facts) -> Value:
    """Every whole root divides c, or is 0: try them all in x² + bx + c."""
    b, c = whole(facts, "b"), whole(facts, "c")
    bound = abs(b) + abs(c) + 1  # Cauchy's bound on the size of a root
    roots = [x for x in range(-bound, bound + 1) if x * x + b * x + c == 0]
    assert len(roots) == 2, "the roots are not two whole numbers"
    return Several(values=tuple(map(str, roots)))


def _fractions(facts: Facts) -> Value:
    roots = rational_roots(*wholes(facts, "coefficients"))
    assert len(roots) == 2, "the roots are not two fractions"
    return Several(values=tuple(map(str, roots)))


def _surds(facts: Facts) -> Value:
    """The axis lies midway between x = 0 and where the curve has that height again.

    Around it the equation is a·u² = height: no formula with b² - 4ac.
    """
    a, b, c = wholes(facts, "coefficients")
    again = false_position(lambda x: a * x + b)  # a·x² + b·x = 0 for the second time
    axis = again / 2
    square = -(a * axis * axis + b * axis + c) / a
    assert square > 0, "the curve does not cross the axis"
    root = f"sqrt({square})"
    return Several(values=(f"{axis} + {root}", f"{axis} - {root}"))


_COUNTS = {
    2: ("two", "two different real solutions", "有两个不相等的实数根"),
    1: ("one", "one real solution (a double root)", "有两个相等的实数根"),
    0: ("none", "no real solution", "没有实数根"),
}


def _how_many(facts: Facts) -> Value:
    """Whether the turning point lies on the axis, or on the side to which the arms go."""
    a, b, c = wholes(facts, "coefficients")
    axis = false_position(lambda x: a * x + b) / 2
    turning = a * axis * axis + b * axis + c
    crossings = 1 if turning == 0 else 2 if (turning < 0) == (a > 0) else 0
    key, en, zh = _COUNTS[crossings]
    return Phrase(key=key, en=en, zh=zh)


def _double_root(facts: Facts) -> Value:
    """A double root makes the left side a square: compare (p·x + q)² with it, term by term."""
    c = whole(facts, "constant")
    if word(facts, "place") == "middle":
        p, q = isqrt(whole(facts, "lead")), isqrt(c)
        assert (p * p, q * q) == (whole(facts, "lead"), c), "no squares"
        return Several(values=(str(2 * p * q), str(-2 * p * q)))
    # k·(x - r)² has the middle term -2kr and the constant kr²: so r = -2c/b.
    b = whole(facts, "middle")
    r = Fraction(-2 * c, b)
    return Several(values=(str(c / r**2),))


def _vertex(facts: Facts) -> Value:
    """Two points of equal height lie symmetric to the axis."""
    a, b, c = wholes(facts, "coefficients")
    axis = false_position(lambda x: a * x + b) / 2
    return Ordered(values=(str(axis), str(a * axis * axis + b * axis + c)))


def _over_roots(facts: Facts) -> Value:
    """By power sums: s_n = -b·s_(n-1) - c·s_(n-2), with s_0 = 2 and s_1 = -b."""
    b, c = whole(facts, "b"), whole(facts, "c")
    sums = [Fraction(2), Fraction(-b)]
    for _ in range(2):
        sums.append(-b * sums[-1] - c * sums[-2])
    before = (-b * sums[0] - sums[1]) / c  # s_(-1), the recurrence run backwards
    wanted = {"x_1^2 + x_2^2": sums[2], "x_1^3 + x_2^3": sums[3], "1/x_1 + 1/x_2": before}
    return exact(wanted[word(facts, "wanted")])


def _rectangle(facts: Facts) -> Value:
    """Try every whole width that divides the area."""
    area = whole(facts, "area")
    widths = [x for x in range(1, isqrt(area) + 1) if area % x == 0]
    if "longer" in facts:
        found = [x for x in widths if area // x - x == whole(facts, "longer")]
    else:
        found = [x for x in widths if 2 * (x + area // x) == whole(facts, "around")]
    assert len(found) == 1, "no width, or more than one"
    return exact(found[0], "m")


SOLVERS: Mapping[str, Solver] = {
    "quadratic-by-factoring": _whole_roots,
    "quadratic-leading-coefficient": _fractions,
    "quadratic-formula": _surds,
    "quadratic-number-of-roots": _how_many,
    "quadratic-double-root": _double_root,
    "quadratic-vertex": _vertex,
    "quadratic-vieta": _over_roots,
    "quadratic-rectangle": _rectangle,
}
