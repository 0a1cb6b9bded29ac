"""Two linear equations in two unknowns: one is eliminated, then put back."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from gongwu.fields.teaching.explanation.solving.linear import substituted
from gongwu.fields.teaching.explanation.solving.solution import Solution, SolvedStep, cannot_solve
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.values import Ordered
from gongwu.ports import Words

TITLE = Words(en="Two equations with two unknowns, step by step", zh="二元一次方程组的解法步骤")
Row = tuple[Fraction, Fraction, Fraction]


def solve_system(problem: str, letters: tuple[str, str], one: Row, other: Row) -> Solution:
    """A row (a, b, c) stands for a x + b y = c. Raises BadInputError without a single solution."""
    determinant = one[0] * other[1] - one[1] * other[0]
    if not determinant:
        raise cannot_solve(problem)
    values = (
        (one[2] * other[1] - one[1] * other[2]) / determinant,
        (one[0] * other[2] - one[2] * other[0]) / determinant,
    )
    return Solution(
        question=Words(
            en=f"Solve the system of equations ${tex(problem)}$.",
            zh=f"解方程组 ${tex(problem)}$。",
        ),
        title=TITLE,
        steps=tuple(_steps(problem, letters, (one, other), values)),
        answer=Ordered(values=(str(values[0]), str(values[1]))),
        checks=(substituted(problem, dict(zip(letters, values, strict=True))),),
    )


def _steps(
    problem: str, letters: tuple[str, str], rows: tuple[Row, Row], values: tuple[Fraction, Fraction]
) -> Iterator[SolvedStep]:
    x, y = letters
    yield SolvedStep(
        says=Words(en="Start from the two equations.", zh="从原方程组出发。"), state=problem
    )
    plain = [_whole(row) for row in rows]
    state = ", ".join(_row(row, letters) for row in plain)
    if tex(state) != tex(problem):
        yield _ordered(state)
    # The unknown that is cheaper to make equal goes.
    gone = min((0, 1), key=lambda place: _cost(plain, place))
    left = 1 - gone
    if plain[0][gone] and plain[1][gone]:
        plain = _matched(plain, gone)
        matched = ", ".join(_row(row, letters) for row in plain)
        if matched != state:
            yield _made_equal(letters[gone], matched)
        plain = [_minus(plain[0], plain[1])]
        yield _subtracted(letters[gone], _row(plain[0], letters))
    if f"{letters[left]} = {values[left]}" != _row(_alone(plain, gone), letters):
        yield _found(letters[left], f"{letters[left]} = {values[left]}")
    yield _put_back(letters, left, f"{letters[gone]} = {values[gone]}")
    yield SolvedStep(
        says=Words(en="Together they are the solution.", zh="合起来就是方程组的解。"),
        state=f"{x} = {values[0]}, {y} = {values[1]}",
    )


def _cost(rows: list[Row], place: int) -> int:
    one, other = (int(row[place]) for row in rows)
    return lcm(one, other) if one and other else 0


def _alone(rows: list[Row], gone: int) -> Row:
    return next(row for row in rows if not row[gone])


def _whole(row: Row) -> Row:
    scale = lcm(*(value.denominator for value in row))
    return (row[0] * scale, row[1] * scale, row[2] * scale)


def _matched(rows: list[Row], place: int) -> list[Row]:
    common = lcm(int(rows[0][place]), int(rows[1][place]))
    return [
        (row[0] * factor, row[1] * factor, row[2] * factor)
        for row in rows
        for factor in (common / row[place],)
    ]


def _minus(one: Row, other: Row) -> Row:
    return (one[0] - other[0], one[1] - other[1], one[2] - other[2])


def _row(row: Row, letters: tuple[str, str]) -> str:
    text = ""
    for many, letter in zip(row, letters, strict=False):
        if many:
            sign = " - " if many < 0 else " + "
            size = letter if abs(many) == 1 else f"{abs(many)}*{letter}"
            text += (sign if text else sign.strip(" +")) + size
    return f"{text or '0'} = {row[2]}"


def _ordered(state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en="Write both with the unknowns on the left and whole numbers only.",
            zh="把两个方程都整理成未知数在左、系数为整数的形式。",
        ),
        state=state,
    )


def _made_equal(letter: str, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"Multiply the equations so that ${letter}$ has the same coefficient in both.",
            zh=f"把方程两边同乘适当的数，使两个方程中 ${letter}$ 的系数相同。",
        ),
        why=Words(
            en="Multiplying both sides of an equation by a number keeps its solutions.",
            zh="方程两边同乘一个不为零的数，解不变。",
        ),
        state=state,
    )


def _subtracted(letter: str, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"Subtract the second from the first: ${letter}$ is gone.",
            zh=f"两式相减，消去 ${letter}$。",
        ),
        why=Words(en="Equal amounts are taken from equal amounts.", zh="等量减等量，差仍相等。"),
        state=state,
    )


def _found(letter: str, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(en=f"This gives ${letter}$.", zh=f"由此求出 ${letter}$。"), state=state
    )


def _put_back(letters: tuple[str, str], known: int, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"Put ${letters[known]}$ into one of the first equations to find "
            f"${letters[1 - known]}$.",
            zh=f"把 ${letters[known]}$ 的值代入原方程，求出 ${letters[1 - known]}$。",
        ),
        state=state,
    )
