"""One fraction in several forms: simplified, compared, as a decimal."""

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
from gongwu.fields.teaching.values import Phrase

# The largest numerator, denominator and common factor of each level.
_SIMPLE = {1: (9, 10, 12), 2: (19, 24, 15), 3: (35, 48, 24)}


def _proper(dice: random.Random, most: int, least: int = 2) -> tuple[int, int]:
    """Numerator and denominator without a common factor, below 1."""
    while True:
        bottom = dice.randint(max(3, least), most)
        top = dice.randint(1, bottom - 1)
        if gcd(top, bottom) == 1:
            return top, bottom


def _as_written(top: int, bottom: int) -> Phrase:
    """A fraction in which the form counts, not only the value."""
    return Phrase(key=f"{top}/{bottom}", en=f"${frac(top, bottom)}$", zh=f"${frac(top, bottom)}$")


def _simplify(dice: random.Random, level: int) -> Exercise:
    _, most, factors = _SIMPLE[level]
    top, bottom = _proper(dice, most)
    factor = dice.choice([f for f in range(4 * level, factors + 12) if _has_divisor(f)])
    divisor = next(d for d in range(2, factor) if factor % d == 0)
    a, b, left = top * factor, bottom * factor, factor // divisor
    return posed(
        facts=fraction_facts(fraction=(a, b)),
        question=said(
            f"Write ${frac(a, b)}$ in its simplest form.",
            f"把 ${frac(a, b)}$ 化成最简分数。",
        ),
        answer=_as_written(top, bottom),
        slips=(
            slip(
                "not-fully-simplified",
                _as_written(top * left, bottom * left),
                f"Numerator and denominator can still be divided by ${left}$.",
                f"分子和分母还有公因数 ${left}$，没有化到最简。",
            ),
            slip(
                "divides-only-the-numerator",
                _as_written(top, b),
                "Numerator and denominator must be divided by the same number.",
                "只除了分子；分子和分母要同时除以相同的数。",
            ),
            slip(
                "divides-only-the-denominator",
                _as_written(a, bottom),
                "Numerator and denominator must be divided by the same number.",
                "只除了分母；分子和分母要同时除以相同的数。",
            ),
            slip(
                "turns-the-fraction-over",
                _as_written(bottom, top),
                "Numerator and denominator have changed places.",
                "分子和分母的位置颠倒了。",
            ),
        ),
        steps=(
            step(
                f"{a}/{b}",
                f"The greatest common factor of ${a}$ and ${b}$ is ${factor}$.",
                f"${a}$ 和 ${b}$ 的最大公因数是 ${factor}$。",
            ),
            step(
                f"({a}/{factor})/({b}/{factor})",
                f"Divide both by ${factor}$.",
                f"分子、分母同时除以 ${factor}$。",
            ),
            step(f"{top}/{bottom}", "No common factor is left.", "分子、分母互质，已是最简分数。"),
        ),
    )


def _has_divisor(number: int) -> bool:
    return any(number % d == 0 for d in range(2, number))


def _compare(dice: random.Random, level: int) -> Exercise:
    """Four fractions: with one numerator or denominator, close ones, and ones close to 1."""
    while True:
        pairs = _four(dice, level)
        values = [Fraction(*pair) for pair in pairs]
        biggest = max(range(4), key=lambda place: values[place])
        widest = max(range(4), key=lambda place: pairs[place][1])
        tallest = max(range(4), key=lambda place: pairs[place][0])
        smallest = min(range(4), key=lambda place: values[place])
        if len(set(values)) == 4 and biggest not in (widest, tallest)[level == 1 :]:
            break
    listed = [f"${frac(*pair)}$" for pair in pairs]
    largest = values[biggest]
    found = {
        "smallest-for-largest": smallest,
        "larger-denominator-for-larger-fraction": widest,
        "larger-numerator-for-larger-fraction": tallest,
    }
    others = [place for place in range(4) if place != biggest and place not in found.values()]
    why = said(
        "A fraction grows with its numerator and shrinks with its denominator: "
        "compare them over one denominator.",
        "分子越大分数越大，分母越大分数越小；应先通分，再比较。",
    )
    common = 1
    for _, bottom in pairs:
        common = common * bottom // gcd(common, bottom)
    tops = [top * (common // bottom) for top, bottom in pairs]
    second = sorted(values)[-2]
    slips = [slip(name, values[place], why.en, why.zh) for name, place in found.items()]
    slips += [slip("compares-by-eye", values[place], why.en, why.zh) for place in others]
    return posed(
        facts={
            "fractions": tuple(f"{top}/{bottom}" for top, bottom in pairs),
            "tops": tuple(top for top, _ in pairs),
            "bottoms": tuple(bottom for _, bottom in pairs),
        },
        question=said(
            f"Which of these fractions is the largest: {', '.join(listed[:3])} or {listed[3]}?",
            f"{'、'.join(listed)} 中，哪个分数最大？",
        ),
        answer=largest,
        slips=slips,
        steps=(
            step(
                "",
                f"Bring them to the common denominator ${common}$: the numerators are "
                f"${', '.join(map(str, tops))}$.",
                f"通分，公分母是 ${common}$，分子依次是 ${', '.join(map(str, tops))}$。",
            ),
            step(
                f"{max(tops)}/{common} > {sorted(tops)[-2]}/{common}",
                f"The largest numerator is ${max(tops)}$.",
                f"最大的分子是 ${max(tops)}$。",
            ),
            step(
                f"{pairs[biggest][0]}/{pairs[biggest][1]} > "
                f"{second.numerator}/{second.denominator} and x = {largest}",
                f"That is {listed[biggest]}.",
                f"所以最大的是 {listed[biggest]}。",
            ),
        ),
    )


def _four(dice: random.Random, level: int) -> list[tuple[int, int]]:
    if level == 1:
        bottoms = dice.sample([2, 3, 4, 5, 6, 8, 10, 12], 4)
        return [(dice.randint(1, bottom - 1), bottom) for bottom in bottoms]
    bottoms = dice.sample([3, 4, 5, 6, 8, 9, 10, 12, 15, 18, 20, 24], 4)
    low = 2 if level == 2 else 5
    return [(dice.randint(bottom // low or 1, bottom - 1), bottom) for bottom in bottoms]


def _to_decimal(dice: random.Random, level: int) -> Exercise:
    bottoms = ((2, 4, 5, 10, 20, 25), (8, 16, 40, 50, 125), (32, 64, 80, 160, 200, 250))[level - 1]
    bottom = dice.choice(bottoms)
    most = (5 * bottom, 3 * bottom, 2 * bottom)[level - 1]
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
    units = dice.choice([2, 4, 5]) * dice.randint(1, (40, 150, 500)[level - 1])
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
        name="simplify-fractions",
        topic="fractions",
        title=said("Simplifying fractions", "约分"),
        grades=(4, 6),
        skills=("fractions", "common-factors"),
        make=_simplify,
        constants=frozenset({"1"}),
    ),
    Family(
        name="compare-fractions",
        topic="fractions",
        title=said("Comparing fractions", "分数的大小比较"),
        grades=(4, 6),
        skills=("fractions", "common-denominators"),
        make=_compare,
        constants=frozenset({"1"}),
    ),
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
