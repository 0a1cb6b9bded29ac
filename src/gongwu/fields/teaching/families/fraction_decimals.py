"""Between fractions and decimals."""

import random
from fractions import Fraction
from math import gcd

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import (
    decimal,
    frac,
    fraction_facts,
    point,
    posed,
    said,
    slip,
    step,
)


def _to_decimal(dice: random.Random, level: int) -> Exercise:
    bottoms = ((2, 4, 5, 10, 20, 25), (8, 16, 40, 50, 125), (32, 64, 80, 160, 200, 250))[level - 1]
    bottom = dice.choice(bottoms)
    most = (8 * bottom, 4 * bottom, 2 * bottom)[level - 1]
    top = other_than(lambda: dice.randint(1, most), bottom, 2 * bottom)
    while gcd(top, bottom) > 1:
        top = dice.randint(1, most)
    value = Fraction(top, bottom)
    tens = 10 ** len(decimal(value).partition(".")[2])
    glued = Fraction(top) + Fraction(bottom, 10 ** len(str(bottom)))
    return posed(
        facts=fraction_facts(fraction=(top, bottom)),
        question=said(
            f"Write ${frac(top, bottom)}$ as a decimal.", f"把 ${frac(top, bottom)}$ 化成小数。"
        ),
        answer=point(value),
        slips=(
            slip(
                "point-for-fraction-line",
                point(glued),
                "The line of a fraction means division; it is no decimal point.",
                "分数线表示除号，不是小数点。",
            ),
            slip(
                "point-one-place-too-far-left",
                point(value / 10),
                "The point is one place too far left: is the number as large as it should be?",
                "小数点多向左移了一位，看看大小是否合理。",
            ),
            slip(
                "numerator-behind-the-point",
                point(Fraction(top, 10 ** len(str(top)))),
                "Tenths and hundredths are only what stands over 10 or 100.",
                "分母是 10、100……时，才能直接把分子写在小数点后面。",
            ),
            slip(
                "denominator-behind-the-point",
                point(Fraction(bottom, 10 ** len(str(bottom)))),
                "The denominator says into how many parts the whole is cut: divide by it.",
                "分母表示平均分成多少份，应当用分子除以分母。",
            ),
        ),
        steps=(
            step(
                f"{top}/{bottom}",
                "The denominator divides a power of ten: expand.",
                f"把分母化成 ${tens}$。",
            ),
            step(
                f"{value * tens}/{tens}",
                f"Multiply both by ${tens // bottom or 1}$."
                if tens % bottom == 0
                else "Divide as far as the division goes.",
                f"分子、分母同时乘 ${tens // bottom}$。"
                if tens % bottom == 0
                else "一直除到除尽为止。",
            ),
            step(decimal(value), "Write it with a point.", "写成小数。"),
        ),
    )


def _from_decimal(dice: random.Random, level: int) -> Exercise:
    tick = 10**level
    units = dice.choice([2, 4, 5]) * dice.randint(1, (240, 600, 500)[level - 1])
    if units % 10 == 0:
        units += 5 if level > 1 else 2
    if units % tick == 0:
        units += 2
    value = Fraction(units, tick)
    common = tick // value.denominator
    return posed(
        facts={"decimal": decimal(value)},
        question=said(
            f"Write ${decimal(value)}$ as a fraction in its simplest form.",
            f"把 ${decimal(value)}$ 化成最简分数。",
        ),
        answer=value,
        slips=(
            slip(
                "wrong-power-of-ten",
                Fraction(units, tick * 10),
                "Count the digits behind the point: one means tenths, two hundredths.",
                "一位小数表示十分之几，两位小数表示百分之几，三位小数表示千分之几。",
            ),
            slip(
                "power-of-ten-too-small",
                Fraction(units * 10, tick),
                "Count the digits behind the point: one means tenths, two hundredths.",
                "一位小数表示十分之几，两位小数表示百分之几，三位小数表示千分之几。",
            ),
            slip(
                "digits-under-one",
                Fraction(1, units),
                "The digits are the numerator, not the denominator.",
                "小数部分的数字是分子，不是分母。",
            ),
            slip(
                "divides-only-the-numerator",
                Fraction(value.numerator, tick) if common > 1 else Fraction(units, tick - 1),
                "Numerator and denominator must be divided by the same number.",
                "约分时分子和分母要同时除以相同的数。",
            ),
        ),
        steps=(
            step(
                f"{units}/{tick}",
                f"There are {level} digits behind the point."
                if level > 1
                else "There is one digit behind the point: tenths.",
                f"小数点后有 {level} 位，分母是 ${tick}$。",
            ),
            step(
                f"({units}/{common})/({tick}/{common})",
                f"The greatest common factor is ${common}$.",
                f"分子和分母的最大公因数是 ${common}$。",
            ),
            step(str(value), "Divide both by it.", "同时除以它。"),
        ),
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="fraction-as-decimal",
        topic="fractions",
        title=said("From fraction to decimal", "分数化小数"),
        grades=(4, 7),
        skills=("fractions", "decimals"),
        make=_to_decimal,
        constants=frozenset({"1"}),
    ),
    Family(
        name="decimal-as-fraction",
        topic="fractions",
        title=said("From decimal to fraction", "小数化分数"),
        grades=(4, 7),
        skills=("fractions", "decimals"),
        make=_from_decimal,
    ),
)
