"""Salt solutions: dissolved, diluted, mixed."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told
from gongwu.fields.teaching.values import exact

_MIXTURES = {
    1: said(
        "{m} g of salt are dissolved in {n} g of water. What percentage of the solution is salt?",
        "把 {m} 克盐溶解在 {n} 克水中，盐水的浓度是百分之几？"),
    2: said(
        "How many grams of water must be added to {m} g of a {p}% salt solution to make a {q}% "
        "solution?",
        "有浓度为 {p}% 的盐水 {m} 克，要稀释成浓度为 {q}% 的盐水，需要加水多少克？"),
    3: said(
        "{m} g of a {p}% salt solution are mixed with {n} g of a {q}% salt solution. "
        "What percentage of the mixture is salt?",
        "把浓度为 {p}% 的盐水 {m} 克与浓度为 {q}% 的盐水 {n} 克混合，混合后的浓度是百分之几？"),
}  # fmt: skip


def _mixture(dice: random.Random, level: int) -> Exercise:
    return (_dissolve, _dilute, _mix)[level - 1](dice)


def _dissolve(dice: random.Random) -> Exercise:
    p = dice.choice([n for n in range(4, 41) if n != 50])
    unit = Fraction(p, 100).denominator
    total = unit * dice.randint(-(-40 // unit), max(2, 800 // unit))
    salt = total * p // 100
    water = total - salt
    return posed(
        facts={"salt": salt, "water": water},
        question=told(_MIXTURES[1], m=salt, n=water),
        answer=exact(p, "%"),
        slips=(
            slip("compares-with-the-rest", exact(Fraction(100 * salt, water), "%"),
                 "The solution is the salt and the water together.",
                 "溶液的质量是盐与水的质量之和，不能只除以水。"),
            slip("takes-the-rest", exact(100 - p, "%"),
                 "This is the percentage of water.", "这是水所占的百分率。"),
            slip("takes-the-difference-for-percent", exact(salt, "%"),
                 "This is the mass of the salt, not a percentage.",
                 "这是盐的质量，不是百分率。"),
            slip("wrong-power-of-ten", exact(Fraction(p, 10), "%"),
                 "Percent means hundredths: multiply by 100.", "化成百分数要乘 100。"),
        ),
        steps=(
            step(f"{salt}/({salt} + {water})*100",
                 "Divide the salt by the whole solution.", "浓度 = 盐的质量 ÷ 盐水的质量。"),
            step(f"{salt}/{total}*100", f"The solution weighs {total} g.",
                 f"盐水共 {total} 克。"),
            step(str(p), f"So {p}%.", f"浓度是 {p}%。"),
        ),
    )  # fmt: skip


def _dilute(dice: random.Random) -> Exercise:
    while True:
        p, q = dice.randint(6, 45), dice.randint(2, 30)
        m = dice.randrange(40, 900, 10)
        if q < p <= 4 * q and (m * p) % 100 == 0 and (m * p) % q == 0:
            break
    total = m * p // q
    return posed(
        facts={"mass": m, "from": p, "to": q},
        question=told(_MIXTURES[2], m=m, p=p, q=q),
        answer=total - m,
        slips=(
            slip("stops-halfway", total,
                 "This is the mass of the new solution; the water added is asked for.",
                 "这是稀释后盐水的质量，题目求的是加水的质量。"),
            slip("takes-the-difference-of-percent", Fraction(m * (p - q), 100),
                 "Percentages of different masses cannot be subtracted: the salt stays the same.",
                 "不同质量的百分率不能相减；不变的是盐的质量。"),
            slip("answers-the-salt", Fraction(m * p, 100),
                 "This is the salt in it.", "这是盐的质量。"),
            slip("divides-by-the-old-percentage", Fraction(m * (p - q), p),
                 "The new percentage is of the new, larger mass.",
                 "应当除以新的浓度，因为求的是新溶液的质量。"),
        ),
        steps=(
            step(f"({m} + w)*{q}% = {m}*{p}%",
                 "The salt stays the same; w grams of water are added.",
                 "设加水 w 克，盐的质量不变。"),
            step(f"({m} + w)*{q}/100 = {Fraction(m * p, 100)}",
                 f"There are {Fraction(m * p, 100)} g of salt.",
                 f"盐有 {Fraction(m * p, 100)} 克。"),
            step(f"{m} + w = {total}", f"The new solution weighs {total} g.",
                 f"稀释后共 {total} 克。"),
            step(f"w = {total - m}", f"So {total - m} g of water.", f"需加水 {total - m} 克。"),
        ),
    )  # fmt: skip


def _mix(dice: random.Random) -> Exercise:
    while True:
        p, q = dice.randint(4, 48), dice.randint(4, 48)
        m, n = dice.randrange(20, 500, 10), dice.randrange(20, 500, 10)
        if p != q and m != n and (m * p + n * q) % (m + n) == 0:
            break
    right = (m * p + n * q) // (m + n)
    facts: dict[str, Fact] = {"masses": (m, n), "percents": (p, q)}
    return posed(
        facts=facts,
        question=told(_MIXTURES[3], m=m, n=n, p=p, q=q),
        answer=exact(right, "%"),
        slips=(
            slip("averages-without-weights", exact(Fraction(p + q, 2), "%"),
                 "The masses differ: the larger one counts more.",
                 "两种盐水的质量不同，不能直接求两个浓度的平均数。"),
            slip("adds-the-percentages", exact(p + q, "%"),
                 "A mixture cannot be stronger than both of its parts.",
                 "混合后的浓度不可能比两种都大，不能相加。"),
            slip("swaps-the-masses", exact(Fraction(m * q + n * p, m + n), "%"),
                 "Each percentage belongs to its own mass.", "浓度和质量没有对应好。"),
            slip("takes-the-difference-of-percent", exact(abs(p - q), "%"),
                 "This is the difference of the two percentages.", "这是两个浓度的差。"),
        ),
        steps=(
            step(f"({m}*{p}% + {n}*{q}%)/({m} + {n})*100",
                 "All the salt, divided by all the solution.", "总盐量 ÷ 总质量。"),
            step(f"{Fraction(m * p + n * q, 100)}/{m + n}*100",
                 "Work out the salt and the mass.", "先求出总盐量和总质量。"),
            step(str(right), f"So {right}%.", f"浓度是 {right}%。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="concentration",
        topic="percentages",
        title=said("Salt solutions", "浓度问题"),
        grades=(6, 8),
        skills=("percentages", "equations"),
        make=_mixture,
    ),
)
