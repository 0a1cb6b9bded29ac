"""Systems solved again with determinants (Cramer), nothing is eliminated."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import wholes
from gongwu.fields.teaching.values import Ordered, Phrase, Value, exact

Matrix = Sequence[Sequence[int]]


def determinant(matrix: Matrix) -> int:
    """By cofactors of the first row."""
    if len(matrix) == 1:
        return matrix[0][0]
    total = 0
    for column, number in enumerate(matrix[0]):
        minor = [[*row[:column], *row[column + 1 :]] for row in matrix[1:]]
        total += (-1) ** column * number * determinant(minor)
    return total


def cramer(rows: Matrix) -> tuple[Fraction, ...]:
    """The solution of as many equations as unknowns; the last column is the right side."""
    size = len(rows)
    below = determinant([row[:size] for row in rows])
    assert below, "the system has no single solution"
    return tuple(
        Fraction(
            determinant([[*row[:place], row[size], *row[place + 1 : size]] for row in rows]), below
        )
        for place in range(size)
    )


def _all_unknowns(facts: Facts) -> Value:
    names = [name for name in ("first", "second", "third") if name in facts]
    return Ordered(values=tuple(map(str, cramer([wholes(facts, name) for name in names]))))


def _first_unknown(facts: Facts) -> Value:
    return exact(cramer([wholes(facts, "first"), wholes(facts, "second")])[0])


_COUNTS = {
    "one": ("exactly one solution", "有唯一解"),
    "none": ("no solution", "无解"),
    "many": ("infinitely many solutions", "有无穷多解"),
}


def _count(facts: Facts) -> Value:
    """By the ranks: which of the two-by-two minors vanish."""
    (a, b, c), (d, e, f) = wholes(facts, "first"), wholes(facts, "second")
    if determinant([[a, b], [d, e]]):
        key = "one"
    else:
        agree = not determinant([[a, c], [d, f]]) and not determinant([[b, c], [e, f]])
        key = "many" if agree else "none"
    en, zh = _COUNTS[key]
    return Phrase(key=key, en=en, zh=zh)


SOLVERS: Mapping[str, Solver] = {
    "system-of-two": _all_unknowns,
    "system-of-three": _all_unknowns,
    "system-prices": _first_unknown,
    "system-number-of-solutions": _count,
}
