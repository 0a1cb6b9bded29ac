"""Straight lines in the plane: slope, equation, the triangle with the axes."""

import random
from fractions import Fraction
from math import gcd

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families.drawing import other_than, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    fraction_between,
    linear_sum,
    point_slope,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import Expression, exact

Point = tuple[int, int]
_REACH = {1: 9, 2: 15, 3: 25}


def _points(dice: random.Random, level: int) -> tuple[Point, Point]:
    """Two points with different x and y; their slope is whole at level 1."""
    reach = _REACH[level]
    x, y = dice.randint(-reach, reach), dice.randint(-reach, reach)
    run = signed(dice, 1, 6 + level)
    rise = signed(dice, 1, 5) * run if level == 1 else signed(dice, 1, 10 + level)
    return (x, y), (x + run, y + rise)


def _slope(dice: random.Random, level: int) -> Exercise:
    (x, y), (u, v) = _points(dice, level)
    slope = Fraction(v - y, u - x)
    slips = [
        slip("run-over-rise", 1 / slope, "The slope is the change of $y$ over the change of $x$, "
             "not the other way round.", "斜率是纵坐标之差除以横坐标之差，分子分母颠倒了。"),
        slip("order-of-the-points", -slope, "Subtract in the same order above and below.",
             "分子分母相减的顺序要一致。"),
        slip("mixes-the-coordinates", Fraction(u - x + v, u) if u else u - x,
             "Take $y$ from $y$ and $x$ from $x$.", "应该纵坐标减纵坐标，横坐标减横坐标。"),
        slip("only-the-rise", v - y, "This is the change of $y$; divide it by the change of $x$.",
             "这只是纵坐标之差，还要除以横坐标之差。"),
        slip("adds-the-coordinates", Fraction(v + y, u + x) if u + x else v + y,
             "The slope comes from differences, not from sums.", "斜率用坐标之差，不是坐标之和。"),
    ]  # fmt: skip
    return Exercise(
        facts={"first": (x, y), "second": (u, v)},
        question=say(f"Find the slope of the line through $({x}, {y})$ and $({u}, {v})$.",
                     f"求过点 $({x}, {y})$ 和 $({u}, {v})$ 的直线的斜率。"),
        answer=exact(slope),
        slips=distinct(exact(slope), slips),
        steps=(
            step(f"({v} - {bracketed(y)})/({u} - {bracketed(x)})",
                 "Divide the change of $y$ by the change of $x$.",
                 "用纵坐标之差除以横坐标之差。"),
            step(f"({v - y})/({u - x})", "Work out both differences.", "分别算出差。"),
            step(str(slope), "Simplify.", "化简。"),
        ),
    )  # fmt: skip


def _equation(dice: random.Random, level: int) -> Exercise:
    """The line through two points, as an expression in x."""
    (x, y), (u, v) = _points(dice, level)
    if level == 2:  # whole slopes, larger points
        slope = Fraction(signed(dice, 2, 9))
        v = y + int(slope) * (u - x)
    slope = Fraction(v - y, u - x)
    start = y - slope * x
    line = linear_sum((slope, "x"), (start, ""))
    answer = Expression(text=line)
    slips = _line_slips(slope, start, (x, y), (u, v))
    return Exercise(
        facts={"first": (x, y), "second": (u, v)},
        question=say(
            f"The line through $({x}, {y})$ and $({u}, {v})$ has the equation $y = kx + b$. "
            "Find $kx + b$.",
            f"过点 $({x}, {y})$ 和 $({u}, {v})$ 的直线方程为 $y = kx + b$，求 $kx + b$。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step("", f"The slope is $k = {number_to_latex(slope)}$: the change of $y$, "
                 f"${v - y}$, over the change of $x$, ${u - x}$.",
                 f"斜率 $k = {number_to_latex(slope)}$，即纵坐标之差 ${v - y}$ 除以横坐标之差"
                 f" ${u - x}$。"),
            step(point_slope(slope, x, y),
                 "From the first point the line rises by $k$ for each step of $x$.",
                 "用点斜式写出直线。"),
            step(line, "Expand and combine.", "去括号，合并。"),
        ),
    )  # fmt: skip


