"""Stories about boats in a current, and about trains that have a length."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told
from gongwu.fields.teaching.values import exact

_BOATS = {
    1: said(
        "A boat goes {v} km/h in still water; the river flows at {w} km/h. How many kilometres "
        "does the boat cover {way} in {t} hours?",
        "一艘船在静水中的速度是每小时 {v} 千米，水流速度是每小时 {w} 千米。这艘船{way}航行 {t} "
        "小时，"
        "能行多少千米？",
    ),
    2: said(
        "A boat covers {s} km downstream in {t} hours, and needs {u} hours for the way back. "
        "How fast does the river flow, in km/h?",
        "一艘船顺水航行 {s} 千米用了 {t} 小时，逆水返回用了 {u} 小时。水流速度是每小时多少千米？",
    ),
    3: said(
        "A boat goes {v} km/h in still water; the river flows at {w} km/h. Downstream it takes "
        "{t} hours from one harbour to the next. How many hours does it take back?",
        "一艘船在静水中的速度是每小时 {v} 千米，水流速度是每小时 {w} 千米。它顺水从甲港到乙港用了 "
        "{t} 小时，逆水返回要用多少小时？",
    ),
}


def _boat(dice: random.Random, level: int) -> Exercise:
    return (_boat_distance, _boat_current, _boat_back)[level - 1](dice)


def _boat_distance(dice: random.Random) -> Exercise:
    v, w, t = dice.randint(12, 36), dice.randint(2, 6), dice.randint(2, 9)
    way, sign = dice.choice((("downstream", 1), ("upstream", -1)))
    words = said(way, "顺水" if sign == 1 else "逆水")
    return posed(
        facts={"asks": "distance", "v": v, "w": w, "t": t, "way": way},
        question=told(_BOATS[1], v=v, w=w, t=t, way=words),
        answer=(v + sign * w) * t,
        slips=(
            slip("wrong-direction", (v - sign * w) * t,
                 "Downstream the river helps, upstream it slows the boat.",
                 "顺水速度等于船速加水速，逆水速度等于船速减水速。"),
            slip("ignores-a-condition", v * t,
                 "The current was left out.", "没有考虑水流速度。"),
            slip("takes-the-wrong-speed", w * t,
                 "This is how far the water flows.", "这是水流动的路程。"),
            slip("adds-only-once", v * t + sign * w,
                 "The current acts in every hour.", "每小时都受水流影响，不是只有一小时。"),
        ),
        steps=(
            step(f"({v} {'+' if sign == 1 else '-'} {w})*{t}",
                 "The current is added downstream, and taken away upstream.",
                 "顺水加水速，逆水减水速。"),
            step(f"{v + sign * w}*{t}", f"So {v + sign * w} km/h.",
                 f"实际速度是每小时 {v + sign * w} 千米。"),
            step(str((v + sign * w) * t), "Speed times time.", "速度乘时间。"),
        ),
    )  # fmt: skip


def _boat_current(dice: random.Random) -> Exercise:
    while True:
        t = dice.randint(2, 16)
        u = t + dice.randint(1, 9)
        w, down_and_up = dice.randint(2, 9), u - t
        if (2 * w * t) % down_and_up == 0:
            up = 2 * w * t // down_and_up
            if 2 * w < up <= 50:
                break
    down = up + 2 * w
    s = up * u
    return posed(
        facts={"asks": "current", "s": s, "t": t, "u": u},
        question=told(_BOATS[2], s=s, t=t, u=u),
        answer=w,
        slips=(
            slip("forgets-to-halve", 2 * w,
                 "This is the difference of the two speeds: twice the current.",
                 "这是顺水速度与逆水速度的差，是水速的 2 倍。"),
            slip("answers-another-quantity", up + w,
                 "This is the boat's speed in still water.", "这是船在静水中的速度。"),
            slip("stops-halfway", down,
                 "This is the speed downstream.", "这是顺水速度。"),
            slip("subtracts-instead", u - t,
                 "This is a difference of times, not a speed.", "这是时间差，不是速度。"),
        ),
        steps=(
            step(f"({s}/{t} - {s}/{u})/2",
                 "Downstream the current is added, upstream taken away: the speeds differ "
                 "by twice the current.",
                 "顺水速度比逆水速度多 2 个水速。"),
            step(f"({down} - {up})/2",
                 f"They are {down} and {up} km/h.", f"分别是每小时 {down} 千米和 {up} 千米。"),
            step(str(w), f"So {w} km/h.", f"水速是每小时 {w} 千米。"),
        ),
    )  # fmt: skip


def _boat_back(dice: random.Random) -> Exercise:
    while True:
        v, w, t = dice.randint(9, 60), dice.randint(2, 12), dice.randint(2, 15)
        if v > 2 * w and ((v + w) * t) % (v - w) == 0:
            break
    s, back = (v + w) * t, (v + w) * t // (v - w)
    return posed(
        facts={"asks": "back", "v": v, "w": w, "t": t},
        question=told(_BOATS[3], v=v, w=w, t=t),
        answer=back,
        slips=(
            slip("keeps-the-old-value", t,
                 "Upstream the boat is slower and takes longer.", "逆水更慢，要用更多时间。"),
            slip("ignores-a-condition", s // v,
                 "On the way back the current slows the boat.", "返回时要减去水速。"),
            slip("stops-halfway", s,
                 "This is the distance.", "这是两港之间的路程。"),
            slip("off-by-one", back + 1,
                 "Divide the distance by the speed upstream.", "应当用路程除以逆水速度。"),
        ),
        steps=(
            step(f"({v} + {w})*{t}/({v} - {w})",
                 "The way is the speed downstream times the time.",
                 "路程等于顺水速度乘时间，再除以逆水速度。"),
            step(f"{s}/{v - w}", f"It is {s} km; upstream the boat makes {v - w} km/h.",
                 f"路程是 {s} 千米，逆水每小时 {v - w} 千米。"),
            step(str(back), f"So {back} hours.", f"所以要 {back} 小时。"),
        ),
    )  # fmt: skip


_TUNNELS = {
    1: said(
        "A train {l} m long goes through a tunnel of {b} m at {v} m/s. How many seconds pass from "
        "the moment its front enters until its end has left?",
        "一列长 {l} 米的火车以每秒 {v} 米的速度通过一条长 {b} 米的隧道。"
        "从车头进入隧道到车尾离开隧道，一共要多少秒？",
    ),
    2: said(
        "A train {l} m long crosses a bridge at {v} m/s. From its front reaching the bridge to its "
        "end leaving it, {t} seconds pass. How many metres long is the bridge?",
        "一列长 {l} 米的火车以每秒 {v} 米的速度通过一座大桥，从车头上桥到车尾离桥共用 {t} 秒。"
        "这座桥长多少米？",
    ),
    3: said(
        "Two trains, {l} m and {b} m long, meet on parallel tracks, one at {v} m/s and one at {w} "
        "m/s. How many seconds pass from the meeting of the fronts to the parting of the ends?",
        "两列火车分别长 {l} 米和 {b} 米，在平行的轨道上相向而行，速度分别是每秒 {v} 米和每秒 {w} "
        "米。"
        "从车头相遇到车尾离开，一共要多少秒？",
    ),
}


def _train(dice: random.Random, level: int) -> Exercise:
    v, w = dice.randint(15, 40), dice.randint(15, 40)
    speed = v + w if level == 3 else v
    length = dice.randrange(120, 401, 5)
    least = (length + 160) // speed + 1
    t = dice.randint(least, least + (8 if level == 3 else 60))
    other = speed * t - length
    given = {
        1: {"l": length, "b": other, "v": v},
        2: {"l": length, "v": v, "t": t},
        3: {"l": length, "b": other, "v": v, "w": w},
    }[level]
    right = other if level == 2 else t
    if level == 2:
        wrong = {"ignores-the-length": v * t, "off-by-one": other + v,
                 "adds-instead": v * t + length,
                 "takes-the-length-twice": v * t - 2 * length}  # fmt: skip
        states = (f"{v}*{t} - {length}", f"{v * t} - {length}", str(other))
    else:
        both = length + other
        rate = f"({v} + {w})" if level == 3 else str(v)
        wrong = {"ignores-the-length": other // speed or 1,
                 "takes-the-difference": abs(other - length) // speed + 1,
                 "counts-one-only": both // min(v, w) if level == 3 else length // v,
                 "off-by-one": t + 1}  # fmt: skip
        states = (f"({length} + {other})/{rate}", f"{both}/{speed}", str(t))
    why = said(
        "A train is not a point: its front goes the whole way and its own length more.",
        "火车有长度：从车头进入到车尾离开，走过的路程要加上车身的长。",
    )
    says = (why, said("Put the numbers together.", "先合并。"), said("The result.", "得出结果。"))
    return posed(
        facts={"asks": ("tunnel", "bridge", "trains")[level - 1], **given},
        question=told(_TUNNELS[level], **given),
        answer=exact(right),
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items()],
        steps=[step(state, words.en, words.zh) for state, words in zip(states, says, strict=True)],
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="boat-in-a-current",
        topic="word-problems",
        title=said("A boat in a current", "流水行船问题"),
        grades=(5, 8),
        skills=("speed",),
        make=_boat,
    ),
    Family(
        name="train-through-a-tunnel",
        topic="word-problems",
        title=said("Trains, tunnels and bridges", "火车过桥问题"),
        grades=(4, 7),
        skills=("speed",),
        make=_train,
    ),
)
