"""An expression evaluated again, from its signs, with two stacks."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.values import Value, exact

_RANK = {"+": 1, "-": 1, "*": 2, "/": 2, "(": 0}


def _two_stacks(facts: Facts) -> Value:
    """Dijkstra's shunting yard: a sign waits while the next one binds more tightly."""
    tokens = facts["tokens"]
    assert isinstance(tokens, tuple)
    numbers: list[Fraction] = []
    signs: list[str] = []
    for token in map(str, ("(", *tokens, ")")):
        if token.isdigit():
            numbers.append(Fraction(token))
        elif token == "(":
            signs.append(token)
        else:
            while _RANK[signs[-1]] >= _RANK.get(token, 1):
                _apply(signs.pop(), numbers)
            if token == ")":
                signs.pop()
            else:
                signs.append(token)
    return exact(numbers.pop())


def _apply(sign: str, numbers: list[Fraction]) -> None:
    right, left = numbers.pop(), numbers.pop()
    match sign:
        case "+":
            numbers.append(left + right)
        case "-":
            numbers.append(left - right)
        case "*":
            numbers.append(left * right)
        case _:
            numbers.append(left / right)


SOLVERS: Mapping[str, Solver] = {"order-of-operations": _two_stacks}
