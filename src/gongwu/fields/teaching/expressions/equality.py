"""Whether two formulas have one value. Knows how to decide most of them without sympy.

Numbers, letters, pi and square roots of whole numbers under + - * / and whole powers have a
normal form: a quotient of polynomials whose coefficients are sums of roots. Two of those are
equal if and only if they are the same after cross-multiplication. Other functions go to sympy,
unless numbers put in for the letters already tell the two formulas apart.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.exact import evaluate
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

# What stands under the root (no square divides it), and the powers of the letters.
Monomial = tuple[int, tuple[tuple[str, int], ...]]
Polynomial = dict[Monomial, Fraction | int]

_ONE: Polynomial = {(1, ()): 1}
_LARGEST_POWER, _MOST_TERMS, _LARGEST_ROOT = 12, 300, 1_000_000
# e may depend on pi for all that is known, and oo is no number.
_NO_LETTERS = ("e", "oo")
# A relative gap that rounding of floats cannot explain in a school formula.
_GAP = 1e-6


class _NoNormalFormError(Exception):
    """A function or a power that the normal form does not hold."""


@dataclass(frozen=True, slots=True)
class _Quotient:
    top: Polynomial
    bottom: Polynomial


def equal(one: str, other: str) -> bool:
    """Whether two formulas have the same value wherever both have one.

    Raises BadInputError if one of them is no formula.
    """
    if one == other:
        return True
    if _is_plain(one) and _is_plain(other):
        return Fraction(one) == Fraction(other)
    a, b = _normal_form(one), _normal_form(other)
    if a is None or b is None:
        left, right = parse_expression(one), parse_expression(other)
        return not _told_apart(left, right) and _equal_in_sympy(left, right)
    try:
        return _times(a.top, b.bottom) == _times(b.top, a.bottom)
    except _NoNormalFormError:  # too many terms
        return _equal_in_sympy(parse_expression(one), parse_expression(other))


@lru_cache(maxsize=256)  # an answer is compared with several slips, each with the others
def _normal_form(text: str) -> _Quotient | None:
    try:
        return _normal(parse_expression(text))
    except _NoNormalFormError:
        return None


def _is_plain(text: str) -> bool:
    """A whole number, as most answers are: no tree is needed."""
    return len(text) < 20 and text.isascii() and text.removeprefix("-").isdecimal()


def _equal_in_sympy(one: Node, other: Node) -> bool:
    import sympy

    from gongwu.fields.teaching.expressions.algebra import from_tree

    return bool(sympy.simplify(from_tree(one) - from_tree(other)) == 0)


def _normal(node: Node) -> _Quotient:
    match node:
        case Number(digits):
            return _constant(int(digits) if digits.isdecimal() else Fraction(digits))
        case Name(name) if name not in _NO_LETTERS:
            return _Quotient({(1, ((name, 1),)): 1}, _ONE)
        case Minus(of):
            return _multiplied(_constant(-1), _normal(of))
        case Suffix("%" | "!"):
            return _constant(_number(node))
        case Operation("^", left, right):
            return _power(_normal(left), right)
        case Operation(sign, left, right):
            return _operate(sign, _normal(left), _normal(right))
        case Call("sqrt", (of,)):
            return _root(_number(of))
    raise _NoNormalFormError


def _number(node: Node) -> Fraction:
    try:
        return evaluate(node)
    except BadInputError as error:
        raise _NoNormalFormError from error


def _constant(number: Fraction | int) -> _Quotient:
    return _Quotient({(1, ()): number} if number else {}, _ONE)


def _operate(sign: str, left: _Quotient, right: _Quotient) -> _Quotient:
    match sign:
        case "*":
            return _multiplied(left, right)
        case "/":
            return _multiplied(left, _turned_over(right))
        case "-":
            right = _multiplied(_constant(-1), right)
    if left.bottom == right.bottom:
        return _Quotient(_plus(left.top, right.top), left.bottom)
    top = _plus(_times(left.top, right.bottom), _times(right.top, left.bottom))
    return _Quotient(top, _times(left.bottom, right.bottom))


def _multiplied(left: _Quotient, right: _Quotient) -> _Quotient:
    return _Quotient(_times(left.top, right.top), _times(left.bottom, right.bottom))


def _turned_over(of: _Quotient) -> _Quotient:
    if not of.top:
        raise BadInputError(en="The formula divides by zero.", zh="公式里除以了零。")
    return _Quotient(of.bottom, of.top)


def _power(base: _Quotient, exponent: Node) -> _Quotient:
    times = _number(exponent)
    if times.denominator != 1 or abs(times) > _LARGEST_POWER:
        raise _NoNormalFormError
    result = _constant(1)
    for _ in range(abs(int(times))):
        result = _multiplied(result, base)
    return _turned_over(result) if times < 0 else result


def _root(square: Fraction) -> _Quotient:
    """sqrt(p/q) = sqrt(p·q)/q, with the largest square taken out."""
    under = square.numerator * square.denominator
    if not 0 <= under <= _LARGEST_ROOT:
        raise _NoNormalFormError
    if under == 0:
        return _constant(0)
    outside, factor = 1, 2
    while factor * factor <= under:
        while under % (factor * factor) == 0:
            under, outside = under // (factor * factor), outside * factor
        factor += 1
    return _Quotient({(under, ()): outside}, {(1, ()): square.denominator})


def _plus(one: Polynomial, other: Polynomial) -> Polynomial:
    total = dict(one)
    for monomial, number in other.items():
        total[monomial] = total.get(monomial, 0) + number
    return {monomial: number for monomial, number in total.items() if number}


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    if one is _ONE or other is _ONE:
        return other if one is _ONE else one
    if len(one) * len(other) > _MOST_TERMS:
        raise _NoNormalFormError
    total: Polynomial = {}
    for (first, letters), a in one.items():
        for (second, others), b in other.items():
            shared = math.gcd(first, second)
            monomial = (first * second // shared**2, _joined(letters, others))
            total[monomial] = total.get(monomial, 0) + a * b * shared
    return {monomial: number for monomial, number in total.items() if number}


def _joined(
    letters: tuple[tuple[str, int], ...], others: tuple[tuple[str, int], ...]
) -> tuple[tuple[str, int], ...]:
    if not letters or not others:
        return letters or others
    powers = dict(letters)
    for letter, power in others:
        powers[letter] = powers.get(letter, 0) + power
    return tuple(sorted(powers.items()))


def _told_apart(one: Node, other: Node) -> bool:
    """Whether numbers put in for the letters give values too far apart to be one."""
    for start in (0.61, 1.37):
        try:
            a, b = _float(one, start), _float(other, start)
        except (ArithmeticError, ValueError, TypeError, _NoNormalFormError):
            continue  # outside the domain, or complex
        if abs(a - b) > _GAP * (1 + abs(a) + abs(b)):
            return True
    return False


_FLOATS: Mapping[str, Callable[..., float]] = {
    "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "tan": math.tan, "ln": math.log,
    "log": math.log, "exp": math.exp, "abs": abs, "tanh": math.tanh,
}  # fmt: skip


def _float(node: Node, start: float) -> float:
    match node:
        case Name("pi"):
            return math.pi
        case Name("e"):
            return math.e
        case Name(name) if name != "oo":
            return start + sum(map(ord, name)) % 29 / 41
        case Minus(of):
            return -_float(of, start)
        case Suffix("°", of):
            return math.radians(_float(of, start))
        case Operation(sign, left, right):
            return _float_of(sign, _float(left, start), _float(right, start))
        case Call(name, arguments) if name in _FLOATS:
            return float(_FLOATS[name](*(_float(each, start) for each in arguments)))
        case Number() | Suffix():
            return float(_number(node))
    raise ValueError


def _float_of(sign: str, left: float, right: float) -> float:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
    return math.pow(left, right)
