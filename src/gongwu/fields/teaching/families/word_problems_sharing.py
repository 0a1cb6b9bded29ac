"""Surplus and deficit: the same things shared in two ways."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told

# Things shared among children: the sentence of a share, and what is left over or missing.
_SHARED = (
    said("A teacher shares out sweets.", "老师给小朋友分糖果。"),
    said("A teacher hands out sheets of coloured paper.", "老师给同学们分彩纸。"),
    said("A trainer hands out balls for games.", "教练给队员们分小球。"),
)


_EACH = (
    said("With {k} for each child, ", "每人分 {k} 颗，"),
    said("With {k} for each child, ", "每人分 {k} 张，"),
    said("With {k} for each child, ", "每人分 {k} 个，"),
)


_UNITS = ("颗", "张", "个")


_ALL = ("How many sweets are there?", "How many sheets are there?", "How many balls are there?")


_REST = {
    "over": said("{n} are left over", "多 {n} {u}"),
    "short": said("{n} are missing", "少 {n} {u}"),
}


# What happens with fewer for each, and with more.
_SHARING_LEVELS = {
    1: (("over", "short"),),
    2: (("over", "over"), ("short", "short")),
    3: (("over", "short"), ("over", "over"), ("short", "short")),
}


def _surplus_and_deficit(dice: random.Random, level: int) -> Exercise:
    """Level 3 asks for the things, the others for the children."""
    first, second = dice.choice(_SHARING_LEVELS[level])
    children = dice.randint(6, (15, 30, 45)[level - 1])
    a = dice.randint(2, 8)
    b = a + dice.randint(1, 4 + level)
    step_up = (b - a) * children
    rest = dice.randint(2, step_up - 2)
    if (first, second) == ("over", "short"):
        things, x, y = a * children + rest, rest, step_up - rest
    elif first == "over":
        y = dice.randint(2, children)
        x = y + step_up
        things = a * children + x
    else:
        x = dice.randint(2, min(children, a * children // 2))
        y = x + step_up
        things = a * children - x
    kind = dice.randrange(len(_SHARED))
    parts = [
        (told(_EACH[kind], k=k), told(_REST[end], n=n, u=_UNITS[kind]))
        for k, end, n in ((a, first, x), (b, second, y))
    ]
    asks = "things" if level == 3 else "children"
    ask = {
        "things": said(_ALL[kind], f"一共有多少{_UNITS[kind]}？"),
        "children": said("How many children are there?", "一共有多少人？"),
    }[asks]
    sign = {"over": "+", "short": "-"}
    right = things if asks == "things" else children
    return posed(
        facts={"each": (a, b), "rests": (x, y), "ends": (first, second), "asks": asks},
        question=said(
            f"{_SHARED[kind].en} {parts[0][0].en}{parts[0][1].en}; "
            f"{parts[1][0].en[0].lower()}{parts[1][0].en[1:]}{parts[1][1].en}. {ask.en}",
            f"{_SHARED[kind].zh}{parts[0][0].zh}{parts[0][1].zh}；"
            f"{parts[1][0].zh}{parts[1][1].zh}。{ask.zh}",
        ),
        answer=right,
        slips=_sharing_slips((a, b, x, y), (first, second), children, asks),
        steps=(
            step(
                f"{a}*c {sign[first]} {x} = {b}*c {sign[second]} {y}",
                "Both ways share the same things among the same c children.",
                "设有 c 人；两种分法，人数和总数都不变。",
            ),
            step(
                f"{b - a}*c = {step_up}",
                f"Each child gets {b - a} more the second time; in all that makes {step_up}.",
                f"第二次每人多分 {b - a} {_UNITS[kind]}，一共相差 {step_up} {_UNITS[kind]}。",
            ),
            step(f"c = {children}", f"So {children} children.", f"所以有 {children} 人。"),
            step(
                f"c = {children} and {a}*{children} {sign[first]} {x} = {things}",
                f"And there are {things} to share.",
                f"一共有 {things} {_UNITS[kind]}。",
            ),
        ),
    )


def _sharing_slips(
    numbers: tuple[int, int, int, int], ends: tuple[str, str], children: int, asks: str
) -> list[Slip]:
    a, b, x, y = numbers
    mixed_up = abs(y - x) if ends[0] != ends[1] else x + y
    wrong = mixed_up // (b - a)
    signed_x = x if ends[0] == "over" else -x
    things = a * children + signed_x

    def asked(many: int) -> int:
        return a * many + signed_x if asks == "things" else many

    return [
        slip(
            "adds-for-subtracts",
            asked(wrong),
            "Surplus and shortage add up; two surpluses, or two shortages, are subtracted.",
            "一盈一亏时两数相加；同盈或同亏时两数相减。",
        ),
        slip(
            "divides-by-the-share",
            asked((b - a) * children // b),
            f"Divide by how much the two shares differ, {b - a}.",
            f"应除以两次每人所分数的差 {b - a}。",
        ),
        slip(
            "answers-another-quantity",
            children if asks == "things" else things,
            "This is not what was asked for.",
            "答非所问，看清题目求的是什么。",
        ),
        slip(
            "off-by-one",
            asked(children + 1),
            "Check your number with both ways of sharing.",
            "把结果代入两种分法检验一下。",
        ),
        slip(
            "forgets-the-rest",
            a * children if asks == "things" else (b - a) * children,
            "Check your number with both ways of sharing.",
            "把结果代入两种分法检验一下。",
        ),
    ]


FAMILIES: tuple[Family, ...] = (
    Family(
        name="surplus-and-deficit",
        topic="word-problems",
        title=said("Surplus and deficit", "盈亏问题"),
        grades=(4, 7),
        skills=("equations", "assumption-method"),
        make=_surplus_and_deficit,
        constants=frozenset({"1"}),
    ),
)
