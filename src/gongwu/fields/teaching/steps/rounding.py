"""What a decimal says that was rounded: the value lies within half a unit of its last place."""

from collections.abc import Sequence
from fractions import Fraction

from gongwu.fields.teaching.expressions.tree import (
    Compared,
    Minus,
    Node,
    Number,
    Operation,
    Statement,
)
from gongwu.fields.teaching.steps.implied import implied


def rounded_claim(statement: Statement) -> Statement | None:
    """The statement with bounds for its decimals; None where it holds no decimal of its own."""
    loose = Statement(tuple(
        tuple(one for part in case for one in _loosened(part)) for case in statement.cases
    ))  # fmt: skip
    return None if loose == statement else loose


def within_rounding(given: Sequence[Statement], value: Node, written: Node) -> bool:
    """Whether a decimal is a value rounded to the places it is written with."""
    claim = rounded_claim(Statement(((Compared((value, written), ("=",)),),)))
    return claim is not None and implied(given, claim).verdict == "proven"


def _loosened(part: Compared) -> list[Compared]:
    """`x = y = 0.33` becomes `x = y` and `0.325 <= y < 0.335`."""
    half = _half_a_unit(part.sides[-1])
    if half is None or set(part.signs) != {"="}:
        return [part]
    *others, decimal = part.sides
    chain = [Compared(tuple(others), part.signs[:-1])] if len(others) > 1 else []
    return [*chain, *bounds(others[-1], decimal, half)]


def bounds(value: Node, decimal: Node, half: Node) -> list[Compared]:
    """Half up, away from 0: the bound nearer to 0 belongs to it."""
    low, high = Operation("-", decimal, half), Operation("+", decimal, half)
    if isinstance(decimal, Minus):
        return [Compared((low, value, high), ("<", "<="))]
    return [Compared((low, value, high), ("<=", "<"))]


def _half_a_unit(node: Node) -> Node | None:
    number = node.of if isinstance(node, Minus) else node
    if not isinstance(number, Number) or "." not in number.digits:
        return None
    return half_of_place(len(number.digits.partition(".")[2]))


def half_of_place(places: int) -> Node:
    """Half a unit of a decimal place, as a formula."""
    half = Fraction(1, 2 * 10**places)
    return Operation("/", Number("1"), Number(str(half.denominator)))
