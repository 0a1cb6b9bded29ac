"""diff(f, x) worked out by sympy: a derivative is a value like any other to the prover."""

import re

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Minus,
    Name,
    Node,
    Operation,
    Statement,
    Suffix,
    parse_expression,
)
from gongwu.fields.teaching.steps.deadline import DeadlineError, within
from gongwu.fields.teaching.steps.size import refuse_large

_CALLS, _SECONDS = 200_000, 2.0


def without_derivatives(statement: Statement) -> Statement:
    """The statement with every derivative that sympy knows in the place of its diff."""
    return Statement(tuple(
        tuple(Compared(tuple(map(_worked_out, part.sides)), part.signs) for part in case)
        for case in statement.cases
    ))  # fmt: skip


def _worked_out(node: Node) -> Node:
    match node:
        case Call("diff", (of, Name(letter))):
            return _derivative(_worked_out(of), letter) or node
        case Minus(of):
            return Minus(_worked_out(of))
        case Suffix(sign, of):
            return Suffix(sign, _worked_out(of))
        case Operation(sign, left, right):
            return Operation(sign, _worked_out(left), _worked_out(right))
        case Call(name, arguments):
            return Call(name, tuple(map(_worked_out, arguments)))
    return node


def _derivative(of: Node, letter: str) -> Node | None:
    from gongwu.fields.teaching.expressions.algebra import from_tree, symbol

    try:
        refuse_large(of)
        with within(calls=_CALLS, seconds=_SECONDS):
            written = str(from_tree(of).diff(symbol(letter)))
        # sympy writes E for e; no name of ours is left alone by that but E itself.
        return parse_expression(re.sub(r"\bE\b", "e", written))
    except (BadInputError, DeadlineError, ArithmeticError, TypeError, ValueError):
        return None
