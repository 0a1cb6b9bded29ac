"""Pressure, buoyancy and heat."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import amount, decimal
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


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
