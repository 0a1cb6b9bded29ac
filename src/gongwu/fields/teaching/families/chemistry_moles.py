"""Moles, particles, isotopes."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.chemistry_elements import (
    FORMULA_NUMBERS,
    formula_tex,
    molar_mass,
)
from gongwu.fields.teaching.families.drawing_chance import clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import rounded

_SUBSTANCES = (
    "H2O",
    "CO2",
    "NaCl",
    "O2",
    "N2",
    "NH3",
    "CH4",
    "CaCO3",
    "NaOH",
    "SO2",
    "C2H6O",
    "C6H12O6",
    "CuO",
    "Fe2O3",
    "MgO",
    "KCl",
    "SO3",
    "C3H8",
)


_GASES = (
    "O2",
    "N2",
    "CO2",
    "NH3",
    "CH4",
    "SO2",
    "C3H8",
    "H2",
    "CO",
    "NO",
    "C2H4",
    "C2H6",
    "Cl2",
    "HCl",
    "NO2",
)


def _moles(dice: random.Random, level: int) -> Exercise | None:
    formula = dice.choice(_GASES if level == 2 else _SUBSTANCES)
    m = molar_mass(formula)
    a, mm = f"${formula_tex(formula)}$", decimal(m)
    mass = Fraction(dice.randint(10, 2000), 10)
    particles = Fraction(dice.randint(11, 990), 10)
    g, count = decimal(mass), decimal(particles)
    molar_volume, avogadro = Fraction(224, 10), Fraction(602, 100)
    value = (mass / m, mass / m * molar_volume, particles / 10 / avogadro * m)[level - 1]
    unit = ("mol", "L", "g")[level - 1]
    if not clear_of_a_tie(value, 2) or value < Fraction(1, 20):
        return None
    facts: dict[str, Fact] = {"formula": formula, "mass": mm}
    added: tuple[dict[str, Fact], ...] = (
        {"given": g},
        {"given": g, "volume": "22.4"},
        {"given": count, "avogadro": "6.02", "powers": (22, 23)},
    )
    facts |= added[level - 1]
    asked = (
        f"How many moles are {g} g of {a} ($M$ = {mm} g/mol)?",
        f"Which volume do {g} g of the gas {a} ($M$ = {mm} g/mol) take at a molar volume of 22.4 "
        f"L/mol?",
        f"What is the mass of ${count} \\times 10^{{22}}$ molecules or formula units of {a} ($M$ "
        f"= {mm} g/mol, $N_{{A}} = 6.02 \\times 10^{{23}}$ per mole)?",
    )[level - 1]
    asked_zh = (
        f"{g} g 的 {a}（$M$ = {mm} g/mol）的物质的量是多少？",
        f"{g} g 气体 {a}（$M$ = {mm} g/mol）在摩尔体积为 22.4 L/mol 时体积是多少？",
        f"${count} \\times 10^{{22}}$ 个 {a} 分子（或化学式单元）的质量是多少（$M$ = {mm} g/mol，"
        f"$N_{{A}} = 6.02 \\times 10^{{23}}$ mol⁻¹）？",
    )[level - 1]
    wrong = (
        (
            (
                "inverse-ratio",
                m / mass,
                "The ratio is upside down: mass over molar mass.",
                "比值倒过来了：应为质量除以摩尔质量。",
            ),
            ("multiplied-for-divided", mass * m, "Divide by the molar mass.", "应除以摩尔质量。"),
            ("mass-for-amount", mass, "Grams are not moles.", "克数不是摩尔数。"),
            (
                "a-power-of-ten-too-much",
                mass / m * 10,
                "Count the places of the decimal point again.",
                "再检查一下小数点的位置。",
            ),
        ),
        (
            ("amount-for-volume", mass / m, "This is the amount in moles.", "这是物质的量。"),
            (
                "mass-for-amount",
                mass * molar_volume,
                "Turn the mass into moles first.",
                "要先把质量换算成物质的量。",
            ),
            (
                "inverse-ratio",
                m / mass * molar_volume,
                "The ratio is upside down: mass over molar mass.",
                "比值倒过来了：应为质量除以摩尔质量。",
            ),
            (
                "divided-for-multiplied",
                mass / m / molar_volume,
                "Multiply with the molar volume.",
                "应乘以摩尔体积。",
            ),
        ),
        (
            (
                "amount-for-mass",
                particles / 10 / avogadro,
                "This is the amount in moles.",
                "这是物质的量。",
            ),
            (
                "a-power-of-ten-too-much",
                particles / avogadro * m,
                "The powers of ten differ by one.",
                "10 的幂相差一次方。",
            ),
            (
                "molar-mass-divides",
                particles / 10 / avogadro / m,
                "Multiply with the molar mass.",
                "应乘以摩尔质量。",
            ),
            (
                "inverse-ratio",
                avogadro / (particles / 10) * m,
                "The ratio is upside down.",
                "比值倒过来了。",
            ),
        ),
    )[level - 1]
    states = (f"{g}/{mm}", f"{g}/{mm}*22.4", f"{count}*10^22/(6.02*10^23)*{mm}")
    says = (
        ("Amount is mass divided by molar mass.", "物质的量等于质量除以摩尔质量。"),
        ("Mass to moles, moles to volume.", "质量换算成物质的量，再换算成体积。"),
        ("Number of particles to moles, moles to mass.", "粒子数换算成物质的量，再换算成质量。"),
    )[level - 1]
    return told(
        facts,
        words(f"{asked} Round to two decimal places.", f"{asked_zh}结果保留两位小数。"),
        near(value, 2, unit),
        [slip(name, near(each, 2, unit), en, zh) for name, each, en, zh in wrong],
        (
            step(states[level - 1], *says),
            step(near(value, 2).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _isotopes(dice: random.Random, level: int) -> Exercise | None:
    light = dice.randint(6, 200)
    heavy = light + dice.randint(1, 3)
    share = Fraction(dice.randint(20, 980), 10)
    other = 100 - share
    middle = light + 1
    if level == 2:
        third = Fraction(dice.randint(10, 300), 10)
        heavy, other = light + 2, 100 - share - third
        if other <= 1:
            return None
        value = (light * share + middle * third + heavy * other) / 100
        listed, listed_zh = (
            f"{decimal(share)}% have mass number {light}, {decimal(third)}% have {middle} and "
            f"the rest have {heavy}",
            f"{decimal(share)}% 的质量数为 {light}，{decimal(third)}% 为 {middle}，其余为 {heavy}",
        )
        facts: dict[str, Fact] = {
            "numbers": (light, middle, heavy),
            "shares": (decimal(share), decimal(third)),
        }
        state = (
            f"({light}*{decimal(share)} + {middle}*{decimal(third)} + {heavy}*{decimal(other)})/100"
        )
        plain = Fraction(light + middle + heavy, 3)
        turned = (heavy * share + middle * third + light * other) / 100
    else:
        value = (light * share + heavy * other) / 100
        listed, listed_zh = (
            f"{decimal(share)}% have mass number {light} and the rest have {heavy}",
            f"{decimal(share)}% 的质量数为 {light}，其余为 {heavy}",
        )
        facts = {"numbers": (light, heavy), "shares": (decimal(share),)}
        state = f"({light}*{decimal(share)} + {heavy}*{decimal(other)})/100"
        plain, turned = Fraction(light + heavy, 2), (heavy * share + light * other) / 100
    if level == 3:
        return _abundance(light, heavy, value, share)
    if not clear_of_a_tie(value, 2):
        return None
    return told(
        facts,
        words(
            f"Of the atoms of an element, {listed}. What is its mean relative atomic mass, "
            f"rounded to two decimal places?",
            f"某元素的原子中，{listed_zh}。求它的平均相对原子质量，结果保留两位小数。",
        ),
        near(value, 2),
        [
            slip(
                "weights-ignored",
                near(plain, 2),
                "The isotopes are not equally frequent: weight them.",
                "各同位素的丰度不同，要加权平均。",
            ),
            slip("weights-exchanged", near(turned, 2), "The shares are exchanged.", "丰度弄反了。"),
            slip(
                "most-frequent-only",
                near(light if share >= other else heavy, 2),
                "The other isotopes count too.",
                "其他同位素也要算。",
            ),
            slip(
                "a-term-is-missing",
                near(light * share / 100, 2),
                "Only one isotope was counted.",
                "只算了一种同位素。",
            ),
        ],
        (
            step(state, "Weight each mass number with its share.", "用丰度对质量数加权。"),
            step(near(value, 2).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _abundance(light: int, heavy: int, mean: Fraction, share: Fraction) -> Exercise:
    shown = decimal(mean)
    gap = heavy - light
    return told(
        {"numbers": (light, heavy), "mean": shown},
        words(
            f"An element has two isotopes, with mass numbers {light} and {heavy}; the mean is "
            f"{shown}. Which percentage of the atoms are of the lighter one? Give one decimal "
            f"place.",
            f"某元素有质量数为 {light} 和 {heavy} 的两种同位素，平均为 {shown}。"
            f"较轻的同位素占原子总数的百分之几？保留一位小数。",
        ),
        rounded(share, 1, "%"),
        [
            slip(
                "the-other-one",
                rounded(100 - share, 1, "%"),
                "This is the share of the heavier isotope.",
                "这是较重的同位素所占的比例。",
            ),
            slip(
                "equal-shares-assumed",
                rounded(50, 1, "%"),
                "The mean does not lie in the middle.",
                "平均值并不在正中间。",
            ),
            slip(
                "fraction-for-percent",
                near(share / 100, 1, "%"),
                "Multiply by 100 for a percentage.",
                "化成百分数要乘以 100。",
            ),
            slip(
                "share-of-the-mass",
                near(share * light / mean, 1, "%"),
                "This is the share of the mass, not of the atoms.",
                "这是质量的比例，不是原子个数的比例。",
            ),
        ],
        (
            step(
                f"{light}*x + {heavy}*(100 - x) = 100*{shown}",
                "The weighted mean must be the given one.",
                "加权平均等于给出的平均值。",
            ),
            step(
                f"{gap}*x = {decimal(100 * (heavy - mean))}", "Collect the unknown.", "合并未知数。"
            ),
            step(f"x = {rounded(share, 1).digits}", "Divide.", "相除。"),
        ),
    )


FAMILIES = (
    Family(
        name="moles",
        topic="chemistry",
        title=words("Moles, particles, volumes", "物质的量"),
        grades=(10, 11),
        skills=("moles", "proportion"),
        constants=FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _moles(dice, 1), lambda dice: _moles(dice, 2), lambda dice: _moles(dice, 3)
        ),
    ),
    Family(
        name="isotopes",
        topic="chemistry",
        title=words("Isotopes and mean atomic mass", "同位素与平均相对原子质量"),
        grades=(9, 11),
        skills=("isotopes", "weighted-mean"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _isotopes(dice, 1),
            lambda dice: _isotopes(dice, 2),
            lambda dice: _isotopes(dice, 3),
        ),
    ),
)
