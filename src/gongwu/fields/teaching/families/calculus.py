"""Calculus: derivatives and what they tell."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families import integrals, limits, several_variables
from gongwu.fields.teaching.families.coefficients import derived, value_at
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
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


def _product(dice: random.Random, level: int) -> Exercise:
    """(ax + b)(cx + d), then with a quadratic factor, then a quotient: the slope at a point."""
    a, b, c, d = (signed(dice, 1, 7) for _ in range(4))
    at = signed(dice, 1, 4)
    second = (c, d) if level != 2 else (c, d, signed(dice, 1, 7))
    u, v = a * at + b, int(value_at(second, at))
    du, dv = a, int(value_at(derived(second), at))
    if (level == 3 and v == 0) or du * dv == 0 or u * dv == 0 or v == 0:
        return _product(dice, level)
    quotient = level == 3
    value = Fraction(du * v - u * dv, v * v) if quotient else Fraction(du * v + u * dv)
    first, other = polynomial("x", a, b), polynomial("x", *second)
    shown = tex(f"f(x) = ({first})/({other})" if quotient else f"f(x) = ({first})*({other})")
    formula = (
        f"({du}*{bracketed(v)} - {bracketed(u)}*{bracketed(dv)})/{bracketed(v)}^2"
        if quotient
        else f"{du}*{bracketed(v)} + {bracketed(u)}*{bracketed(dv)}"
    )
    naive = Fraction(du, dv) if quotient else Fraction(du * dv)
    slips = [
        slip("differentiates-top-and-bottom" if quotient else "differentiates-each-factor",
             naive,
             "The derivative of a product (quotient) is not the product (quotient) of the "
             "derivatives.",
             "积（商）的导数不等于导数的积（商）。"),
        slip("sign-in-the-rule", Fraction(du * v + u * dv, v * v) if quotient else
             du * v - u * dv, "A product rule adds, a quotient rule subtracts.",
             "乘法法则是相加，除法法则是相减。"),
        slip("forgets-one-term", Fraction(du * v, v * v) if quotient else du * v,
             "Both factors change: there are two terms.", "两部分都在变化，应有两项。"),
        slip("answers-the-function-value", Fraction(u, v) if quotient else u * v,
             "This is the value of the function, not of its derivative.",
             "这是函数值，不是导数值。"),
        slip("forgets-the-square" if quotient else "keeps-the-second-factor",
             Fraction(du * v - u * dv, v) if quotient else u * dv,
             "The denominator is squared." if quotient else "One of the two terms is missing.",
             "分母要平方。" if quotient else "漏了其中一项。"),
    ]  # fmt: skip
    return Exercise(
        facts={"first": (a, b), "second": second, "at": at,
               "form": "quotient" if quotient else "product"},
        question=say(f"Given ${shown}$, find $f'({at})$.", f"已知 ${shown}$，求 $f'({at})$。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"At $x = {at}$ the first part is ${u}$ with derivative ${du}$, the second "
                 f"is ${v}$ with derivative ${dv}$.",
                 f"在 $x = {at}$ 处，前一部分的值为 ${u}$、导数为 ${du}$，后一部分的值为 ${v}$、"
                 "导数为"
                 f" ${dv}$。"),
            step(formula, "Apply the quotient rule." if quotient else "Apply the product rule.",
                 "用商的求导法则。" if quotient else "用积的求导法则。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _chain(dice: random.Random, level: int) -> Exercise:
    """(ax + b)^n, then a root, then a power of a quadratic: the slope at a point."""
    if level == 2:
        return _root(dice)
    n = dice.randint(3, 5) if level == 1 else dice.randint(2, 4)
    a, b, c = signed(dice, 2, 6), signed(dice, 1, 9), signed(dice, 1, 9)
    at = signed(dice, 1, 4)
    inside = (a, b) if level == 1 else (1, a, c)
    u, du = int(value_at(inside, at)), int(value_at(derived(inside), at))
    if abs(u) > 9 or u in (0, 1) or du in (0, 1):
        return _chain(dice, level)
    value = n * u ** (n - 1) * du
    shown = tex(f"f(x) = ({polynomial('x', *inside)})^{n}")
    slips = [
        slip("forgets-the-inner-derivative", n * u ** (n - 1), "Multiply by the derivative of "
             "what stands inside.", "还要乘内层函数的导数。"),
        slip("keeps-the-exponent", n * u**n * du, "The exponent falls by one.", "指数要减 1。"),
        slip("forgets-the-exponent-factor", u ** (n - 1) * du, "The exponent comes down as a "
             "factor.", "指数要作为因数乘下来。"),
        slip("power-of-the-inner-derivative", du**n, "The derivative of a power is not the power "
             "of the derivative.", "幂的导数不等于导数的幂。"),
    ]  # fmt: skip
    power = bracketed(u) if n == 2 else f"{bracketed(u)}^{n - 1}"
    return Exercise(
        facts={"inside": inside, "power": n, "at": at},
        question=say(f"Given ${shown}$, find $f'({at})$.", f"已知 ${shown}$，求 $f'({at})$。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"At $x = {at}$ the inside is ${u}$, and its derivative there is ${du}$.",
                 f"在 $x = {at}$ 处内层函数的值为 ${u}$，导数为 ${du}$。"),
            step(f"{n}*{power}*{bracketed(du)}", "Derivative of the power times derivative of the "
                 "inside.", "外层求导乘内层求导。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _root(dice: random.Random) -> Exercise:
    """√(a·x + b) where the inside is a square."""
    a, at, side = signed(dice, 2, 9), signed(dice, 1, 9), dice.randint(2, 9)
    b = side * side - a * at
    if b == 0:
        return _root(dice)
    value = Fraction(a, 2 * side)
    shown = tex(f"f(x) = sqrt({polynomial('x', a, b)})")
    slips = [
        slip("forgets-the-inner-derivative", Fraction(1, 2 * side), "Multiply by the derivative "
             "of what stands under the root.", "还要乘被开方式的导数。"),
        slip("forgets-the-half", Fraction(a, side), "The derivative of a root has the factor one "
             "half.", "根式求导有因数二分之一。"),
        slip("root-in-the-numerator", Fraction(a * side, 2), "The root stands in the "
             "denominator.", "求导后根式在分母上。"),
        slip("answers-the-function-value", side, "This is the value of the function.",
             "这是函数值，不是导数值。"),
    ]  # fmt: skip
    return Exercise(
        facts={"inside": (a, b), "at": at, "root": "yes"},
        question=say(f"Given ${shown}$, find $f'({at})$.", f"已知 ${shown}$，求 $f'({at})$。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"Under the root there is ${side * side}$ at $x = {at}$; the derivative of "
                 f"the inside is ${a}$.",
                 f"在 $x = {at}$ 处被开方式的值为 ${side * side}$，它的导数为 ${a}$。"),
            step(f"{a}/(2*sqrt({side * side}))", "Derivative of the inside over twice the root.",
                 "内层导数除以根式的 2 倍。"),
            step(str(value), "Work it out.", "计算结果。"),
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
        name="derivative-of-a-product",
        topic="calculus",
        title=say("Product and quotient rule", "积与商的求导法则"),
        grades=(11, 13),
        skills=("derivatives", "product-rule"),
        make=_product,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="derivative-by-the-chain-rule",
        topic="calculus",
        title=say("The chain rule", "复合函数的导数"),
        grades=(11, 13),
        skills=("derivatives", "chain-rule"),
        make=_chain,
        constants=PLAIN | {"2"},
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
    *integrals.FAMILIES,
    *limits.FAMILIES,
    *several_variables.FAMILIES,
)
