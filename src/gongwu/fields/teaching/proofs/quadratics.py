"""Quadratic equations solved again: by trying whole numbers."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole
from gongwu.fields.teaching.values import Several, Value


def _whole_roots(facts: Facts) -> Value:
    """Every whole root divides c, or is 0: try them all in x² + bx + c."""
    b, c = whole(facts, "b"), whole(facts, "c")
    bound = abs(b) + abs(c) + 1  # Cauchy's bound on the size of a root
    roots = [x for x in range(-bound, bound + 1) if x * x + b * x + c == 0]
    assert len(roots) == 2, "the roots are not two whole numbers"
    return Several(values=tuple(map(str, roots)))


SOLVERS: Mapping[str, Solver] = {"quadratic-by-factoring": _whole_roots}
