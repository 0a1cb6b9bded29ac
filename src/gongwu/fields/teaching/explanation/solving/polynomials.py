"""Polynomials in one unknown, read from a tree and written down again."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.exact import evaluate
from gongwu.fields.teaching.expressions.tree import Minus, Name, Node, Number, Operation

_HIGHEST = 8
Polynomial = dict[int, Fraction]


def polynomial_of(node: Node, letter: str) -> Polynomial | None:
    """The coefficients by power; None where it is no polynomial of a school's degree."""
    try:
        found = _collected(node, letter)
    except BadInputError:
        return None
    return None if found is None else {power: many for power, many in found.items() if many}


def _collected(node: Node, letter: str) -> Polynomial | None:
    match node:
        case Name(name):
            return {1: Fraction(1)} if name == letter else None
        case Number(digits):
            return {0: Fraction(digits)}
        case Minus(of):
            return _times(_collected(of, letter), {0: Fraction(-1)})
        case Operation("+", left, right):
            return _plus(_collected(left, letter), _collected(right, letter))
        case Operation("-", left, right):
            return _collected(Operation("+", left, Minus(right)), letter)
        case Operation("*", left, right):
            return _times(_collected(left, letter), _collected(right, letter))
        case Operation("/", left, right):
            below = evaluate(right)
            return _times(_collected(left, letter), {0: 1 / below}) if below else None
        case Operation("^", left, right):
            return _raised(_collected(left, letter), evaluate(right))
    return {0: evaluate(node)}


def _plus(one: Polynomial | None, other: Polynomial | None) -> Polynomial | None:
    if one is None or other is None:
        return None
    return {power: one.get(power, Fraction(0)) + other.get(power, Fraction(0))
            for power in one.keys() | other.keys()}  # fmt: skip


def _times(one: Polynomial | None, other: Polynomial | None) -> Polynomial | None:
    if one is None or other is None:
        return None
    product: Polynomial = {}
    for a, x in one.items():
        for b, y in other.items():
            product[a + b] = product.get(a + b, Fraction(0)) + x * y
    return product if max(product, default=0) <= _HIGHEST else None


def _raised(base: Polynomial | None, exponent: Fraction) -> Polynomial | None:
    if exponent.denominator != 1 or not 0 <= exponent <= _HIGHEST:
        return None
    product: Polynomial | None = {0: Fraction(1)}
    for _ in range(int(exponent)):
        product = _times(product, base)
    return product


def written(polynomial: Mapping[int, Fraction], letter: str) -> str:
    """From the highest power down, in our notation: `3/4*x^2 - x + 6`."""
    text = ""
    for power in sorted(polynomial, reverse=True):
        many = polynomial[power]
        if not many:
            continue
        sign = " - " if many < 0 else " + "
        text += (sign if text else sign.strip(" +")) + term(abs(many), letter, power)
    return text or "0"


def term(size: Fraction, letter: str, power: int) -> str:
    """`3/4*x^2`."""
    if power == 0:
        return str(size)
    factor = letter if power == 1 else f"{letter}^{power}"
    return factor if size == 1 else f"{size}*{factor}"
