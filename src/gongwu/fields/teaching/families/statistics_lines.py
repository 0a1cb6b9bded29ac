"""Regression on a few points, and z-scores."""

import random
from fractions import Fraction
from math import gcd

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_chance import amount, decimal
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


def _fit(dice: random.Random, level: int) -> Exercise | None:
    xs = sorted(dice.sample(range(1, 11), 3 if level == 1 else 4))
    ys = [dice.randint(1, 20) for _ in xs]
    n = len(xs)
    ys[-1] += -sum(ys) % n  # a whole mean
    if sum(xs) % n:
        return None
    mx, my = sum(xs) // n, sum(ys) // n
    top = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    below = sum((x - mx) ** 2 for x in xs)
    spread = sum((y - my) ** 2 for y in ys)
    if not top or below // gcd(top, below) > 12:
        return None
    slope = Fraction(top, below)
    start = my - slope * mx
    at = dice.randint(11, 20)
    value = (slope, start, start + slope * at)[level - 1]
    points = ", ".join(f"$({x}, {y})$" for x, y in zip(xs, ys, strict=True))
    points_zh = points.replace(", $", "、$")
    ends = Fraction(ys[-1] - ys[0], xs[-1] - xs[0])

    def asked_of(m: Fraction) -> Fraction:
        return (m, my - m * mx, my + m * (at - mx))[level - 1]

    en = ("the slope", "the value at $x = 0$", f"the value at $x = {at}$")[level - 1]
    zh = ("斜率", "在 $x = 0$ 处的值", f"在 $x = {at}$ 处的值")[level - 1]
    facts: dict[str, Fact] = {
        "xs": tuple(xs),
        "ys": tuple(ys),
        "asked": ("slope", "start", "value")[level - 1],
    }
    products = " + ".join(f"({x} - {mx})*({y} - {my})" for x, y in zip(xs, ys, strict=True))
    squares = " + ".join(f"({x} - {mx})^2" for x in xs)
    m = f"({products})/({squares})"
    states = (
        (m, f"({top})/{below}", str(slope)),
        (f"{my} - {m}*{mx}", f"{my} - ({slope})*{mx}", str(start)),
        (f"{my} + {m}*({at} - {mx})", f"{my} + ({slope})*({at} - {mx})", str(value)),
    )[level - 1]
    return told(
        facts | {"at": at} if level == 3 else facts,
        words(
            f"The least-squares line is fitted to the points {points}. What is {en}?",
            f"用最小二乘法对点 {points_zh} 拟合直线，求{zh}。".replace("，求在", "，求它在"),
        ),
        exact(value),
        [
            slip(
                "line-through-the-ends",
                amount(asked_of(ends)),
                "All points count, not only the first and the last.",
                "所有的点都起作用，不只是首尾两点。",
            ),
            slip(
                "x-and-y-exchanged",
                amount(asked_of(Fraction(top, spread))),
                "Divide by the squares of the $x$ deviations.",
                "应除以 $x$ 的偏差平方和。",
            ),
            slip(
                "means-not-taken-away",
                amount(
                    asked_of(
                        Fraction(
                            sum(x * y for x, y in zip(xs, ys, strict=True)), sum(x * x for x in xs)
                        )
                    )
                ),
                "Use the deviations from the means.",
                "要用与平均数的偏差。",
            ),
            slip(
                "sign-of-the-slope" if level > 1 else "not-divided",
                amount(asked_of(-slope if level > 1 else Fraction(top))),
                "The slope has the wrong sign."
                if level > 1
                else "Divide by the sum of the squared $x$ deviations.",
                "斜率的符号错了。" if level > 1 else "还要除以 $x$ 的偏差平方和。",
            ),
            slip(
                "mean-of-y-for-the-line",
                amount(my),
                "This is the mean of the $y$ values.",
                "这是 $y$ 的平均数。",
            ),
        ],
        (
            step(
                states[0],
                f"The means are ${mx}$ and ${my}$. The slope is the sum of the products of "
                f"deviations over the sum of the squared $x$ deviations"
                + ("." if level == 1 else "; the line goes through the means."),
                f"平均数为 ${mx}$ 和 ${my}$。斜率等于偏差之积的和除以 $x$ 的偏差平方和"
                + ("。" if level == 1 else "，直线经过平均点。"),
            ),
            step(
                states[1],
                "Work out the sums." if level == 1 else "Work out the slope.",
                "算出两个和。" if level == 1 else "算出斜率。",
            ),
            step(states[2], "Work it out.", "计算。"),
        ),
    )


