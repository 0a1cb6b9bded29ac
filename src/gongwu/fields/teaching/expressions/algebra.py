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
    return [
        _RELATIONS[sign](sides[place], sides[place + 1], evaluate=False)
        for place, sign in enumerate(compared.signs)
    ]


def from_tree(node: Node) -> Any:
    """The sympy expression of a tree."""
    match node:
        case Number(digits):
            return sympy.Rational(digits)
        case Name(name):
            return _CONSTANTS.get(name, symbol(name))
        case Minus(of):
            return -from_tree(of)
        case Suffix("%", of):
            return from_tree(of) / 100
        case Suffix(_, of):
            return sympy.factorial(from_tree(of))
        case Operation(sign, left, right):
            return _operate(sign, from_tree(left), from_tree(right))
        case Call(name, arguments) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*map(from_tree, arguments))
        case Call(name):
            raise BadInputError(en=f"There is no function {name}.", zh=f"没有函数 {name}。")


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
    return left**right
