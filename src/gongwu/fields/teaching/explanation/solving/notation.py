"""A tree written in our notation again, with the brackets it needs."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    Statement,
    Suffix,
)
from gongwu.fields.teaching.steps.definitions import replaced

_TIGHTNESS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}


def text_of(node: Node) -> str:
    """The expression."""
    return _write(node, 0)


def statement_text(statement: Statement) -> str:
    """Cases joined by "or", relations by commas."""
    return " or ".join(", ".join(map(_compared, case)) for case in statement.cases)


def number_node(value: Fraction | int) -> Node:
    """A number as a tree: a fraction is a quotient, a minus stands before it."""
    value = Fraction(value)
    size: Node = Number(str(abs(value.numerator)))
    if value.denominator != 1:
        size = Operation("/", size, Number(str(value.denominator)))
    return Minus(size) if value < 0 else size


def with_numbers(statement: Statement, values: Mapping[str, Fraction]) -> Statement:
    """The statement with numbers for letters."""
    by = {letter: number_node(value) for letter, value in values.items()}
    return Statement(tuple(
        tuple(Compared(tuple(replaced(side, by) for side in part.sides), part.signs)
              for part in case)
        for case in statement.cases
    ))  # fmt: skip


def _compared(part: Compared) -> str:
    sides = [text_of(side) for side in part.sides]
    return sides[0] + "".join(f" {a} {b}" for a, b in zip(part.signs, sides[1:], strict=True))


def _write(node: Node, tightness: int) -> str:
    match node:
        case Number(digits):
            return digits
        case Name(name):
            return name
        case Minus(of):
            inside = _write(of, 2)
            text = f"-({inside})" if inside.startswith("-") else f"-{inside}"
            return text if tightness <= 2 else f"({text})"
        case Suffix(sign, of):
            return f"{_write(of, 5)}{sign}"
        case Call(name, arguments):
            return f"{name}({', '.join(map(text_of, arguments))})"
        case Operation(sign, left, right):
            own = _TIGHTNESS[sign]
            apart = f" {sign} " if own == 1 else sign
            behind = _write(right, own + 1)
            behind = f"({behind})" if behind.startswith("-") else behind
            text = f"{_write(left, own + (sign == '^'))}{apart}{behind}"
            return text if own >= tightness else f"({text})"
