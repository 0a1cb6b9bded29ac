"""What sympy proves: an identity simplified to 0, or every exact solution put into the claim.

Knows unknowns that have finitely many values each; all of it under a deadline.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.tree import Statement
from gongwu.fields.teaching.steps.deadline import DeadlineError, within
from gongwu.fields.teaching.steps.size import refuse_large_statement

# About 0.4 s.
_CALLS, _SECONDS = 400_000, 3.0
_MOST_SOLUTIONS = 40
# What sympy raises where it has no method.
_UNABLE = (
    ArithmeticError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip


def solved_and_satisfied(given: Sequence[Statement], claim: Statement) -> bool:
    """Whether sympy proves that what is given implies the claim. False says nothing."""
    from gongwu.fields.teaching.expressions.algebra import from_statement

    try:
        for statement in (*given, claim):
            refuse_large_statement(statement)
        with within(calls=_CALLS, seconds=_SECONDS):
            premises = [from_statement(statement) for statement in given]
            goal = from_statement(claim)
            return _identity(goal) or _each_solution(premises, goal)
    except (BadInputError, DeadlineError, *_UNABLE):
        return False


def _identity(goal: list[list[Any]]) -> bool:
    """Whether some case is of equations whose sides are one expression."""
    return any(case and all(_vanishes(relation) for relation in case) for case in goal)


def _vanishes(relation: Any) -> bool:
    import sympy

    if not isinstance(relation, sympy.Equality):
        return False
    return _is_zero(relation.lhs - relation.rhs)


def _is_zero(difference: Any) -> bool:
    import sympy

    if sympy.expand(difference) == 0:
        return True
    written = sympy.expand_log(sympy.expand_trig(difference), force=False)
    return bool(sympy.simplify(written) == 0 or sympy.simplify(difference) == 0)


def _each_solution(premises: list[list[list[Any]]], goal: list[list[Any]]) -> bool:
    """All solutions of the equations among the premises, each put into the goal."""
    cases: list[list[Any]] = [[]]
    for premise in premises:
        cases = [case + more for case in cases for more in premise]
        if len(cases) > _MOST_SOLUTIONS:
            return False
    return all(_case_satisfies(case, goal) for case in cases)


def _case_satisfies(case: list[Any], goal: list[list[Any]]) -> bool:
    solutions = _solutions(case)
    return solutions is not None and all(
        _false_there(case, at) or any(_true_there(part, at) for part in goal) for at in solutions
    )


def _solutions(case: list[Any]) -> list[dict[Any, Any]] | None:
    """A superset of a case's real solutions, or None where it is not finite or not found.

    Each unknown is solved for from an equation that holds no other; further equations may only
    rule solutions out.
    """
    import sympy

    equations = [one for one in case if isinstance(one, sympy.Equality) and one.lhs != one.rhs]
    points: list[dict[Any, Any]] = [{}]
    letters: set[Any] = set()
    for equation in equations:
        if len(equation.free_symbols) != 1 or equation.free_symbols <= letters:
            continue
        letter = next(iter(equation.free_symbols))
        values = _of_one(equation, case, letter)
        if values is None or len(values) * len(points) > _MOST_SOLUTIONS:
            continue
        letters.add(letter)
        points = [point | {letter: value} for point in points for value in values]
    return points if letters else None


def _of_one(equation: Any, case: list[Any], letter: Any) -> list[Any] | None:
    """In an interval where inequalities give one: sines have infinitely many roots elsewhere."""
    import sympy

    domain = sympy.S.Reals
    for one in case:
        domain = domain & _ray(one, letter)
    found = sympy.solveset(equation.lhs - equation.rhs, letter, domain)
    if found is sympy.S.EmptySet:
        return []
    if not isinstance(found, sympy.FiniteSet) or any(each.free_symbols for each in found):
        return None
    return [each for each in found if each.is_real is not False]


def _ray(relation: Any, letter: Any) -> Any:
    """Where an inequality between the unknown and a number holds; all reals for anything else."""
    import sympy

    below = isinstance(relation, sympy.StrictLessThan | sympy.LessThan)
    above = isinstance(relation, sympy.StrictGreaterThan | sympy.GreaterThan)
    if not (below or above) or letter not in (relation.lhs, relation.rhs):
        return sympy.S.Reals
    turned = relation.rhs == letter
    bound = relation.lhs if turned else relation.rhs
    if not bound.is_number:
        return sympy.S.Reals
    is_open = isinstance(relation, sympy.StrictLessThan | sympy.StrictGreaterThan)
    if below != turned:
        return sympy.Interval(-sympy.oo, bound, right_open=is_open)
    return sympy.Interval(bound, sympy.oo, left_open=is_open)


def _true_there(case: list[Any], at: dict[Any, Any]) -> bool:
    return all(_truth(relation, at) is True for relation in case)


def _false_there(case: list[Any], at: dict[Any, Any]) -> bool:
    """An inequality among the givens that rules a solution out."""
    return any(_truth(relation, at) is False for relation in case)


def _truth(relation: Any, at: dict[Any, Any]) -> bool | None:
    import sympy

    left, right = relation.lhs.subs(at), relation.rhs.subs(at)
    if (left - right).free_symbols or not (left.is_finite and right.is_finite):
        return None
    if isinstance(relation, sympy.Equality | sympy.Unequality):
        zero = _is_zero(left - right)
        if isinstance(relation, sympy.Equality):
            return True if zero else None
        return False if zero else None
    decided = sympy.simplify(relation.func(left, right))
    return bool(decided) if decided in (sympy.true, sympy.false) else None


def linear_solution(statement: Statement, name: str) -> Fraction | None:
    """The only rational number that sympy finds for the unknown of one equation."""
    import sympy

    from gongwu.fields.teaching.expressions.algebra import from_statement, symbol

    try:
        refuse_large_statement(statement)
        with within(calls=_CALLS, seconds=_SECONDS):
            ((equation,),) = from_statement(statement)
            found = sympy.solveset(equation.lhs - equation.rhs, symbol(name), sympy.S.Reals)
            (value,) = found
            return Fraction(int(value.p), int(value.q)) if value.is_Rational else None
    except (BadInputError, DeadlineError, *_UNABLE):
        return None
