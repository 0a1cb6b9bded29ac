"""Forces, momentum, energy and power."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_chance import amount
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_THINGS = (
    ("a sledge", "雪橇"),
    ("a crate", "木箱"),
    ("a trolley", "小车"),
    ("a block", "木块"),
    ("a cart", "手推车"),
)


def _newton(dice: random.Random, friction: bool) -> Exercise:
    what, what_zh = dice.choice(_THINGS)
    m, a = dice.randint(2, 60), dice.randint(1, 9)
    f = dice.randint(3, 80) if friction else 0
    force = m * a + f
    rub, rub_zh = (
        (f" against a friction of {f} N", f"，受到 {f} N 的摩擦力")
        if friction
        else (" without friction", "，不计摩擦")
    )
    slips = [
        slip(
            "multiplied-for-divided",
            exact((force - f) * m, "m/s²"),
            "Acceleration is force divided by mass.",
            "加速度等于力除以质量。",
        ),
        slip(
            "inverse-ratio",
            amount(Fraction(m, force - f), "m/s²"),
            "The ratio is upside down.",
            "比值倒过来了。",
        ),
        slip(
            "weight-for-mass",
            amount(Fraction(force - f, 10 * m), "m/s²"),
            "Divide by the mass, not by the weight.",
            "应除以质量，不是重力。",
        ),
    ]
    if friction:
        slips = [
            slip(
                "friction-ignored",
                amount(Fraction(force, m), "m/s²"),
                "The friction works against the pull: the net force counts.",
                "摩擦力与拉力方向相反，起作用的是合力。",
            ),
            slip(
                "friction-added",
                amount(Fraction(force + f, m), "m/s²"),
                "The friction works against the pull: subtract it.",
                "摩擦力与拉力方向相反，应当相减。",
            ),
            slip(
                "friction-alone",
                amount(Fraction(f, m), "m/s²"),
                "This is what the friction alone would do.",
                "这只是摩擦力产生的加速度。",
            ),
            *slips[:2],
        ]
    else:
        slips.append(
            slip(
                "subtracted-for-divided",
                exact(force - m, "m/s²"),
                "Newtons and kilograms cannot be subtracted.",
                "牛顿和千克不能相减。",
            )
        )
    facts: dict[str, Fact] = {"m": m, "force": force, "what": what}
    return told(
        facts | ({"friction": f} if friction else {}),
        words(
            f"A force of {force} N pulls {what} of {m} kg along a level floor{rub}. What is its "
            f"acceleration?",
            f"用 {force} N 的水平力拉质量为 {m} kg 的{what_zh}在水平地面上运动{rub_zh}。"
            f"加速度是多少？",
        ),
        exact(a, "m/s²"),
        slips,
        (
            step(
                f"({force} - {f})/{m}" if friction else f"{force}/{m}",
                "Acceleration is net force divided by mass.",
                "加速度等于合力除以质量。",
            ),
            step(str(a), "Work it out.", "计算。"),
        ),
    )


def _tension(dice: random.Random) -> Exercise | None:
    m, n = dice.randint(1, 30), dice.randint(1, 30)
    a = dice.randint(1, 9)
    force = (m + n) * a
    tension = n * a
    if m == n:
        return None
    return told(
        {"front": m, "back": n, "force": force},
        words(
            f"A force of {force} N pulls a wagon of {m} kg, to which a second wagon of {n} kg is "
            f"tied by a rope. There is no friction. With which force does the rope pull the "
            f"second wagon?",
            f"用 {force} N 的力拉质量为 {m} kg 的前车，后面用绳子拴着质量为 {n} kg 的后车，"
            f"不计摩擦。绳子对后车的拉力是多少？",
        ),
        exact(tension, "N"),
        [
            slip(
                "whole-force-passed-on",
                exact(force, "N"),
                "Part of the force is used to speed up the first wagon.",
                "一部分力用来使前车加速。",
            ),
            slip(
                "wrong-mass",
                exact(m * a, "N"),
                "The rope speeds up the second wagon, so its mass counts.",
                "绳子使后车加速，应当用后车的质量。",
            ),
            slip(
                "shared-equally",
                amount(Fraction(force, 2), "N"),
                "The force is shared in the ratio of the masses, not equally.",
                "力按质量之比分配，不是平均分。",
            ),
            slip(
                "acceleration-of-one-alone",
                amount(Fraction(force * n, m), "N"),
                "Both wagons are sped up together: divide by the sum of the masses.",
                "两车一起加速，应除以质量之和。",
            ),
        ],
        (
            step(
                f"{n}*({force}/({m} + {n}))",
                "Both have the same acceleration; the rope must give it to the second wagon.",
                "两车加速度相同，绳子要使后车获得这个加速度。",
            ),
            step(f"{n}*{a}", "Work out the acceleration.", "算出加速度。"),
            step(str(tension), "Multiply.", "相乘。"),
        ),
    )


def _momentum(dice: random.Random) -> Exercise:
    what, what_zh = dice.choice(_THINGS)
    m, v = dice.randint(2, 60), dice.randint(2, 25)
    change = m * v
    return told(
        {"m": m, "v": v, "what": what},
        words(
            f"{what.capitalize()} of {m} kg moves at {v} m/s. What is its momentum?",
            f"质量为 {m} kg 的{what_zh}以 {v} m/s 运动，它的动量是多少？",
        ),
        exact(change, "kg·m/s"),
        [
            slip(
                "energy-for-momentum",
                amount(Fraction(m * v * v, 2), "kg·m/s"),
                "This is the kinetic energy in joules.",
                "这是以焦耳为单位的动能。",
            ),
            slip(
                "divided-for-multiplied",
                amount(Fraction(m, v), "kg·m/s"),
                "Momentum is mass times velocity.",
                "动量等于质量乘速度。",
            ),
            slip(
                "speed-squared",
                exact(m * v * v, "kg·m/s"),
                "The velocity is not squared in the momentum.",
                "动量中速度不平方。",
            ),
            slip(
                "weight-for-mass",
                exact(10 * change, "kg·m/s"),
                "Use the mass, not the weight.",
                "应当用质量，不是重力。",
            ),
        ],
        (
            step(f"{m}*{v}", "Momentum is mass times velocity.", "动量等于质量乘速度。"),
            step(str(change), "Multiply.", "相乘。"),
        ),
    )


def _collision(dice: random.Random, elastic: bool) -> Exercise | None:
    m, n = dice.randint(1, 20), dice.randint(1, 20)
    v, w = dice.randint(2, 20), dice.randint(-15, 15)
    total = m * v + n * w
    if m == n or w in (0, v) or v <= w or total % (m + n):
        return None
    common = Fraction(total, m + n)
    after = 2 * common - w if elastic else common
    if after == 0:
        return None
    way = (
        f"a second of {n} kg, which moves the same way at {w} m/s"
        if w > 0
        else f"a second of {n} kg, which comes towards it at {-w} m/s"
    )
    way_zh = (
        f"以 {w} m/s 同向运动的 {n} kg 的小车" if w > 0 else f"以 {-w} m/s 迎面而来的 {n} kg 的小车"
    )
    how = (
        "The collision is perfectly elastic. What is the velocity of the second trolley after it"
        if elastic
        else "The two stick together. What is their common velocity"
    )
    how_zh = (
        "碰撞是完全弹性的，碰后后一辆小车的速度是多少"
        if elastic
        else "碰后两车粘在一起，共同速度是多少"
    )
    lost = Fraction(m * v - n * w, m + n)
    unit = "m/s"
    slips = [
        slip(
            "direction-ignored",
            amount(
                2 * Fraction(m * v + n * abs(w), m + n) - abs(w)
                if elastic
                else (lost if w < 0 else Fraction(total, m)),
                unit,
            ),
            "Velocities against the positive direction count negative."
            if w < 0
            else "Both masses move after the collision.",
            "与正方向相反的速度取负值。" if w < 0 else "碰后两车都在运动。",
        ),
        slip(
            "mean-of-the-velocities",
            amount(Fraction(v + w, 2), unit),
            "The masses differ: momentum is conserved, not the mean velocity.",
            "质量不同，守恒的是动量，不是平均速度。",
        ),
        slip(
            "velocities-exchanged" if elastic else "second-mass-at-rest",
            amount(v if elastic else Fraction(m * v, m + n), unit),
            "They only exchange velocities if the masses are equal."
            if elastic
            else "The second trolley has momentum too.",
            "只有质量相等时才交换速度。" if elastic else "后一辆小车也有动量。",
        ),
        slip(
            "stuck-together" if elastic else "momentum-not-divided",
            amount(common if elastic else total, unit),
            "This is the common velocity if they stuck together."
            if elastic
            else "This is the whole momentum; divide by the whole mass.",
            "这是两车粘在一起时的速度。" if elastic else "这是总动量，还要除以总质量。",
        ),
        slip(
            "the-other-one",
            amount(2 * common - v, unit),
            "This is the velocity of the first trolley in an elastic collision.",
            "这是弹性碰撞后前一辆小车的速度。",
        ),
    ]
    return told(
        {"m": m, "n": n, "v": v, "w": w, "elastic": "yes" if elastic else "no"},
        words(
            f"A trolley of {m} kg moving at {v} m/s hits {way}. {how} (positive in the first "
            f"one's direction)?",
            f"质量为 {m} kg 的小车以 {v} m/s 运动，撞上{way_zh}。"
            f"{how_zh}（以前一辆车的运动方向为正）？",
        ),
        exact(after, unit),
        slips,
        (
            step(
                f"2*({m}*{v} + {n}*({w}))/({m} + {n}) - ({w})"
                if elastic
                else f"({m}*{v} + {n}*({w}))/({m} + {n})",
                "Twice the velocity of the centre of mass, minus the own velocity before."
                if elastic
                else "The momentum before, divided by the whole mass.",
                "质心速度的两倍减去自己碰前的速度。" if elastic else "碰前的总动量除以总质量。",
            ),
            step(
                f"2*{common} - ({w})"
                if elastic and common >= 0
                else f"2*({common}) - ({w})"
                if elastic
                else f"{total}/{m + n}",
                "Work out the parts.",
                "算出各部分。",
            ),
            step(str(after), "Work it out.", "计算。"),
        ),
    )


def _kinetic(dice: random.Random) -> Exercise | None:
    what, what_zh = dice.choice(_THINGS)
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
    what, what_zh = dice.choice(_THINGS)
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
    what, what_zh = dice.choice(_THINGS)
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
        name="newtons-second-law",
        topic="physics",
        title=words("Newton's second law", "牛顿第二定律"),
        grades=(9, 11),
        skills=("force", "acceleration"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _newton(dice, False), lambda dice: _newton(dice, True), _tension
        ),
    ),
    Family(
        name="momentum-and-collisions",
        topic="physics",
        title=words("Momentum and collisions", "动量与碰撞"),
        grades=(10, 12),
        skills=("momentum", "conservation"),
        constants=frozenset({"1"}),
        make=by_level(
            _momentum, lambda dice: _collision(dice, False), lambda dice: _collision(dice, True)
        ),
    ),
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
