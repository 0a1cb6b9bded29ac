"""Amounts that a reaction links."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.chemistry_elements import (
    FORMULA_NUMBERS,
    Reaction,
    formula_tex,
    molar_mass,
)
from gongwu.fields.teaching.families.drawing_chance import clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words

# Left side, right side, coefficients; the masses come from the atomic weights.
_KNOWN: tuple[Reaction, ...] = (
    (("Mg", "O2"), ("MgO",), (2, 1, 2)),
    (("Fe", "O2"), ("Fe2O3",), (4, 3, 2)),
    (("H2", "O2"), ("H2O",), (2, 1, 2)),
    (("N2", "H2"), ("NH3",), (1, 3, 2)),
    (("CH4", "O2"), ("CO2", "H2O"), (1, 2, 1, 2)),
    (("CaCO3",), ("CaO", "CO2"), (1, 1, 1)),
    (("Al", "O2"), ("Al2O3",), (4, 3, 2)),
    (("Fe2O3", "CO"), ("Fe", "CO2"), (1, 3, 2, 3)),
    (("KClO3",), ("KCl", "O2"), (2, 2, 3)),
    (("Zn", "HCl"), ("ZnCl2", "H2"), (1, 2, 1, 1)),
    (("C3H8", "O2"), ("CO2", "H2O"), (1, 5, 3, 4)),
    (("Na", "Cl2"), ("NaCl",), (2, 1, 2)),
    (("CuO", "H2"), ("Cu", "H2O"), (1, 1, 1, 1)),
    (("H2O2",), ("H2O", "O2"), (2, 2, 1)),
    (("S", "O2"), ("SO2",), (1, 1, 1)),
    (("P", "O2"), ("P2O5",), (4, 5, 2)),
    (("NaHCO3",), ("Na2CO3", "H2O", "CO2"), (2, 1, 1, 1)),
    (("Al", "Cl2"), ("AlCl3",), (2, 3, 2)),
)


def _amounts(dice: random.Random, level: int) -> Exercise | None:
    left, right, found = dice.choice(_KNOWN)
    formulas = left + right
    i, j = 0, len(left) + dice.randrange(len(right))
    one, two, p, q = formulas[i], formulas[j], found[i], found[j]
    m, n = molar_mass(one), molar_mass(two)
    equation = rf"{_side(left, found)} \rightarrow {_side(right, found[len(left) :])}"
    if level == 1:
        given = Fraction(dice.randint(2, 80), 10)
        value, unit, places = given * q / p, "mol", 2
    else:
        given = Fraction(dice.randint(10, 900), 10)
        value, unit, places = given / m * q / p * n, "g", 2
    part = dice.randint(40, 97) if level == 3 else 100
    value = value * part / 100
    if (level > 1 and not clear_of_a_tie(value, places)) or (p == q and m == n):
        return None
    g = decimal(given)
    facts: dict[str, Fact] = {
        "left": left,
        "right": right,
        "coefficients": found,
        "from": one,
        "to": two,
        "given": g,
    }
    more: dict[str, Fact] = {} if level == 1 else {"masses": (decimal(m), decimal(n))}
    if level == 3:
        more["yield"] = part
    masses = (
        f" ($M$ = {decimal(m)} g/mol for ${formula_tex(one)}$, {decimal(n)} g/mol for "
        f"${formula_tex(two)}$)"
        if level > 1
        else ""
    )
    masses_zh = (
        f"（${formula_tex(one)}$ 的 $M$ = {decimal(m)} g/mol，"
        f"${formula_tex(two)}$ 的 $M$ = {decimal(n)} g/mol）"
        if level > 1
        else ""
    )
    loss = f" The yield is {part}%." if level == 3 else ""
    loss_zh = f"产率为 {part}%。" if level == 3 else ""
    a, b = f"${formula_tex(one)}$", f"${formula_tex(two)}$"
    share = Fraction(part, 100)
    if level == 1:
        wrong = (
            (
                "ratio-upside-down",
                given * p / q,
                "The ratio of the coefficients is upside down.",
                "系数之比倒过来了。",
            ),
            (
                "ratio-ignored",
                given,
                "The coefficients differ: so do the amounts.",
                "系数不同，物质的量也不同。",
            ),
            (
                "only-one-coefficient",
                given * q,
                "Divide by the coefficient of what is given.",
                "还要除以已知物质的系数。",
            ),
            (
                "masses-for-amounts",
                given * n / m,
                "Coefficients compare moles; no masses are needed.",
                "系数之比是物质的量之比，不需要质量。",
            ),
            (
                "sum-of-the-coefficients",
                given * q / (p + q),
                "Compare with the other coefficient, not with the sum.",
                "应与另一个系数相比，不是与系数之和相比。",
            ),
        )
    else:
        wrong = (
            (
                "masses-taken-as-amounts",
                given * q / p * share,
                "Coefficients compare moles, not grams: turn the mass into moles first.",
                "系数之比是物质的量之比，不是质量之比，要先换算成物质的量。",
            ),
            (
                "ratio-ignored",
                given / m * n * share,
                "The ratio of the coefficients is missing.",
                "漏了系数之比。",
            ),
            (
                "ratio-upside-down",
                given / m * p / q * n * share,
                "The ratio of the coefficients is upside down.",
                "系数之比倒过来了。",
            ),
            (
                "yield-forgotten",
                value / share,
                "Only part of it is obtained.",
                "实际只得到其中一部分。",
            )
            if level == 3
            else ("amount-for-mass", given / m * q / p, "This is in moles.", "这是物质的量。"),
            (
                "molar-masses-exchanged",
                given / n * q / p * m * share,
                "The molar masses are exchanged.",
                "摩尔质量弄反了。",
            ),
        )
    state = (
        f"{g}*{q}/{p}"
        if level == 1
        else f"{g}/{decimal(m)}*{q}/{p}*{decimal(n)}" + (f"*{part}/100" if level == 3 else "")
    )
    return told(
        facts | more,
        words(
            f"In ${equation}$, {g} {unit} of {a} react completely{masses}.{loss} How many "
            f"{'moles' if level == 1 else 'grams'} of {b} form, rounded to two decimal places?",
            f"反应 ${equation}$ 中，{g} {unit} 的 {a} 完全反应{masses_zh}。"
            f"{loss_zh}生成 {b} 多少{'摩尔' if level == 1 else '克'}？结果保留两位小数。",
        ),
        near(value, places, unit),
        [slip(name, near(each, places, unit), en, zh) for name, each, en, zh in wrong],
        (
            step(
                state,
                "Amounts stand in the ratio of the coefficients."
                if level == 1
                else "Grams to moles, the ratio of the coefficients, moles to grams"
                + (", and the yield." if level == 3 else "."),
                "物质的量之比等于系数之比。"
                if level == 1
                else "质量换算成物质的量，乘系数之比，再换算成质量"
                + ("，最后乘产率。" if level == 3 else "。"),
            ),
            step(near(value, places).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _side(formulas: tuple[str, ...], found: tuple[int, ...]) -> str:
    return " + ".join(
        (f"{many} " if many > 1 else "") + formula_tex(each)
        for each, many in zip(formulas, found, strict=False)
    )


FAMILIES = (
    Family(
        name="stoichiometry",
        topic="chemistry",
        title=words("Amounts in a reaction", "化学计量"),
        grades=(9, 12),
        skills=("stoichiometry", "moles"),
        constants=FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _amounts(dice, 1),
            lambda dice: _amounts(dice, 2),
            lambda dice: _amounts(dice, 3),
        ),
    ),
)
