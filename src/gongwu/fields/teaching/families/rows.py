"""Matrices of two or three rows, as families draw and write them."""

import random

from gongwu.fields.teaching.families.drawing import signed

Rows = tuple[tuple[int, ...], ...]


def drawn(dice: random.Random, largest: int, size: int = 2) -> Rows:
    """A square matrix of whole numbers that are not 0."""
    return tuple(tuple(signed(dice, 1, largest) for _ in range(size)) for _ in range(size))


def entries(rows: Rows) -> tuple[int, ...]:
    """Row by row."""
    return tuple(number for row in rows for number in row)


def written(rows: Rows) -> str:
    """`((1, 2), (3, 4))`, for use between dollar signs."""
    return f"({', '.join('(' + ', '.join(map(str, row)) + ')' for row in rows)})"
