"""One fraction in several forms: simplified, compared."""

import random
from fractions import Fraction
from math import gcd

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_numbers import (
    frac,
    fraction_facts,
    posed,
    said,
    slip,
    step,
)
from gongwu.fields.teaching.values import Phrase

# The largest denominator, and how large the common factor gets, at each level.
_SIMPLE = {1: (13, 12), 2: (24, 15), 3: (48, 24)}


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
    most, factors = _SIMPLE[level]
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
)
