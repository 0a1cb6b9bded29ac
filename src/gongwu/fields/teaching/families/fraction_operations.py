"""The four operations on fractions, and mixed numbers."""

import random
from fractions import Fraction
from math import gcd, lcm

from gongwu.fields.teaching.exercise import Exercise, Family, Step
from gongwu.fields.teaching.families.drawing_numbers import (
    frac,
    fraction_facts,
    mixed,
    posed,
    said,
    slip,
    step,
    to_work_out,
)

_Pair = tuple[int, int]


def _reduced(dice: random.Random, bottom: int) -> _Pair:
    """A proper fraction in its simplest form with this denominator."""
    return dice.choice([top for top in range(1, bottom) if gcd(top, bottom) == 1]), bottom


def _two(dice: random.Random, level: int) -> tuple[_Pair, _Pair]:
    """Same denominators; one a multiple of the other; neither."""
    if level == 1:
        bottom = dice.randint(5, 24)
        return _reduced(dice, bottom), _reduced(dice, bottom)
    while True:
        b = dice.randint(3, 12 if level == 2 else 15)
        d = b * dice.randint(2, 6) if level == 2 else dice.randint(4, 20)
        if level == 2 or (b % d and d % b):
            pair = _reduced(dice, b), _reduced(dice, d)
            return pair if dice.random() < 0.5 else pair[::-1]


def _common_steps(first: _Pair, second: _Pair, sign: str, right: Fraction) -> tuple[Step, ...]:
    (a, b), (c, d) = first, second
    common = lcm(b, d)
    x, y = a * common // b, c * common // d
    total = x + y if sign == "+" else x - y
    return (
        step(
            f"{x}/{common} {sign} {y}/{common}",
            f"Bring both to the denominator ${common}$.",
            f"通分，公分母是 ${common}$。",
        ),
        step(
            f"{total}/{common}",
            "The denominator stays; only the numerators are reckoned with.",
            "分母不变，分子相加。" if sign == "+" else "分母不变，分子相减。",
        ),
        step(str(right), "Simplify where possible.", "能约分的要约成最简分数。"),
    )


def _addition(dice: random.Random, level: int) -> Exercise:
    (a, b), (c, d) = _two(dice, level)
    right = Fraction(a, b) + Fraction(c, d)
    return posed(
        facts=fraction_facts(first=(a, b), second=(c, d)),
        question=to_work_out(f"{a}/{b} + {c}/{d}"),
        answer=right,
        slips=(
            slip("adds-denominators", Fraction(a + c, b + d),
                 "The denominator names the size of the parts: it is not added.",
                 "分母表示分数单位的大小，不能相加。"),
            slip("keeps-the-numerators", Fraction(a + c, lcm(b, d) * (1 if b != d else 2)),
                 "When the denominator is expanded, the numerator is too.",
                 "通分时分子也要乘相同的数。"),
            slip("multiplies-instead", Fraction(a * c, b * d),
                 "This is the product. The sign asks for the sum.", "这是积，题目要求的是和。"),
            slip("turns-the-fraction-over", 1 / right,
                 "Numerator and denominator have changed places.", "分子和分母的位置颠倒了。"),
            slip("subtracts-instead", abs(Fraction(a, b) - Fraction(c, d)),
                 "This is the difference. The sign asks for the sum.",
                 "这是差，题目要求的是和。"),
        ),
        steps=_common_steps((a, b), (c, d), "+", right),
    )  # fmt: skip


