"""Calculus: derivatives and what they tell."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families import (
    derivatives_at_a_point,
    integrals,
    limits,
    several_variables,
)
from gongwu.fields.teaching.families.coefficients import derived, value_at
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    linear_sum,
    point_slope,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import Expression, exact

_POWERS = PLAIN | {"2", "3", "4", "5"}


def _polynomial(dice: random.Random, level: int) -> Exercise:
    """Degree 2, 3, 4."""
    coefficients = tuple(signed(dice, 1, 9) for _ in range(level + 2))
    degree = level + 1
    derivative = derived(coefficients)
    result = polynomial("x", *derivative)
    answer = Expression(text=result)

    def wrong(name: str, numbers: tuple[int, ...], en: str, zh: str) -> Slip:
        return slip(name, Expression(text=polynomial("x", *numbers)), en, zh)

    slips = [
        wrong("keeps-the-constant", (*derivative[:-1], derivative[-1] + coefficients[-1]),
              "A constant does not change, so its derivative is 0.", "常数的导数是 0。"),
        wrong("forgets-the-exponent-factor", coefficients[:-1], "The exponent comes down as a "
              "factor.", "求导时指数要作为因数乘下来。"),
        wrong("keeps-the-exponent", (*(f * (degree - i) for i, f in enumerate(coefficients[:-1])),
                                     0),
              "The exponent falls by one.", "求导后指数要减 1。"),
        wrong("drops-the-linear-coefficient", (*derivative[:-1], 0),
              "The derivative of a linear term is "
              "its coefficient, not 0.", "一次项的导数是它的系数，不是 0。"),
    ]  # fmt: skip
    terms = linear_sum(*(
        (1 if f > 0 else -1, f"{abs(f)}*{degree - i}" + ("" if degree - i == 1 else
                                                        f"*x^({degree - i} - 1)"))
        for i, f in enumerate(coefficients[:-1])
    ))  # fmt: skip
    shown = tex(f"f(x) = {polynomial('x', *coefficients)}")
    return Exercise(
        facts={"coefficients": coefficients},
        question=say(f"Find the derivative $f'(x)$ of ${shown}$.",
                     f"求函数 ${shown}$ 的导数 $f'(x)$。"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(terms, "Term by term: the exponent comes down as a factor and falls by one.",
                 "逐项求导：指数作为因数乘下来，指数减 1。"),
            step(result, "Simplify.", "化简。"),
        ),
    )  # fmt: skip


def _tangent(dice: random.Random, level: int) -> Exercise:
    """To a parabola, then with a leading factor, then to a cubic."""
    lead = 1 if level == 1 else signed(dice, 2, 5)
    coefficients = (lead, *(signed(dice, 1, 9) for _ in range(2 if level < 3 else 3)))
    at = signed(dice, 1, 5)
    slope, height = int(value_at(derived(coefficients), at)), int(value_at(coefficients, at))
    if slope in (0, 1, -1):
        return _tangent(dice, level)
    start = height - slope * at

    def line(rise: int, constant: int) -> Expression:
        return Expression(text=polynomial("x", rise, constant))

    answer = line(slope, start)
    slips = [
        slip("takes-the-height-as-intercept", line(slope, height), "The line has this height at "
             "the point of contact, not at $x = 0$.", "这是切点的纵坐标，不是截距。"),
        slip("function-value-as-slope", line(height, height - height * at), "The slope is the "
             "value of the derivative.", "斜率是导数值，不是函数值。"),
        slip("sign-of-the-shift", line(slope, height + slope * at), "The line runs through the "
             "point: $y - y_0 = k(x - x_0)$.", "点斜式是 $y - y_0 = k(x - x_0)$，注意符号。"),
        slip("derivative-as-tangent", Expression(text=polynomial("x", *derived(coefficients))),
             "This is the derivative function, not the tangent.", "这是导函数，不是切线。"),
    ]  # fmt: skip
    shown = tex(f"f(x) = {polynomial('x', *coefficients)}")
    return Exercise(
        facts={"coefficients": coefficients, "at": at},
        question=say(
            f"The tangent to ${shown}$ at $x = {at}$ has the equation $y = kx + b$. Find "
            "$kx + b$.",
            f"曲线 ${shown}$ 在 $x = {at}$ 处的切线方程为 $y = kx + b$，求 $kx + b$。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step("", f"The point of contact is $({at}, {height})$, and the slope is "
                 f"$f'({at}) = {slope}$.",
                 f"切点为 $({at}, {height})$，斜率为 $f'({at}) = {slope}$。"),
            step(point_slope(slope, at, height),
                 "Write the line through the point.", "用点斜式写出切线。"),
            step(answer.text, "Expand and combine.", "去括号，合并。"),
        ),
    )  # fmt: skip


def _extrema(dice: random.Random, level: int) -> Exercise:
    """The local maximum of a cubic, its local minimum, its largest value on an interval."""
    p = dice.randint(-4, 3)
    q = p + 2 * dice.randint(1, 3)
    lead = dice.choice((1, 2)) if level > 1 else 1
    constant = signed(dice, 1, 20)
    coefficients = (lead, -3 * lead * (p + q) // 2, 3 * lead * p * q, constant)
    low, high = p - dice.randint(1, 3), q + dice.randint(1, 3)
    values = {at: int(value_at(coefficients, at)) for at in (low, p, q, high)}
    kind = ("maximum", "minimum", "largest")[level - 1]
    if values[p] == values[high]:
        return _extrema(dice, level)
    value = {"maximum": values[p], "minimum": values[q], "largest": max(values[p], values[high])}[
        kind
    ]
    shown = tex(f"f(x) = {polynomial('x', *coefficients)}")
    asked = {
        "maximum": say("Find its local maximum value.", "求它的极大值。"),
        "minimum": say("Find its local minimum value.", "求它的极小值。"),
        "largest": say(f"Find its largest value for ${low} \\le x \\le {high}$.",
                       f"求它在 ${low} \\le x \\le {high}$ 上的最大值。"),
    }[kind]  # fmt: skip
    others = {"maximum": q, "minimum": p, "largest": p if values[high] > values[p] else high}
    slips = [
        slip("takes-the-other-extremum", values[others[kind]], "Compare: this is another of the "
             "candidates.", "比较各候选值，这是另一个候选值。"),
        slip("answers-with-the-place", q if kind == "minimum" else p, "This is where it is; the "
             "question asks for the value.", "这是取到极值的位置，题目求的是函数值。"),
        slip("takes-the-constant-term", constant, "The constant is the value at $x = 0$.",
             "常数项是 $x = 0$ 处的函数值。"),
        slip("takes-the-left-end", values[low], f"This is the value at $x = {low}$, where the "
             "curve still rises.", f"这是 $x = {low}$ 处的值，曲线在那里还在上升。"),
        slip("midpoint-of-the-extrema", (values[p] + values[q]) // 2, "This is the value at the "
             "point of inflection.", "这是拐点处的函数值。"),
    ]  # fmt: skip
    factors = f"{3 * lead}*({polynomial('x', 1, -p)})*({polynomial('x', 1, -q)}) = 0"
    return Exercise(
        facts={"coefficients": coefficients, "kind": kind,
               **({"range": (low, high)} if kind == "largest" else {})},
        question=say(f"Consider ${shown}$. {asked.en}", f"已知函数 ${shown}$，{asked.zh}"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(f"{polynomial('x', *derived(coefficients))} = 0", "Set the derivative to 0.",
                 "令导数等于 0。"),
            step(factors, "Factor.", "分解因式。"),
            step(f"x = {p} or x = {q}", f"The function rises up to $x = {p}$, falls to $x = {q}$ "
                 "and rises again.",
                 f"函数先增至 $x = {p}$，再减至 $x = {q}$，然后又增。"),
            step("", _compared(kind, (low, p, q, high), values, "en"),
                 _compared(kind, (low, p, q, high), values, "zh")),
        ),
    )  # fmt: skip


def _compared(kind: str, places: tuple[int, ...], values: dict[int, int], language: str) -> str:
    _, p, q, high = places
    shown = {"maximum": (p,), "minimum": (q,), "largest": (p, high)}[kind]
    listed = [f"$f({at}) = {number_to_latex(values[at])}$" for at in shown]
    if len(listed) == 1:
        return f"The value is {listed[0]}." if language == "en" else f"其值为 {listed[0]}。"
    if language == "en":
        return f"Compare {listed[0]} with the end {listed[1]}; the larger is the answer."
    return f"比较 {listed[0]} 与端点处的 {listed[1]}，较大者即为所求。"


FAMILIES: tuple[Family, ...] = (
    Family(
        name="derivative-of-a-polynomial",
        topic="calculus",
        title=say("The derivative of a polynomial", "多项式的导数"),
        grades=(11, 13),
        skills=("derivatives",),
        make=_polynomial,
        constants=_POWERS,
    ),
    Family(
        name="tangent-line",
        topic="calculus",
        title=say("The tangent to a curve", "曲线的切线"),
        grades=(11, 13),
        skills=("derivatives", "tangents"),
        make=_tangent,
        constants=PLAIN | {"2", "3"},
    ),
    Family(
        name="extrema-of-a-cubic",
        topic="calculus",
        title=say("Extrema", "极值与最值"),
        grades=(11, 13),
        skills=("derivatives", "extrema"),
        make=_extrema,
        constants=PLAIN | {"2", "3"},
    ),
    *derivatives_at_a_point.FAMILIES,
    *integrals.FAMILIES,
    *limits.FAMILIES,
    *several_variables.FAMILIES,
)
