"""Forces, momentum and collisions."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_chance import amount
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

THINGS = (
    ("a sledge", "雪橇"),
    ("a crate", "木箱"),
    ("a trolley", "小车"),
    ("a block", "木块"),
    ("a cart", "手推车"),
)


def _newton(dice: random.Random, friction: bool) -> Exercise:
    what, what_zh = dice.choice(THINGS)
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
    what, what_zh = dice.choice(THINGS)
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
)
