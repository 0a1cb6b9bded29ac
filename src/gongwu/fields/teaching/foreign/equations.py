"""What a written equation gives: `x=3.5*20%/(1-1/3)`, or one with the unknown on both sides.

Square brackets and braces are brackets, 1(1/2) is a mixed number, ÷ and : divide.
"""

import re
from fractions import Fraction

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.tree import (
    Compared,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    Statement,
    parse_statement,
)
from gongwu.fields.teaching.foreign.spelling import plain
from gongwu.fields.teaching.steps.implied import implied
from gongwu.fields.teaching.steps.numbers import fraction
from gongwu.fields.teaching.steps.size import letters_in, letters_of
from gongwu.fields.teaching.steps.symbolic import linear_solution

_BRACKETS = str.maketrans("[]{}:", "()()/")
_MIXED = re.compile(r"(?<![\d.)])(\d+)\((\d+/\d+)\)")
_LONGEST = 2_000


def value_of_equation(text: str) -> Fraction | None:
    """The one number that satisfies an equation in one unknown; None where there is none or more.

    Raises BadInputError for what is no equation.
    """
    statement = read_equation(text)
    part = statement.cases[0][0]
    letters = letters_in(statement)
    if len(statement.cases) > 1 or len(statement.cases[0]) > 1 or set(part.signs) - {"="}:
        return None
    if len(letters) != 1 or len(part.sides) > 2:
        return fraction(part.sides[0]) if not letters and not part.signs else None
    name = next(iter(letters))
    for side, other in (part.sides, part.sides[::-1]):
        if side == Name(name) and not letters_of(other):
            return fraction(other)
    return _solved(statement, name)


def read_equation(text: str) -> Statement:
    """An equation in the spellings of schoolbooks."""
    if len(text) > _LONGEST:
        raise BadInputError(en="The equation is too long.", zh="算式过长。")
    notation = plain(text).replace("π", " pi ").translate(_BRACKETS)
    return parse_statement(_MIXED.sub(r"(\1+\2)", notation))


def _solved(statement: Statement, name: str) -> Fraction | None:
    """sympy finds the number, z3 proves that it is the only one and that it is one."""
    found = linear_solution(statement, name)
    if found is None:
        return None
    claim = Statement(((Compared((Name(name), _node(found)), ("=",)),),))
    both = (implied((statement,), claim), implied((claim,), statement))
    return found if all(ruling.verdict == "proven" for ruling in both) else None


def _node(value: Fraction) -> Node:
    size = Operation("/", Number(str(abs(value.numerator))), Number(str(value.denominator)))
    return Minus(size) if value < 0 else size