def _subtraction(dice: random.Random, level: int) -> Exercise:
    while True:
        (a, b), (c, d) = _two(dice, level)
        right = Fraction(a, b) - Fraction(c, d)
        if right > 0:
            break
    below = Fraction(a - c, b - d) if b != d and (a - c) * (b - d) > 0 else Fraction(a - c or 1, 1)
    return posed(
        facts=fraction_facts(first=(a, b), second=(c, d)),
        question=to_work_out(f"{a}/{b} - {c}/{d}"),
        answer=right,
        slips=(
            slip("subtracts-denominators", below,
                 "The denominator names the size of the parts: it is not subtracted.",
                 "分母表示分数单位的大小，不能相减。"),
            slip("keeps-the-numerators", Fraction(abs(a - c) or 1, lcm(b, d) * (1 + (b == d))),
                 "When the denominator is expanded, the numerator is too.",
                 "通分时分子也要乘相同的数。"),
            slip("adds-instead", Fraction(a, b) + Fraction(c, d),
                 "This is the sum. The sign asks for the difference.", "这是和，题目要求的是差。"),
            slip("multiplies-instead", Fraction(a * c, b * d),
                 "This is the product. The sign asks for the difference.",
                 "这是积，题目要求的是差。"),
        ),
        steps=_common_steps((a, b), (c, d), "-", right),
    )  # fmt: skip


def _factors(dice: random.Random, level: int) -> tuple[_Pair, _Pair]:
    """Small denominators; larger ones; ones that cancel."""
    low, most = ((3, 9), (6, 15), (8, 24))[level - 1]
    while True:
        first = _reduced(dice, dice.randint(low, most))
        second = _reduced(dice, dice.randint(low, most))
        crossed = gcd(first[0], second[1]) * gcd(first[1], second[0])
        if level < 3 or crossed > 1:
            return first, second


def _multiplication(dice: random.Random, level: int) -> Exercise:
    (a, b), (c, d) = _factors(dice, level)
    right = Fraction(a * c, b * d)
    return posed(
        facts=fraction_facts(first=(a, b), second=(c, d)),
        question=to_work_out(f"({a}/{b})*({c}/{d})"),
        answer=right,
        slips=(
            slip("multiplies-across", Fraction(a * d, b * c),
                 "This is the quotient: the second fraction was turned over.",
                 "这是除法的算法，把第二个分数颠倒了。"),
            slip("adds-instead", Fraction(a, b) + Fraction(c, d),
                 "This is the sum, not the product.", "这是和，不是积。"),
            slip("keeps-the-denominator", Fraction(a * c, max(b, d)),
                 "Denominators are multiplied too.", "分母也要相乘。"),
            slip("adds-denominators", Fraction(a * c, b + d),
                 "Denominators are multiplied, not added.", "分母应当相乘，不是相加。"),
        ),
        steps=(
            step(f"({a}*{c})/({b}*{d})",
                 "Numerator times numerator, denominator times denominator.",
                 "分子乘分子，分母乘分母。"),
            step(f"{a * c}/{b * d}", "Work out both products.", "算出两个积。"),
            step(str(right), "Simplify where possible.", "能约分的要约分。"),
        ),
    )  # fmt: skip


def _division(dice: random.Random, level: int) -> Exercise:
    (a, b), (c, d) = _factors(dice, level)
    right = Fraction(a * d, b * c)
    on_paper = rf"{frac(a, b)} \div {frac(c, d)}"
    return posed(
        facts=fraction_facts(first=(a, b), second=(c, d)),
        question=said(f"Work out ${on_paper}$.", f"计算 ${on_paper}$。"),
        answer=right,
        slips=(
            slip("does-not-invert", Fraction(a * c, b * d),
                 "This is the product: to divide, multiply by the reciprocal.",
                 "这是乘积；除以一个数等于乘它的倒数。"),
            slip("inverts-the-first", Fraction(b * c, a * d),
                 "The divisor is turned over, not the dividend.",
                 "应当颠倒除数，不是被除数。"),
            slip("inverts-both", Fraction(b * d, a * c),
                 "Only the divisor is turned over.", "只有除数要取倒数。"),
            slip("subtracts-instead", abs(Fraction(a, b) - Fraction(c, d)),
                 "This is the difference, not the quotient.", "这是差，不是商。"),
        ),
        steps=(
            step(f"({a}/{b})*({d}/{c})",
                 "Dividing by a fraction is multiplying by its reciprocal.",
                 "除以一个数（零除外），等于乘这个数的倒数。"),
            step(f"{a * d}/{b * c}", "Multiply numerators and denominators.",
                 "分子乘分子，分母乘分母。"),
            step(str(right), "Simplify where possible.", "能约分的要约分。"),
        ),
    )  # fmt: skip


