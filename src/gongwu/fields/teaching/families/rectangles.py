"""Perimeter and area of rectangles, and of what is put together from them."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told

_PERIMETERS = {
    1: said("A rectangular garden is {a} m long and {b} m wide. How many metres of fence go round "
            "it?",
            "一个长方形花园长 {a} 米、宽 {b} 米。沿花园四周围一圈篱笆，篱笆长多少米？"),
    2: said("A fence of {p} m goes exactly round a rectangular garden {a} m long. "
            "How many metres wide is the garden?",
            "用 {p} 米长的篱笆正好围成一个长 {a} 米的长方形花园，花园的宽是多少米？"),
    3: said("A fence of {p} m goes exactly round a rectangular garden that is {k} times as long as "
            "wide. How many metres long is the garden?",
            "用 {p} 米长的篱笆正好围成一个长方形花园，长是宽的 {k} 倍。花园的长是多少米？"),
}  # fmt: skip


def _perimeter(dice: random.Random, level: int) -> Exercise:
    b = dice.randint(4, 60)
    k = dice.randint(3, 12)
    a = b * k if level == 3 else other_than(lambda: dice.randint(5, 95), b)
    a, b = max(a, b), min(a, b)
    p = 2 * (a + b)
    facts = {1: {"a": a, "b": b}, 2: {"p": p, "a": a}, 3: {"p": p, "k": k}}[level]
    right = {1: p, 2: b, 3: a}[level]
    wrong = {
        1: {"forgets-to-double": a + b, "area-for-perimeter": a * b, "three-sides": 2 * a + b},
        2: {"forgets-to-halve": p - a, "takes-one-side-only": p - 2 * a,
            "divides-by-the-side": p // a, "a-quarter-for-every-side": p // 4},
        3: {"answers-another-quantity": b, "forgets-to-halve": 2 * a,
            "divides-by-the-multiple": p // 2 // k, "a-quarter-for-every-side": p // 4,
            "divides-the-whole": p // k},
    }[level]  # fmt: skip
    states = {
        1: (f"2*({a} + {b})", f"2*{a + b}", str(p)),
        2: (f"{p}/2 - {a}", f"{p // 2} - {a}", str(b)),
        3: (f"{p}/2/({k} + 1)*{k}", f"{p // 2}/{k + 1}*{k}", str(a)),
    }[level]
    why = said(
        "The fence goes along all four sides: length and width twice each.",
        "长方形的周长 =（长 + 宽）× 2。",
    )
    return posed(
        facts=facts,
        question=told(_PERIMETERS[level], **facts),
        answer=right,
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items()],
        steps=(
            step(states[0], why.en, why.zh),
            step(states[1], "Length and width together make half the perimeter.",
                 "长与宽的和是周长的一半。"),
            step(states[2], f"So {right} m.", f"所以是 {right} 米。"),
        ),
    )  # fmt: skip


_AREAS = {
    1: said("A rectangular field is {a} m long and {b} m wide. What is its area in square metres?",
            "一块长方形菜地长 {a} 米、宽 {b} 米，面积是多少平方米？"),
    2: said("A rectangular field has an area of {s} square metres and is {a} m long. "
            "What is its perimeter in metres?",
            "一块长方形菜地的面积是 {s} 平方米，长 {a} 米，它的周长是多少米？"),
    3: said("Round a rectangular lawn {a} m long and {b} m wide runs a path {w} m wide. "
            "What is the area of the path in square metres?",
            "一块长方形草坪长 {a} 米、宽 {b} 米，四周有一条宽 {w} 米的小路。"
            "小路的面积是多少平方米？"),
}  # fmt: skip


def _area(dice: random.Random, level: int) -> Exercise:
    b = dice.randint(6, 50)
    a, w = b + dice.randint(2, 50), dice.randint(2, 5)
    s = a * b
    facts = {1: {"a": a, "b": b}, 2: {"s": s, "a": a}, 3: {"a": a, "b": b, "w": w}}[level]
    x, y = a + 2 * w, b + 2 * w
    right = {1: s, 2: 2 * (a + b), 3: x * y - s}[level]
    wrong = {
        1: {"perimeter-for-area": 2 * (a + b), "adds-instead": a + b, "doubles-the-area": 2 * s},
        2: {"forgets-to-double": a + b, "stops-halfway": b, "takes-a-square": 4 * a,
            "area-for-perimeter": s},
        3: {"adds-the-width-once": (a + w) * (b + w) - s, "forgets-the-corners": 2 * w * (a + b),
            "forgets-the-inside": x * y, "area-for-perimeter": s},
    }[level]  # fmt: skip
    states = {
        1: (f"{a}*{b}", str(s)),
        2: (f"2*({a} + {s}/{a})", f"2*({a} + {b})", str(right)),
        3: (f"({a} + 2*{w})*({b} + 2*{w}) - {a}*{b}", f"{x}*{y} - {s}", str(right)),
    }[level]
    why = {
        1: said("The area of a rectangle is length times width.", "长方形的面积 = 长 × 宽。"),
        2: said("First find the width: area divided by length.", "先求宽：宽 = 面积 ÷ 长。"),
        3: said("The path is the large rectangle without the lawn; the large one is two widths of "
                "the path longer and wider.",
                "小路的面积 = 大长方形的面积 - 草坪的面积；大长方形的长和宽都多两个路宽。"),
    }[level]  # fmt: skip
    says = (why, said("Work out the parts.", "分别计算。"), said("The result.", "得出结果。"))
    return posed(
        facts={"asks": ("area", "perimeter", "path")[level - 1], **facts},
        question=told(_AREAS[level], **facts),
        answer=right,
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items()],
        steps=[
            step(state, words.en, words.zh)
            for state, words in zip(states, (*says[: len(states) - 1], says[-1]), strict=True)
        ],
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="rectangle-perimeter",
        topic="measurement",
        title=said("The perimeter of a rectangle", "长方形的周长"),
        grades=(3, 5),
        skills=("perimeter",),
        make=_perimeter,
    ),
    Family(
        name="rectangle-area",
        topic="measurement",
        title=said("The area of a rectangle", "长方形的面积"),
        grades=(3, 6),
        skills=("area", "perimeter"),
        make=_area,
    ),
)
