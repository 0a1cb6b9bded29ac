"""Counting with overlaps, and how many one must take to be sure."""

import random
from math import lcm

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_COLOURS = (
    ("red", "红"),
    ("blue", "蓝"),
    ("green", "绿"),
    ("yellow", "黄"),
    ("white", "白"),
    ("black", "黑"),
)
_THINGS = (
    ("socks", "只", "袜子", "a drawer", "抽屉"),
    ("balls", "个", "球", "a bag", "袋子"),
    ("gloves", "只", "手套", "a box", "盒子"),
    ("beads", "颗", "珠子", "a jar", "罐子"),
)


def _multiples(dice: random.Random, neither: bool) -> Exercise | None:
    a, b = sorted(dice.sample(range(2, 16), 2))
    limit = dice.randint(6, 60) * 10
    if b % a == 0:
        return None
    both = limit // lcm(a, b)
    some = limit // a + limit // b - both
    answer = limit - some if neither else some
    asked = f"by neither {a} nor {b}" if neither else f"by {a} or by {b}"
    asked_zh = f"既不能被 {a} 整除，也不能被 {b} 整除" if neither else f"能被 {a} 或 {b} 整除"
    start = f"{limit} - " if neither else ""
    left, right = ("(", ")") if neither else ("", "")
    naive = limit // (a * b)
    return told(
        {"limit": limit, "a": a, "b": b, "rule": "neither" if neither else "or"},
        words(
            f"How many of the whole numbers from 1 to {limit} are divisible {asked}?",
            f"从 1 到 {limit} 的整数中，{asked_zh}的有多少个？",
        ),
        exact(answer),
        [
            slip(
                "overlap-counted-twice",
                exact(answer - both if neither else answer + both),
                f"The multiples of both ${a}$ and ${b}$ are counted twice.",
                f"既是 ${a}$ 的倍数又是 ${b}$ 的倍数的数被数了两次。",
            ),
            slip(
                "complement-given",
                exact(limit - answer),
                "These are the other numbers.",
                "这是其余的数的个数。",
            ),
            slip(
                "only-the-overlap",
                exact(both),
                f"These are the multiples of both ${a}$ and ${b}$.",
                f"这是同时是 ${a}$ 和 ${b}$ 的倍数的数。",
            ),
            slip(
                "overlap-left-out",
                exact(some - both if not neither else limit - limit // a),
                "The overlap belongs to one of the sets too: take it away once, not twice."
                if not neither
                else f"The multiples of ${b}$ are not wanted either.",
                "公共部分只应减去一次，不是两次。" if not neither else f"${b}$ 的倍数也要去掉。",
            ),
            slip(
                "product-for-the-common-multiple",
                exact(
                    limit - (limit // a + limit // b - naive)
                    if neither
                    else limit // a + limit // b - naive
                ),
                "The common multiples are those of the least common multiple, which may be "
                "smaller than the product.",
                "公倍数是最小公倍数的倍数，最小公倍数可能比乘积小。",
            ),
        ],
        (
            step(
                f"{start}{left}{limit // a} + {limit // b} - {both}{right}",
                f"There are ${limit // a}$ multiples of ${a}$, ${limit // b}$ of ${b}$, and "
                f"${both}$ of both, the multiples of ${lcm(a, b)}$.",
                f"${a}$ 的倍数有 ${limit // a}$ 个，${b}$ 的倍数有 ${limit // b}$ 个，"
                f"公倍数即 ${lcm(a, b)}$ 的倍数有 ${both}$ 个。",
            ),
            step(str(answer), "Work it out.", "算出结果。"),
        ),
    )


def _three_multiples(dice: random.Random) -> Exercise | None:
    a, b, c = sorted(dice.sample(range(2, 13), 3))
    if b % a == 0 or c % a == 0 or c % b == 0:
        return None
    limit = dice.randint(6, 60) * 10
    ones = limit // a + limit // b + limit // c
    twos = limit // lcm(a, b) + limit // lcm(a, c) + limit // lcm(b, c)
    every = limit // lcm(a, b, c)
    answer = ones - twos + every
    return told(
        {"limit": limit, "a": a, "b": b, "c": c},
        words(
            f"How many of the whole numbers from 1 to {limit} are divisible by at least one of "
            f"{a}, {b} and {c}?",
            f"从 1 到 {limit} 的整数中，能被 {a}、{b}、{c} 中至少一个整除的有多少个？",
        ),
        exact(answer),
        [
            slip(
                "overlap-counted-twice",
                exact(ones),
                "Numbers divisible by two or three of them are counted two or three times.",
                "能被其中两个或三个整除的数被重复计数了。",
            ),
            slip(
                "triple-overlap-forgotten",
                exact(ones - twos),
                "Numbers divisible by all three were taken away once too often: add them again.",
                "同时能被三个数整除的数多减了一次，要加回来。",
            ),
            slip(
                "complement-given",
                exact(limit - answer),
                "These are the other numbers.",
                "这是其余的数的个数。",
            ),
            slip(
                "triple-overlap-subtracted",
                exact(ones - twos - every),
                "The numbers divisible by all three must be added again, not taken away.",
                "同时能被三个数整除的数应当加回，而不是再减。",
            ),
        ],
        (
            step(
                f"{ones} - {twos} + {every}",
                f"The single counts add up to ${ones}$, those of the pairs to ${twos}$, and "
                f"${every}$ numbers are divisible by all three.",
                f"单独的倍数个数之和为 ${ones}$，两两公倍数个数之和为 ${twos}$，"
                f"三者的公倍数有 ${every}$ 个。",
            ),
            step(str(answer), "Add, take away, add again.", "按“加、减、加”计算。"),
        ),
    )


def _sure(dice: random.Random, rule: str) -> Exercise | None:
    what, unit, what_zh, where, where_zh = dice.choice(_THINGS)
    colours = dice.sample(_COLOURS, dice.randint(3, 4))
    k = dice.randint(3, 5) if rule == "same" else 2
    counts = [dice.randint(k if rule == "pair" else 2, 12) for _ in colours]
    total, kinds = sum(counts), len(counts)
    worst = total - min(counts) if rule == "each" else sum(min(each, k - 1) for each in counts)
    if worst + 1 > total or max(counts) < k:
        return None
    listed = ", ".join(f"{many} {name}" for many, (name, _) in zip(counts, colours, strict=True))
    listed_zh = "、".join(
        f"{name}色{what_zh} {many} {unit}" for many, (_, name) in zip(counts, colours, strict=True)
    )
    wish = {
        "pair": "two of the same colour",
        "same": f"{k} of the same colour",
        "each": "at least one of every colour",
    }[rule]
    wish_zh = {
        "pair": f"有两{unit}颜色相同",
        "same": f"有 {k} {unit}颜色相同",
        "each": f"每种颜色至少有一{unit}",
    }[rule]
    facts: dict[str, Fact] = {"counts": tuple(counts), "rule": rule, "what": what}
    terms = " + ".join(
        str(each)
        for each in (
            sorted(counts)[1:] if rule == "each" else [min(each, k - 1) for each in counts]
        )
    )
    return told(
        {**facts, "k": k} if rule == "same" else facts,
        words(
            f"In {where} there are {what}: {listed}. They are taken out in the dark. How many "
            f"must be taken to be sure of {wish}?",
            f"{where_zh}里有{listed_zh}，闭着眼睛往外拿。至少要拿多少{unit}，才能保证{wish_zh}？",
        ),
        exact(worst + 1),
        [
            slip(
                "the-worst-case-itself",
                exact(worst),
                "With this many one can still fail; one more is needed.",
                "拿这么多仍可能不满足，还要再拿一个。",
            ),
            slip(
                "the-lucky-case",
                exact(kinds if rule == "each" else k),
                "This may be enough with luck. To be sure one must think of the worst case.",
                "运气好时这么多就够了，但“保证”要考虑最坏的情形。",
            ),
            slip(
                "shares-of-the-whole",
                exact(total // kinds + 1),
                "The colours do not come out evenly: think of the worst case.",
                "各种颜色不会均匀地拿出来，要考虑最坏的情形。",
            ),
            slip(
                "the-largest-colour-plus-one",
                exact(max(counts) + 1),
                "The worst case is not that all are of the most frequent colour."
                if rule != "each"
                else "After the most frequent colour others may follow before the last one.",
                "最坏的情形并不是都拿到数量最多的那种颜色。"
                if rule != "each"
                else "拿完最多的一种后，还可能先拿完别的颜色。",
            ),
            slip(
                "everything",
                exact(total),
                "One can be sure before everything is taken.",
                "不必全部拿完就能保证。",
            ),
        ],
        (
            step(
                f"{terms} + 1",
                "In the worst case all but the rarest colour come out first; then one more."
                if rule == "each"
                else f"In the worst case one first takes as many of each colour as possible "
                f"without reaching ${k}$; then one more.",
                "最坏的情形是先把除最少的一种外的全部拿完，再多拿一个。"
                if rule == "each"
                else f"最坏的情形是每种颜色都尽量多拿但不到 ${k}$ {unit}，再多拿一{unit}。",
            ),
            step(str(worst + 1), "Add.", "相加。"),
        ),
    )


FAMILIES = (
    Family(
        name="multiples-with-overlap",
        topic="combinatorics",
        title=words("Counting multiples with overlap", "容斥原理与倍数计数"),
        grades=(5, 12),
        skills=("inclusion-exclusion", "multiples"),
        make=by_level(
            lambda dice: _multiples(dice, False),
            lambda dice: _multiples(dice, True),
            _three_multiples,
        ),
        constants=frozenset({"1"}),
    ),
    Family(
        name="how-many-to-be-sure",
        topic="combinatorics",
        title=words("How many to be sure", "最不利原则（抽屉原理）"),
        grades=(5, 12),
        skills=("pigeonhole-principle",),
        make=by_level(
            lambda dice: _sure(dice, "pair"),
            lambda dice: _sure(dice, "same"),
            lambda dice: _sure(dice, "each"),
        ),
    ),
)
