"""Circuits and density."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import amount
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


def _series(dice: random.Random) -> Exercise:
    r, s, current = dice.randint(1, 40), dice.randint(1, 40), dice.randint(1, 6)
    u = (r + s) * current
    return told(
        {"r": r, "s": s, "u": u},
        words(
            f"Resistors of {r} Ω and {s} Ω are in series with a source of {u} V. Which current "
            f"flows?",
            f"阻值为 {r} Ω 和 {s} Ω 的两个电阻串联后接在 {u} V 的电源上。电流是多少？",
        ),
        exact(current, "A"),
        [
            slip(
                "one-resistor-only",
                amount(Fraction(u, r), "A"),
                "The current goes through both: their resistances are added.",
                "电流通过两个电阻，阻值要相加。",
            ),
            slip(
                "parallel-for-series",
                amount(Fraction(u * (r + s), r * s), "A"),
                "In series the resistances are added.",
                "串联时阻值相加。",
            ),
            slip(
                "multiplied-for-divided",
                exact(u * (r + s), "A"),
                "Current is voltage divided by resistance.",
                "电流等于电压除以电阻。",
            ),
            slip(
                "inverse-ratio",
                amount(Fraction(r + s, u), "A"),
                "The ratio is upside down.",
                "比值倒过来了。",
            ),
        ],
        (
            step(
                f"{u}/({r} + {s})",
                "Voltage divided by the sum of the resistances.",
                "电压除以总电阻。",
            ),
            step(f"{u}/{r + s}", "Add.", "相加。"),
            step(str(current), "Divide.", "相除。"),
        ),
    )


def _parallel(dice: random.Random) -> Exercise | None:
    r, s = dice.randint(2, 90), dice.randint(2, 90)
    if r * s % (r + s):
        return None
    total = r * s // (r + s)
    u = total * dice.randint(1, 9)
    return told(
        {"r": r, "s": s, "u": u, "wired": "parallel"},
        words(
            f"Resistors of {r} Ω and {s} Ω are in parallel at a source of {u} V. Which total "
            f"current flows?",
            f"阻值为 {r} Ω 和 {s} Ω 的两个电阻并联后接在 {u} V 的电源上。总电流是多少？",
        ),
        exact(u // total, "A"),
        [
            slip(
                "series-for-parallel",
                amount(Fraction(u, r + s), "A"),
                "In parallel each resistor has the whole voltage; the currents are added.",
                "并联时每个电阻都承受全部电压，电流相加。",
            ),
            slip(
                "one-resistor-only",
                amount(Fraction(u, r), "A"),
                "This is the current through one resistor.",
                "这只是通过其中一个电阻的电流。",
            ),
            slip(
                "reciprocal-forgotten",
                amount(u * (Fraction(1, r) + Fraction(1, s)) ** -1, "A"),
                "Divide the voltage by the total resistance, do not multiply.",
                "应当用电压除以总电阻，不是相乘。",
            ),
            slip(
                "mean-resistance",
                amount(Fraction(2 * u, r + s), "A"),
                "The total resistance is smaller than each, not their mean.",
                "总电阻比每个都小，不是平均值。",
            ),
        ],
        (
            step(
                f"{u}/{r} + {u}/{s}",
                "Each resistor has the whole voltage; the currents are added.",
                "每个电阻都承受全部电压，电流相加。",
            ),
            step(f"{Fraction(u, r)} + {Fraction(u, s)}", "Divide.", "分别相除。"),
            step(str(u // total), "Add.", "相加。"),
        ),
    )


def _mixed(dice: random.Random) -> Exercise | None:
    r, s, first = dice.randint(2, 60), dice.randint(2, 60), dice.randint(1, 30)
    if r * s % (r + s):
        return None
    pair = r * s // (r + s)
    total, current = pair + first, dice.randint(1, 5)
    u = total * current
    return told(
        {"first": first, "r": r, "s": s, "u": u},
        words(
            f"A resistor of {first} Ω is in series with a pair in parallel, {r} Ω and {s} Ω. The "
            f"source has {u} V. Which current does it give?",
            f"{first} Ω 的电阻与一组并联电阻（{r} Ω 和 {s} Ω）串联，电源电压为 {u} V。"
            f"电源输出的电流是多少？",
        ),
        exact(current, "A"),
        [
            slip(
                "all-in-series",
                amount(Fraction(u, first + r + s), "A"),
                "Two of them are in parallel: together they resist less than each.",
                "其中两个并联，并联后的电阻比每个都小。",
            ),
            slip(
                "one-resistor-only",
                amount(Fraction(u, first), "A"),
                "The pair resists too.",
                "并联部分也有电阻。",
            ),
            slip(
                "all-in-parallel",
                amount(u * (Fraction(1, first) + Fraction(r + s, r * s)), "A"),
                "The first resistor is in series with the pair.",
                "第一个电阻与并联部分是串联的。",
            ),
            slip(
                "mean-resistance",
                amount(u / (first + Fraction(r + s, 2)), "A"),
                "The resistance of the pair is not the mean.",
                "并联部分的电阻不是平均值。",
            ),
        ],
        (
            step(
                f"{u}/({first} + {r}*{s}/({r} + {s}))",
                "Product over sum for the pair, then the first resistor is added.",
                "并联部分用“积除以和”，再加上串联的电阻。",
            ),
            step(f"{u}/({first} + {pair})", "Work out the pair.", "算出并联部分。"),
            step(str(current), "Divide.", "相除。"),
        ),
    )


def _density(dice: random.Random) -> Exercise:
    rho, v = dice.randint(2, 20), dice.randint(5, 200)
    m = rho * v
    return told(
        {"m": m, "v": v},
        words(
            f"A body has a mass of {m} g and a volume of {v} cm³. What is its density?",
            f"一个物体质量为 {m} g，体积为 {v} cm³。它的密度是多少？",
        ),
        exact(rho, "g/cm³"),
        [
            slip(
                "inverse-ratio",
                amount(Fraction(v, m), "g/cm³"),
                "The ratio is upside down: mass over volume.",
                "比值倒过来了：应为质量除以体积。",
            ),
            slip(
                "multiplied-for-divided",
                exact(m * v, "g/cm³"),
                "Density is mass divided by volume.",
                "密度等于质量除以体积。",
            ),
            slip(
                "subtracted-for-divided",
                exact(m - v, "g/cm³"),
                "Grams and cubic centimetres cannot be subtracted.",
                "克和立方厘米不能相减。",
            ),
            slip(
                "unit-of-water",
                exact(1000 * rho, "g/cm³"),
                "This is the number in kg/m³.",
                "这是以 kg/m³ 为单位的数值。",
            ),
        ],
        (
            step(f"{m}/{v}", "Density is mass divided by volume.", "密度等于质量除以体积。"),
            step(str(rho), "Divide.", "相除。"),
        ),
    )


def _alloy(dice: random.Random) -> Exercise | None:
    low, mean, high = sorted(dice.sample(range(2, 21), 3))
    a, b = (low, high) if dice.random() < 0.5 else (high, low)
    share = dice.randint(2, 12)
    v, w = abs(b - mean) * share, abs(a - mean) * share
    total = a * v + b * w
    if v == w or total % (v + w):
        return None
    return told(
        {"a": a, "b": b, "v": v, "w": w},
        words(
            f"{v} cm³ of a metal of density {a} g/cm³ and {w} cm³ of one of density {b} g/cm³ "
            f"are melted together without change of volume. What is the density of the alloy?",
            f"把 {v} cm³ 密度为 {a} g/cm³ 的金属与 {w} cm³ 密度为 {b} g/cm³ 的金属熔合，"
            f"总体积不变。合金的密度是多少？",
        ),
        exact(total // (v + w), "g/cm³"),
        [
            slip(
                "mean-of-the-densities",
                amount(Fraction(a + b, 2), "g/cm³"),
                "The volumes differ: divide the whole mass by the whole volume.",
                "体积不同，应当用总质量除以总体积。",
            ),
            slip(
                "weights-exchanged",
                amount(Fraction(a * w + b * v, v + w), "g/cm³"),
                "Each density goes with its own volume.",
                "每个密度要乘以自己的体积。",
            ),
            slip(
                "densities-added",
                exact(a + b, "g/cm³"),
                "Densities are not added.",
                "密度不能相加。",
            ),
            slip(
                "equal-masses-assumed",
                amount(Fraction(2 * a * b, a + b), "g/cm³"),
                "This would hold for equal masses.",
                "只有质量相等时才是这样。",
            ),
        ],
        (
            step(
                f"({a}*{v} + {b}*{w})/({v} + {w})",
                "Whole mass over whole volume.",
                "总质量除以总体积。",
            ),
            step(f"{total}/{v + w}", "Work out both.", "分别算出。"),
            step(str(total // (v + w)), "Divide.", "相除。"),
        ),
    )


def _hollow(dice: random.Random) -> Exercise:
    rho, metal, cavity = dice.randint(3, 20), dice.randint(5, 90), dice.randint(5, 90)
    m, v = rho * metal, metal + cavity
    return told(
        {"m": m, "v": v, "rho": rho},
        words(
            f"A hollow metal ball has a mass of {m} g and an outer volume of {v} cm³. The metal "
            f"has density {rho} g/cm³. How large is the cavity?",
            f"一个空心金属球质量为 {m} g，外部体积为 {v} cm³，金属的密度为 {rho} g/cm³。"
            f"空心部分的体积是多少？",
        ),
        exact(cavity, "cm³"),
        [
            slip(
                "metal-for-cavity",
                exact(metal, "cm³"),
                "This is the volume of the metal.",
                "这是金属部分的体积。",
            ),
            slip(
                "volumes-added",
                exact(v + metal, "cm³"),
                "The cavity is what the metal leaves of the outer volume.",
                "空心部分等于外部体积减去金属体积。",
            ),
            slip(
                "mass-for-volume",
                exact(m - v, "cm³"),
                "Grams and cubic centimetres cannot be subtracted.",
                "克和立方厘米不能相减。",
            ),
            slip(
                "mean-density",
                amount(Fraction(m, v), "cm³"),
                "This is the mean density of the ball.",
                "这是球的平均密度。",
            ),
        ],
        (
            step(
                f"{v} - {m}/{rho}",
                "Outer volume minus the volume of the metal, which is mass over density.",
                "外部体积减去金属体积，金属体积等于质量除以密度。",
            ),
            step(f"{v} - {metal}", "Divide.", "相除。"),
            step(str(cavity), "Subtract.", "相减。"),
        ),
    )


FAMILIES = (
    Family(
        name="electric-circuits",
        topic="physics",
        title=words("Ohm's law: series and parallel", "欧姆定律：串联与并联"),
        grades=(8, 10),
        skills=("ohms-law", "circuits"),
        constants=frozenset({"1"}),
        make=by_level(_series, _parallel, _mixed),
    ),
    Family(
        name="density",
        topic="physics",
        title=words("Density", "密度"),
        grades=(7, 9),
        skills=("density", "proportion"),
        make=by_level(_density, _alloy, _hollow),
    ),
)
