"""Solutions: concentration, dilution, mixing."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.chemistry_elements import (
    FORMULA_NUMBERS,
    formula_tex,
    molar_mass,
)
from gongwu.fields.teaching.families.drawing_chance import amount, clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_SOLUTES = (
    "NaCl",
    "NaOH",
    "KCl",
    "HCl",
    "H2SO4",
    "KOH",
    "CuSO4",
    "Na2CO3",
    "KNO3",
    "C6H12O6",
    "MgCl2",
    "NaNO3",
)


def _concentration(dice: random.Random, level: int) -> Exercise | None:
    formula = dice.choice(_SOLUTES)
    m, a = molar_mass(formula), f"${formula_tex(formula)}$"
    mm = decimal(m)
    volume = 50 * dice.randint(2, 40)
    mass = Fraction(dice.randint(10, 1500), 10)
    c = Fraction(dice.randint(5, 300), 100)
    rho, w = Fraction(dice.randint(101, 150), 100), dice.randint(5, 60)
    facts: dict[str, Fact] = {"formula": formula, "mass": mm}
    if level == 1:
        value, unit = mass / m / Fraction(volume, 1000), "mol/L"
        facts |= {"grams": decimal(mass), "volume": volume}
        en = (
            f"{decimal(mass)} g of {a} ($M$ = {mm} g/mol) are dissolved to make {volume} mL of "
            f"solution. What is the concentration in mol/L?"
        )
        zh = (
            f"把 {decimal(mass)} g 的 {a}（$M$ = {mm} g/mol）配成 {volume} mL 溶液。"
            f"物质的量浓度是多少（mol/L）？"
        )
        wrong = (
            (
                "millilitres-for-litres",
                mass / m / volume,
                "The volume must be in litres.",
                "体积要换算成升。",
            ),
            (
                "amount-for-concentration",
                mass / m,
                "This is the amount; divide by the volume.",
                "这是物质的量，还要除以体积。",
            ),
            (
                "mass-for-amount",
                mass / volume * 1000,
                "Turn the mass into moles first.",
                "要先把质量换算成物质的量。",
            ),
            (
                "multiplied-for-divided",
                mass / m * volume / 1000,
                "Divide by the volume.",
                "应除以体积。",
            ),
        )
        state, says = (
            f"{decimal(mass)}/{mm}/({volume}/1000)",
            ("Moles divided by litres.", "物质的量除以升数。"),
        )
    elif level == 2:
        value, unit = c * volume / 1000 * m, "g"
        facts |= {"concentration": decimal(c), "volume": volume}
        en = (
            f"How many grams of {a} ($M$ = {mm} g/mol) are needed for {volume} mL of a solution "
            f"of {decimal(c)} mol/L?"
        )
        zh = (
            f"配制 {volume} mL 浓度为 {decimal(c)} mol/L 的溶液，需要多少克 {a}（$M$ = {mm} "
            f"g/mol）？"
        )
        wrong = (
            (
                "millilitres-for-litres",
                c * volume * m,
                "The volume must be in litres.",
                "体积要换算成升。",
            ),
            (
                "amount-for-mass",
                c * volume / 1000,
                "This is the amount in moles.",
                "这是物质的量。",
            ),
            ("volume-forgotten", c * m, "This is for one litre.", "这是一升溶液所需的质量。"),
            (
                "concentration-divides",
                Fraction(volume, 1000) / c * m,
                "Amount is concentration times volume.",
                "物质的量等于浓度乘体积。",
            ),
        )
        state, says = (
            f"{decimal(c)}*{volume}/1000*{mm}",
            (
                "Concentration times litres gives moles; times molar mass gives grams.",
                "浓度乘升数得物质的量，再乘摩尔质量得质量。",
            ),
        )
    else:
        value, unit = 1000 * rho * w / 100 / m, "mol/L"
        facts |= {"density": decimal(rho), "percent": w}
        en = (
            f"A solution is {w}% {a} by mass ($M$ = {mm} g/mol) and has density {decimal(rho)} "
            f"g/mL. What is its concentration in mol/L?"
        )
        zh = (
            f"某溶液中 {a}（$M$ = {mm} g/mol）的质量分数为 {w}%，密度为 {decimal(rho)} g/mL。"
            f"物质的量浓度是多少（mol/L）？"
        )
        wrong = (
            (
                "density-forgotten",
                Fraction(10 * w) / m,
                "A litre does not weigh 1000 g here.",
                "这里一升溶液的质量不是 1000 g。",
            ),
            (
                "millilitres-for-litres",
                rho * w / 100 / m,
                "This is the amount in one millilitre.",
                "这是一毫升中的物质的量。",
            ),
            (
                "percent-as-a-number",
                1000 * rho * w / m,
                "A percentage is hundredths.",
                "百分数要除以 100。",
            ),
            (
                "mass-for-amount",
                10 * rho * w,
                "This is in grams per litre; divide by the molar mass.",
                "这是每升的克数，还要除以摩尔质量。",
            ),
        )
        state, says = (
            f"1000*{decimal(rho)}*{w}/100/{mm}",
            (
                "Mass of a litre, the dissolved share of it, divided by the molar mass.",
                "一升溶液的质量乘质量分数，再除以摩尔质量。",
            ),
        )
    if not clear_of_a_tie(value, 2) or value < Fraction(1, 20):
        return None
    return told(
        facts,
        words(f"{en} Round to two decimal places.", f"{zh}结果保留两位小数。"),
        near(value, 2, unit),
        [slip(name, near(each, 2, unit), why, why_zh) for name, each, why, why_zh in wrong],
        (
            step(state, *says),
            step(near(value, 2).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _dilution(dice: random.Random, level: int) -> Exercise | None:
    strong, weak = dice.randint(4, 80), dice.randint(1, 60)
    end = 10 * dice.randint(5, 100)
    if weak >= strong or end * weak % strong:
        return None
    start = end * weak // strong
    c, d = decimal(Fraction(strong, 10)), decimal(Fraction(weak, 10))
    added = end - start
    formula = dice.choice(_SOLUTES)
    a = f"${formula_tex(formula)}$"
    answer = start if level == 1 else added
    en = (
        f"How many mL of a solution of {a} with {c} mol/L must be taken to make {end} mL with "
        f"{d} mol/L?"
        if level == 1
        else f"How many mL of water must be added to {start} mL of a solution of {a} with {c} "
        f"mol/L to bring it to {d} mol/L? (The volumes add up.)"
    )
    zh = (
        f"要配制 {end} mL 浓度为 {d} mol/L 的 {a} 溶液，需取 {c} mol/L 的溶液多少 mL？"
        if level == 1
        else f"要把 {start} mL 浓度为 {c} mol/L 的 {a} 溶液稀释到 {d} mol/L，需加水多少 mL？"
        f"（设体积可加）"
    )
    facts: dict[str, Fact] = {"strong": c, "weak": d, "formula": formula}
    ratio = Fraction(strong, weak)
    wrong = (
        (
            (
                "inverse-ratio",
                end * ratio,
                "The ratio is upside down: less is needed of the stronger solution.",
                "比值倒过来了：浓溶液用量应较少。",
            ),
            (
                "water-for-solution",
                Fraction(added),
                "This is the volume of the water.",
                "这是加水的体积。",
            ),
            (
                "difference-of-the-concentrations",
                end * Fraction(strong - weak, strong),
                "The ratio of the concentrations counts, not their difference.",
                "应当用浓度之比，不是浓度之差。",
            ),
            (
                "divided-by-the-strong-only",
                Fraction(end * 10, strong),
                "The wanted concentration belongs here too.",
                "还要乘以所需的浓度。",
            ),
        )
        if level == 1
        else (
            (
                "final-volume-for-water",
                Fraction(end),
                "This is the volume at the end; part of it was there before.",
                "这是最后的体积，其中一部分原来就有。",
            ),
            ("inverse-ratio", start / ratio, "The ratio is upside down.", "比值倒过来了。"),
            (
                "difference-of-the-concentrations",
                start * Fraction(strong - weak, strong),
                "Concentration times volume stays the same.",
                "浓度与体积之积不变。",
            ),
            (
                "volumes-added",
                Fraction(start + end),
                "The water is the difference of the volumes.",
                "加水量是两个体积之差。",
            ),
        )
    )
    states = (
        (f"{d}*{end}/{c}", str(start))
        if level == 1
        else (f"{c}*{start}/{d} - {start}", f"{end} - {start}", str(added))
    )
    says = (
        (
            ("Concentration times volume stays the same.", "稀释前后浓度与体积之积不变。"),
            ("Work it out.", "计算。"),
        )
        if level == 1
        else (
            (
                "Concentration times volume stays the same; the water is what is new.",
                "浓度与体积之积不变，增加的体积就是水。",
            ),
            ("Divide.", "相除。"),
            ("Subtract.", "相减。"),
        )
    )
    return told(
        facts | ({"end": end} if level == 1 else {"start": start}),
        words(en, zh),
        exact(answer, "mL"),
        [slip(name, amount(each, "mL"), why, why_zh) for name, each, why, why_zh in wrong],
        [step(state, *each) for state, each in zip(states, says, strict=True)],
    )


def _mixing(dice: random.Random) -> Exercise | None:
    v, w = 10 * dice.randint(2, 60), 10 * dice.randint(2, 60)
    one, two = dice.sample(range(1, 60), 2)
    value = Fraction(v * one + w * two, 10 * (v + w))
    formula = dice.choice(_SOLUTES)
    if v == w or not clear_of_a_tie(value, 2):
        return None
    c, d, a = decimal(Fraction(one, 10)), decimal(Fraction(two, 10)), f"${formula_tex(formula)}$"
    return told(
        {"v": v, "w": w, "c": c, "d": d, "formula": formula},
        words(
            f"{v} mL of a solution of {a} with {c} mol/L and {w} mL with {d} mol/L are mixed; "
            f"the volumes add up. What is the concentration, rounded to two decimal places?",
            f"把 {v} mL、{c} mol/L 的 {a} 溶液与 {w} mL、{d} mol/L 的同种溶液混合（设体积可加）。"
            f"求混合后的浓度，结果保留两位小数。",
        ),
        near(value, 2, "mol/L"),
        [
            slip(
                "mean-of-the-concentrations",
                near(Fraction(one + two, 20), 2, "mol/L"),
                "The volumes differ: weight the concentrations with them.",
                "体积不同，要按体积加权。",
            ),
            slip(
                "weights-exchanged",
                near(Fraction(w * one + v * two, 10 * (v + w)), 2, "mol/L"),
                "Each concentration goes with its own volume.",
                "每个浓度要乘以自己的体积。",
            ),
            slip(
                "concentrations-added",
                near(Fraction(one + two, 10), 2, "mol/L"),
                "A mixture is never stronger than its strongest part.",
                "混合后不会比最浓的更浓。",
            ),
            slip(
                "difference-of-the-concentrations",
                near(Fraction(abs(one - two), 10), 2, "mol/L"),
                "This is the difference before mixing.",
                "这是混合前的浓度差。",
            ),
        ],
        (
            step(
                f"({v}*{c} + {w}*{d})/({v} + {w})",
                "All moles divided by the whole volume.",
                "总物质的量除以总体积。",
            ),
            step(near(value, 2).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


FAMILIES = (
    Family(
        name="concentration",
        topic="chemistry",
        title=words("Concentration of a solution", "物质的量浓度"),
        grades=(10, 12),
        skills=("concentration", "moles"),
        constants=FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _concentration(dice, 1),
            lambda dice: _concentration(dice, 2),
            lambda dice: _concentration(dice, 3),
        ),
    ),
    Family(
        name="dilution",
        topic="chemistry",
        title=words("Diluting and mixing solutions", "溶液的稀释与混合"),
        grades=(9, 12),
        skills=("dilution", "proportion"),
        constants=FORMULA_NUMBERS,
        make=by_level(lambda dice: _dilution(dice, 1), lambda dice: _dilution(dice, 2), _mixing),
    ),
)
