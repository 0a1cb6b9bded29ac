"""Molar masses and shares of mass."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.chemistry_elements import (
    CATIONS,
    FORMULA_NUMBERS,
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


FAMILIES = (
    Family(
        name="molar-mass",
        topic="chemistry",
        title=words("Molar mass", "摩尔质量"),
        grades=(9, 11),
        skills=("molar-mass", "formulas"),
        constants=FORMULA_NUMBERS,
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
        constants=FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _share(dice, 1), lambda dice: _share(dice, 2), lambda dice: _share(dice, 3)
        ),
    ),
)
