"""A formula as a sympy expression, built from the tree: nothing is ever evaluated as Python."""

from typing import Any

import sympy

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
    parse_expression,
    parse_statement,
)

_CONSTANTS = {"pi": sympy.pi, "e": sympy.E, "oo": sympy.oo}
_FUNCTIONS = {
    "sqrt": sympy.sqrt, "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan, "ln": sympy.log,
    "log": sympy.log, "exp": sympy.exp, "abs": sympy.Abs, "max": sympy.Max, "min": sympy.Min,
    "floor": sympy.floor, "gcd": sympy.gcd, "tanh": sympy.tanh,
}  # fmt: skip
# How many arguments a function takes, where not one.
_ARGUMENTS = {"log": (1, 2), "max": (1, 9), "min": (1, 9), "gcd": (2, 9)}
# Beyond these sizes sympy would compute for ever.
_LARGEST_POWER, _LARGEST_FACTORIAL, _MOST_BITS = 1_000, 2_000, 40_000
_RELATIONS = {
    "=": sympy.Eq, "!=": sympy.Ne, "<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge,
}  # fmt: skip


def symbol(name: str) -> sympy.Symbol:
    """The real unknown of a name."""
    return sympy.Symbol(name, real=True)


def to_sympy(text: str) -> Any:
    """The sympy expression of a text in our notation."""
    return from_tree(parse_expression(text))


def relations(text: str) -> list[list[Any]]:
    """Cases joined by "or", each a list of sympy relations joined by "and"."""
    return from_statement(parse_statement(text))


def from_statement(statement: Statement) -> list[list[Any]]:
    """The relations of each case; a chain gives one for each sign."""
    return [[one for part in case for one in _pairs(part)] for case in statement.cases]


def _pairs(compared: Compared) -> list[Any]:
    sides = [from_tree(side) for side in compared.sides]
    if len(sides) > 1 and any(side.is_real is False for side in sides):
        raise BadInputError(
            en="One side of the relation is no real number.", zh="关系式有一边不是实数。"
        )
    return [
        _RELATIONS[sign](sides[place], sides[place + 1], evaluate=False)
        for place, sign in enumerate(compared.signs)
    ]


def from_tree(node: Node) -> Any:
    """The sympy expression of a tree. Raises BadInputError where it has no value: 1/0, ln(0)."""
    value = _value(node)
    if value.has(sympy.nan, sympy.zoo):
        raise BadInputError(en="The formula has no value.", zh="公式没有值。")
    return value


def _value(node: Node) -> Any:
    match node:
        case Number(digits):
            return sympy.Rational(digits)
        case Name(name):
            return _CONSTANTS.get(name, symbol(name))
        case Minus(of):
            return -from_tree(of)
        case Suffix("%", of):
            return from_tree(of) / 100
        case Suffix("°", of):
            return from_tree(of) * sympy.pi / 180
        case Suffix(_, of):
            return _factorial(from_tree(of))
        case Operation(sign, left, right):
            return _operate(sign, from_tree(left), from_tree(right))
        case Call(name, arguments):
            return _call(name, [from_tree(argument) for argument in arguments])


def _call(name: str, arguments: list[Any]) -> Any:
    fewest, most = _ARGUMENTS.get(name, (1, 1))
    if name not in _FUNCTIONS or not fewest <= len(arguments) <= most:
        raise BadInputError(
            en=f"There is no function {name} of {len(arguments)} arguments.",
            zh=f"没有 {len(arguments)} 个参数的函数 {name}。",
        )
    try:
        return _FUNCTIONS[name](*arguments)
    except (ValueError, TypeError) as error:  # max(x, sqrt(-1)), gcd(1/2, x)
        raise BadInputError(
            en=f"{name} has no value for these arguments.", zh=f"{name} 对这些参数没有值。"
        ) from error


def _factorial(of: Any) -> Any:
    if of.is_number and not (of.is_Integer and 0 <= of <= _LARGEST_FACTORIAL):
        raise BadInputError(
            en="A factorial needs a whole number from 0 to 2000.",
            zh="阶乘只用于 0 到 2000 的整数。",
        )
    return sympy.factorial(of)


def _operate(sign: str, left: Any, right: Any) -> Any:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
    return _power(left, right)


def _power(base: Any, exponent: Any) -> Any:
    large = exponent.is_number and abs(exponent) > _LARGEST_POWER
    if base.is_Rational and exponent.is_Rational:
        bits = max(int(base.p).bit_length(), int(base.q).bit_length())
        large = abs(base) != 1 and abs(exponent) * bits > _MOST_BITS
    if large:
        raise BadInputError(en="An exponent is too large.", zh="指数太大。")
    return base**exponent
