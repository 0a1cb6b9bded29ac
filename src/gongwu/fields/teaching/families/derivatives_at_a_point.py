"""The product, quotient and chain rule: slopes at a point."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.coefficients import derived, value_at
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import exact


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


FAMILIES: tuple[Family, ...] = (
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
)
