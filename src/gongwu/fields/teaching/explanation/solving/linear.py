"""A linear equation in one unknown: brackets, denominators, sides, division."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from gongwu.fields.teaching.explanation.solving.polynomials import Polynomial, written
from gongwu.fields.teaching.explanation.solving.solution import Solution, SolvedStep
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.values import Ranges, Several, Value, exact
from gongwu.ports import Words

TITLE = Words(en="A linear equation, step by step", zh="一元一次方程的解法步骤")


def solve_linear(problem: str, letter: str, left: Polynomial, right: Polynomial) -> Solution:
    """The steps; the equation is `left = right` once its brackets are worked out."""
    many = left.get(1, Fraction(0)) - right.get(1, Fraction(0))
    number = right.get(0, Fraction(0)) - left.get(0, Fraction(0))
    answer: Value = exact(number / many) if many else _degenerate(number)
    return Solution(
        question=Words(en=f"Solve the equation ${tex(problem)}$.", zh=f"解方程 ${tex(problem)}$。"),
        title=TITLE,
        steps=tuple(_steps(problem, letter, left, right)),
        answer=answer,
        checks=(_check(problem, letter, number / many),) if many else (),
    )


def _degenerate(number: Fraction) -> Value:
    return Several(values=()) if number else Ranges(text="(-oo,oo)")


def _steps(problem: str, letter: str, left: Polynomial, right: Polynomial) -> Iterator[SolvedStep]:
    yield first_line(problem)
    shown = f"{written(left, letter)} = {written(right, letter)}"
    if tex(shown) != tex(problem):
        yield collected(shown)
    scale = lcm(*(value.denominator for value in (*left.values(), *right.values())))
    if scale > 1:
        left, right = ({power: value * scale for power, value in side.items()}
                       for side in (left, right))  # fmt: skip
        yield _cleared(scale, f"{written(left, letter)} = {written(right, letter)}")
    many = left.get(1, Fraction(0)) - right.get(1, Fraction(0))
    number = right.get(0, Fraction(0)) - left.get(0, Fraction(0))
    if left.get(0) or right.get(1):
        yield _moved(letter, f"{written({1: many}, letter)} = {number}")
    if many not in (0, 1):
        yield _divided(many, f"{letter} = {number / many}")


def first_line(problem: str) -> SolvedStep:
    return SolvedStep(says=Words(en="Start from the equation.", zh="从原方程出发。"), state=problem)


def collected(state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en="Remove the brackets and collect like terms on each side.",
            zh="去括号，并在等号两边分别合并同类项。",
        ),
        why=Words(
            en="A factor before a bracket multiplies every term inside it.",
            zh="括号前的因数要与括号里的每一项相乘。",
        ),
        state=state,
    )


def _cleared(scale: int, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"Multiply both sides by ${scale}$, so that no denominators are left.",
            zh=f"两边同乘 ${scale}$，去掉分母。",
        ),
        why=Words(
            en="Every term of both sides must be multiplied, also those without a denominator.",
            zh="两边的每一项都要乘，没有分母的项也不能漏乘。",
        ),
        state=state,
    )


def _moved(letter: str, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"Bring the terms with ${letter}$ to the left and the numbers to the right.",
            zh=f"移项：含 ${letter}$ 的项移到左边，常数项移到右边，再合并。",
        ),
        why=Words(
            en="A term that crosses the equals sign changes its sign, because it is subtracted "
            "from both sides.",
            zh="移项要变号：实质是等号两边同时减去这一项。",
        ),
        state=state,
    )


def _divided(many: Fraction, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"Divide both sides by ${number_to_latex(many)}$.",
            zh=f"两边同除以 ${number_to_latex(many)}$，把系数化为 $1$。",
        ),
        why=Words(
            en="Dividing both sides by the same number other than zero keeps the solutions.",
            zh="等式两边同除以一个不为零的数，等式仍然成立。",
        ),
        state=state,
    )


def _check(problem: str, letter: str, value: Fraction) -> str:
    return substituted(problem, {letter: value})


def substituted(problem: str, values: dict[str, Fraction]) -> str:
    """The relation with numbers in the place of its unknowns, in our notation."""
    from gongwu.fields.teaching.explanation.solving.notation import statement_text, with_numbers
    from gongwu.fields.teaching.expressions.tree import parse_statement

    return statement_text(with_numbers(parse_statement(problem), values))
