"""The exact value of a formula without letters, in fractions: no float anywhere."""

from fractions import Fraction
from math import factorial, isqrt

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    Suffix,
    parse_expression,
)

_LARGEST_POWER = 10_000


def value_of(text: str) -> Fraction:
    """The value of an expression. Raises BadInputError where it has none in fractions."""
    return evaluate(parse_expression(text))


def evaluate(node: Node) -> Fraction:
    """The value of a tree without letters."""
    match node:
        case Number(digits):
            return Fraction(digits)
        case Minus(of):
            return -evaluate(of)
        case Suffix("%", of):
            return evaluate(of) / 100
        case Suffix(_, of):
            return Fraction(factorial(_whole(of)))
        case Operation(sign, left, right):
            return _operate(sign, evaluate(left), evaluate(right))
        case Call("sqrt", (of,)):
            return _root(evaluate(of))
        case Call("abs", (of,)):
            return abs(evaluate(of))
        case Call(name) | Name(name):
            raise _unknown(name)


def _operate(sign: str, left: Fraction, right: Fraction) -> Fraction:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/" if right != 0:
            return left / right
        case "^" if right.denominator == 1 and abs(right) <= _LARGEST_POWER and (left or right > 0):
            return Fraction(left ** int(right))
    raise BadInputError(
        en=f"{left} {sign} {right} has no value.", zh=f"{left} {sign} {right} 没有值。"
    )


def _root(square: Fraction) -> Fraction:
    if square >= 0:
        top, bottom = isqrt(square.numerator), isqrt(square.denominator)
        if (top * top, bottom * bottom) == (square.numerator, square.denominator):
            return Fraction(top, bottom)
    raise BadInputError(en=f"sqrt({square}) is no fraction.", zh=f"sqrt({square}) 不是有理数。")


def _whole(node: Node) -> int:
    value = evaluate(node)
    if value.denominator != 1 or not 0 <= value <= _LARGEST_POWER:
        raise BadInputError(en=f"{value}! has no value here.", zh=f"{value}! 在这里没有值。")
    return int(value)


def _unknown(name: str) -> BadInputError:
    return BadInputError(en=f"{name} has no value here.", zh=f"{name} 在这里没有值。")