def _z(dice: random.Random, level: int) -> Exercise | None:
    mean, deviation = dice.randint(40, 120), dice.randint(2, 20)
    tenths = dice.choice([each for each in range(-30, 31) if each])
    z = Fraction(tenths, 10)
    x = mean + z * deviation
    if x.denominator > 1:
        return None
    zz = decimal(z)
    if level == 1:
        facts: dict[str, Fact] = {"mean": mean, "deviation": deviation, "x": int(x)}
        en, zh = (
            f"A test has mean {mean} and standard deviation {deviation}. What is the z-score of "
            f"a result of {x}?",
            f"某测验的平均分为 {mean}，标准差为 {deviation}。{x} 分的标准分（z 分数）是多少？",
        )
        value = z
        wrong = (
            (
                "sign-of-the-z-score",
                -z,
                "The z-score is result minus mean.",
                "z 分数是分数减平均分。",
            ),
            (
                "not-divided-by-the-deviation",
                z * deviation,
                "Divide by the standard deviation.",
                "还要除以标准差。",
            ),
            (
                "divided-by-the-variance",
                z / deviation,
                "Divide by the standard deviation, not the variance.",
                "应除以标准差，不是方差。",
            ),
            ("mean-not-taken-away", x / deviation, "Take the mean away first.", "要先减去平均分。"),
        )
        states = (f"({x} - {mean})/{deviation}", f"{x - mean}/{deviation}", str(z))
    elif level == 2:
        facts = {"mean": mean, "deviation": deviation, "z": zz}
        en, zh = (
            f"A test has mean {mean} and standard deviation {deviation}. Which result has the "
            f"z-score ${zz}$?",
            f"某测验的平均分为 {mean}，标准差为 {deviation}。标准分（z 分数）为 ${zz}$ "
            f"的成绩是多少分？",
        )
        value = x
        wrong = (
            (
                "sign-of-the-z-score",
                mean - z * deviation,
                "A negative z-score lies below the mean, a positive one above.",
                "z 分数为负在平均分以下，为正在以上。",
            ),
            ("mean-forgotten", z * deviation, "Add the mean.", "还要加上平均分。"),
            (
                "divided-for-multiplied",
                mean + z / deviation,
                "Multiply by the standard deviation.",
                "应乘以标准差。",
            ),
            (
                "deviation-forgotten",
                mean + z,
                "The z-score counts standard deviations.",
                "z 分数以标准差为单位。",
            ),
        )
        states = (f"{mean} + ({zz})*{deviation}", f"{mean} + ({z * deviation})", str(x))
    else:
        if abs(tenths) < 2 or z in (1, -1):
            return None
        facts = {"mean": mean, "x": int(x), "z": zz}
        en, zh = (
            f"A test has mean {mean}. A result of {x} has the z-score ${zz}$. What is the "
            f"standard deviation?",
            f"某测验的平均分为 {mean}，{x} 分的标准分（z 分数）为 ${zz}$。标准差是多少？",
        )
        value = Fraction(deviation)
        wrong = (
            ("not-divided", x - mean, "Divide by the z-score.", "还要除以 z 分数。"),
            ("inverse-ratio", z / (x - mean), "The ratio is upside down.", "比值倒过来了。"),
            (
                "multiplied-for-divided",
                (x - mean) * z,
                "Divide by the z-score, do not multiply.",
                "应除以 z 分数，不是相乘。",
            ),
            ("mean-not-taken-away", x / z, "Take the mean away first.", "要先减去平均分。"),
        )
        states = (f"({x} - {mean})/({zz})", f"({x - mean})/({zz})", str(deviation))
    return told(
        facts,
        words(en, zh),
        exact(value),
        [slip(name, amount(each), why, why_zh) for name, each, why, why_zh in wrong],
        (
            step(
                states[0],
                "The z-score is the deviation from the mean, counted in standard deviations.",
                "z 分数是以标准差为单位的、与平均分的偏差。",
            ),
            step(states[1], "Work out the deviation.", "算出偏差。"),
            step(states[2], "Work it out.", "计算。"),
        ),
    )


FAMILIES = (
    Family(
        name="regression-line",
        topic="statistics",
        title=words("The least-squares line", "最小二乘回归直线"),
        grades=(11, 13),
        skills=("linear-regression",),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _fit(dice, 1), lambda dice: _fit(dice, 2), lambda dice: _fit(dice, 3)
        ),
    ),
    Family(
        name="z-score",
        topic="statistics",
        title=words("Z-scores", "标准分（z 分数）"),
        grades=(10, 13),
        skills=("z-score", "standard-deviation"),
        constants=frozenset({"1"}),
        make=by_level(lambda dice: _z(dice, 1), lambda dice: _z(dice, 2), lambda dice: _z(dice, 3)),
    ),
)
