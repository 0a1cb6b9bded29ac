"""Lengths and areas: Pythagoras, the trapezium, the circle and its parts."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    Number,
    distinct,
    say,
    slip,
    step,
    surd,
    times,
)
from gongwu.fields.teaching.values import Expression, exact
from gongwu.ports import Words

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (12, 35, 37))


def _pythagoras(dice: random.Random, level: int) -> Exercise:
    """The hypotenuse, a leg, and a leg or hypotenuse that is a surd."""
    scale = dice.randint(1, 50)
    a, b, c = (side * scale for side in dice.choice(_TRIPLES))
    if dice.random() < 0.5:
        a, b = b, a
    if level == 3:
        a, b, c = dice.randint(2, 30), dice.randint(2, 30), 0
    leg = level == 2
    square = c * c - a * a if leg else a * a + b * b
    one, other = (c, a) if leg else (a, b)
    sign = "-" if leg else "+"
    answer = Expression(text=surd(1, square))
    wrong = [
        ("hypotenuse-instead-of-leg" if leg else "leg-instead-of-hypotenuse",
         surd(1, one * one + other * other if leg else abs(a * a - b * b)),
         "The square of the hypotenuse, the longest side, is the sum of the other squares.",
         "斜边是最长的边，斜边的平方等于两直角边的平方和。"),
        ("adds-without-squaring", str(abs(one - other) if leg else one + other),
         "The squares are added, not the sides.", "应是平方相加减，不是边长相加减。"),
        ("forgets-the-root", str(square), "This is the square of the side.", "这是边长的平方。"),
        ("halves-the-square", str(Fraction(square, 2)), "Take the square root, do not halve.",
         "应该开平方，不是除以 2。"),
    ]  # fmt: skip
    slips = [slip(name, Expression(text=text), en, zh) for name, text, en, zh in wrong]
    return Exercise(
        facts={"hypotenuse": one, "leg": other} if leg else {"legs": (one, other)},
        question=_pythagoras_asked(one, other, leg),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"sqrt({one}^2 {sign} {other}^2)", "Use the theorem of Pythagoras.",
                 "用勾股定理。"),
            step(f"sqrt({square})", "Work out the squares.", "计算平方。"),
            step(answer.text, "Take the root.", "开方化简。"),
        ),
    )  # fmt: skip


def _pythagoras_asked(one: int, other: int, leg: bool) -> Words:
    if leg:
        return say(
            f"A right triangle has a hypotenuse of length ${one}$ and a leg of length ${other}$. "
            "Find the exact length of the other leg.",
            f"直角三角形的斜边长 ${one}$，一条直角边长 ${other}$，求另一条直角边的精确长度。",
        )
    return say(
        f"The legs of a right triangle have the lengths ${one}$ and ${other}$. Find the exact "
        "length of the hypotenuse.",
        f"直角三角形的两直角边长分别为 ${one}$ 和 ${other}$，求斜边的精确长度。",
    )


def _trapezium(dice: random.Random, level: int) -> Exercise:
    """The area, then the height, then one of the parallel sides."""
    a, h = dice.randint(3, 30), dice.randint(2, 20)
    b = other_than(lambda: dice.randint(3, 30), a)
    area = Fraction((a + b) * h, 2)
    while area.denominator > 1:
        h = dice.randint(2, 20)
        area = Fraction((a + b) * h, 2)
    whole = int(area)
    kind = ("area", "height", "side")[level - 1]
    sizes: dict[str, tuple[Number, str]] = {
        "area": (area, "cm²"),
        "height": (h, "cm"),
        "side": (b, "cm"),
    }
    value, unit = sizes[kind]
    answer = exact(value, unit)
    wrong: dict[str, list[tuple[Number, str]]] = {
        "area": [((a + b) * h, "forgets-to-halve"), (a * h, "takes-a-rectangle"),
                 (a * b * h, "multiplies-all"), (Fraction(a * b, 2), "leaves-out-the-height")],
        "height": [(Fraction(whole, a + b), "forgets-to-halve"), (Fraction(whole, a),
                   "takes-a-rectangle"), (Fraction(2 * whole, a * b), "multiplies-all"),
                   (4 * Fraction(whole, a + b), "doubles-twice")],
        "side": [(Fraction(whole, h), "takes-the-mean-side"), (abs(Fraction(whole, h) - a) or 1,
                 "forgets-to-halve"), (Fraction(2 * whole, h), "forgets-the-other-side"),
                 (Fraction(2 * whole, a * h), "multiplies-all")],
    }  # fmt: skip
    slips = [slip(name, exact(number, unit), _TRAPEZIUM_WHYS[name].en, _TRAPEZIUM_WHYS[name].zh)
             for number, name in wrong[kind]]  # fmt: skip
    cases: dict[str, tuple[Words, dict[str, Fact], str]] = {
        "area": (say(f"The parallel sides of a trapezium are {a} cm and {b} cm, its height is "
                     f"{h} cm. Find its area.", f"梯形的两底长 {a} cm 和 {b} cm，高为 {h} cm，"
                     "求它的面积。"), {"sides": (a, b), "height": h}, f"({a} + {b})*{h}/2"),
        "height": (say(f"A trapezium has an area of {whole} cm² and parallel sides of {a} cm and "
                       f"{b} cm. Find its height.",
                       f"梯形的面积为 {whole} cm²，上、下底分别为 {a} cm 和 {b} cm，求它的高。"),
                   {"sides": (a, b), "area": whole}, f"2*{whole}/({a} + {b})"),
        "side": (say(f"A trapezium has an area of {whole} cm² and a height of {h} cm. One of its "
                     f"parallel sides is {a} cm. Find the other.",
                     f"梯形的面积为 {whole} cm²，高为 {h} cm，一底长 {a} cm，求另一底的长。"),
                 {"side": a, "height": h, "area": whole}, f"2*{whole}/{h} - {a}"),
    }  # fmt: skip
    asked, facts, formula = cases[kind]
    return Exercise(
        facts=facts,
        question=asked,
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(formula, "The area is half the sum of the parallel sides times the height."
                 if level == 1 else "The area is half the sum of the parallel sides times the "
                 "height; solve this for what is asked.",
                 "梯形面积等于上底与下底之和乘高的一半。" if level == 1 else
                 "由梯形面积等于上底与下底之和乘高的一半，反求所求量。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


_TRAPEZIUM_WHYS = {
    "forgets-to-halve": say("The factor one half was left out.", "漏了二分之一。"),
    "takes-a-rectangle": say(
        "Both parallel sides count, through their mean.", "两个底都要用到，取它们的平均值。"),
    "multiplies-all": say(
        "The parallel sides are added, not multiplied.", "上底与下底是相加，不是相乘。"),
    "leaves-out-the-height": say("The height was left out.", "漏乘了高。"),
    "doubles-twice": say("The factor 2 was used twice.", "因数 2 用了两次。"),
    "takes-the-mean-side": say(
        "This is the mean of the parallel sides.", "这是两底的平均值，不是所求的底。"),
    "forgets-the-other-side": say(
        "This is the sum of both parallel sides.", "这是两底之和，还要减去已知的底。"),
}  # fmt: skip


def _circle(dice: random.Random, level: int) -> Exercise:
    """A circle from its diameter, a ring, a sector: areas in terms of pi."""
    r = dice.randint(2, 200 if level == 1 else 60)
    small = dice.randint(1, r - 1)
    angle = dice.choice([n for n in range(10, 360, 5) if n != 180])
    cases: dict[int, tuple[Fraction, str, dict[str, Fact], Words]] = {
        1: (Fraction(r * r, 4), f"pi*({r}/2)^2", {"diameter": r},
            say(f"A circle has a diameter of {r} cm. Find its area, as a multiple of $\\pi$, in "
                "cm².", f"圆的直径为 {r} cm，求它的面积（用 $\\pi$ 表示，单位 cm²）。")),
        2: (Fraction(r * r - small * small), f"pi*{r}^2 - pi*{small}^2", {"radii": (r, small)},
            say(f"A ring lies between two circles with the same centre and radii of {r} cm and "
                f"{small} cm. Find its area, as a multiple of $\\pi$, in cm².",
                f"圆环的外圆半径为 {r} cm，内圆半径为 {small} cm，求圆环的面积"
                "（用 $\\pi$ 表示，单位 cm²）。")),
        3: (Fraction(r * r * angle, 360), f"{angle}/360*pi*{r}^2",
            {"radius": r, "angle": angle},
            say(f"A sector has a radius of {r} cm and an angle of ${angle}°$. Find its area, as a "
                "multiple of $\\pi$, in cm².",
                f"扇形的半径为 {r} cm，圆心角为 ${angle}°$，求扇形的面积（用 $\\pi$ 表示，单位 "
                "cm²）。")),
    }  # fmt: skip
    size, formula, facts, asked = cases[level]
    wrong: dict[int, list[tuple[Number, str]]] = {
        1: [(r * r, "diameter-for-radius"), (r, "circumference-for-area"),
            (Fraction(r * r, 2), "halves-once"), (Fraction(r, 2), "forgets-the-square")],
        2: [((r - small) ** 2, "squares-the-difference"), (r * r + small * small, "adds-the-areas"),
            (2 * (r - small), "circumference-for-area"), (r - small, "forgets-the-square")],
        3: [(Fraction(r * angle, 180), "circumference-for-area"), (r * r, "takes-the-whole-circle"),
            (Fraction(r * r * angle, 180), "half-turn-for-full-turn"),
            (Fraction(r * angle, 360), "forgets-the-square")],
    }  # fmt: skip
    answer = Expression(text=times(size, "pi"))
    slips = [slip(name, Expression(text=times(number, "pi")), _CIRCLE_WHYS[name].en,
                  _CIRCLE_WHYS[name].zh) for number, name in wrong[level]]  # fmt: skip
    return Exercise(
        facts=facts,
        question=asked,
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(formula, "The area of a circle is $\\pi r^{2}$."
                 + (" A sector is a part of it." if level == 3 else ""),
                 "圆的面积等于 $\\pi r^{2}$" + ("，扇形是圆的一部分。" if level == 3 else "。")),
            step(answer.text, "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


_CIRCLE_WHYS = {
    "diameter-for-radius": say("The formula needs the radius.", "公式里用的是半径，不是直径。"),
    "circumference-for-area": say(
        "This is the length of the line, not the area.", "这是周长（或弧长），不是面积。"),
    "halves-once": say(
        "The radius is squared, so the half is squared too.", "半径要平方，二分之一也要平方。"),
    "forgets-the-square": say("The radius must be squared.", "半径要平方。"),
    "squares-the-difference": say(
        "The difference of squares is not the square of the difference.",
        "平方差不等于差的平方。"),
    "adds-the-areas": say(
        "The inner circle is taken away, not added.", "应减去内圆面积，不是加上。"),
    "takes-the-whole-circle": say(
        "This is the whole circle; the sector is a part of it.", "这是整个圆的面积。"),
    "half-turn-for-full-turn": say(
        "A full turn has $360°$.", "周角是 $360°$，不是 $180°$。"),
}  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="pythagoras",
        topic="geometry",
        title=say("The theorem of Pythagoras", "勾股定理"),
        grades=(8, 9),
        skills=("geometry", "pythagoras", "surds"),
        make=_pythagoras,
    ),
    Family(
        name="area-of-a-trapezium",
        topic="geometry",
        title=say("The area of a trapezium", "梯形的面积"),
        grades=(6, 8),
        skills=("geometry", "area"),
        make=_trapezium,
    ),
    Family(
        name="area-of-a-circle",
        topic="geometry",
        title=say("Circles, rings and sectors", "圆、圆环与扇形的面积"),
        grades=(6, 9),
        skills=("geometry", "area", "circles"),
        make=_circle,
        constants=PLAIN,
    ),
)
