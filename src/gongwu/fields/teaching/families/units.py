"""Converting units of length, mass, area and volume, Chinese ones among them."""

import random
from collections.abc import Callable
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.families.drawing_numbers import decimal, point, posed, said, slip, step
from gongwu.ports import Words

# Each unit, with how many of the next smaller one it holds.
_Ladder = tuple[tuple[Words, int], ...]
_LENGTH: _Ladder = (
    (said("km", "千米"), 1000), (said("m", "米"), 10), (said("dm", "分米"), 10),
    (said("cm", "厘米"), 10), (said("mm", "毫米"), 1),
)  # fmt: skip
_MASS: _Ladder = (
    (said("t", "吨"), 1000), (said("kg", "千克"), 2), (said("jin (half a kilogram)", "斤"), 500),
    (said("g", "克"), 1000), (said("mg", "毫克"), 1),
)  # fmt: skip
_AREA: _Ladder = (
    (said("km²", "平方千米"), 100), (said("ha", "公顷"), 10_000), (said("m²", "平方米"), 100),
    (said("dm²", "平方分米"), 100), (said("cm²", "平方厘米"), 1),
)  # fmt: skip
_LAND: _Ladder = (
    (said("km²", "平方千米"), 100), (said("ha", "公顷"), 15),
    (said("mu (a fifteenth of a hectare)", "亩"), 1),
)  # fmt: skip
_VOLUME: _Ladder = (
    (said("m³", "立方米"), 1000), (said("dm³", "立方分米"), 1000), (said("cm³", "立方厘米"), 1),
)  # fmt: skip
_LIQUID: _Ladder = (
    (said("m³", "立方米"), 1000), (said("L", "升"), 1000), (said("mL", "毫升"), 1),
)  # fmt: skip


def _holds(ladder: _Ladder, large: int, small: int) -> int:
    """How many of the small unit the large one holds."""
    many = 1
    for _, next_smaller in ladder[large:small]:
        many *= next_smaller
    return many


def _convert(dice: random.Random, level: int, ladders: tuple[_Ladder, ...]) -> Exercise:
    """Down in whole numbers; up with decimals; a sum of two units, up or down."""
    ladder = dice.choice(ladders)
    large = dice.randrange(len(ladder) - 1)
    small = large + 1 if level == 1 else min(large + dice.randint(1, 2), len(ladder) - 1)
    holds = _holds(ladder, large, small)
    big, little = ladder[large][0], ladder[small][0]
    if level == 3:
        return _two_units(dice, (big, little), holds)
    if level == 1:
        value = Fraction(dice.randint(2, 300))
        right, asked, given = value * holds, little, big
    else:
        right = Fraction(dice.randint(11, 4000), dice.choice((10, 100)))
        while (right * holds).denominator > 1:
            right *= 10
        value, asked, given = right * holds, big, little
    sign = "*" if level == 1 else "/"
    why = _rule(big, little, holds)
    return posed(
        facts={"value": decimal(value), "from": given.zh, "to": asked.zh},
        question=said(
            f"How many {asked.en} are {decimal(value)} {given.en}?",
            f"{decimal(value)} {given.zh}等于多少{asked.zh}？",
        ),
        answer=point(right),
        slips=_unit_slips(value, right, holds, why),
        steps=(
            step(f"{decimal(value)}{sign}{holds}", why.en, why.zh),
            step(decimal(right), f"So {decimal(right)} {_short(asked)}.",
                 f"所以是 {decimal(right)} {asked.zh}。"),
        ),
    )  # fmt: skip


def _short(unit: Words) -> str:
    """Its English name without the explanation that goes with the first mention."""
    return unit.en.partition(" (")[0]


def _rule(big: Words, little: Words, holds: int) -> Words:
    return said(
        f"1 {_short(big)} is {holds} {_short(little)}: multiply on the way to the smaller unit, "
        f"divide on "
        "the way to the larger.",
        f"1 {big.zh} = {holds} {little.zh}；化成小单位用乘法，化成大单位用除法。",
    )


def _unit_slips(value: Fraction, right: Fraction, holds: int, why: Words) -> list[Slip]:
    other_way = value * value / right
    return [
        slip(
            "divides-for-multiplies" if right > value else "multiplies-for-divides",
            point(other_way),
            why.en,
            why.zh,
        ),
        slip("wrong-power-of-ten", point(right * 10), why.en, why.zh),
        slip("wrong-power-of-ten-below", point(right / 10), why.en, why.zh),
        slip("keeps-the-number", point(value), why.en, why.zh),
        slip("wrong-size-of-unit", point(value * 100 if holds != 100 else value * 60),
             why.en, why.zh),
    ]  # fmt: skip


def _two_units(dice: random.Random, units: tuple[Words, Words], holds: int) -> Exercise:
    big, little = units
    many = dice.randint(2, 90)
    rest = dice.randint(2, min(holds * 3, 990)) if holds > 10 else dice.randint(2, 9)
    right = many * holds + rest
    why = _rule(big, little, holds)
    return posed(
        facts={"value": str(many), "from": big.zh, "to": little.zh, "rest": rest},
        question=said(
            f"How many {little.en} are {many} {_short(big)} and {rest} {_short(little)} together?",
            f"{many} {big.zh} {rest} {little.zh}一共是多少{little.zh}？",
        ),
        answer=point(right),
        slips=[
            slip("ignores-the-smaller-unit", point(many * holds),
                 "The second part is missing.", "漏了后面的部分。"),
            slip("adds-unlike-units", point(many + rest),
                 "Numbers of unlike units cannot be added.", "单位不同的数不能直接相加。"),
            slip("writes-the-numbers-side-by-side", point(int(f"{many}{rest}")), why.en, why.zh),
            slip("wrong-size-of-unit", point(many * (100 if holds != 100 else 10) + rest),
                 why.en, why.zh),
        ],
        steps=(
            step(f"{many}*{holds} + {rest}", why.en, why.zh),
            step(f"{many * holds} + {rest}", "Multiply.", "先算乘法。"),
            step(str(right), f"So {right} {_short(little)}.", f"一共是 {right} {little.zh}。"),
        ),
    )  # fmt: skip


def _of(*ladders: _Ladder) -> Callable[[random.Random, int], Exercise]:
    """The maker of one family."""

    def make(dice: random.Random, level: int) -> Exercise:
        return _convert(dice, level, ladders)

    return make


FAMILIES: tuple[Family, ...] = (
    Family(
        name="units-of-length",
        topic="measurement",
        title=said("Units of length", "长度单位换算"),
        grades=(2, 5),
        skills=("units", "decimals"),
        make=_of(_LENGTH),
    ),
    Family(
        name="units-of-mass",
        topic="measurement",
        title=said("Units of mass", "质量单位换算"),
        grades=(2, 5),
        skills=("units", "decimals"),
        make=_of(_MASS),
    ),
    Family(
        name="units-of-area",
        topic="measurement",
        title=said("Units of area", "面积单位换算"),
        grades=(3, 6),
        skills=("units", "decimals"),
        make=_of(_AREA, _LAND),
    ),
    Family(
        name="units-of-volume",
        topic="measurement",
        title=said("Units of volume", "体积与容积单位换算"),
        grades=(5, 7),
        skills=("units", "decimals"),
        make=_of(_VOLUME, _LIQUID),
    ),
)
