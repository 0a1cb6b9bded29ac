"""Stories about distance, speed and time on the road."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import people, posed, said, slip, step, told

# Who moves, and the lowest and highest speed in km/h.
_MOVERS = (
    (said("a bicycle", "一辆自行车"), 12, 22),
    (said("a bus", "一辆客车"), 45, 80),
    (said("a car", "一辆小汽车"), 60, 110),
    (said("a lorry", "一辆货车"), 50, 85),
    (said("a high-speed train", "一列高铁列车"), 200, 320),
    (said("a ship", "一艘轮船"), 20, 38),
)


_RIDES = {
    "distance": said(
        "{mover} goes at {v} km/h for {t} hours. How many kilometres does it cover?",
        "{mover}以每小时 {v} 千米的速度行驶了 {t} 小时，一共行驶了多少千米？",
    ),
    "speed": said(
        "{mover} covers {s} km in {t} hours at a steady speed. What is its speed in km/h?",
        "{mover} {t} 小时匀速行驶了 {s} 千米，每小时行驶多少千米？",
    ),
    "time": said(
        "{mover} covers {s} km at {v} km/h. How many hours does that take?",
        "{mover}以每小时 {v} 千米的速度行驶 {s} 千米，需要多少小时？",
    ),
    "late": said(
        "{mover} covers {s} km in {t} hours. On the way back it goes {v} km/h faster. "
        "How many hours does the way back take?",
        "{mover}行驶 {s} 千米用了 {t} 小时。原路返回时每小时多行 {v} 千米，返回要用多少小时？",
    ),
}


def _ride(dice: random.Random, level: int) -> Exercise:
    mover, low, high = dice.choice(_MOVERS)
    v, t = dice.randint(low, high), dice.randint(2, 9)
    mover = said(mover.en[0].upper() + mover.en[1:], mover.zh)
    if level == 3:
        return _way_back(dice)
    s = v * t
    asks = "distance" if level == 1 else dice.choice(("speed", "time"))
    right = {"distance": s, "speed": v, "time": t}[asks]
    formula = {"distance": f"{v}*{t}", "speed": f"{s}/{t}", "time": f"{s}/{v}"}[asks]
    numbers = {"s": s, "v": v, "t": t}
    del numbers[{"distance": "s", "speed": "v", "time": "t"}[asks]]
    given = tuple(numbers.values())
    wrong = {
        "adds-instead": sum(given),
        "subtracts-instead": abs(given[0] - given[1]),
        "one-group-too-few": right - 1 if asks != "distance" else s - v,
        "multiplies-instead": given[0] * given[1] if asks != "distance" else s + v,
    }
    words = {
        "distance": said("Distance is speed times time.", "路程 = 速度 × 时间。"),
        "speed": said("Speed is distance divided by time.", "速度 = 路程 ÷ 时间。"),
        "time": said("Time is distance divided by speed.", "时间 = 路程 ÷ 速度。"),
    }[asks]
    return posed(
        facts={"asks": asks, **numbers},
        question=told(_RIDES[asks], mover=mover, **numbers),
        answer=right,
        slips=[slip(name, value, words.en, words.zh) for name, value in wrong.items()],
        steps=(
            step(formula, words.en, words.zh),
            step(str(right), "Work it out.", "计算得出结果。"),
        ),
    )


def _way_back(dice: random.Random) -> Exercise:
    mover, low, high = dice.choice(_MOVERS)
    while True:
        v, t = dice.randint(low, high), dice.randint(3, 12)
        back = dice.randint(2, t - 1)
        if (v * t) % back == 0 and v * t // back <= 1.5 * v:
            break
        low = max(low - 1, 6)
    s, faster = v * t, v * t // back - v
    mover = said(mover.en[0].upper() + mover.en[1:], mover.zh)
    return posed(
        facts={"asks": "late", "s": s, "t": t, "v": faster},
        question=told(_RIDES["late"], mover=mover, s=s, t=t, v=faster),
        answer=back,
        slips=(
            slip("keeps-the-old-value", t, "It goes faster, so it takes less time.",
                 "返回时更快，所用时间应更少。"),
            slip("subtracts-instead", abs(t - faster),
                 "Speeds and times cannot be subtracted from each other.",
                 "速度和时间不能直接相减。"),
            slip("stops-halfway", v + faster,
                 "This is the speed on the way back; the question asks for the time.",
                 "这是返回的速度，题目求的是时间。"),
            slip("off-by-one", back + 1,
                 "Divide the distance by the new speed.", "应当用路程除以返回的速度。"),
        ),
        steps=(
            step(f"{s}/({s}/{t} + {faster})",
                 "Time is distance divided by speed; first find the speed on the way there.",
                 "时间 = 路程 ÷ 速度，先求去时的速度。"),
            step(f"{s}/({v} + {faster})", f"On the way there it was {v} km/h.", f"去时每小时 {v} "
                                                                                f"千米。"),
            step(f"{s}/{v + faster}", f"On the way back it is {v + faster} km/h.",
                 f"返回时每小时 {v + faster} 千米。"),
            step(str(back), f"So {back} hours.", f"所以要 {back} 小时。"),
        ),
    )  # fmt: skip


_MEETINGS = {
    1: said(
        "Two towns are {s} km apart. A car leaves each of them at the same time towards the "
        "other, one at {a} km/h and one at {b} km/h. After how many hours do they meet?",
        "甲、乙两地相距 {s} 千米，两辆汽车同时从两地出发，相向而行，速度分别是每小时 {a} "
        "千米和每小时 "
        "{b} 千米。几小时后相遇？",
    ),
    2: said(
        "Two cyclists start at the same time from two places and ride towards each other, one at "
        "{a} km/h and one at {b} km/h. They meet after {t} hours. How many kilometres apart are "
        "the places?",
        "两名骑车人同时从两地出发，相向而行，速度分别是每小时 {a} 千米和每小时 {b} 千米，"
        "{t} 小时后相遇。两地相距多少千米？",
    ),
    3: said(
        "Two towns are {s} km apart. A lorry leaves one of them at {a} km/h. It has been on its "
        "way for {t} hours when a car leaves the other town towards it at {b} km/h. How many "
        "hours after the car has started do they meet?",
        "甲、乙两地相距 {s} 千米。一辆货车从甲地开往乙地，每小时行 {a} 千米；{t} 小时后，"
        "一辆小汽车从乙地开往甲地，每小时行 {b} 千米。小汽车出发几小时后两车相遇？",
    ),
}


def _meeting(dice: random.Random, level: int) -> Exercise:
    bounds = (14, 26) if level == 2 else (48, 96)
    a = dice.randint(*bounds)
    b = other_than(lambda: dice.randint(*bounds), a)
    t, alone = dice.randint(2, 6), dice.randint(2, 3) if level == 3 else 0
    s = (a + b) * t + a * alone
    facts = {1: {"s": s}, 2: {"t": t}, 3: {"s": s, "t": alone}}[level]
    right = s if level == 2 else t
    start = {1: f"{s}/({a} + {b})", 2: f"({a} + {b})*{t}", 3: f"({s} - {a}*{alone})/({a} + {b})"}
    then = {1: f"{s}/{a + b}", 2: f"{a + b}*{t}", 3: f"{s - a * alone}/{a + b}"}
    if level == 2:
        wrong = {"counts-one-only": a * t, "takes-the-difference": abs(a - b) * t,
                 "averages-the-speeds": (a + b) * t // 2}  # fmt: skip
    else:
        wrong = {"counts-one-only": s // max(a, b), "takes-the-difference": s // abs(a - b),
                 "averages-the-speeds": 2 * s // (a + b),
                 "ignores-a-condition": t + alone if alone else t + 1}  # fmt: skip
    why = said(
        "Both move: each hour they come closer by the sum of their speeds, and only the way "
        "that both cover at once is divided by it.",
        "两者同时在动，每小时接近的路程是速度和；只有同时行驶的那段路程才用速度和来算。",
    )
    return posed(
        facts={**facts, "a": a, "b": b},
        question=told(_MEETINGS[level], a=a, b=b, **facts),
        answer=right,
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items()],
        steps=(
            step(
                start[level],
                "Each hour they come closer by the sum of the speeds."
                + (f" The lorry's first {alone} hours come off the way." if alone else ""),
                "每小时接近的路程等于速度和。"
                + (f"先减去货车单独行驶 {alone} 小时的路程。" if alone else ""),
            ),
            step(then[level], f"That is {a + b} km an hour.", f"速度和是每小时 {a + b} 千米。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )


_CHASES = {
    1: said(
        "{one} is {gap} m ahead of {two} on a straight path. {one} walks {a} m a minute, and {two} "
        "follows at {b} m a minute. After how many minutes does {two} catch up?",
        "{one}在{two}前面 {gap} 米，两人同时同向而行，{one}每分钟走 {a} 米，{two}每分钟走 {b} 米。"
        "几分钟后{two}追上{one}？",
    ),
    2: said(
        "{one} leaves home at {a} m a minute. After {t} minutes {two} follows on the same way at "
        "{b} m a minute. After how many minutes does {two} catch up?",
        "{one}从家出发，每分钟走 {a} 米。{t} 分钟后，{two}从家出发沿同一条路去追，每分钟走 {b} 米。"
        "{two}几分钟后追上{one}？",
    ),
    3: said(
        "{one} leaves home at {a} m a minute. After {t} minutes {two} follows on the same way at "
        "{b} m a minute. How many metres from home does {two} catch up?",
        "{one}从家出发，每分钟走 {a} 米。{t} 分钟后，{two}从家出发沿同一条路去追，每分钟走 {b} 米。"
        "{two}追上{one}时离家多少米？",
    ),
}


def _catching_up(dice: random.Random, level: int) -> Exercise:
    one, two = people(dice, 2)
    while True:
        a, ahead = dice.randint(48, 80), dice.randint(3, 15)
        b, t = a + dice.randint(8, 60), dice.randint(4, 30)
        gap = (b - a) * t if level == 1 else a * ahead
        if gap % (b - a) == 0:
            break
    t = gap // (b - a)
    given = {"gap": gap} if level == 1 else {"t": ahead}
    right = b * t if level == 3 else t
    problem = f"{gap}/({b} - {a})" if level == 1 else f"{a}*{ahead}/({b} - {a})"
    after = f"*{b}" if level == 3 else ""
    wrong = {
        "adds-the-speeds": gap // (a + b),
        "counts-one-only": gap // b,
        "answers-another-quantity": t if level == 3 else b * t,
        "off-by-one": right + (b if level == 3 else 1),
    }
    why = said(
        "Both move in the same direction: each minute the way between them shrinks by the "
        "difference of the speeds.",
        "两人同向而行，每分钟缩短的路程是速度差。",
    )
    return posed(
        facts={"asks": "place" if level == 3 else "time", "a": a, "b": b, **given},
        question=told(_CHASES[level], one=one, two=two, a=a, b=b, **given),
        answer=right,
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items()],
        steps=(
            step(problem + after, why.en, why.zh),
            step(
                f"{gap}/{b - a}{after}",
                f"The way between them is {gap} m, and shrinks by {b - a} m a minute.",
                f"路程差是 {gap} 米，每分钟缩短 {b - a} 米。",
            ),
            step(
                str(right),
                f"It takes {t} minutes" + (f", and {right} m are covered." if after else "."),
                f"追上要用 {t} 分钟" + (f"，此时离家 {right} 米。" if after else "。"),
            ),
        ),
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="distance-speed-time",
        topic="word-problems",
        title=said("Distance, speed and time", "行程问题"),
        grades=(4, 7),
        skills=("speed",),
        make=_ride,
        constants=frozenset({"1"}),
    ),
    Family(
        name="meeting",
        topic="word-problems",
        title=said("Towards each other", "相遇问题"),
        grades=(4, 7),
        skills=("speed",),
        make=_meeting,
    ),
    Family(
        name="catching-up",
        topic="word-problems",
        title=said("Catching up", "追及问题"),
        grades=(4, 7),
        skills=("speed",),
        make=_catching_up,
    ),
)
