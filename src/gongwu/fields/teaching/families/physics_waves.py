"""Waves, lenses, and units."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Step
from gongwu.fields.teaching.families.drawing_chance import amount, decimal
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


def _wave(dice: random.Random) -> Exercise:
    f, half = dice.randint(2, 500), dice.randint(1, 80)
    length = Fraction(half, 2)
    v = f * length
    shown = decimal(length)
    if v.denominator > 1:
        f, v = 2 * f, 2 * v
    return told(
        {"f": f, "length": shown},
        words(
            f"A wave has a frequency of {f} Hz and a wavelength of {shown} m. How fast does it "
            f"travel?",
            f"一列波的频率为 {f} Hz，波长为 {shown} m。波速是多少？",
        ),
        exact(v, "m/s"),
        [
            slip(
                "divided-for-multiplied",
                amount(f / length, "m/s"),
                "Speed is frequency times wavelength.",
                "波速等于频率乘波长。",
            ),
            slip(
                "inverse-ratio",
                amount(length / f, "m/s"),
                "Speed is frequency times wavelength.",
                "波速等于频率乘波长，不是波长除以频率。",
            ),
            slip(
                "half-forgotten",
                amount(v / 2, "m/s"),
                "A wavelength is a full period, from crest to crest.",
                "波长是一个完整的周期，从波峰到波峰。",
            ),
            slip(
                "added-for-multiplied",
                amount(f + length, "m/s"),
                "Hertz and metres cannot be added.",
                "赫兹和米不能相加。",
            ),
        ],
        (
            step(f"{f}*{shown}", "Speed is frequency times wavelength.", "波速等于频率乘波长。"),
            step(str(v), "Multiply.", "相乘。"),
        ),
    )


def _echo(dice: random.Random) -> Exercise | None:
    v, tenths = dice.choice((330, 335, 340, 345, 1450, 1480, 1500, 1530)), dice.randint(4, 90)
    t = Fraction(tenths, 10)
    s = v * t / 2
    if s.denominator > 1:
        return None
    air = v < 1000
    where, where_zh = ("a cliff", "峭壁") if air else ("the sea floor", "海底")
    return told(
        {"v": v, "t": decimal(t)},
        words(
            f"A sound is sent to {where} and its echo is heard {decimal(t)} s later. Sound "
            f"travels there at {v} m/s. How far away is {where}?",
            f"向{where_zh}发出声波，{decimal(t)} s 后听到回声。声速为 {v} m/s。"
            f"到{where_zh}的距离是多少？",
        ),
        exact(s, "m"),
        [
            slip(
                "there-and-back",
                amount(2 * s, "m"),
                "The sound goes there and back: halve the way.",
                "声音走了一个来回，路程要减半。",
            ),
            slip(
                "divided-for-multiplied",
                amount(v / t, "m"),
                "Distance is speed times time.",
                "路程等于速度乘时间。",
            ),
            slip(
                "half-twice", amount(s / 2, "m"), "Halve the way once only.", "路程只需减半一次。"
            ),
            slip(
                "inverse-ratio", amount(2 * v / t, "m"), "Multiply by the time.", "应当乘以时间。"
            ),
        ],
        (
            step(
                f"{v}*{decimal(t)}/2",
                "Half of the way that the sound covers.",
                "声音所走路程的一半。",
            ),
            step(str(s), "Work it out.", "计算。"),
        ),
    )


def _crests(dice: random.Random) -> Exercise | None:
    crests, t, gap = dice.randint(3, 21), dice.randint(4, 60), dice.randint(2, 30)
    waves = crests - 1
    if waves * gap % t:
        return None
    v = waves * gap // t
    return told(
        {"crests": crests, "t": t, "gap": gap},
        words(
            f"At a pier {crests} wave crests pass; from the first to the last it takes {t} s. "
            f"Neighbouring crests are {gap} m apart. How fast are the waves?",
            f"有 {crests} 个波峰先后经过码头，从第一个到最后一个历时 {t} s。"
            f"相邻波峰相距 {gap} m。波速是多少？",
        ),
        exact(v, "m/s"),
        [
            slip(
                "posts-for-gaps",
                amount(Fraction(crests * gap, t), "m/s"),
                "Between so many crests there is one gap fewer.",
                "波峰之间的间隔比波峰数少一个。",
            ),
            slip(
                "period-for-speed",
                amount(Fraction(t, waves), "m/s"),
                "This is the period in seconds.",
                "这是以秒为单位的周期。",
            ),
            slip(
                "one-gap-too-few",
                amount(Fraction((waves - 1) * gap, t), "m/s"),
                "Only one is taken away.",
                "只需减去一个。",
            ),
            slip(
                "divided-for-multiplied",
                amount(Fraction(waves, t * gap), "m/s"),
                "Speed is frequency times wavelength.",
                "波速等于频率乘波长。",
            ),
        ],
        (
            step(
                f"({crests} - 1)*{gap}/{t}",
                "There is one gap fewer than crests; the first crest covers all gaps in this time.",
                "间隔数比波峰数少一，第一个波峰在这段时间内走过所有间隔。",
            ),
            step(f"{waves * gap}/{t}", "Work out the way.", "算出路程。"),
            step(str(v), "Divide.", "相除。"),
        ),
    )


def _lens(dice: random.Random, level: int) -> Exercise | None:
    f, u = dice.randint(2, 60), dice.randint(3, 240)
    if u <= f or f * u % (u - f) or u == 2 * f:
        return None
    v = f * u // (u - f)
    size = dice.randint(1, 12)
    image = Fraction(size * v, u)
    cm = "cm"
    if level == 1:
        return told(
            {"f": f, "u": u},
            words(
                f"An object stands {u} cm before a converging lens of focal length {f} cm. How "
                f"far behind the lens is its image?",
                f"物体放在焦距为 {f} cm 的凸透镜前 {u} cm 处。像距是多少？",
            ),
            exact(v, cm),
            [
                slip(
                    "sum-of-reciprocals",
                    amount(Fraction(f * u, f + u), cm),
                    "The reciprocal of the object distance is subtracted from that of the focal "
                    "length.",
                    "应当用焦距的倒数减去物距的倒数。",
                ),
                slip(
                    "distances-subtracted",
                    exact(u - f, cm),
                    "Subtract the reciprocals, not the lengths.",
                    "相减的是倒数，不是长度。",
                ),
                slip(
                    "distances-added",
                    exact(u + f, cm),
                    "The lengths are not added.",
                    "长度不能相加。",
                ),
                slip(
                    "magnification-for-distance",
                    amount(Fraction(v, u), cm),
                    "This is the magnification.",
                    "这是放大率。",
                ),
            ],
            _lens_steps(f, u, v),
        )
    if image.denominator > 1:
        return None
    if level == 2:
        return told(
            {"f": f, "u": u, "size": size},
            words(
                f"An object {size} cm high stands {u} cm before a converging lens of focal "
                f"length {f} cm. How high is its image?",
                f"高 {size} cm 的物体放在焦距为 {f} cm 的凸透镜前 {u} cm 处。像高是多少？",
            ),
            exact(image, cm),
            [
                slip(
                    "inverse-ratio",
                    amount(Fraction(size * u, v), cm),
                    "The magnification is image distance over object distance.",
                    "放大率等于像距除以物距。",
                ),
                slip(
                    "distance-for-height", exact(v, cm), "This is the image distance.", "这是像距。"
                ),
                slip(
                    "focal-length-for-image-distance",
                    amount(Fraction(size * f, u), cm),
                    "Find the image distance first.",
                    "要先求出像距。",
                ),
                slip(
                    "image-as-high-as-the-object",
                    exact(size, cm),
                    "That is so only at twice the focal length.",
                    "只有物距为二倍焦距时才是这样。",
                ),
            ],
            (
                step(
                    f"{size}*(1/(1/{f} - 1/{u}))/{u}",
                    "Image distance over object distance magnifies the object.",
                    "像距与物距之比就是放大率。",
                ),
                step(f"{size}*{v}/{u}", "Work out the image distance.", "算出像距。"),
                step(str(image), "Work it out.", "计算。"),
            ),
        )
    return told(
        {"u": u, "size": size, "image": int(image)},
        words(
            f"A converging lens throws a real image {image} cm high of an object {size} cm high. "
            f"The object stands {u} cm before the lens. What is the focal length?",
            f"凸透镜前 {u} cm 处有一高 {size} cm 的物体，成高 {image} cm 的实像。焦距是多少？",
        ),
        exact(f, cm),
        [
            slip(
                "image-distance-for-focal-length",
                exact(v, cm),
                "This is the image distance.",
                "这是像距。",
            ),
            slip(
                "virtual-for-real",
                amount(Fraction(u * v, abs(v - u)), cm),
                "A real image lies on the other side: the reciprocals are added.",
                "实像在另一侧，倒数应当相加。",
            ),
            slip(
                "inverse-ratio",
                amount(Fraction(u * u * size, image.numerator * u + size * u), cm),
                "The magnification is image height over object height.",
                "放大率等于像高除以物高。",
            ),
            slip(
                "distances-added",
                exact(u + v, cm),
                "The reciprocals are added, not the lengths.",
                "相加的是倒数，不是长度。",
            ),
        ],
        (
            step(
                f"1/(1/{u} + 1/({u}*{image}/{size}))",
                "The magnification gives the image distance; add the reciprocals.",
                "由放大率得像距，再把倒数相加。",
            ),
            step(f"1/(1/{u} + 1/{v})", "Work out the image distance.", "算出像距。"),
            step(str(f), "Work it out.", "计算。"),
        ),
    )


def _lens_steps(f: int, u: int, v: int) -> tuple[Step, ...]:
    return (
        step(
            f"1/(1/{f} - 1/{u})",
            "The reciprocal of the image distance is that of the focal length minus that of the "
            "object distance.",
            "像距的倒数等于焦距的倒数减去物距的倒数。",
        ),
        step(f"1/({Fraction(1, f) - Fraction(1, u)})", "Subtract the fractions.", "分数相减。"),
        step(str(v), "Take the reciprocal.", "取倒数。"),
    )


# From a unit to another: the number to multiply with, and the factor somebody may take instead.
_UNITS = {
    1: (
        ("km/h", "m/s", Fraction(5, 18), Fraction(1000)),
        ("m/s", "km/h", Fraction(18, 5), Fraction(1, 1000)),
        ("min", "s", Fraction(60), Fraction(100)),
        ("kg", "g", Fraction(1000), Fraction(100)),
        ("km", "m", Fraction(1000), Fraction(100)),
        ("L", "mL", Fraction(1000), Fraction(100)),
        ("kJ", "J", Fraction(1000), Fraction(100)),
        ("h", "min", Fraction(60), Fraction(100)),
    ),
    2: (
        ("m²", "cm²", Fraction(10_000), Fraction(100)),
        ("m³", "L", Fraction(1000), Fraction(100)),
        ("cm²", "mm²", Fraction(100), Fraction(10)),
        ("km²", "m²", Fraction(1_000_000), Fraction(1000)),
        ("dm³", "cm³", Fraction(1000), Fraction(10)),
        ("m³", "cm³", Fraction(1_000_000), Fraction(100)),
        ("m³", "dm³", Fraction(1000), Fraction(10)),
        ("m²", "dm²", Fraction(100), Fraction(10)),
    ),
    3: (
        ("g/cm³", "kg/m³", Fraction(1000), Fraction(1, 1000)),
        ("kW·h", "J", Fraction(3_600_000), Fraction(1000)),
        ("N/cm²", "Pa", Fraction(10_000), Fraction(100)),
        ("L/min", "cm³/s", Fraction(50, 3), Fraction(1000)),
        ("kg/m³", "g/L", Fraction(1), Fraction(1000)),
        ("m³/h", "L/min", Fraction(50, 3), Fraction(1000)),
        ("km/min", "m/s", Fraction(50, 3), Fraction(1000)),
        ("MW·h", "kJ", Fraction(3_600_000), Fraction(1000)),
    ),
}


def _units(dice: random.Random, level: int) -> Exercise | None:
    start, end, factor, wrong = dice.choice(_UNITS[level])
    number = Fraction(dice.randint(1, 999), dice.choice((1, 1, 2, 10)))
    value = number * factor
    if value.denominator > 1 or number >= 400:
        return None
    shown = decimal(number)
    return told(
        {"number": shown, "from": start, "to": end},
        words(f"Convert {shown} {start} to {end}.", f"把 {shown} {start} 换算成 {end}。"),
        exact(value, end),
        [
            slip(
                "inverse-factor",
                amount(number / factor, end),
                "The factor is used the wrong way round.",
                "换算率用反了。",
            ),
            slip(
                "wrong-factor",
                amount(number * wrong, end),
                "This is not the factor between these units; mind squares, cubes and hours.",
                "换算率不对，注意平方、立方和小时。",
            ),
            slip(
                "number-kept",
                amount(number, end),
                "Another unit needs another number.",
                "单位变了，数值也要变。",
            ),
            slip(
                "a-power-of-ten-too-much",
                amount(value * 10, end),
                "Count the powers of ten again.",
                "再数一数 10 的幂。",
            ),
            slip(
                "a-power-of-ten-too-few",
                amount(value / 10, end),
                "Count the powers of ten again.",
                "再数一数 10 的幂，少了一个。",
            ),
        ],
        (
            step(
                f"{shown}*({factor})",
                f"1 {start} is ${factor}$ {end}.",
                f"1 {start} 等于 ${factor}$ {end}。",
            ),
            step(str(value), "Multiply.", "相乘。"),
        ),
    )


FAMILIES = (
    Family(
        name="waves",
        topic="physics",
        title=words("Waves and echoes", "波与回声"),
        grades=(8, 11),
        skills=("waves", "speed"),
        constants=frozenset({"1"}),
        make=by_level(_wave, _echo, _crests),
    ),
    Family(
        name="thin-lens",
        topic="physics",
        title=words("The thin lens", "凸透镜成像"),
        grades=(8, 12),
        skills=("optics", "reciprocals"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _lens(dice, 1), lambda dice: _lens(dice, 2), lambda dice: _lens(dice, 3)
        ),
    ),
    Family(
        name="unit-conversion",
        topic="physics",
        title=words("Converting units", "单位换算"),
        grades=(5, 9),
        skills=("units", "powers-of-ten"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _units(dice, 1), lambda dice: _units(dice, 2), lambda dice: _units(dice, 3)
        ),
    ),
)
