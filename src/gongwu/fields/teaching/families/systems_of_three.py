"""Systems of three linear equations, built from their solution."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Step
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing import signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    linear_sum,
    ordered,
    say,
    slip,
    step,
)

Row = tuple[int, int, int, int]  # a·x + b·y + c·z = d
Rows = tuple[Row, Row, Row]


def _lines(*rows: Row) -> str:
    return ", ".join(f"{linear_sum((a, 'x'), (b, 'y'), (c, 'z'))} = {d}" for a, b, c, d in rows)


def _plus(row: Row, factor: int, other: Row) -> Row:
    a, b, c, d = (one + factor * two for one, two in zip(row, other, strict=True))
    return a, b, c, d


def _echelon(dice: random.Random, solution: tuple[int, int, int], level: int) -> Rows:
    """Rows with one unknown fewer each; x and y stand alone, so all stays whole."""
    size = 1 + level
    x, y, z = solution
    b, c, e, f = (signed(dice, 1, size) for _ in range(4))
    return (
        (1, b, c, x + b * y + c * z),
        (0, 1, e, y + e * z),
        (0, 0, f, f * z),
    )


def _system(dice: random.Random, level: int) -> Exercise:
    """Level 1 is in steps already; at 2 and 3 the rows have been mixed."""
    solution = (signed(dice, 1, 6), signed(dice, 1, 6), signed(dice, 1, 6))
    rows = top, middle, bottom = _echelon(dice, solution, level)
    first, second, third = signed(dice, 1, level), signed(dice, 1, level), signed(dice, 1, level)
    lowest = _plus(bottom, third, middle)
    if level > 1:
        rows = (top, _plus(middle, first, top), _plus(lowest, second, top))
    shown = tex(_lines(*rows))
    answer = ordered(*solution)
    x, y, z = solution
    slips = [
        slip("order-of-the-unknowns", ordered(z, y, x), "The values stand in the wrong order.",
             "未知数的值顺序写反了。"),
        slip("sign-in-back-substitution", ordered(x, -y, z),
             "A sign went wrong when $z$ was put back to find $y$.",
             "代入 $z$ 求 $y$ 时符号出错。"),
        slip("stops-at-the-first-sign", ordered(-x, y, z),
             "A sign went wrong when $y$ and $z$ were put back to find $x$.",
             "代入 $y$、$z$ 求 $x$ 时符号出错。"),
        slip("checks-one-equation-only",
             ordered(x + top[1], y - 1, z),
             "This fits the first equation only; a solution fits all three.",
             "这组数只满足第一个方程，方程组的解要同时满足三个方程。"),
    ]  # fmt: skip
    return Exercise(
        facts={"first": rows[0], "second": rows[1], "third": rows[2]},
        question=say(
            f"Solve the system of equations ${shown}$. Give the solution as $(x, y, z)$.",
            f"解方程组 ${shown}$，把解写成 $(x, y, z)$。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(_lines(*rows), "Eliminate one unknown after another.", "逐个消去未知数。"),
            *(_mixed(top, middle, lowest, bottom) if level > 1 else ()),
            *_back(top, middle, solution),
        ),
    )  # fmt: skip


def _mixed(top: Row, middle: Row, lowest: Row, bottom: Row) -> tuple[Step, ...]:
    return (
        step(_lines(top, middle, lowest),
             "Take multiples of the first equation from the other two, so that $x$ goes away.",
             "用后两个方程减去第一个方程的适当倍数，消去 $x$。"),
        step(_lines(top, middle, bottom),
             "Take a multiple of the second equation from the third, so that $y$ goes away.",
             "用第三个方程减去第二个方程的适当倍数，消去 $y$。"),
    )  # fmt: skip


def _back(top: Row, middle: Row, solution: tuple[int, int, int]) -> tuple[Step, ...]:
    x, y, z = solution
    return (
        step(f"{_lines(top, middle)}, z = {z}", "The last equation gives $z$.",
             "由最后一个方程得 $z$。"),
        step(f"{_lines(top)}, y = {y}, z = {z}", "Put $z$ into the second equation.",
             "把 $z$ 代入第二个方程，求出 $y$。"),
        step(f"x = {x}, y = {y}, z = {z}", "Put $y$ and $z$ into the first equation.",
             "把 $y$、$z$ 代入第一个方程，求出 $x$。"),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="system-of-three",
        topic="systems",
        title=say("Systems of three linear equations", "三元一次方程组"),
        grades=(8, 12),
        skills=("linear-systems", "elimination"),
        make=_system,
        constants=PLAIN,
    ),
)
