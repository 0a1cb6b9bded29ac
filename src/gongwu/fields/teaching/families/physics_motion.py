"""Motion along a line: uniform and accelerated."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import amount
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_MOVERS = (
    ("A cyclist", "a cyclist", "骑车人", 12, 30),
    ("A car", "a car", "汽车", 40, 110),
    ("A train", "a train", "火车", 80, 240),
    ("A runner", "a runner", "跑步者", 8, 16),
    ("A boat", "a boat", "轮船", 15, 45),
    ("A lorry", "a lorry", "货车", 40, 80),
)


_ON_ROADS = (
    *(mover for mover in _MOVERS if mover[1] not in ("a train", "a boat")),
    ("A bus", "a bus", "公共汽车", 30, 70),
    ("A motorcycle", "a motorcycle", "摩托车", 50, 100),
)


def _time(dice: random.Random) -> Exercise:
    who, _, who_zh, low, high = dice.choice(_MOVERS)
    v, t = dice.randint(low, high), dice.randint(2, 9)
    s = v * t
    return told(
        {"who": who, "v": v, "s": s},
        words(
            f"{who} travels at a constant {v} km/h. How many hours does it take to cover {s} km?",
            f"{who_zh}以 {v} km/h 的速度匀速前进，走完 {s} km 需要多少小时？",
        ),
        exact(t, "h"),
        [
            slip(
                "multiplied-for-divided",
                exact(s * v, "h"),
                "Time is distance divided by speed, not their product.",
                "时间等于路程除以速度，不是相乘。",
            ),
            slip(
                "inverse-ratio",
                amount(Fraction(v, s), "h"),
                "The ratio is upside down: divide the distance by the speed.",
                "比值倒过来了：应当用路程除以速度。",
            ),
            slip(
                "subtracted-for-divided",
                exact(s - v, "h"),
                "Kilometres and kilometres per hour cannot be subtracted.",
                "千米和千米每小时不能相减。",
            ),
            slip(
                "minutes-for-hours",
                exact(60 * t, "h"),
                "This is the number of minutes.",
                "这是分钟数。",
            ),
        ],
        (
            step(f"{s}/{v}", "Time is distance divided by speed.", "时间等于路程除以速度。"),
            step(str(t), "Divide.", "相除。"),
        ),
    )


def _meeting(dice: random.Random) -> Exercise | None:
    (_, one, one_zh, a, b), (_, two, two_zh, c, d) = dice.sample(_ON_ROADS, 2)
    v, w, t = dice.randint(a, b), dice.randint(c, d), dice.randint(2, 6)
    gap = (v + w) * t
    if v == w:
        return None
    return told(
        {"v": v, "w": w, "gap": gap, "who": f"{one} {two}"},
        words(
            f"Two towns are {gap} km apart. From one {one} starts at {v} km/h, from the other at "
            f"the same time {two} at {w} km/h, towards each other. After how many hours do they "
            f"meet?",
            f"两地相距 {gap} km。{one_zh}以 {v} km/h、{two_zh}以 {w} km/h 同时从两地出发，"
            f"相向而行。几小时后相遇？",
        ),
        exact(t, "h"),
        [
            slip(
                "speeds-subtracted",
                amount(Fraction(gap, abs(v - w)), "h"),
                "They move towards each other, so the speeds are added.",
                "相向而行，速度应当相加。",
            ),
            slip(
                "one-speed-only",
                amount(Fraction(gap, v), "h"),
                "Both of them move.",
                "两者都在前进。",
            ),
            slip(
                "mean-speed",
                amount(Fraction(2 * gap, v + w), "h"),
                "The gap shrinks by both speeds together, not by their mean.",
                "距离按两个速度之和缩短，不是按平均速度。",
            ),
            slip(
                "times-added",
                amount(Fraction(gap, v) + Fraction(gap, w), "h"),
                "They travel at the same time.",
                "两者是同时走的，时间不能相加。",
            ),
        ],
        (
            step(
                f"{gap}/({v} + {w})",
                "The gap shrinks by both speeds together.",
                "两者间的距离按速度之和缩短。",
            ),
            step(f"{gap}/{v + w}", "Add the speeds.", "速度相加。"),
            step(str(t), "Divide.", "相除。"),
        ),
    )


def _catching_up(dice: random.Random) -> Exercise | None:
    (_, one, one_zh, a, b), (_, two, two_zh, c, d) = dice.sample(_ON_ROADS, 2)
    v, w, head = dice.randint(a, b), dice.randint(c, d), dice.randint(1, 5)
    if v >= w or v * head % (w - v):
        return None
    t = v * head // (w - v)
    hours = "1 hour" if head == 1 else f"{head} hours"
    return told(
        {"v": v, "w": w, "head": head, "who": f"{one} {two}"},
        words(
            f"On a road {one} sets out at {v} km/h. After {hours}, {two} follows from the same "
            f"place at {w} km/h. How many hours after its own start does it catch up?",
            f"{one_zh}以 {v} km/h 出发，{head} 小时后，{two_zh}从同一地点以 {w} km/h "
            f"沿同一条路追赶。它出发后几小时追上？",
        ),
        exact(t, "h"),
        [
            slip(
                "speeds-added",
                amount(Fraction(v * head, v + w), "h"),
                "Both go the same way: the gap shrinks by the difference of the speeds.",
                "两者同向而行，距离按速度之差缩短。",
            ),
            slip(
                "counted-from-the-first-start",
                exact(t + head, "h"),
                "This counts from the start of the first one.",
                "这是从先出发者出发时算起的。",
            ),
            slip(
                "one-speed-only",
                amount(Fraction(v * head, w), "h"),
                "The first one goes on moving meanwhile.",
                "前者在此期间仍在前进。",
            ),
            slip(
                "wrong-head-start",
                amount(Fraction(w * head, w - v), "h"),
                "The head start was covered at the speed of the first one.",
                "领先的路程是先出发者以自己的速度走出的。",
            ),
        ],
        (
            step(
                f"{v}*{head}/({w} - {v})",
                "The head start, divided by how fast it shrinks.",
                "用领先的路程除以速度之差。",
            ),
            step(f"{v * head}/{w - v}", "Work out both.", "分别算出。"),
            step(str(t), "Divide.", "相除。"),
        ),
    )


def _speed_after(dice: random.Random) -> Exercise:
    start, a, t = dice.randint(1, 20), dice.randint(2, 6), dice.randint(3, 12)
    v = start + a * t
    return told(
        {"start": start, "a": a, "t": t, "asked": "speed"},
        words(
            f"A car moving at {start} m/s speeds up at {a} m/s² for {t} s. What is its final "
            f"speed?",
            f"一辆以 {start} m/s 行驶的汽车以 {a} m/s² 的加速度加速 {t} s。末速度是多少？",
        ),
        exact(v, "m/s"),
        [
            slip(
                "initial-speed-forgotten",
                exact(a * t, "m/s"),
                "The car already had a speed.",
                "汽车原来就有速度。",
            ),
            slip(
                "acceleration-added-once",
                exact(start + a, "m/s"),
                "The speed grows by this in every second.",
                "每一秒速度都增加这么多。",
            ),
            slip(
                "initial-speed-multiplied",
                exact((start + a) * t, "m/s"),
                "Only the acceleration is multiplied by the time.",
                "只有加速度要乘以时间。",
            ),
            slip(
                "sign-of-the-acceleration",
                exact(start - a * t, "m/s"),
                "The car speeds up: the change is added.",
                "汽车在加速，变化量应当相加。",
            ),
        ],
        (
            step(
                f"{start} + {a}*{t}",
                "Final speed is initial speed plus acceleration times time.",
                "末速度等于初速度加上加速度乘时间。",
            ),
            step(f"{start} + {a * t}", "Multiply.", "相乘。"),
            step(str(v), "Add.", "相加。"),
        ),
    )


def _distance(dice: random.Random) -> Exercise | None:
    start, a, t = dice.randint(1, 20), dice.randint(1, 8), dice.randint(2, 14)
    if a * t % 2:
        return None
    s = start * t + a * t * t // 2
    return told(
        {"start": start, "a": a, "t": t},
        words(
            f"A car moving at {start} m/s speeds up at {a} m/s² for {t} s. Which distance does "
            f"it cover in this time?",
            f"一辆以 {start} m/s 行驶的汽车以 {a} m/s² 的加速度加速 {t} s。这段时间内行驶了多远？",
        ),
        exact(s, "m"),
        [
            slip(
                "half-forgotten",
                exact(start * t + a * t * t, "m"),
                "The speed grows gradually: the second term has the factor one half.",
                "速度是逐渐增大的，第二项要乘二分之一。",
            ),
            slip(
                "initial-speed-forgotten",
                exact(a * t * t // 2, "m"),
                "The car already had a speed.",
                "汽车原来就有速度。",
            ),
            slip(
                "final-speed-all-the-time",
                exact((start + a * t) * t, "m"),
                "The final speed is reached only at the end.",
                "末速度到最后才达到。",
            ),
            slip(
                "time-not-squared",
                amount(start * t + Fraction(a * t, 2), "m"),
                "In the second term the time is squared.",
                "第二项中时间要平方。",
            ),
        ],
        (
            step(
                f"{start}*{t} + {a}*{t}^2/2",
                "Distance of uniformly accelerated motion.",
                "匀加速直线运动的位移公式。",
            ),
            step(f"{start * t} + {a * t * t // 2}", "Work out both terms.", "分别算出两项。"),
            step(str(s), "Add.", "相加。"),
        ),
    )


def _braking(dice: random.Random) -> Exercise | None:
    a, v = dice.randint(2, 10), dice.randint(6, 60)
    if v * v % (2 * a):
        return None
    s = v * v // (2 * a)
    what, what_zh = dice.choice(
        (
            ("train", "列车"),
            ("tram", "有轨电车"),
            ("bus", "公共汽车"),
            ("lorry", "货车"),
            ("plane on the runway", "跑道上的飞机"),
            ("motorcycle", "摩托车"),
        )
    )
    return told(
        {"v": v, "a": a, "what": what},
        words(
            f"A {what} moving at {v} m/s brakes evenly at {a} m/s² until it stands. How long is "
            f"its braking distance?",
            f"{what_zh}以 {v} m/s 行驶，以大小为 {a} m/s² 的加速度匀减速刹车直到停下。"
            f"刹车距离是多少？",
        ),
        exact(s, "m"),
        [
            slip(
                "half-forgotten",
                amount(Fraction(v * v, a), "m"),
                "While braking the mean speed is half the initial speed.",
                "刹车过程的平均速度是初速度的一半。",
            ),
            slip(
                "time-for-distance",
                amount(Fraction(v, a), "m"),
                "This is the braking time in seconds.",
                "这是刹车所用的秒数。",
            ),
            slip(
                "speed-not-squared",
                amount(Fraction(v, 2 * a), "m"),
                "The speed is squared here: twice the speed needs four times the distance.",
                "速度要平方：速度加倍，刹车距离变为四倍。",
            ),
            slip(
                "multiplied-for-divided",
                amount(Fraction(v * a, 2), "m"),
                "A stronger brake makes the distance shorter, not longer.",
                "加速度越大，距离越短，不是越长。",
            ),
        ],
        (
            step(
                f"0^2 = {v}^2 - 2*{a}*s",
                "The square of the speed falls by twice the acceleration times the distance.",
                "速度的平方减少“加速度与位移之积的两倍”。",
            ),
            step(f"s = {v * v}/{2 * a}", "Solve for the distance.", "解出位移。"),
            step(f"s = {s}", "Divide.", "相除。"),
        ),
    )


FAMILIES = (
    Family(
        name="uniform-motion",
        topic="physics",
        title=words("Uniform motion, meeting and catching up", "匀速运动：相遇与追及"),
        grades=(6, 9),
        skills=("speed", "linear-equations"),
        constants=frozenset({"1"}),
        make=by_level(_time, _meeting, _catching_up),
    ),
    Family(
        name="accelerated-motion",
        topic="physics",
        title=words("Uniformly accelerated motion", "匀变速直线运动"),
        grades=(9, 11),
        skills=("acceleration", "kinematics"),
        constants=frozenset({"1"}),
        make=by_level(_speed_after, _distance, _braking),
    ),
)
