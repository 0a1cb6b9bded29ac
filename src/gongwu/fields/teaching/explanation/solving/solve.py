"""Looks at a problem and hands it to the solver that knows its type."""

from fractions import Fraction

from gongwu.fields.teaching.explanation.solving.arithmetic import is_arithmetic, solve_arithmetic
from gongwu.fields.teaching.explanation.solving.derivatives import solve_derivative
from gongwu.fields.teaching.explanation.solving.linear import solve_linear
from gongwu.fields.teaching.explanation.solving.polynomials import polynomial_of
from gongwu.fields.teaching.explanation.solving.quadratic import solve_quadratic
from gongwu.fields.teaching.explanation.solving.solution import Solution, cannot_solve
from gongwu.fields.teaching.explanation.solving.systems import Row, solve_system
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Name,
    Node,
    Number,
    Operation,
    parse_statement,
)
from gongwu.fields.teaching.steps.definitions import replaced
from gongwu.fields.teaching.steps.size import letters_in, refuse_large_statement


def solve(problem: str) -> Solution:
    """The worked solution. Raises BadInputError for what no solver knows."""
    statement = parse_statement(problem)
    refuse_large_statement(statement)
    if len(statement.cases) != 1:
        raise cannot_solve(problem)
    (parts,) = statement.cases
    letters = sorted(letters_in(statement))
    match parts, letters:
        case (Compared((Call("diff", (of, Name(letter))),), ()),), _:
            return solve_derivative(problem, of, letter)
        case (Compared((node,), ()),), [] if is_arithmetic(node):
            return solve_arithmetic(problem, node)
        case (Compared((left, right), ("=",)),), [letter]:
            return _equation(problem, letter, left, right)
        case (Compared(one, ("=",)), Compared(other, ("=",))), [x, y]:
            rows = [_row(sides[0], sides[1], x, y) for sides in (one, other)]
            if rows[0] and rows[1]:
                return solve_system(problem, (x, y), rows[0], rows[1])
    raise cannot_solve(problem)


def _equation(problem: str, letter: str, left: Node, right: Node) -> Solution:
    one, other = polynomial_of(left, letter), polynomial_of(right, letter)
    if one is None or other is None:
        raise cannot_solve(problem)
    whole = polynomial_of(Operation("-", left, right), letter) or {}
    degree = max(whole, default=0)
    if degree == 2:
        return solve_quadratic(problem, letter, one, other)
    if degree > 2 or max((*one, *other), default=0) > 1:
        raise cannot_solve(problem)
    return solve_linear(problem, letter, one, other)


def _row(left: Node, right: Node, x: str, y: str) -> Row | None:
    """a x + b y = c, where the difference of the sides is linear in each unknown and has no x y."""
    difference = Operation("-", left, right)
    in_x = [polynomial_of(replaced(difference, {y: Number(value)}), x) for value in "012"]
    if any(found is None or max(found, default=0) > 1 for found in in_x):
        return None
    zero, one, two = (found or {} for found in in_x)
    a, c = zero.get(1, Fraction(0)), zero.get(0, Fraction(0))
    b = one.get(0, Fraction(0)) - c
    straight = two.get(0, Fraction(0)) == c + 2 * b
    flat = a == one.get(1, Fraction(0)) == two.get(1, Fraction(0))
    return (a, b, -c) if straight and flat else None
