"""What a solver hands over: the question, the steps, the answer, and what can be checked."""

from dataclasses import dataclass

from gongwu.errors import BadInputError
from gongwu.fields.teaching.values import Value
from gongwu.ports import Words


@dataclass(frozen=True, kw_only=True)
class SolvedStep:
    """One step. `why` is what only a beginner needs to be told."""

    says: Words
    why: Words | None = None
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Solution:
    """`checks` are true relations between numbers that put the answer to the test."""

    question: Words
    title: Words
    steps: tuple[SolvedStep, ...]
    answer: Value
    checks: tuple[str, ...] = ()


def cannot_solve(problem: str) -> BadInputError:
    """No solver knows the problem."""
    return BadInputError(
        en=f"{problem!r} is none of the problems that can be explained here: a linear or quadratic "
        "equation in one unknown, two linear equations in two, an arithmetic expression, or a "
        "derivative such as diff(x^3 - 2*x, x).",
        zh=f"“{problem}”不在可讲解的范围内：一元一次或一元二次方程、二元一次方程组、"
        "算式，或导数，如 diff(x^3 - 2*x, x)。",
    )