def _line_slips(slope: Fraction, start: Fraction, first: Point, second: Point) -> list[Slip]:
    def line(rise: Fraction, constant: Fraction | int) -> Expression:
        return Expression(text=linear_sum((rise, "x"), (constant, "")))

    return [
        slip("order-of-the-points", line(-slope, first[1] + slope * first[0]),
             "Subtract in the same order above and below.", "求斜率时相减的顺序要一致。"),
        slip("takes-a-coordinate-as-intercept", line(slope, first[1]),
             "The intercept is the height at $x = 0$, not at the given point.",
             "截距是 $x = 0$ 处的纵坐标，不是已知点的纵坐标。"),
        slip("run-over-rise", line(1 / slope, first[1] - first[0] / slope),
             "The slope is the change of $y$ over the change of $x$.",
             "斜率是纵坐标之差除以横坐标之差。"),
        slip("sign-of-the-intercept", line(slope, -start if start else second[1]),
             "The intercept has the wrong sign: put one of the points in.",
             "截距的符号错了：代入一个点检验。"),
    ]  # fmt: skip


def _axes(dice: random.Random, level: int) -> Exercise:
    """The area between a line and the axes: whole intercepts, then a fraction among them."""
    p, q = Fraction(signed(dice, 2, 12)), Fraction(signed(dice, 2, 12))
    if level == 2:
        p, q = Fraction(signed(dice, 5, 30)), Fraction(signed(dice, 5, 30))
    if level == 3:
        p = other_than(lambda: fraction_between(dice, -8, 8, range(2, 6)), Fraction(0))
    # x/p + y/q = 1, cleared of denominators.
    a, b = p.denominator * q.numerator, p.numerator * q.denominator
    c = p.numerator * q.numerator

    shared = gcd(a, b, c)
    a, b, c = a // shared, b // shared, c // shared
    area = abs(p * q) / 2
    shown = tex(f"{linear_sum((a, 'x'), (b, 'y'))} = {c}")
    slips = [
        slip("forgets-to-halve", 2 * area, "The triangle is half of the rectangle.",
             "三角形的面积是长方形的一半。"),
        slip("negative-area", -area, "Lengths along the axes are positive, and so is the area.",
             "截距取绝对值才是边长，面积为正。"),
        slip("takes-the-coefficients", Fraction(abs(a * b), 2), "The legs are the intercepts, "
             "not the coefficients.", "直角边是截距的绝对值，不是系数。"),
        slip("adds-the-legs", abs(p) + abs(q), "The area is half the product of the legs.",
             "面积是两直角边之积的一半，不是和。"),
        slip("halves-the-constant", Fraction(abs(c), 2), "The intercepts must be found first: "
             "put $x = 0$, then $y = 0$.", "应先令 $x = 0$、$y = 0$ 求出截距。"),
    ]  # fmt: skip
    return Exercise(
        facts={"line": (a, b, c)},
        question=say(f"Find the area of the triangle between the line ${shown}$ and the "
                     "coordinate axes.", f"求直线 ${shown}$ 与两坐标轴围成的三角形的面积。"),
        answer=exact(area),
        slips=distinct(exact(area), slips),
        steps=(
            step("", f"For $y = 0$ we get $x = {number_to_latex(p)}$.",
                 f"令 $y = 0$，得 $x = {number_to_latex(p)}$。"),
            step("", f"For $x = 0$ we get $y = {number_to_latex(q)}$.",
                 f"令 $x = 0$，得 $y = {number_to_latex(q)}$。"),
            step(f"1/2*abs({p})*abs({q})", "The area is half the product of the legs.",
                 "面积等于两直角边之积的一半。"),
            step(str(area), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="line-slope",
        topic="functions",
        title=say("The slope of a line", "直线的斜率"),
        grades=(8, 10),
        skills=("linear-functions", "slope"),
        make=_slope,
        constants=PLAIN,
    ),
    Family(
        name="line-through-two-points",
        topic="functions",
        title=say("The line through two points", "过两点的直线"),
        grades=(8, 11),
        skills=("linear-functions", "slope", "intercept"),
        make=_equation,
        constants=PLAIN,
    ),
    Family(
        name="line-and-axes",
        topic="functions",
        title=say("A line and the axes", "直线与坐标轴围成的三角形"),
        grades=(8, 10),
        skills=("linear-functions", "intercept", "area"),
        make=_axes,
        constants=PLAIN,
    ),
)
