"""Circuits, density, pressure and heat."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import amount, decimal
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


def _pressure(dice: random.Random) -> Exercise:
    p, tenths = dice.randint(2, 90) * 50, dice.randint(2, 60)
    area = Fraction(tenths, 20)
    force = p * area
    shown = decimal(force)
    return told(
        {"force": shown, "area": decimal(area)},
        words(
            f"A crate presses with {shown} N on a floor area of {decimal(area)} m². What is the "
            f"pressure?",
            f"木箱以 {shown} N 的力压在 {decimal(area)} m² 的地面上。压强是多少？",
        ),
        exact(p, "Pa"),
        [
            slip(
                "multiplied-for-divided",
                amount(force * area, "Pa"),
                "Pressure is force divided by area.",
                "压强等于力除以面积。",
            ),
            slip(
                "inverse-ratio",
                amount(area / force, "Pa"),
                "The ratio is upside down.",
                "比值倒过来了。",
            ),
            slip(
                "weight-counted-again",
                exact(10 * p, "Pa"),
                "The force is given already; no factor $g$ is needed.",
                "力已经给出，不必再乘 $g$。",
            ),
            slip(
                "square-of-the-area",
                amount(force / area**2, "Pa"),
                "The area is already an area.",
                "面积已经给出，不必再平方。",
            ),
        ],
        (
            step(
                f"{shown}/{decimal(area)}",
                "Pressure is force divided by area.",
                "压强等于力除以面积。",
            ),
            step(str(p), "Divide.", "相除。"),
        ),
    )


_LIQUIDS = (
    ("water", "水", 1000),
    ("oil", "油", 800),
    ("glycerine", "甘油", 1260),
    ("sea water", "海水", 1030),
    ("petrol", "汽油", 710),
)


def _depth(dice: random.Random) -> Exercise | None:
    name, name_zh, rho = dice.choice(_LIQUIDS)
    h = Fraction(dice.randint(2, 120), 10)
    p = rho * 10 * h
    cm = dice.randint(2, 60)
    return told(
        {"rho": rho, "h": decimal(h), "area": cm, "g": 10},
        words(
            f"A diver's watch with a face of {cm} cm² is {decimal(h)} m deep in {name} of "
            f"density {rho} kg/m³. Which pressure does the liquid put on it? ($g = 10$ m/s²)",
            f"潜水表的表面积为 {cm} cm²，位于密度为 {rho} kg/m³ 的{name_zh}中 {decimal(h)} m "
            f"深处。液体对它的压强是多少？（$g = 10$ m/s²）",
        ),
        exact(p, "Pa"),
        [
            slip(
                "area-counted",
                amount(p * cm, "Pa"),
                "The pressure does not depend on the area.",
                "压强与面积无关。",
            ),
            slip(
                "gravity-forgotten",
                amount(rho * h, "Pa"),
                "The factor $g$ is missing.",
                "漏了 $g$。",
            ),
            slip(
                "depth-in-centimetres",
                amount(p * 100, "Pa"),
                "The depth must be in metres.",
                "深度要用米作单位。",
            ),
            slip(
                "divided-by-the-area",
                amount(p / cm, "Pa"),
                "Density times $g$ times depth is the pressure already.",
                "密度乘 $g$ 乘深度已经是压强。",
            ),
        ],
        (
            step(
                f"{rho}*10*{decimal(h)}",
                "Density times $g$ times depth; the area does not matter.",
                "密度乘 $g$ 乘深度，与面积无关。",
            ),
            step(decimal(p), "Multiply.", "相乘。"),
        ),
    )


def _buoyancy(dice: random.Random) -> Exercise | None:
    name, name_zh, rho = dice.choice(_LIQUIDS[:2])
    v, weight = 100 * dice.randint(1, 40), dice.randint(5, 120)
    lift = Fraction(rho * 10 * v, 10**6)
    reading = weight - lift
    if reading <= 0 or reading.denominator > 1:
        return None
    return told(
        {"weight": weight, "v": v, "rho": rho, "g": 10},
        words(
            f"A body of weight {weight} N and volume {v} cm³ hangs on a spring balance, fully in "
            f"{name} of density {rho} kg/m³. What does the balance show? ($g = 10$ m/s²)",
            f"重 {weight} N、体积 {v} cm³ 的物体挂在弹簧测力计下，"
            f"全部浸没在密度为 {rho} kg/m³ 的{name_zh}中。测力计的示数是多少？（$g = 10$ m/s²）",
        ),
        exact(reading, "N"),
        [
            slip(
                "buoyancy-for-the-reading",
                amount(lift, "N"),
                "This is the buoyancy; the balance carries the rest of the weight.",
                "这是浮力，测力计承受的是其余的重量。",
            ),
            slip(
                "buoyancy-added",
                amount(weight + lift, "N"),
                "Buoyancy acts upwards: subtract it.",
                "浮力向上，应当减去。",
            ),
            slip(
                "buoyancy-forgotten",
                exact(weight, "N"),
                "This is the reading in air.",
                "这是在空气中的示数。",
            ),
            slip(
                "gravity-forgotten",
                amount(weight - lift / 10, "N"),
                "The buoyancy contains $g$.",
                "浮力中要乘 $g$。",
            ),
        ],
        (
            step(
                f"{weight} - {rho}*10*{v}/1000000",
                "Weight minus buoyancy: density times $g$ times volume, in cubic metres.",
                "重力减去浮力；浮力等于密度乘 $g$ 乘体积（以立方米为单位）。",
            ),
            step(f"{weight} - {lift}", "Work out the buoyancy.", "算出浮力。"),
            step(str(reading), "Subtract.", "相减。"),
        ),
    )


_HEATS = (
    ("water", "水", 4200),
    ("milk", "牛奶", 3900),
    ("aluminium", "铝", 880),
    ("iron", "铁", 460),
    ("copper", "铜", 390),
    ("sand", "沙", 920),
)


def _heat(dice: random.Random, back: bool) -> Exercise:
    name, name_zh, c = dice.choice(_HEATS)
    m, low = dice.randint(2, 12), dice.randint(5, 30)
    rise = dice.randint(5, 60)
    q = c * m * rise
    start = f"{m} kg of {name} at {low} °C"
    start_zh = f"{m} kg、{low} °C 的{name_zh}"
    if back:
        return told(
            {"m": m, "low": low, "q": q, "c": c},
            words(
                f"{start} takes up {q} J of heat (specific heat {c} J/(kg·°C)). Which "
                f"temperature does it reach?",
                f"{start_zh}吸收 {q} J 的热量（比热容为 {c} J/(kg·°C)）。温度升到多少？",
            ),
            exact(low + rise, "°C"),
            [
                slip(
                    "rise-for-temperature",
                    exact(rise, "°C"),
                    "This is by how much the temperature rises.",
                    "这是升高的温度。",
                ),
                slip(
                    "rise-subtracted",
                    exact(low - rise, "°C"),
                    "Heat is taken up: the temperature rises.",
                    "吸收热量，温度升高。",
                ),
                slip(
                    "mass-forgotten",
                    exact(low + rise * m, "°C"),
                    "The heat is shared by the whole mass.",
                    "热量由全部质量共同吸收。",
                ),
                slip(
                    "initial-temperature-multiplied",
                    exact(low * rise, "°C"),
                    "The rise is added to the initial temperature.",
                    "升高的温度要与初温相加。",
                ),
            ],
            (
                step(
                    f"{low} + {q}/({c}*{m})",
                    "Heat divided by specific heat and mass is the rise; add it.",
                    "热量除以比热容与质量之积得到升温，再加上初温。",
                ),
                step(f"{low} + {rise}", "Divide.", "相除。"),
                step(str(low + rise), "Add.", "相加。"),
            ),
        )
    high = low + rise
    return told(
        {"m": m, "low": low, "high": high, "c": c},
        words(
            f"{start} is heated to {high} °C (specific heat {c} J/(kg·°C)). How much heat does "
            f"this take?",
            f"把 {start_zh}加热到 {high} °C（比热容为 {c} J/(kg·°C)）。需要多少热量？",
        ),
        exact(q, "J"),
        [
            slip(
                "final-temperature-for-rise",
                exact(c * m * high, "J"),
                "The rise counts, not the final temperature.",
                "应当用升高的温度，不是末温。",
            ),
            slip(
                "temperatures-added",
                exact(c * m * (high + low), "J"),
                "The rise is the difference of the temperatures.",
                "升高的温度是两个温度之差。",
            ),
            slip(
                "mass-forgotten",
                exact(c * rise, "J"),
                "This is for one kilogram.",
                "这是一千克所需的热量。",
            ),
            slip(
                "specific-heat-forgotten",
                exact(m * rise, "J"),
                "The specific heat is missing.",
                "漏了比热容。",
            ),
        ],
        (
            step(
                f"{c}*{m}*({high} - {low})",
                "Heat is specific heat times mass times rise of temperature.",
                "热量等于比热容乘质量乘升高的温度。",
            ),
            step(f"{c}*{m}*{rise}", "Subtract.", "相减。"),
            step(str(q), "Multiply.", "相乘。"),
        ),
    )


def _mixture(dice: random.Random) -> Exercise | None:
    m, n = dice.randint(1, 20), dice.randint(1, 20)
    cold, hot = dice.randint(4, 30), dice.randint(40, 98)
    total = m * cold + n * hot
    if m == n or total % (m + n):
        return None
    mixed = total // (m + n)
    return told(
        {"m": m, "n": n, "cold": cold, "hot": hot},
        words(
            f"{m} kg of water at {cold} °C and {n} kg of water at {hot} °C are mixed. No heat is "
            f"lost. What is the temperature of the mixture?",
            f"把 {m} kg、{cold} °C 的水与 {n} kg、{hot} °C 的水混合，不计热量损失。"
            f"混合后的温度是多少？",
        ),
        exact(mixed, "°C"),
        [
            slip(
                "mean-of-the-temperatures",
                amount(Fraction(cold + hot, 2), "°C"),
                "The masses differ: weight the temperatures with them.",
                "质量不同，要按质量加权。",
            ),
            slip(
                "weights-exchanged",
                amount(Fraction(n * cold + m * hot, m + n), "°C"),
                "Each temperature goes with its own mass.",
                "每个温度要乘以自己的质量。",
            ),
            slip(
                "temperatures-added",
                exact(cold + hot, "°C"),
                "A mixture is never hotter than its hottest part.",
                "混合后不会比最热的部分更热。",
            ),
            slip(
                "difference-of-the-temperatures",
                exact(hot - cold, "°C"),
                "This is the difference before mixing.",
                "这是混合前的温差。",
            ),
        ],
        (
            step(
                f"{m}*(x - {cold}) = {n}*({hot} - x)",
                "What the cold water takes up, the hot water gives.",
                "冷水吸收的热量等于热水放出的热量。",
            ),
            step(f"{m + n}*x = {total}", "Collect the unknown.", "合并未知数。"),
            step(f"x = {mixed}", "Divide.", "相除。"),
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
    Family(
        name="pressure-and-buoyancy",
        topic="physics",
        title=words("Pressure and buoyancy", "压强与浮力"),
        grades=(8, 10),
        skills=("pressure", "buoyancy"),
        constants=frozenset({"1"}),
        make=by_level(_pressure, _depth, _buoyancy),
    ),
    Family(
        name="heat",
        topic="physics",
        title=words("Heat and temperature", "热量与温度"),
        grades=(8, 10),
        skills=("heat", "energy-balance"),
        constants=frozenset({"1"}),
        make=by_level(lambda dice: _heat(dice, False), lambda dice: _heat(dice, True), _mixture),
    ),
)
