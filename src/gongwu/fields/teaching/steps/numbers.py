"""The value of a formula at a point: in fractions, else in 50 digits, else as a safe interval.

Fractions and intervals prove; digits only refute. Knows no algebra.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import floor, gcd, lcm
from typing import Any

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.exact import evaluate
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    Relation,
    Suffix,
)
from gongwu.fields.teaching.steps.size import refuse_large

DIGITS = 50
# Far above what 50 digits lose in a school formula, far below any difference it could mean.
_NOTHING = 1e-25


def fraction(node: Node) -> Fraction | None:
    """The exact value of a formula without letters, or None where it is no fraction."""
    try:
        refuse_large(node)
        return evaluate(_without_calls(node))
    except BadInputError:
        return None


def _without_calls(node: Node) -> Node:
    """The same formula with gcd, lcm, floor, max and min worked out."""
    match node:
        case Minus(of):
            return Minus(_without_calls(of))
        case Suffix(sign, of):
            return Suffix(sign, _without_calls(of))
        case Operation(sign, left, right):
            return Operation(sign, _without_calls(left), _without_calls(right))
        case Call("gcd" | "lcm" | "floor" | "max" | "min" as name, arguments):
            return _written(_call(name, [evaluate(_without_calls(each)) for each in arguments]))
        case Call(name, arguments):
            return Call(name, tuple(map(_without_calls, arguments)))
    return node


def _call(name: str, values: list[Fraction]) -> Fraction:
    if name in ("max", "min"):
        return (max if name == "max" else min)(values)
    if name == "floor":
        return Fraction(floor(values[0]))
    if any(value.denominator != 1 for value in values):
        raise BadInputError(en=f"{name} takes whole numbers.", zh=f"{name} 只用于整数。")
    return Fraction((gcd if name == "gcd" else lcm)(*map(int, values)))


def _written(value: Fraction) -> Node:
    size: Node = Number(str(abs(value.numerator)))
    if value.denominator != 1:
        size = Operation("/", size, Number(str(value.denominator)))
    return Minus(size) if value < 0 else size


def holds(sign: Relation, left: Fraction, right: Fraction) -> bool:
    """Whether a relation holds between two numbers."""
    return {
        "=": left == right, "!=": left != right, "<": left < right,
        "<=": left <= right, ">": left > right, ">=": left >= right,
    }[sign]  # fmt: skip


@cache
def decimals() -> Any:
    """Numbers of 50 digits. A context of our own: nobody else may change its precision."""
    from mpmath.ctx_mp import MPContext  # type: ignore[import-untyped]

    context = MPContext()
    context.dps = DIGITS
    return context


@cache
def _intervals() -> Any:
    from mpmath.ctx_iv import MPIntervalContext  # type: ignore[import-untyped]

    context = MPIntervalContext()
    context.dps = DIGITS
    return context


def digits_at(node: Node, point: Mapping[str, Any]) -> Any:
    """The value in 50 digits at a point, or None where it has none among the reals."""
    context = decimals()
    try:
        refuse_large(node)
        value = _work_out(context, node, point)
    except (BadInputError, ArithmeticError, ValueError, TypeError):
        return None
    return value if isinstance(value, context.mpf) and context.isfinite(value) else None


def differ(sign: Relation, left: Any, right: Any) -> bool | None:
    """Whether a relation fails for two numbers in digits; None where they are too near to say."""
    gap = left - right
    if abs(gap) <= _NOTHING * (1 + abs(left) + abs(right)):
        # Equal as far as can be seen: an equation stands, a strict relation cannot be judged.
        return False if sign in ("=", "<=", ">=") else None
    return not _held_by(sign, below=gap < 0)


def certainly(sign: Relation, left: Node, right: Node) -> bool | None:
    """Whether a relation of formulas without letters holds, by intervals; None if they overlap."""
    context = _intervals()
    try:
        refuse_large(Operation("-", left, right))
        gap = _work_out(context, left, {}) - _work_out(context, right, {})
        if not isinstance(gap, context.mpf) or (gap.a <= 0 <= gap.b):
            return None
        return _held_by(sign, below=bool(gap.b < 0))
    except (BadInputError, ArithmeticError, ValueError, TypeError, NotImplementedError):
        return None


def _held_by(sign: Relation, *, below: bool) -> bool:
    """Whether a relation holds of two different numbers, the first below the second or above."""
    return sign == "!=" or (sign in ("<", "<=") if below else sign in (">", ">="))


def _work_out(context: Any, node: Node, point: Mapping[str, Any]) -> Any:
    """In the numbers of a context of mpmath."""
    match node:
        case Number(digits):
            value = Fraction(digits)
            return context.mpf(value.numerator) / value.denominator
        case Name(name):
            return _named(context, name, point)
        case Minus(of):
            return -_work_out(context, of, point)
        case Suffix("%", of):
            return _work_out(context, of, point) / 100
        case Suffix("°", of):
            return _work_out(context, of, point) * context.pi / 180
        case Suffix():
            return context.mpf(int(evaluate(node)))
        case Operation(sign, left, right):
            return _operate(context, sign, _work_out(context, left, point), (right, point))
        case Call(name, arguments):
            return _function(context, name, [_work_out(context, each, point) for each in arguments])


def _named(context: Any, name: str, point: Mapping[str, Any]) -> Any:
    if name in point:
        return context.mpf(point[name])
    if name in ("pi", "e"):
        return +getattr(context, name)
    raise BadInputError(en=f"{name} has no value here.", zh=f"{name} 在这里没有值。")


def _operate(context: Any, sign: str, left: Any, rest: tuple[Node, Mapping[str, Any]]) -> Any:
    if sign == "^":
        power = fraction(rest[0])
        if power is not None and power.denominator == 1:
            return left ** int(power)
        if power is not None and power.denominator % 2 and left < 0:
            # The real root of a negative number: (-8)^(1/3) is -2.
            return (-1) ** power.numerator * (-left) ** _work_out(context, *rest)
    right = _work_out(context, *rest)
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
    return left**right


def _function(context: Any, name: str, values: list[Any]) -> Any:
    match name, len(values):
        case "abs", 1:
            return abs(values[0])
        case ("ln" | "log", 1):
            return context.log(values[0])
        case "log", 2:
            return context.log(values[0]) / context.log(values[1])
        case "tanh", 1:
            # mpmath has none for intervals; written with one exp, each bound stays a bound.
            return 1 - 2 / (context.exp(2 * values[0]) + 1)
        case ("sqrt" | "sin" | "cos" | "tan" | "exp", 1):
            return getattr(context, name)(values[0])
        case "max" | "min", _:
            return (max if name == "max" else min)(values)
        case "floor", 1:
            return context.floor(values[0])
    raise BadInputError(en=f"There is no function {name}.", zh=f"没有函数 {name}。")
