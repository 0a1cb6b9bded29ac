"""Solutions, acids, gases."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.chemistry_elements import formula_tex, molar_mass
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


_STRONG_ACIDS = (
    ("HCl", "hydrochloric acid", "盐酸"),
    ("HNO3", "nitric acid", "硝酸"),
    ("HBr", "hydrobromic acid", "氢溴酸"),
    ("HClO4", "perchloric acid", "高氯酸"),
    ("HI", "hydroiodic acid", "氢碘酸"),
)
_STRONG_BASES = (
    ("NaOH", "sodium hydroxide", "氢氧化钠"),
    ("KOH", "potassium hydroxide", "氢氧化钾"),
    ("LiOH", "lithium hydroxide", "氢氧化锂"),
)


def _ph(dice: random.Random, level: int) -> Exercise | None:
    base = level == 2
    _, name, name_zh = dice.choice(_STRONG_BASES if base else _STRONG_ACIDS)
    power = dice.randint(1, 5)
    mmol = Fraction(dice.randint(1, 9) * 10 ** dice.randint(0, 2), 10)
    volume = mmol * 10**power  # in mL
    factor = dice.randint(1, 3) if level == 3 else 0
    if not 1 <= volume <= 5000 or power + factor > 6:
        return None
    n, v = decimal(mmol), decimal(volume)
    more = decimal(volume * 10**factor)
    answer = 14 - power if base else power + factor
    given = f"{v} mL of a solution hold {n} mmol of {name}, which is fully dissociated."
    given_zh = f"{v} mL 溶液中含 {n} mmol 的{name_zh}，它完全电离。"
    thin = f" It is diluted to {more} mL." if level == 3 else ""
    thin_zh = f"将其稀释到 {more} mL。" if level == 3 else ""
    facts: dict[str, Fact] = {
        "moles": n,
        "volume": v,
        "kind": "base" if base else "acid",
        "name": name,
    }
    return told(
        facts | {"diluted": more} if level == 3 else facts,
        words(
            f"{given}{thin} What is the pH at 25 °C, where $\\mathrm{{pH}} + \\mathrm{{pOH}} = "
            f"14$?",
            f"{given_zh}{thin_zh}25 °C 时（$\\mathrm{{pH}} + \\mathrm{{pOH}} = 14$）溶液的 pH "
            f"是多少？",
        ),
        exact(answer),
        [
            slip(
                "acid-and-base-exchanged",
                exact(14 - answer),
                "Acids have a pH below 7, bases above." if base else "An acid has a pH below 7.",
                "酸的 pH 小于 7，碱的 pH 大于 7。" if base else "酸的 pH 小于 7。",
            ),
            slip(
                "sign-of-the-exponent",
                exact(-answer),
                "The pH is the negative exponent.",
                "pH 是指数的相反数。",
            ),
            slip(
                "one-power-too-many",
                exact(answer + 1),
                "Count the powers of ten again.",
                "再数一数 10 的幂。",
            ),
            slip(
                "dilution-the-wrong-way" if level == 3 else "one-power-too-few",
                exact(power - factor if level == 3 else answer - 1),
                "Diluting an acid brings the pH nearer to 7."
                if level == 3
                else "Count the powers of ten again, one is missing.",
                "酸稀释后 pH 会向 7 靠近。" if level == 3 else "再数一数 10 的幂，少了一次。",
            ),
            slip(
                "dilution-forgotten" if level == 3 else "neutral-assumed",
                exact(power if level == 3 else 7),
                "This is the pH before diluting."
                if level == 3
                else "Only a neutral solution has this pH.",
                "这是稀释前的 pH。" if level == 3 else "只有中性溶液的 pH 是这个值。",
            ),
        ],
        (
            step(
                f"{n}/{more if level == 3 else v}",
                "The concentration in mol/L: mmol divided by mL.",
                "浓度（mol/L）等于毫摩尔数除以毫升数。",
            ),
            step(f"10^(-{power + factor})", "Write it as a power of ten.", "写成 10 的幂。"),
            step(
                f"x = 14 - {power}" if base else f"x = {power + factor}",
                "The negative exponent is the pOH; take it from 14."
                if base
                else "The negative exponent is the pH.",
                "指数的相反数是 pOH，用 14 减去它。" if base else "指数的相反数就是 pH。",
            ),
        ),
    )


def _gas(dice: random.Random, level: int) -> Exercise | None:
    a, b = dice.sample(range(1, 9), 2)  # the pressures, and the temperatures, in small ratios
    c, d = dice.sample(range(5, 10), 2)
    scale, warmth, k = 10 * dice.randint(2, 6), dice.randint(46, 53), dice.randint(1, 4)
    p, q, t, u = a * scale, b * scale, c * warmth, d * warmth
    v = k * (b if level == 1 else c if level == 2 else b * c)
    new = Fraction(k * (a if level == 1 else d if level == 2 else a * d))
    if new == v:
        return None
    zero = 273
    low, high = t - zero, u - zero
    facts: dict[str, Fact] = {"v": v}
    facts |= {"p": p, "q": q} if level != 2 else {}
    facts |= {"low": low, "high": high, "zero": zero} if level > 1 else {}
    at = {1: f"at {p} kPa", 2: f"at {low} °C", 3: f"at {p} kPa and {low} °C"}[level]
    to = {
        1: f"to {q} kPa at constant temperature",
        2: f"to {high} °C at constant pressure",
        3: f"to {q} kPa and {high} °C",
    }[level]
    at_zh = {1: f"{p} kPa", 2: f"{low} °C", 3: f"{p} kPa、{low} °C"}[level]
    to_zh = {
        1: f"温度不变，压强变为 {q} kPa",
        2: f"压强不变，温度变为 {high} °C",
        3: f"压强变为 {q} kPa，温度变为 {high} °C",
    }[level]
    kelvin, kelvin_zh = (" (0 °C is 273 K.)", "（0 °C 即 273 K）") if level > 1 else ("", "")
    wrong = {
        1: (
            (
                "inverse-ratio",
                Fraction(v * q, p),
                "More pressure makes the volume smaller.",
                "压强越大，体积越小。",
            ),
            (
                "pressures-subtracted",
                Fraction(v + p - q),
                "The product of pressure and volume stays the same, not the sum.",
                "不变的是压强与体积之积，不是和。",
            ),
            (
                "volume-kept",
                Fraction(v),
                "Under another pressure a gas takes another volume.",
                "压强变了，气体的体积也会变。",
            ),
            (
                "ratio-squared",
                Fraction(v * p * p, q * q),
                "The ratio counts once.",
                "比值只用一次。",
            ),
        ),
        2: (
            (
                "celsius-for-kelvin",
                Fraction(v * high, low or 1),
                "Ratios of temperatures are in kelvins.",
                "温度之比要用热力学温度。",
            ),
            (
                "inverse-ratio",
                Fraction(v * t, u),
                "A hotter gas takes more room.",
                "温度越高，体积越大。",
            ),
            (
                "volume-kept",
                Fraction(v),
                "At another temperature a gas takes another volume.",
                "温度变了，气体的体积也会变。",
            ),
            (
                "temperatures-subtracted",
                Fraction(v + u - t),
                "The ratio of volume and temperature stays the same, not the difference.",
                "不变的是体积与温度之比，不是差。",
            ),
        ),
        3: (
            (
                "celsius-for-kelvin",
                Fraction(p * v * high, q * (low or 1)),
                "Ratios of temperatures are in kelvins.",
                "温度之比要用热力学温度。",
            ),
            (
                "temperature-ignored",
                Fraction(p * v, q),
                "The temperature changes too.",
                "温度也变了。",
            ),
            ("pressure-ignored", Fraction(v * u, t), "The pressure changes too.", "压强也变了。"),
            (
                "inverse-ratio",
                Fraction(p * v * t, q * u),
                "A hotter gas takes more room.",
                "温度越高，体积越大。",
            ),
        ),
    }[level]
    state = {
        1: f"{p}*{v}/{q}",
        2: f"{v}*({high} + 273)/({low} + 273)",
        3: f"{p}*{v}*({high} + 273)/({q}*({low} + 273))",
    }[level]
    middle = {1: f"{p * v}/{q}", 2: f"{v}*{u}/{t}", 3: f"{p * v}*{u}/({q}*{t})"}[level]
    return told(
        facts,
        words(
            f"A gas takes {v} L {at}. It is brought {to}. Which volume does it take then?{kelvin}",
            f"一定量的气体在 {at_zh} 时体积为 {v} L。{to_zh}，此时体积是多少？{kelvin_zh}",
        ),
        exact(new, "L"),
        [slip(name, amount(each, "L"), en, zh) for name, each, en, zh in wrong],
        (
            step(
                state.replace("+ -", "- "),
                {
                    1: "Pressure times volume stays the same.",
                    2: "Volume over absolute temperature stays the same.",
                    3: "Pressure times volume over absolute temperature stays the same.",
                }[level],
                {
                    1: "压强与体积之积不变。",
                    2: "体积与热力学温度之比不变。",
                    3: "压强乘体积除以热力学温度不变。",
                }[level],
            ),
            step(middle, "Work out the parts.", "算出各部分。"),
            step(str(new), "Work it out.", "计算。"),
        ),
    )


FAMILIES = (
    Family(
        name="concentration",
        topic="chemistry",
        title=words("Concentration of a solution", "物质的量浓度"),
        grades=(10, 12),
        skills=("concentration", "moles"),
        constants=frozenset(map(str, range(13))),
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
        constants=frozenset(map(str, range(13))),
        make=by_level(lambda dice: _dilution(dice, 1), lambda dice: _dilution(dice, 2), _mixing),
    ),
    Family(
        name="ph-of-strong-solutions",
        topic="chemistry",
        title=words("pH of strong acids and bases", "强酸强碱溶液的 pH"),
        grades=(10, 12),
        skills=("ph", "powers-of-ten"),
        constants=frozenset({"1", "14", "25"}),
        make=by_level(
            lambda dice: _ph(dice, 1), lambda dice: _ph(dice, 2), lambda dice: _ph(dice, 3)
        ),
    ),
    Family(
        name="gas-laws",
        topic="chemistry",
        title=words("Gas laws", "气体定律"),
        grades=(10, 12),
        skills=("gas-laws", "proportion"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _gas(dice, 1), lambda dice: _gas(dice, 2), lambda dice: _gas(dice, 3)
        ),
    ),
)
