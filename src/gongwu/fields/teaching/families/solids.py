"""Solids: cuboids, cylinders and cones; round ones in terms of pi."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_algebra import Number, distinct, say, slip, step, times
from gongwu.fields.teaching.values import Expression, exact

_LONGEST = {1: 12, 2: 20, 3: 30}


def _cuboid(dice: random.Random, level: int) -> Exercise:
    """The surface; the height from the volume; the height from the surface."""
    a, b, c = (dice.randint(2, _LONGEST[level]) for _ in range(3))
    facts: dict[str, Fact]
    wrong: list[tuple[Number, str]]
    surface, volume = 2 * (a * b + b * c + c * a), a * b * c
    if level == 1:
        value, unit, formula = surface, "cm²", f"2*({a}*{b} + {b}*{c} + {c}*{a})"
        asked = say(f"A cuboid has edges of {a} cm, {b} cm and {c} cm. Find its surface area.",
                    f"长方体的长、宽、高为 {a} cm、{b} cm、{c} cm，求它的表面积。")  # fmt: skip
        facts = {"edges": (a, b, c)}
        wrong = [(surface // 2, "three-faces-only"), (volume, "volume-for-surface"),
                 (4 * (a + b + c), "edges-for-surface"), (6 * a * b, "takes-a-cube")]  # fmt: skip
    elif level == 2:
        value, unit, formula = c, "cm", f"{volume}/({a}*{b})"
        asked = say(f"A cuboid with a base of {a} cm by {b} cm has a volume of {volume} cm³. How "
                    "high is it?", f"长方体底面长 {a} cm、宽 {b} cm，体积 {volume} cm³，求高。"
                    )  # fmt: skip
        facts = {"base": (a, b), "volume": volume}
        wrong = [(Fraction(volume, a), "divides-by-one-edge"), (volume - a * b,
                 "subtracts-the-base"), (Fraction(volume, a + b), "adds-the-edges"),
                 (Fraction(volume, 2 * (a + b)), "divides-by-the-perimeter")]  # fmt: skip
    else:
        value, unit = c, "cm"
        formula = f"({surface}/2 - {a}*{b})/({a} + {b})"
        asked = say(f"A cuboid with a base of {a} cm by {b} cm has the surface area {surface} cm². "
                    "How high is it?", f"长方体的底面长 {a} cm、宽 {b} cm，表面积为 {surface} cm²，"
                    "求它的高。")  # fmt: skip
        facts = {"base": (a, b), "surface": surface}
        wrong = [(Fraction(surface - a * b, a + b), "forgets-to-halve"),
                 (Fraction(surface, a * b), "volume-for-surface"),
                 (Fraction(surface, 2 * (a + b)), "forgets-the-base"),
                 (Fraction(surface - a * b, 2 * (a + b)), "one-base-only")]  # fmt: skip
    answer = exact(value, unit)
    slips = [slip(name, exact(number, unit), _CUBOID_WHYS[name].en, _CUBOID_WHYS[name].zh)
             for number, name in wrong]  # fmt: skip
    return Exercise(
        facts=facts,
        question=asked,
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(formula, _CUBOID_FORMULAS[level].en, _CUBOID_FORMULAS[level].zh),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )


_CUBOID_FORMULAS = {
    1: say("There are three pairs of equal faces.", "长方体有三对相等的面。"),
    2: say("The volume is the base times the height.", "体积等于底面积乘高，反求高。"),
    3: say("Half the surface is the base and two side faces; the side faces together are the sum "
           "of the base edges times the height.",
           "表面积的一半等于底面积加上两个侧面积，两个侧面积之和等于底面两边之和乘高。"),
}  # fmt: skip
_CUBOID_WHYS = {
    "three-faces-only": say("Each face comes twice.", "每个面都有两个，漏乘 2。"),
    "volume-for-surface": say(
        "Volume and surface are different quantities.", "体积与表面积是不同的量。"),
    "edges-for-surface": say("This is the length of all edges.", "这是所有棱长之和。"),
    "takes-a-cube": say("The faces differ; this is no cube.", "各面不相同，这不是正方体。"),
    "divides-by-one-edge": say("Divide by the whole base area.", "应除以整个底面积。"),
    "subtracts-the-base": say(
        "The base is a factor, so divide by it.", "底面积与高是相乘关系，应相除。"),
    "adds-the-edges": say("The base area is a product.", "底面积是长乘宽，不是长加宽。"),
    "divides-by-the-perimeter": say(
        "The base area is needed, not its perimeter.", "应除以底面积，不是底面周长。"),
    "forgets-to-halve": say("Each face comes twice: halve first.", "每个面有两个，要先除以 2。"),
    "forgets-the-base": say("Top and bottom belong to the surface.", "漏减了上、下底面。"),
    "one-base-only": say("There are two bases.", "上、下底面有两个，只减了一个。"),
}  # fmt: skip

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (12, 35, 37),
            (9, 40, 41), (28, 45, 53), (11, 60, 61), (16, 63, 65), (33, 56, 65))  # fmt: skip


def _round(dice: random.Random, level: int) -> Exercise:
    """The volume of a cylinder, of a cone; the surface of a cone from radius and height."""
    r, h = dice.randint(2, 30), dice.randint(2, 30)
    if level == 3:
        scale = dice.randint(1, 12)
        first, second, slant = (side * scale for side in dice.choice(_TRIPLES))
        r, h = (first, second) if dice.random() < 0.5 else (second, first)
    else:
        slant = 0
    cases: dict[int, tuple[Fraction, str, list[tuple[Number, str]]]] = {
        1: (Fraction(r * r * h), f"pi*{r}^2*{h}",
            [(r * h, "forgets-the-square"), (2 * r * h, "surface-for-volume"),
             (Fraction(r * r * h, 3), "cone-for-cylinder"), (4 * r * r * h,
                                                             "diameter-for-radius")]),
        2: (Fraction(r * r * h, 3), f"1/3*pi*{r}^2*{h}",
            [(r * r * h, "cylinder-for-cone"), (Fraction(r * r * h, 2), "halves-the-cylinder"),
             (Fraction(r * h, 3), "forgets-the-square"),
             (Fraction(4 * r * r * h, 3), "diameter-for-radius")]),
        3: (Fraction(r * r + r * slant), f"pi*{r}^2 + pi*{r}*sqrt({r}^2 + {h}^2)",
            [(r * r + r * h, "height-for-slant"), (r * slant, "forgets-the-base"),
             (r * r + 2 * r * slant, "cylinder-for-cone"),
             (Fraction(r * r * h, 3), "volume-for-surface")]),
    }  # fmt: skip
    size, formula, wrong = cases[level]
    asked = {
        1: say(f"A cylinder has a radius of {r} cm and a height of {h} cm. Find its volume, as a "
               "multiple of $\\pi$, in cm³.",
               f"圆柱的底面半径为 {r} cm，高为 {h} cm，求它的体积（用 $\\pi$ 表示，单位 cm³）。"),
        2: say(f"A cone has a radius of {r} cm and a height of {h} cm. Find its volume, as a "
               "multiple of $\\pi$, in cm³.",
               f"圆锥的底面半径为 {r} cm，高为 {h} cm，求它的体积（用 $\\pi$ 表示，单位 cm³）。"),
        3: say(f"A cone has a radius of {r} cm and a height of {h} cm. Find its whole surface "
               "area, as a multiple of $\\pi$, in cm².",
               f"圆锥的底面半径为 {r} cm，高为 {h} cm，求它的全面积（用 $\\pi$ 表示，单位 cm²）。"),
    }[level]  # fmt: skip
    answer = Expression(text=times(size, "pi"))
    slips = [slip(name, Expression(text=times(number, "pi")), _ROUND_WHYS[name].en,
                  _ROUND_WHYS[name].zh) for number, name in wrong]  # fmt: skip
    said = _ROUND_FORMULAS[level]
    return Exercise(
        facts={"radius": r, "height": h,
               "wanted": ("cylinder volume", "cone volume", "cone surface")[level - 1]},
        question=asked,
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(formula, said.en, said.zh),
            step(answer.text, "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


_ROUND_FORMULAS = {
    1: say("The volume of a cylinder is $\\pi r^{2}h$.", "圆柱的体积等于 $\\pi r^{2}h$。"),
    2: say("A cone is a third of the cylinder around it.", "圆锥的体积是等底等高圆柱的三分之一。"),
    3: say("The base is $\\pi r^{2}$, the side $\\pi rl$; the slant $l$ comes from Pythagoras.",
           "底面积为 $\\pi r^{2}$，侧面积为 $\\pi rl$，母线长 $l$ 由勾股定理求出。"),
}  # fmt: skip
_ROUND_WHYS = {
    "forgets-the-square": say("The radius must be squared.", "半径要平方。"),
    "surface-for-volume": say(
        "This is the area of the side, not the volume.", "这是侧面积，不是体积。"),
    "cone-for-cylinder": say("The third belongs to a cone.", "三分之一是圆锥的，圆柱不用除以 3。"),
    "cylinder-for-cone": say("This belongs to a cylinder.", "这是圆柱的算法，不适用于圆锥。"),
    "diameter-for-radius": say(
        "The radius is given; it need not be doubled.", "已知的就是半径，不要再乘 2。"),
    "halves-the-cylinder": say(
        "A cone is a third of the cylinder, not half.", "圆锥是圆柱的三分之一，不是一半。"),
    "height-for-slant": say(
        "The side needs the slant, not the height.", "侧面积要用母线长，不是高。"),
    "forgets-the-base": say("The base belongs to the whole surface.", "全面积还要加上底面积。"),
    "volume-for-surface": say("This is the volume.", "这是体积，不是面积。"),
}  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="cuboid",
        topic="geometry",
        title=say("Surface and volume of a cuboid", "长方体的表面积与体积"),
        grades=(6, 8),
        skills=("geometry", "volume", "surface-area"),
        make=_cuboid,
    ),
    Family(
        name="cylinder-and-cone",
        topic="geometry",
        title=say("Cylinders and cones", "圆柱与圆锥"),
        grades=(6, 10),
        skills=("geometry", "volume", "surface-area", "circles"),
        make=_round,
    ),
)
