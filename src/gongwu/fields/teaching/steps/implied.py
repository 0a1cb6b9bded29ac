"""Whether statements imply another: z3 first, sympy next, points with digits to refute.

A proof is one of fractions, of intervals, of z3 or of sympy's exact solutions. Digits never prove.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongwu.fields.teaching.expressions.tree import Compared, Node, Statement
from gongwu.fields.teaching.steps import reals
from gongwu.fields.teaching.steps.logarithms import without_logarithms
from gongwu.fields.teaching.steps.numbers import (
    certainly,
    decimals,
    differ,
    digits_at,
    fraction,
    holds,
)
from gongwu.fields.teaching.steps.points import points_of
from gongwu.fields.teaching.steps.size import letters_in, letters_of
from gongwu.fields.teaching.steps.symbolic import solved_and_satisfied
from gongwu.studio.kind import Verdict

Point = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """`witness` is a point at which what is given holds and the claim does not: `x = 3`."""

    verdict: Verdict
    witness: str = ""


PROVEN, UNKNOWN = Ruling(verdict="proven"), Ruling(verdict="cannot tell")


def implied(given: Sequence[Statement], claim: Statement) -> Ruling:
    """Whether every real solution of all that is given satisfies the claim."""
    given = [without_logarithms(statement) for statement in given]
    claim = without_logarithms(claim)
    truth = _truth(claim)
    if truth is not None:
        # 0 = 1 follows from what nothing satisfies: so ends the proof that there is no solution.
        follows = truth or (given and reals.follows(given, claim).follows)
        return PROVEN if follows else Ruling(verdict="wrong")
    answer = reals.follows(given, claim)
    if answer.follows:
        return PROVEN
    if answer.witness is not None and (answer.sure or refutes(given, claim, answer.witness)):
        return Ruling(verdict="wrong", witness=written(answer.witness))
    # The line before is often enough, and always the less work.
    if any(solved_and_satisfied(part, claim) for part in _shorter_first(given)):
        return PROVEN
    for point in points_of(given, letters_in(claim)):
        if refutes(given, claim, point):
            return Ruling(verdict="wrong", witness=written(point))
    return UNKNOWN


def _shorter_first(given: Sequence[Statement]) -> Sequence[Sequence[Statement]]:
    return (given,) if len(given) < 2 else (given[-1:], given)


def equal(given: Sequence[Statement], one: Node, other: Node) -> Ruling:
    """Whether two expressions have one value wherever both have one and all that is given holds."""
    equation = Statement(((Compared((one, other), ("=",)),),))
    if not letters_in(equation):
        return implied(given, equation)
    # x = x says no more than that x has a value.
    both = Statement(((Compared((one, one), ("=",)), Compared((other, other), ("=",))),))
    return implied((*given, both), equation)


def _truth(claim: Statement) -> bool | None:
    """Whether a statement holds at every point, as far as its relations without letters say."""
    cases = [_all_hold([_holds(part) for part in case]) for case in claim.cases]
    if True in cases:
        return True
    return False if all(case is False for case in cases) else None


def _all_hold(parts: Sequence[bool | None]) -> bool | None:
    if False in parts:
        return False
    return True if all(parts) else None


def _holds(compared: Compared) -> bool | None:
    """The truth of a chain without letters; None where there are letters or it cannot be told."""
    pairs = zip(compared.signs, compared.sides, compared.sides[1:], strict=False)
    found: list[bool | None] = []
    for sign, left, right in pairs:
        if letters_of(left) | letters_of(right):
            found.append(None)
            continue
        one, other = fraction(left), fraction(right)
        if one is not None and other is not None:
            found.append(holds(sign, one, other))
        else:
            found.append(certainly(sign, left, right))
    return _all_hold(found)


def refutes(given: Sequence[Statement], claim: Statement, point: Point) -> bool:
    """Whether all that is given holds at a point, as far as digits tell, and the claim fails."""
    return all(fails_at(one, point) is False for one in given) and fails_at(claim, point) is True


def fails_at(statement: Statement, point: Point) -> bool | None:
    """Whether a statement is false at a point; None where digits cannot tell."""
    cases = [_case_fails(case, point) for case in statement.cases]
    if False in cases:
        return False
    return True if all(cases) else None


def _case_fails(case: Sequence[Compared], point: Point) -> bool | None:
    found = [_compared_fails(compared, point) for compared in case]
    if True in found:
        return True
    return None if None in found else False


def _compared_fails(compared: Compared, point: Point) -> bool | None:
    values = [digits_at(side, point) for side in compared.sides]
    if any(value is None for value in values):
        # A root of a negative number, a division by 0: here the relation has no meaning.
        return True if _known(compared, point) else None
    found = [
        differ(sign, values[place], values[place + 1]) for place, sign in enumerate(compared.signs)
    ]
    if True in found:
        return True
    return None if None in found else False


def _known(compared: Compared, point: Point) -> bool:
    return letters_in(compared) <= point.keys() and all(map(_readable, compared.sides))


def _readable(node: Node) -> bool:
    """Whether digits know every function of a formula: at some point it has a value."""
    letters = letters_of(node)
    tries = (0.5, 3, -2)
    return any(digits_at(node, dict.fromkeys(letters, value)) is not None for value in tries)


def written(point: Point) -> str:
    """`x = 0, y = 3.5`: the digits that a reader needs."""
    return ", ".join(f"{name} = {_short(point[name])}" for name in sorted(point))


def _short(value: Any) -> str:
    return str(decimals().nstr(value, 8)).removesuffix(".0")
