"""Matrices solved again: as maps of vectors, by elimination with fractions, by trying."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes
from gongwu.fields.teaching.proofs.testing import false_position
from gongwu.fields.teaching.values import Ordered, Several, Value, exact

Vector = tuple[Fraction, ...]


def _mapped(entries: Sequence[int], vector: Vector) -> Vector:
    """The image of a vector."""
    size = len(vector)
    return tuple(
        sum((entries[size * row + at] * vector[at] for at in range(size)), Fraction(0))
        for row in range(size)
    )


_UNITS = ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))


def _by_rows(columns: Sequence[Vector]) -> Value:
    """A matrix from the images of the unit vectors."""
    return Ordered(values=tuple(str(column[row]) for row in (0, 1) for column in columns))


def _combination(facts: Facts) -> Value:
    p, q = wholes(facts, "factors")
    images = []
    for unit in _UNITS:
        one, other = _mapped(wholes(facts, "a"), unit), _mapped(wholes(facts, "b"), unit)
        images.append(tuple(p * a + q * b for a, b in zip(one, other, strict=True)))
    return _by_rows(images)


def _product(facts: Facts) -> Value:
    """First B, then A: follow both unit vectors."""
    a, b = wholes(facts, "a"), wholes(facts, "b")
    return _by_rows([_mapped(a, _mapped(b, unit)) for unit in _UNITS])


def _dot(facts: Facts) -> Value:
    """Polarised: half of |a + b|² - |a|² - |b|²; a missing entry by false position."""
    a, b = wholes(facts, "a"), wholes(facts, "b")
    if "kind" in facts:
        return exact(false_position(lambda k: _polarised(a, (*b, k))))
    return exact(_polarised(a, b))


def _polarised(a: Sequence[Fraction | int], b: Sequence[Fraction | int]) -> Fraction:
    both = sum((Fraction(x + y) ** 2 for x, y in zip(a, b, strict=True)), Fraction(0))
    alone = sum((Fraction(x) ** 2 for x in (*a, *b)), Fraction(0))
    return (both - alone) / 2


def _reduced(rows: list[list[Fraction]]) -> Fraction:
    """Bring the left square to the unit matrix in place; its determinant, 0 if it cannot be."""
    size, determinant = len(rows), Fraction(1)
    for at in range(size):
        pivot = next((row for row in range(at, size) if rows[row][at]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != at:
            rows[at], rows[pivot] = rows[pivot], rows[at]
            determinant = -determinant
        lead = rows[at][at]
        determinant *= lead
        rows[at] = [number / lead for number in rows[at]]
        for row in range(size):
            factor = rows[row][at]
            if row != at and factor:
                rows[row] = [x - factor * y for x, y in zip(rows[row], rows[at], strict=True)]
    return determinant


def _determinant(facts: Facts) -> Value:
    """By elimination: the product of the pivots."""
    size, numbers = whole(facts, "size"), wholes(facts, "rows")
    rows = [[Fraction(n) for n in numbers[size * at : size * at + size]] for at in range(size)]
    return exact(_reduced(rows))


def _inverse(facts: Facts) -> Value:
    """By elimination beside the unit matrix."""
    a, b, c, d = map(Fraction, wholes(facts, "rows"))
    rows = [[a, b, *_UNITS[0]], [c, d, *_UNITS[1]]]
    assert _reduced(rows), "the matrix has no inverse"
    return Ordered(values=tuple(str(number) for row in rows for number in row[2:]))


def _eigenvalues(facts: Facts) -> Value:
    """Try every whole number that Gershgorin's circles allow: is A - n singular?"""
    a, b, c, d = map(Fraction, wholes(facts, "rows"))
    reach = int(max(abs(a) + abs(b), abs(c) + abs(d)))
    found = []
    for n in range(-reach, reach + 1):
        # The rows of A - n lie on one line: compare their directions.
        first, second = (a - n, b), (c, d - n)
        if first[0] * second[1] == first[1] * second[0]:
            found.append(str(n))
    assert len(found) == 2, "the eigenvalues are not two whole numbers"
    return Several(values=tuple(found))


SOLVERS: Mapping[str, Solver] = {
    "matrix-combination": _combination,
    "matrix-product": _product,
    "dot-product": _dot,
    "determinant": _determinant,
    "matrix-inverse": _inverse,
    "eigenvalues": _eigenvalues,
}
