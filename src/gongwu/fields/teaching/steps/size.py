"""How large a formula may grow when it is worked out: 9^9^9 is refused before anybody tries.

Knows the tree only. Every route that works a formula out asks here first.
"""

from math import log2

from gongwu.errors import BadInputError
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

# In bits of numerator and denominator together.
_LARGEST_NUMBER, _LARGEST_FORMULA = 60_000.0, 600.0
_LARGEST_EXPONENT = 10_000


def refuse_large(node: Node) -> None:
    """Raises BadInputError where the value, or the formula multiplied out, would be too large."""
    if _bits(node) > (_LARGEST_FORMULA if letters_of(node) else _LARGEST_NUMBER):
        raise _too_large()


def refuse_large_statement(statement: Statement) -> None:
    """The same for every side of every relation."""
    for side in sides_of(statement):
        refuse_large(side)


def sides_of(statement: Statement) -> list[Node]:
    """Every expression of a statement, from left to right."""
    return [side for case in statement.cases for part in case for side in part.sides]


def children(node: Node) -> tuple[Node, ...]:
    """The parts that an expression is made of, from left to right."""
    match node:
        case Minus(of) | Suffix(_, of):
            return (of,)
        case Operation(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
    return ()


def letters_of(node: Node) -> frozenset[str]:
    """The unknowns of an expression."""
    if isinstance(node, Name):
        return frozenset() if node.name in ("pi", "e", "oo") else frozenset({node.name})
    return frozenset().union(*map(letters_of, children(node)))


def letters_in(statement: Statement | Compared) -> frozenset[str]:
    """The unknowns of a statement."""
    sides = statement.sides if isinstance(statement, Compared) else sides_of(statement)
    return frozenset().union(*map(letters_of, sides))


def _bits(node: Node) -> float:
    """At least the bits that the value takes; a letter counts as a number of a few bits."""
    match node:
        case Number(digits):
            # 0.001 is 1/1000: the places after the point make a denominator.
            whole, _, places = digits.partition(".")
            return (len(whole) + 2 * len(places)) * log2(10) + 1
        case Name():
            return 4.0
        case Minus(of):
            return _bits(of)
        case Suffix("%" | "°", of):
            return _bits(of) + 8
        case Suffix(_, of):
            return _factorial_bits(of)
        case Operation("^", left, right):
            return max(4.0, _bits(left)) * _exponent(right)
        case Operation(_, left, right):
            return _bits(left) + _bits(right) + 1
        case Call("exp", (of,)):
            return max(_bits(of), 2 * _exponent(of))
        case Call(_, arguments):
            return sum(map(_bits, arguments)) + 4
    raise AssertionError(node)


def _factorial_bits(node: Node) -> float:
    size = _size(node)
    return size * log2(size + 2)


def _exponent(node: Node) -> float:
    return max(1.0, _size(node))


def _size(node: Node) -> float:
    """At least the size of an exponent's value; one of letters counts as 4."""
    match node:
        case Number(digits):
            size = float(digits) if len(digits) < 20 else float("inf")
        case Name():
            size = 4.0
        case Call("exp", (of,)):
            size = _joined_size("^", 3.0, _size(of))
        case Minus(of) | Suffix("%" | "°", of) | Call(_, (of,)):
            size = max(1.0, _size(of))
        case Operation("/", left, Number(digits)) if float(digits) >= 1:
            size = _size(left)
        case Operation(sign, left, right) if sign != "/":
            size = _joined_size(sign, _size(left), _size(right))
        case _:
            size = float(_LARGEST_EXPONENT)
    if size > _LARGEST_EXPONENT:
        raise _too_large()
    return size


def _joined_size(sign: str, left: float, right: float) -> float:
    match sign:
        case "+" | "-":
            return left + right
        case "*":
            return left * right
    return max(1.0, left) ** right if right < 16 else float("inf")


def _too_large() -> BadInputError:
    return BadInputError(
        en="The formula is too large to be worked out here. Use smaller numbers or powers.",
        zh="这个公式太大，这里无法计算。请把数或指数改小。",
    )
