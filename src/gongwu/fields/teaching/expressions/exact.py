"""The exact value of a formula without letters, in fractions: no float anywhere."""

from fractions import Fraction
from math import factorial, floor, gcd, isqrt

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

# What a school formula never passes: beyond it, arithmetic would hang before it ended.
_LARGEST_FACTORIAL, _MOST_BITS = 2_000, 40_000


def value_of(text: str) -> Fraction:
    """The value of an expression. Raises BadInputError where it has none in fractions."""
    if text.removeprefix("-").isdecimal() and len(text) < 20:
        return Fraction(text)
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
        case Suffix("!", of):
            return Fraction(factorial(_whole(of)))
        case Operation(sign, left, right):
            return _not_huge(_operate(sign, evaluate(left), evaluate(right)))
        case Call(name, arguments):
            return _call(name, [evaluate(argument) for argument in arguments])
        case Name(name) | Suffix(name):
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
        case "^" if _has_power(left, right):
            return Fraction(left ** int(right))
    raise BadInputError(
        en=f"{_short(left)} {sign} {_short(right)} has no value in fractions of a moderate size.",
        zh=f"{_short(left)} {sign} {_short(right)} 没有值，或者不是大小适中的分数。",
    )


def _has_power(left: Fraction, right: Fraction) -> bool:
    """Whole exponents only, and none that gives a number too long to write."""
    if right.denominator != 1 or (left == 0 and right <= 0):
        return False
    return abs(left) in (0, 1) or abs(right) * _bits(left) <= _MOST_BITS


def _bits(number: Fraction) -> int:
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def _not_huge(number: Fraction) -> Fraction:
    if _bits(number) > _MOST_BITS:
        raise BadInputError(
            en="A number in this formula is too large.", zh="公式里的数太大。"
        )  # fmt: skip
    return number


def _short(number: Fraction) -> str:
    """Python refuses to write very long numbers out."""
    return str(number) if _bits(number) < 200 else "…"


def _call(name: str, values: list[Fraction]) -> Fraction:
    match name, values:
        case "sqrt", [square]:
            return _root(square)
        case "abs", [number]:
            return abs(number)
        case "floor", [number]:
            return Fraction(floor(number))
        case "max", [_, *_]:
            return max(values)
        case "min", [_, *_]:
            return min(values)
        case "gcd", [_, *_] if all(value.denominator == 1 for value in values):
            return Fraction(gcd(*map(int, values)))
    raise _unknown(name)


def _root(square: Fraction) -> Fraction:
    if square >= 0:
        top, bottom = isqrt(square.numerator), isqrt(square.denominator)
        if (top * top, bottom * bottom) == (square.numerator, square.denominator):
            return Fraction(top, bottom)
    written = _short(square)
    raise BadInputError(en=f"sqrt({written}) is no fraction.", zh=f"sqrt({written}) 不是有理数。")


def _whole(node: Node) -> int:
    value = evaluate(node)
    if value.denominator != 1 or not 0 <= value <= _LARGEST_FACTORIAL:
        written = _short(value)
        raise BadInputError(en=f"{written}! has no value here.", zh=f"{written}! 在这里没有值。")
    return int(value)


def _unknown(name: str) -> BadInputError:
    return BadInputError(
        en=f"{name} has no value in fractions here.", zh=f"{name} 在这里没有分数值。"
    )
