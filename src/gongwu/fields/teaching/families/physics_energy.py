"""Energy, work and power."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import amount
from gongwu.fields.teaching.families.physics_forces import THINGS
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


def _kinetic(dice: random.Random) -> Exercise | None:
    what, what_zh = dice.choice(THINGS)
    m, v = dice.randint(2, 80), dice.randint(3, 30)
    if m * v % 2:
        return None
    e = Fraction(m * v * v, 2)
    return told(
        {"m": m, "v": v, "what": what},
        words(
            f"{what.capitalize()} of {m} kg moves at {v} m/s. What is its kinetic energy?",
            f"质量为 {m} kg 的{what_zh}以 {v} m/s 运动，它的动能是多少？",
        ),
        exact(e, "J"),
        [
            slip(
                "half-forgotten",
                exact(2 * e, "J"),
                "Kinetic energy has the factor one half.",
                "动能公式中有二分之一。",
            ),
            slip(
                "speed-not-squared",
                amount(Fraction(m * v, 2), "J"),
                "The speed is squared.",
                "速度要平方。",
            ),
            slip("momentum-for-energy", exact(m * v, "J"), "This is the momentum.", "这是动量。"),
            slip(
                "mass-squared",
                amount(Fraction(m * m * v, 2), "J"),
                "The speed is squared, not the mass.",
                "平方的是速度，不是质量。",
            ),
        ],
        (
            step(
                f"{m}*{v}^2/2",
                "Kinetic energy is half the mass times the square of the speed.",
                "动能等于质量乘速度的平方再除以 2。",
            ),
            step(str(e), "Work it out.", "计算。"),
        ),
    )


def _slide(dice: random.Random, friction: bool) -> Exercise | None:
    m, v, h = dice.randint(2, 70), dice.randint(2, 30), dice.randint(2, 60)
    g = 10
    if friction:
        lost = Fraction(m * g * h) - Fraction(m * v * v, 2)
        if lost <= 0 or lost.denominator > 1:
            return None
        gained = Fraction(m * v * v, 2)
        return told(
            {"m": m, "h": h, "v": v, "g": g},
            words(
                f"A child on a sledge, {m} kg together, starts from rest {h} m above the end of "
                f"a slope and arrives there at {v} m/s. How much mechanical energy is lost to "
                f"friction? ($g = {g}$ m/s²)",
                f"小孩和雪橇总质量为 {m} kg，从比坡底高 {h} m 处由静止滑下，"
                f"到坡底时速度为 {v} m/s。克服摩擦损失了多少机械能？（$g = {g}$ m/s²）",
            ),
            exact(lost, "J"),
            [
                slip(
                    "friction-ignored",
                    exact(m * g * h, "J"),
                    "This is the potential energy; part of it became kinetic energy.",
                    "这是重力势能，其中一部分变成了动能。",
                ),
                slip(
                    "what-remains",
                    amount(gained, "J"),
                    "This is the kinetic energy at the end, not the loss.",
                    "这是末动能，不是损失的能量。",
                ),
                slip(
                    "energies-added",
                    amount(m * g * h + gained, "J"),
                    "The loss is the difference.",
                    "损失的是两者之差。",
                ),
                slip(
                    "half-forgotten",
                    amount(m * g * h - 2 * gained, "J"),
                    "Kinetic energy has the factor one half.",
                    "动能公式中有二分之一。",
                ),
                slip(
                    "gravity-forgotten",
                    amount(m * h - gained, "J"),
                    "The potential energy contains $g$.",
                    "重力势能中要乘 $g$。",
                ),
            ],
            (
                step(
                    f"{m}*{g}*{h} - {m}*{v}^2/2",
                    "Potential energy at the top minus kinetic energy at the end.",
                    "坡顶的重力势能减去坡底的动能。",
                ),
                step(f"{m * g * h} - {gained}", "Work out both.", "分别算出。"),
                step(str(lost), "Subtract.", "相减。"),
            ),
        )
    # v² = 2·g·h with a whole speed.
    v = 10 * dice.randint(1, 9) if dice.random() < 0.3 else 2 * dice.randint(1, 45)
    drop = Fraction(v * v, 2 * g)
    shown = str(drop) if drop.denominator == 1 else f"{float(drop):g}"
    what, what_zh = dice.choice(THINGS)
    return told(
        {"h": shown, "m": m, "g": g, "what": what},
        words(
            f"{what.capitalize()} of {m} kg slides from rest down a smooth track and ends "
            f"{shown} m lower. How fast is it there? ($g = {g}$ m/s²)",
            f"质量为 {m} kg 的{what_zh}由静止沿光滑轨道滑下，高度降低 {shown} m。此时速度多大？"
            f"（$g = {g}$ m/s²）",
        ),
        exact(v, "m/s"),
        [
            slip(
                "root-forgotten",
                exact(v * v, "m/s"),
                "This is the square of the speed.",
                "这是速度的平方。",
            ),
            slip(
                "mass-counted",
                exact(v * m, "m/s"),
                "The mass cancels: it is in both energies.",
                "两种能量中都有质量，质量会约去。",
            ),
            slip(
                "two-forgotten",
                amount(Fraction(round(float(v) / 2**0.5 * 100), 100), "m/s"),
                "Kinetic energy has the factor one half, so the root is of twice the product.",
                "动能公式中有二分之一，因此根号下要乘 2。",
            ),
            slip(
                "energy-for-speed",
                exact(m * g * drop, "m/s"),
                "This is the energy in joules.",
                "这是以焦耳为单位的能量。",
            ),
        ],
        (
            step(
                f"sqrt(2*{g}*{shown})",
                "All potential energy becomes kinetic energy; the mass cancels.",
                "重力势能全部变为动能，质量约去。",
            ),
            step(f"sqrt({v * v})", "Multiply.", "相乘。"),
            step(str(v), "Take the root.", "开方。"),
        ),
    )


def _work(dice: random.Random) -> Exercise:
    what, what_zh = dice.choice(THINGS)
    force, s, m = dice.randint(5, 250), dice.randint(2, 60), dice.randint(5, 90)
    return told(
        {"force": force, "s": s, "m": m, "what": what},
        words(
            f"{what.capitalize()} of {m} kg is pushed {s} m along a level floor with a force of "
            f"{force} N in the direction of motion. How much work does the force do?",
            f"用 {force} N 的力沿运动方向把质量为 {m} kg 的{what_zh}在水平地面上推动 {s} m。"
            f"这个力做了多少功？",
        ),
        exact(force * s, "J"),
        [
            slip(
                "weight-for-force",
                exact(10 * m * s, "J"),
                "The weight acts across the motion and does no work here.",
                "重力与运动方向垂直，这里不做功。",
            ),
            slip(
                "mass-counted",
                exact(force * s * m, "J"),
                "The mass is not needed: work is force times distance.",
                "不需要质量：功等于力乘距离。",
            ),
            slip(
                "divided-for-multiplied",
                amount(Fraction(force, s), "J"),
                "Work is force times distance.",
                "功等于力乘距离。",
            ),
            slip(
                "added-for-multiplied",
                exact(force + s, "J"),
                "Newtons and metres cannot be added.",
                "牛顿和米不能相加。",
            ),
        ],
        (
            step(
                f"{force}*{s}",
                "Work is force times distance in its direction.",
                "功等于力乘以沿力的方向的距离。",
            ),
            step(str(force * s), "Multiply.", "相乘。"),
        ),
    )


def _power(dice: random.Random, efficiency: bool) -> Exercise | None:
    m, h, t = dice.randint(5, 300), dice.randint(2, 40), dice.randint(2, 60)
    work = 10 * m * h
    if efficiency:
        share = dice.randint(8, 19) * 5
        if work * 100 % (share * t):
            return None
        power = work * 100 // (share * t)
        return told(
            {"m": m, "h": h, "t": t, "power": power, "g": 10},
            words(
                f"A motor takes up {power} W and lifts {m} kg by {h} m in {t} s. What is its "
                f"efficiency in percent? ($g = 10$ m/s²)",
                f"一台输入功率为 {power} W 的电动机在 {t} s 内把质量为 {m} kg 的重物提升 {h} m。"
                f"效率是百分之几？（$g = 10$ m/s²）",
            ),
            exact(share, "%"),
            [
                slip(
                    "inverse-ratio",
                    amount(Fraction(10000, share), "%"),
                    "The useful part stands above: an efficiency is below 100 %.",
                    "有用功在分子上，效率小于 100%。",
                ),
                slip(
                    "what-is-lost",
                    exact(100 - share, "%"),
                    "This is the share that is lost.",
                    "这是损失的比例。",
                ),
                slip(
                    "gravity-forgotten",
                    amount(Fraction(share, 10), "%"),
                    "Lifting needs a force of mass times $g$.",
                    "提升重物的力是质量乘 $g$。",
                ),
                slip(
                    "time-forgotten",
                    amount(Fraction(share * t), "%"),
                    "The motor takes up its power for the whole time.",
                    "输入的能量是功率乘时间。",
                ),
            ],
            (
                step(
                    f"100*({m}*10*{h})/({power}*{t})",
                    "Useful energy divided by the energy taken up, times 100.",
                    "有用的能量除以输入的能量，再乘以 100。",
                ),
                step(f"100*{work}/{power * t}", "Work out both energies.", "分别算出两个能量。"),
                step(str(share), "Work it out.", "计算。"),
            ),
        )
    if work % t:
        return None
    return told(
        {"m": m, "h": h, "t": t, "g": 10},
        words(
            f"A crane lifts {m} kg by {h} m in {t} s at constant speed. What is its power? "
            f"($g = 10$ m/s²)",
            f"起重机在 {t} s 内把质量为 {m} kg 的重物匀速提升 {h} m。它的功率是多少？"
            f"（$g = 10$ m/s²）",
        ),
        exact(work // t, "W"),
        [
            slip(
                "work-for-power",
                exact(work, "W"),
                "This is the work. Power is work per time.",
                "这是功，功率是单位时间的功。",
            ),
            slip(
                "gravity-forgotten",
                amount(Fraction(m * h, t), "W"),
                "Lifting needs a force of mass times $g$.",
                "提升重物的力是质量乘 $g$。",
            ),
            slip(
                "height-forgotten",
                amount(Fraction(10 * m, t), "W"),
                "Work is force times height.",
                "功等于力乘高度。",
            ),
            slip(
                "multiplied-for-divided",
                exact(work * t, "W"),
                "Divide by the time: the same work in less time needs more power.",
                "应除以时间：同样的功用时越短功率越大。",
            ),
        ],
        (
            step(
                f"{m}*10*{h}/{t}",
                "Power is work divided by time; the force is mass times $g$.",
                "功率等于功除以时间，力等于质量乘 $g$。",
            ),
            step(f"{work}/{t}", "Multiply.", "相乘。"),
            step(str(work // t), "Divide.", "相除。"),
        ),
    )


FAMILIES = (
    Family(
        name="mechanical-energy",
        topic="physics",
        title=words("Kinetic and potential energy", "动能与势能"),
        grades=(8, 11),
        skills=("energy", "conservation"),
        make=by_level(_kinetic, lambda dice: _slide(dice, False), lambda dice: _slide(dice, True)),
    ),
    Family(
        name="work-and-power",
        topic="physics",
        title=words("Work, power, efficiency", "功、功率与效率"),
        grades=(8, 10),
        skills=("work", "power"),
        make=by_level(_work, lambda dice: _power(dice, False), lambda dice: _power(dice, True)),
    ),
)