def _mixed(dice: random.Random, level: int) -> Exercise:
    """Sums of mixed numbers; at level 3 a difference that must borrow."""
    while True:
        (a, b), (c, d) = _two(dice, min(level, 2))
        m, n = dice.randint(1, 9), dice.randint(1, 9)
        first, second = m + Fraction(a, b), n + Fraction(c, d)
        if level < 3 or (m > n and Fraction(a, b) < Fraction(c, d)):
            break
    sign = "-" if level == 3 else "+"
    right = first - second if level == 3 else first + second
    common = lcm(b, d)
    on_paper = f"{mixed(m, a, b)} {sign} {mixed(n, c, d)}"
    wholes = m - n if level == 3 else m + n
    parts = Fraction(c, d) - Fraction(a, b) if level == 3 else Fraction(a + c, b + d)
    return posed(
        facts={"wholes": (m, n), "sign": sign, **fraction_facts(first=(a, b), second=(c, d))},
        question=said(
            f"Work out ${on_paper}$ and give it as a fraction.",
            f"计算 ${on_paper}$，结果用分数表示。",
        ),
        answer=right,
        slips=(
            slip("smaller-part-from-larger" if level == 3 else "adds-denominators",
                 wholes + parts,
                 "The fraction is too small: borrow a whole." if level == 3
                 else "Denominators are not added: bring both to one denominator.",
                 "分数部分不够减，要从整数部分借 1。" if level == 3
                 else "分母不能相加，应当先通分。"),
            slip("ignores-the-wholes", abs(Fraction(a, b) + Fraction(c, d)),
                 "The whole numbers belong to the mixed numbers too.", "漏了整数部分。"),
            slip("ignores-the-fractions", Fraction(wholes),
                 "The fractions belong to the mixed numbers too.", "漏了分数部分。"),
            slip("multiplies-whole-and-fraction", abs(m * Fraction(a, b) + n * Fraction(c, d)),
                 f"${mixed(m, a, b)}$ means ${m} + {frac(a, b)}$, not a product.",
                 f"${mixed(m, a, b)}$ 表示 ${m} + {frac(a, b)}$，不是相乘。"),
        ),
        steps=(
            step(f"({m} + {a}/{b}) {sign} ({n} + {c}/{d})",
                 "A mixed number is a whole and a fraction.", "带分数是整数与分数的和。"),
            step(f"{int(first * common)}/{common} {sign} {int(second * common)}/{common}",
                 f"Write both as fractions with the denominator ${common}$.",
                 f"化成假分数并通分，公分母是 ${common}$。"),
            step(str(right), "Work it out and simplify.", "计算并约分。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="add-fractions",
        topic="fractions",
        title=said("Adding fractions", "分数加法"),
        grades=(4, 6),
        skills=("fractions", "common-denominators"),
        make=_addition,
        constants=frozenset({"1"}),
    ),
    Family(
        name="subtract-fractions",
        topic="fractions",
        title=said("Subtracting fractions", "分数减法"),
        grades=(4, 6),
        skills=("fractions", "common-denominators"),
        make=_subtraction,
        constants=frozenset({"1"}),
    ),
    Family(
        name="multiply-fractions",
        topic="fractions",
        title=said("Multiplying fractions", "分数乘法"),
        grades=(5, 7),
        skills=("fractions",),
        make=_multiplication,
        constants=frozenset({"1"}),
    ),
    Family(
        name="divide-fractions",
        topic="fractions",
        title=said("Dividing fractions", "分数除法"),
        grades=(5, 7),
        skills=("fractions", "reciprocals"),
        make=_division,
        constants=frozenset({"1"}),
    ),
    Family(
        name="mixed-numbers",
        topic="fractions",
        title=said("Adding and subtracting mixed numbers", "带分数加减法"),
        grades=(5, 7),
        skills=("fractions", "mixed-numbers"),
        make=_mixed,
        constants=frozenset({"1"}),
    ),
)
