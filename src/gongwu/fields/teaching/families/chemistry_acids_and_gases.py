"""pH of strong solutions, and the gas laws."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_chance import amount, decimal
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

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
    sign = "14 +" if base else "-"
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
                f"{sign} log({n}/{more if level == 3 else v}, 10)",
                "The concentration in mol/L is mmol divided by mL; "
                + (
                    "its negative logarithm is the pOH, which is taken from 14."
                    if base
                    else "the pH is its negative logarithm."
                ),
                "浓度（mol/L）等于毫摩尔数除以毫升数；"
                + ("它的负对数是 pOH，用 14 减去它。" if base else "它的负对数就是 pH。"),
            ),
            step(
                f"{sign} log(10^(-{power + factor}), 10)",
                "Write it as a power of ten.",
                "写成 10 的幂。",
            ),
            step(str(answer), "Take the exponent.", "取指数。"),
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
