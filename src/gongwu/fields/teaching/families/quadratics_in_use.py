"""Quadratics in use: the vertex, sums over the roots, and word problems."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    ordered,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import Value, exact
from gongwu.ports import Words


def _vertex(dice: random.Random, level: int) -> Exercise:
    """y = a·x² + b·x + c; the vertex has fractions at level 3."""
    a = 1 if level == 1 else signed(dice, 2, 5)
    h = Fraction(signed(dice, 1, 9))
    if level == 3:
        h = Fraction(dice.choice((-1, 1)) * dice.choice((1, 3, 5, 7, 9)), 2)
        a *= 2
    k = Fraction(signed(dice, 1, 15))
    if level == 3:
        k -= a * h * h - int(a * h * h)
    b, c = int(-2 * a * h), int(a * h * h + k)
    curve = polynomial("x", a, b, c)
    shown = tex(f"y = {curve}")
    answer = ordered(h, k)
    slips = [
        slip("sign-of-the-axis", ordered(-h, k),
             "In $a(x - h)^{2} + k$ the axis lies at $x = h$: the sign turns round.",
             "$a(x - h)^{2} + k$ 的对称轴是 $x = h$，注意变号。"),
        slip("takes-the-constant-term", ordered(h, c),
             "The constant term is the height at $x = 0$, not at the vertex.",
             "常数项是 $x = 0$ 处的函数值，不是顶点的纵坐标。"),
        slip("forgets-to-halve", ordered(2 * h, k), "The axis is at $-b/(2a)$, not at $-b/a$.",
             "对称轴是 $x = -b/(2a)$，不是 $-b/a$。"),
        slip("swaps-the-coordinates", ordered(k, h), "The coordinates are exchanged.",
             "横、纵坐标写反了。"),
        slip("sign-of-the-height", ordered(h, -k), "The second coordinate has the wrong sign: "
             "put the first into the formula.", "纵坐标符号错了：把横坐标代入检验。"),
    ]  # fmt: skip
    squared = f"(x {'-' if h > 0 else '+'} {abs(h)})^2"
    lead = squared if a == 1 else f"{a}*{squared}"
    return Exercise(
        facts={"coefficients": (a, b, c)},
        question=say(f"Find the vertex of the parabola ${shown}$.",
                     f"求抛物线 ${shown}$ 的顶点坐标。"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(curve, "Complete the square.", "配方。"),
            step(f"{lead} {'-' if a * h * h > 0 else '+'} {abs(a * h * h)} "
                 f"{'-' if c < 0 else '+'} {abs(c)}",
                 f"Half of the coefficient of $x$, after taking out ${a}$, is squared and taken "
                 "away again." if a != 1 else
                 "Half of the coefficient of $x$ is squared and taken away again.",
                 (f"提出系数 ${a}$ 后，" if a != 1 else "") + "加上再减去一次项系数一半的平方。"),
            step(f"{lead} {'-' if k < 0 else '+'} {abs(k)}",
                 f"The square is 0 at $x = {number_to_latex(h)}$: there the curve turns, at the "
                 f"height ${number_to_latex(k)}$.",
                 f"当 $x = {number_to_latex(h)}$ 时平方项为 0，此时纵坐标为"
                 f" ${number_to_latex(k)}$，这就是顶点。"),
        ),
    )  # fmt: skip


def _roots_sum(dice: random.Random, level: int) -> Exercise:
    """Of x1² + x2², of 1/x1 + 1/x2, of (x1 - x2)²: without solving."""
    b, c = signed(dice, 1, 15), signed(dice, 1, 12)
    while b * b - 4 * c <= 0:
        b, c = signed(dice, 1, 15), signed(dice, 1, 12)
    shown = tex(f"{polynomial('x', 1, b, c)} = 0")
    wanted, formula, value = {
        1: ("x_1^2 + x_2^2", f"({-b})^2 - 2*({c})", Fraction(b * b - 2 * c)),
        2: ("1/x_1 + 1/x_2", f"({-b})/({c})", Fraction(-b, c)),
        3: ("x_1^3 + x_2^3", f"({-b})^3 - 3*({c})*({-b})", Fraction(-b * b * b + 3 * b * c)),
    }[level]
    rewritten = {
        1: "(x_1 + x_2)^2 - 2*x_1*x_2",
        2: "(x_1 + x_2)/(x_1*x_2)",
        3: "(x_1 + x_2)^3 - 3*x_1*x_2*(x_1 + x_2)",
    }[level]
    return Exercise(
        facts={"b": b, "c": c, "wanted": wanted},
        question=say(
            f"The equation ${shown}$ has the solutions $x_{{1}}$ and $x_{{2}}$. Find "
            f"${tex(wanted)}$ without solving it.",
            f"方程 ${shown}$ 的两根为 $x_{{1}}$、$x_{{2}}$，不解方程，求 ${tex(wanted)}$ 的值。",
        ),
        answer=exact(value),
        slips=distinct(exact(value), _sum_slips(level, b, c)),
        steps=(
            step(wanted, f"By Vieta, $x_{{1}} + x_{{2}} = {-b}$ and $x_{{1}}x_{{2}} = {c}$.",
                 f"由韦达定理，$x_{{1}} + x_{{2}} = {-b}$，$x_{{1}}x_{{2}} = {c}$。"),
            step(rewritten, "Write it with the sum and the product of the roots.",
                 "用两根之和与两根之积表示。"),
            step("", f"Put in the values: ${tex(formula)} = {number_to_latex(value)}$.",
                 f"代入得 ${tex(formula)} = {number_to_latex(value)}$。"),
        ),
    )  # fmt: skip


def _sum_slips(level: int, b: int, c: int) -> list[Slip]:
    sign = say("The sum of the roots is $-b$, not $b$.", "两根之和是 $-b$，不是 $b$。")
    if level == 1:
        return [
            slip("square-of-the-sum", b * b, "The square of a sum is not the sum of the squares: "
                 "$2x_{1}x_{2}$ must be taken away.",
                 "和的平方不等于平方的和，还要减去 $2x_{1}x_{2}$。"),
            slip("adds-the-product", b * b + 2 * c, "Twice the product is taken away, not added.",
                 "应减去两根之积的 2 倍，而不是加上。"),
            slip("forgets-the-factor-2", b * b - c, "The product is taken away twice.",
                 "应减去两根之积的 2 倍。"),
            slip("takes-the-sum-of-the-roots", -b, "This is the sum of the roots themselves.",
                 "这是两根之和。"),
        ]  # fmt: skip
    if level == 2:
        return [
            slip("sign-of-the-sum-of-roots", Fraction(b, c), sign.en, sign.zh),
            slip("turns-the-fraction-over", Fraction(-c, b), "The sum stands over the product.",
                 "应是两根之和除以两根之积。"),
            slip("takes-the-product-of-the-roots", c, "This is the product of the roots.",
                 "这是两根之积。"),
            slip("one-over-the-sum", Fraction(-1, b), "The sum of reciprocals is not the "
                 "reciprocal of the sum.", "倒数之和不等于和的倒数。"),
            slip("takes-the-sum-of-the-roots", -b, "This is the sum of the roots themselves.",
                 "这是两根之和。"),
        ]  # fmt: skip
    return [
        slip("sign-of-the-sum-of-roots", b**3 - 3 * b * c, sign.en, sign.zh),
        slip("cube-of-the-sum", -(b**3), "The cube of a sum is not the sum of the cubes.",
             "和的立方不等于立方的和。"),
        slip("adds-the-product", -(b**3) - 3 * b * c, "The mixed terms are taken away, not added.",
             "混合项应减去，而不是加上。"),
        slip("forgets-the-factor-3", -(b**3) + b * c, "The mixed terms come three times.",
             "混合项有 3 倍的系数。"),
    ]  # fmt: skip


_PLACES = (
    say("garden", "花园"), say("playground", "操场"), say("vegetable field", "菜地"),
    say("orchard", "果园"), say("lawn", "草坪"), say("car park", "停车场"),
    say("swimming pool", "游泳池"),
)  # fmt: skip
_SIDES = {1: (3, 15), 2: (8, 40), 3: (5, 40)}


def _rectangle(dice: random.Random, level: int) -> Exercise:
    """The width of a rectangle, from its area and how much longer it is; or its half perimeter."""
    width, longer = dice.randint(*_SIDES[level]), dice.randint(1, 20)
    length, place = width + longer, dice.choice(_PLACES)
    area = width * length
    if level == 3:
        return _from_perimeter(place, width, length)
    equation = f"x*(x + {longer}) = {area}"
    slips = [
        slip("answers-the-other-unknown", exact(length, "m"), "This is the length; the question "
             "asks for the width.", "这是长，题目问的是宽。"),
        slip("keeps-the-negative-root", exact(-length, "m"), "A width is not negative: this root "
             "does not fit the question.", "宽不能是负数，这个根不合题意。"),
        slip("shares-the-area-evenly", exact(Fraction(area, 2), "m"), "The area is a product of "
             "the sides; halving it gives no side.", "面积是长与宽的积，除以 2 得不到边长。"),
        slip("divides-by-the-difference", exact(Fraction(area, longer), "m"),
             "The difference of the sides is not one of the sides.", "长与宽的差不是其中一条边。"),
    ]  # fmt: skip
    return Exercise(
        facts={"area": area, "longer": longer},
        question=say(
            f"A rectangular {place.en} has an area of {area} m². It is {longer} m longer than it "
            "is wide. How wide is it?",
            f"一个长方形{place.zh}的面积是 {area} m²，长比宽多 {longer} m。它的宽是多少？",
        ),
        answer=exact(width, "m"),
        slips=distinct(exact(width, "m"), slips),
        steps=(
            step(f"{equation}, x > 0", f"Let the width be $x$ metres. Then the length is "
                 f"$x + {longer}$.", f"设宽为 $x$ 米，则长为 $x + {longer}$ 米。"),
            step(f"{polynomial('x', 1, longer, -area)} = 0, x > 0", "Expand and bring all to one "
                 "side.", "展开并移项。"),
            step(f"(x - {width})*(x + {length}) = 0, x > 0", "Factor.", "分解因式。"),
            step(f"x = {width}", "Only the positive root fits.", "只取正根。"),
        ),
    )  # fmt: skip


def _from_perimeter(place: Words, width: int, length: int) -> Exercise:
    around, area = 2 * (width + length), width * length

    def metres(number: Fraction | int) -> Value:
        return exact(number, "m")

    slips = [
        slip("answers-the-other-unknown", metres(length), "This is the length; the width is the "
             "shorter side.", "这是长，宽是较短的边。"),
        slip("takes-a-square", metres(Fraction(around, 4)), "A quarter of the perimeter is the "
             "side of a square, and this is no square.",
             "周长的四分之一是正方形的边长，这里不是正方形。"),
        slip("divides-area-by-perimeter", metres(Fraction(area, around)), "Area divided by "
             "perimeter is no side.", "面积除以周长得不到边长。"),
        slip("adds-the-sides", metres(around // 2), "This is length and width together.",
             "这是长与宽的和。"),
    ]  # fmt: skip
    half = around // 2
    return Exercise(
        facts={"area": area, "around": around},
        question=say(
            f"A rectangular {place.en} has an area of {area} m² and a perimeter of {around} m. "
            "How wide is it (its shorter side)?",
            f"一个长方形{place.zh}的面积是 {area} m²，周长是 {around} m。"
            "它的宽（较短的边）是多少？",
        ),
        answer=metres(width),
        slips=distinct(metres(width), slips),
        steps=(
            step(f"x*({half} - x) = {area}, x < {Fraction(half, 2)}",
                 f"Let the width be $x$ metres. Length and width are together ${half}$.",
                 f"设宽为 $x$ 米，长与宽的和为 ${half}$，宽小于长。"),
            step(f"{polynomial('x', 1, -half, area)} = 0, x < {Fraction(half, 2)}",
                 "Expand and bring all to one side.", "展开并移项。"),
            step(f"(x - {width})*(x - {length}) = 0, x < {Fraction(half, 2)}", "Factor.",
                 "分解因式。"),
            step(f"x = {width}", "The smaller root is the width.", "较小的根就是宽。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="quadratic-vertex",
        topic="quadratic",
        title=say("The vertex of a parabola", "抛物线的顶点"),
        grades=(9, 11),
        skills=("quadratic-functions", "completing-the-square"),
        make=_vertex,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="quadratic-vieta",
        topic="quadratic",
        title=say("Sum and product of the roots", "根与系数的关系"),
        grades=(9, 11),
        skills=("quadratic-equations", "vieta"),
        make=_roots_sum,
        constants=PLAIN | {"2", "3"},
    ),
    Family(
        name="quadratic-rectangle",
        topic="quadratic",
        title=say("The sides of a rectangle", "长方形的边长"),
        grades=(8, 10),
        skills=("quadratic-equations", "word-problems"),
        make=_rectangle,
        constants=PLAIN,
    ),
)
