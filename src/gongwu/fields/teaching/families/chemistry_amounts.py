"""Molar masses, shares of mass, moles, isotopes."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.chemistry_elements import (
    CATIONS,
    GROUP_ANIONS,
    HYDRATES,
    SIMPLE_ANIONS,
    WEIGHTS,
    atoms,
    formula_tex,
    is_known,
    molar_mass,
    salt,
)
from gongwu.fields.teaching.families.drawing_chance import clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import rounded

_FORMULA_NUMBERS = frozenset(map(str, range(19)))


def _compound(dice: random.Random, level: int) -> str:
    """A salt of two elements, with a group, or with crystal water."""
    if level == 3:
        return dice.choice(HYDRATES)
    anions = SIMPLE_ANIONS if level == 1 else GROUP_ANIONS
    while True:
        cation, anion = dice.choice(CATIONS), dice.choice(anions)
        if is_known(cation, anion):
            return salt(cation, anion)


def _weights(formula: str) -> tuple[list[str], str, str]:
    """The elements, and their atomic weights as a sentence lists them."""
    elements = list(atoms(formula))
    en = ", ".join(f"{each} {WEIGHTS[each]}" for each in elements)
    return elements, en, en.replace(", ", "、")


def _sum(formula: str) -> str:
    return " + ".join(
        f"{many}*{WEIGHTS[each]}" if many > 1 else WEIGHTS[each]
        for each, many in atoms(formula).items()
    )


def _without_brackets(formula: str) -> Fraction:
    """What comes of a formula if the number behind a bracket is overlooked."""
    counts: Fraction = Fraction(0)
    opened = formula.replace("(", "").replace(")", "·", 1)
    for part in opened.split("·"):
        counts += molar_mass(part.lstrip("0123456789")) if part.lstrip("0123456789") else 0
    return counts


def _molar_mass(dice: random.Random, level: int) -> Exercise | None:
    formula = _compound(dice, level)
    moles = dice.randint(2, 9)
    elements, en, zh = _weights(formula)
    m = molar_mass(formula)
    each_once = sum((Fraction(WEIGHTS[each]) for each in elements), Fraction(0))
    water = 18 if level == 3 else 0
    dry = molar_mass(formula.split("·")[0])
    return told(
        {
            "formula": formula,
            "moles": moles,
            "elements": tuple(elements),
            "weights": tuple(WEIGHTS[each] for each in elements),
        },
        words(
            f"How many grams are {moles} mol of ${formula_tex(formula)}$? Atomic weights: {en}. "
            f"Give one decimal place.",
            f"{moles} mol 的 ${formula_tex(formula)}$ 质量是多少克？相对原子质量：{zh}。"
            f"结果保留一位小数。",
        ),
        rounded(moles * m, 1, "g"),
        [
            slip(
                "subscripts-ignored",
                rounded(moles * each_once, 1, "g"),
                "Each atom counts as often as its subscript says.",
                "每种原子要按下标的个数计算。",
            ),
            slip(
                "one-mole-only",
                rounded(m, 1, "g"),
                f"This is one mole; there are ${moles}$.",
                f"这是一摩尔的质量，题中有 ${moles}$ 摩尔。",
            ),
            slip(
                "divided-for-multiplied",
                near(m / moles, 1, "g"),
                "Mass is amount times molar mass.",
                "质量等于物质的量乘摩尔质量。",
            ),
            slip(
                "water-counted-once" if water else "number-behind-the-bracket",
                rounded(moles * (dry + water if water else _without_brackets(formula)), 1, "g"),
                "The number before the water counts for the whole molecule of water."
                if water
                else "The number behind a bracket counts for all atoms inside.",
                "水前面的数字是水分子的个数。"
                if water
                else "括号外的数字对括号内的所有原子都有效。",
            ),
            slip(
                "water-forgotten" if water else "a-term-is-missing",
                rounded(moles * (dry if water else m - Fraction(WEIGHTS[elements[-1]])), 1, "g"),
                "The crystal water belongs to the substance." if water else "One atom is missing.",
                "结晶水也属于该物质。" if water else "少算了一个原子。",
            ),
        ],
        (
            step(
                f"{moles}*({_sum(formula)})",
                "Add the atomic weights for the molar mass, and multiply with the amount.",
                "把相对原子质量相加得摩尔质量，再乘以物质的量。",
            ),
            step(f"{moles}*{decimal(m)}", "Add.", "相加。"),
            step(rounded(moles * m, 1).digits, "Multiply.", "相乘。"),
        ),
    )


def _share(dice: random.Random, level: int) -> Exercise | None:
    formula = _compound(dice, level)
    elements, en, zh = _weights(formula)
    counts, m = atoms(formula), molar_mass(formula)
    asked = dice.choice(elements)
    part = counts[asked] * Fraction(WEIGHTS[asked])
    value = 100 * part / m
    total = sum(counts.values())
    each_once = sum((Fraction(WEIGHTS[each]) for each in elements), Fraction(0))
    if not clear_of_a_tie(value, 1):
        return None
    return told(
        {
            "formula": formula,
            "element": asked,
            "elements": tuple(elements),
            "weights": tuple(WEIGHTS[each] for each in elements),
        },
        words(
            f"What percentage of the mass of ${formula_tex(formula)}$ is {asked}? Atomic "
            f"weights: {en}. Round to one decimal place.",
            f"${formula_tex(formula)}$ 中 {asked} 元素的质量分数是多少？相对原子质量：{zh}。"
            f"用百分数表示，保留一位小数。",
        ),
        near(value, 1, "%"),
        [
            slip(
                "share-of-the-atoms",
                near(Fraction(100 * counts[asked], total), 1, "%"),
                "This is the share of the atoms; they differ in mass.",
                "这是原子个数的比例，而各原子质量不同。",
            ),
            slip(
                "subscripts-ignored",
                near(100 * Fraction(WEIGHTS[asked]) / each_once, 1, "%"),
                "Each atom counts as often as its subscript says.",
                "每种原子要按下标的个数计算。",
            ),
            slip(
                "one-atom-of-the-element",
                near(100 * Fraction(WEIGHTS[asked]) / m, 1, "%"),
                "All atoms of the element count.",
                "该元素的所有原子都要算。",
            ),
            slip(
                "complement-given",
                near(100 - value, 1, "%"),
                "This is the share of the other elements.",
                "这是其余元素的质量分数。",
            ),
            slip(
                "part-to-rest",
                near(100 * part / (m - part), 1, "%"),
                "Compare with the whole, not with the rest.",
                "应与整体相比，不是与其余部分相比。",
            ),
        ],
        (
            step(
                f"100*{counts[asked]}*{WEIGHTS[asked]}/({_sum(formula)})",
                "Mass of this element in a mole, divided by the molar mass, times 100.",
                "一摩尔中该元素的质量除以摩尔质量，再乘以 100。",
            ),
            step(f"100*{decimal(part)}/{decimal(m)}", "Work out both masses.", "算出两个质量。"),
            step(near(value, 1).digits, "Divide and round.", "相除并四舍五入。"),
        ),
    )


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
        name="molar-mass",
        topic="chemistry",
        title=words("Molar mass", "摩尔质量"),
        grades=(9, 11),
        skills=("molar-mass", "formulas"),
        constants=_FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _molar_mass(dice, 1),
            lambda dice: _molar_mass(dice, 2),
            lambda dice: _molar_mass(dice, 3),
        ),
    ),
    Family(
        name="mass-percentage",
        topic="chemistry",
        title=words("Share of an element by mass", "元素的质量分数"),
        grades=(9, 11),
        skills=("mass-fraction", "formulas"),
        constants=_FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _share(dice, 1), lambda dice: _share(dice, 2), lambda dice: _share(dice, 3)
        ),
    ),
    Family(
        name="moles",
        topic="chemistry",
        title=words("Moles, particles, volumes", "物质的量"),
        grades=(10, 11),
        skills=("moles", "proportion"),
        constants=_FORMULA_NUMBERS,
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
