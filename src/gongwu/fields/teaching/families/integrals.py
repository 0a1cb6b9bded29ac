"""Integrals and antiderivatives of polynomials, and a simple differential equation."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families.coefficients import value_at
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    linear_sum,
    say,
    slip,
    stated,
    step,
)
from gongwu.fields.teaching.values import Expression, exact


def _integrated(coefficients: tuple[int, ...]) -> tuple[Fraction, ...]:
    degree = len(coefficients)
    return (*(Fraction(f, degree - i) for i, f in enumerate(coefficients)), Fraction(0))


def _at(coefficients: tuple[Fraction, ...], at: int) -> Fraction:
    degree = len(coefficients) - 1
    return sum((f * at ** (degree - i) for i, f in enumerate(coefficients)), Fraction(0))


def _formula(coefficients: tuple[Fraction, ...]) -> str:
    degree = len(coefficients) - 1
    return linear_sum(*(
        (f, "" if degree == i else "x" if degree - i == 1 else f"x^{degree - i}")
        for i, f in enumerate(coefficients)
    ))  # fmt: skip


def _definite(dice: random.Random, level: int) -> Exercise:
    """Of a linear, a quadratic, a cubic function."""
    coefficients = tuple(signed(dice, 1, 6 + level) for _ in range(level + 1))
    low = dice.randint(-3, 2) if level > 1 else dice.randint(0, 3)
    high = low + dice.randint(1, 4)
    whole = _integrated(coefficients)
    top, bottom = _at(whole, high), _at(whole, low)
    value = top - bottom
    f_high, f_low = value_at(coefficients, high), value_at(coefficients, low)
    slips = [
        slip("order-of-the-limits", -value, "The value at the upper limit comes first.",
             "应是上限处的值减下限处的值。"),
        slip("differences-of-the-function", f_high - f_low, "First find an antiderivative; these "
             "are values of the function itself.", "要先求原函数，这里代入的是被积函数。"),
        slip("forgets-the-lower-limit", top if bottom else top + 1, "The value at the lower limit "
             "must be taken away.", "还要减去下限处的值。"),
        slip("adds-the-limits", top + bottom, "The two values are subtracted.",
             "两个值应相减，不是相加。"),
        slip("takes-a-rectangle", f_high * (high - low), "The function changes between the "
             "limits.", "函数在区间上是变化的，不能当作长方形。"),
        slip("takes-the-trapezium", (f_high + f_low) * (high - low), "A mean of the heights must "
             "be halved, and holds for straight lines only.",
             "两端高度之和要除以 2，而且只适用于直线。"),
    ]  # fmt: skip
    shown = tex(f"f(x) = {polynomial('x', *coefficients)}")
    return Exercise(
        facts={"coefficients": coefficients, "limits": (low, high)},
        question=say(f"Find the integral of ${shown}$ from $x = {low}$ to $x = {high}$.",
                     f"求 ${shown}$ 从 $x = {low}$ 到 $x = {high}$ 的定积分。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"An antiderivative is $F(x) = {tex(_formula(whole))}$.",
                 f"一个原函数是 $F(x) = {tex(_formula(whole))}$。"),
            step(f"{top} - {bracketed(bottom)}",
                 f"Take $F({high}) - F({low})$.", f"计算 $F({high}) - F({low})$。"),
            step(str(value), "Subtract.", "相减。"),
        ),
    )  # fmt: skip


def _antiderivative(dice: random.Random, level: int) -> Exercise:
    """With a given value at 0; at level 3 at another point."""
    degree = min(level + 1, 3)
    coefficients = tuple(signed(dice, 1, 5) * (degree - i if i < degree else 1)
                         for i in range(degree))  # fmt: skip
    at = 0 if level < 3 else signed(dice, 1, 3)
    whole = _integrated(coefficients)
    given = signed(dice, 1, 20)
    constant = given - _at(whole, at)
    result = (*whole[:-1], constant)
    answer = Expression(text=_formula(result))
    derivative = tuple(f * (degree - 1 - i) for i, f in enumerate(coefficients[:-1]))
    slips = [
        slip("differentiates-instead", Expression(text=polynomial("x", *derivative, 0)
                                           if derivative else "0"),
             "This goes the wrong way: it differentiates instead of integrating.",
             "方向反了：这是求导，不是求原函数。"),
        slip("forgets-the-constant", Expression(text=_formula(whole)) if constant else
             Expression(text=_formula((*whole[:-1], Fraction(given)))),
             "The given value fixes the constant.", "要用已知的函数值确定常数。"),
        slip("forgets-to-divide-by-the-exponent",
             Expression(text=_formula((*map(Fraction, coefficients), constant))),
             "Each coefficient is divided by the new exponent.", "每个系数要除以新的指数。"),
        slip("sign-of-the-constant", Expression(text=_formula((*whole[:-1], -constant))),
             "The constant has the wrong sign.", "常数的符号错了。"),
        slip("multiplies-by-the-exponent", Expression(text=_formula(
            (*(Fraction(f * (degree - i)) for i, f in enumerate(coefficients)), constant))),
             "When integrating, divide by the new exponent; multiplying belongs to "
             "differentiation.",
             "积分时除以新指数，求导时才乘指数。"),
    ]  # fmt: skip
    shown = tex(f"f(x) = {polynomial('x', *coefficients)}")
    return Exercise(
        facts={"coefficients": coefficients, "at": at, "given": given},
        question=say(
            f"The function $F$ has the derivative ${shown}$, and $F({at}) = {given}$. Find "
            "$F(x)$.",
            f"函数 $F$ 的导数为 ${shown}$，且 $F({at}) = {given}$，求 $F(x)$。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step("", f"Integrate term by term: $F(x) = {tex(_formula(whole))} + C$.",
                 f"逐项积分：$F(x) = {tex(_formula(whole))} + C$。"),
            step("", f"From $F({at}) = {given}$ we get $C = {number_to_latex(constant)}$.",
                 f"由 $F({at}) = {given}$ 得 $C = {number_to_latex(constant)}$。"),
            step(answer.text, "Put the constant in.", "代入常数。"),
        ),
    )  # fmt: skip


def _equation(dice: random.Random, level: int) -> Exercise:
    """y' = a·y², y' = a·x·y², y' = a·x²·y²: separable; the value at a given x."""
    power = level - 1
    while True:
        a, at = signed(dice, 1, 9) * level, dice.randint(1, 4)
        bottom = dice.choice((-1, 1)) * dice.randint(1, 9)  # y(0) = 1/bottom
        gone = Fraction(a, power + 1) * at ** (power + 1)
        # The solution must not run away before it is asked for.
        if bottom * (bottom - gone) > 0:
            break
    value = 1 / (bottom - gone)
    start = Fraction(1, bottom)
    right = tex({0: f"{a}*y^2", 1: f"{a}*x*y^2", 2: f"{a}*x^2*y^2"}[power]).replace("1y", "y")
    slips = [
        slip("sign-in-the-separation", 1 / (bottom + gone) if bottom + gone else gone,
             "Integrating $1/y^{2}$ gives $-1/y$: mind the minus.",
             "$1/y^{2}$ 的原函数是 $-1/y$，注意负号。"),
        slip("forgets-the-constant", -1 / gone, "The initial value fixes the constant.",
             "漏了积分常数，它由初始值确定。"),
        slip("forgets-to-turn-over", bottom - gone, "This is $1/y$.", "这是 $1/y$ 的值。"),
        slip("takes-one-step", start + a * at**power * start * start * at, "The slope changes on "
             "the way, so one straight step is not enough.",
             "斜率一路都在变，不能只走一直线步。"),
        slip("integrates-without-y", start + gone, "The right side depends on $y$: separate "
             "first.", "右边含有 $y$，要先分离变量。"),
    ]  # fmt: skip
    begun = number_to_latex(start)
    return Exercise(
        facts={"factor": a, "power": power, **stated("start", start), "at": at},
        question=say(
            f"The function $y(x)$ satisfies $y' = {right}$ and $y(0) = {begun}$. Find $y({at})$.",
            f"函数 $y(x)$ 满足 $y' = {right}$，$y(0) = {begun}$，求 $y({at})$。",
        ),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"Divide by $y^{{2}}$ and integrate both sides: $-\\frac{{1}}{{y}} = "
                 f"{tex(_separated(a, power))} + C$.",
                 f"两边除以 $y^{{2}}$ 再积分：$-\\frac{{1}}{{y}} = {tex(_separated(a, power))} + "
                 "C$。"
                 ),
            step("", f"From $y(0) = {begun}$ we get $C = {-bottom}$.",
                 f"由 $y(0) = {begun}$ 得 $C = {-bottom}$。"),
            step(f"1/({bottom} - {bracketed(gone)})", f"Put $x = {at}$ in and solve for $y$.",
                 f"代入 $x = {at}$，解出 $y$。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _separated(factor: int, power: int) -> str:
    letter = "x" if power == 0 else f"x^{power + 1}"
    return linear_sum((Fraction(factor, power + 1), letter))


FAMILIES: tuple[Family, ...] = (
    Family(
        name="definite-integral",
        topic="calculus",
        title=say("Definite integrals", "定积分"),
        grades=(12, 13),
        skills=("integrals",),
        make=_definite,
        constants=PLAIN | {"2", "3"},
    ),
    Family(
        name="antiderivative",
        topic="calculus",
        title=say("Antiderivatives", "原函数"),
        grades=(12, 13),
        skills=("integrals", "antiderivatives"),
        make=_antiderivative,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="separable-equation",
        topic="calculus",
        title=say("A separable differential equation", "可分离变量的微分方程"),
        grades=(13, 13),
        skills=("differential-equations", "integrals"),
        make=_equation,
        constants=PLAIN | {"2"},
    ),
)
