"""Counting in which only the choice matters: committees, shares, ways on a grid."""

import random
from math import comb, factorial

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_GROUPS = (
    ("boys", "girls", "名男生", "名女生"),
    ("doctors", "nurses", "名医生", "名护士"),
    ("novels", "comics", "本小说", "本漫画"),
    ("teachers", "students", "名教师", "名学生"),
    ("red roses", "white roses", "枝红玫瑰", "枝白玫瑰"),
)
_SHARED = (
    ("sweets", "children", "颗相同的糖", "个小朋友"),
    ("balls", "boxes", "个相同的球", "个不同的盒子"),
    ("places", "schools", "个相同的名额", "所学校"),
    ("apples", "baskets", "个相同的苹果", "个不同的篮子"),
    ("coins", "pirates", "枚相同的金币", "个海盗"),
)
_WALKERS = (
    ("A robot", "机器人"),
    ("An ant", "蚂蚁"),
    ("A taxi", "出租车"),
    ("A courier", "快递员"),
    ("A rook", "棋子“车”"),
    ("A cat", "小猫"),
)


def _committee(dice: random.Random, of_each: bool) -> Exercise:
    one, two, one_zh, two_zh = dice.choice(_GROUPS)
    m, n = dice.randint(4, 10), dice.randint(4, 10)
    a, b = dice.randint(2, 3), dice.randint(2, 3)
    answer = comb(m, a) * comb(n, b) if of_each else comb(m + n, a + b)
    many = a + b
    asked = f"{a} {one} and {b} {two} be chosen" if of_each else f"{many} be chosen, of any kind"
    asked_zh = (
        f"选出 {a} {one_zh}和 {b} {two_zh}" if of_each else f"不分类别一共选出 {many} {one_zh[0]}"
    )
    facts: dict[str, Fact] = {"m": m, "n": n, "one": one}
    return told(
        {**facts, "a": a, "b": b} if of_each else {**facts, "many": many},
        words(
            f"There are {m} {one} and {n} {two}. In how many ways can {asked}?",
            f"有 {m} {one_zh}和 {n} {two_zh}，{asked_zh}，共有多少种选法？",
        ),
        exact(answer),
        [
            slip(
                "order-counted",
                exact(answer * (factorial(a) * factorial(b) if of_each else factorial(many))),
                "This counts each choice once for every order. The order of choosing does not "
                "matter.",
                "这把同一种选法按不同顺序重复计数了。选取与顺序无关。",
            ),
            slip(
                "choices-added",
                exact(comb(m, a) + comb(n, b)),
                "Every choice of one kind goes with every choice of the other: multiply."
                if of_each
                else "The things are chosen from all together, not from one kind at a time.",
                "一类的每种选法都能配另一类的每种选法，应当相乘。"
                if of_each
                else "是从全体中选取，不是分类选后相加。",
            ),
            slip(
                "kinds-ignored" if of_each else "kinds-fixed",
                exact(comb(m + n, many) if of_each else comb(m, a) * comb(n, b)),
                "This chooses from all together, without looking at the kinds."
                if of_each
                else "This fixes how many of each kind are chosen; any mixture is allowed.",
                "这是从全体中任选，没有管类别。"
                if of_each
                else "这样固定了每一类的个数，而题目允许任意搭配。",
            ),
            slip(
                "choices-just-multiplied",
                exact(m * n * many),
                "The number of choices is a binomial coefficient, not a product of the sizes.",
                "选法数要用组合数来算，不是把个数相乘。",
            ),
        ],
        (
            step(
                f"{m}!/({a}!*{m - a}!)*({n}!/({b}!*{n - b}!))"
                if of_each
                else f"{m + n}!/({many}!*{m + n - many}!)",
                f"Choose ${a}$ of ${m}$ and, for each of these, ${b}$ of ${n}$."
                if of_each
                else f"Choose ${many}$ of all ${m + n}$; the order does not matter.",
                f"从 ${m}$ 个中选 ${a}$ 个，再从 ${n}$ 个中选 ${b}$ 个，分步相乘。"
                if of_each
                else f"从全部 ${m + n}$ 个中选 ${many}$ 个，不计顺序。",
            ),
            step(
                f"{comb(m, a)}*{comb(n, b)}" if of_each else str(answer),
                "Work out the binomial coefficients." if of_each else "Work it out.",
                "算出组合数。",
            ),
            *([step(str(answer), "Multiply.", "相乘。")] if of_each else []),
        ),
    )


def _committee_at_least(dice: random.Random) -> Exercise:
    one, two, one_zh, two_zh = dice.choice(_GROUPS)
    m, n, k = dice.randint(4, 10), dice.randint(3, 8), dice.randint(3, 4)
    every, none = comb(m + n, k), comb(m, k)
    return told(
        {"m": m, "n": n, "many": k, "one": one, "rule": "at least one of the second"},
        words(
            f"There are {m} {one} and {n} {two}. In how many ways can {k} be chosen so that "
            f"there are {two} among them?",
            f"有 {m} {one_zh}和 {n} {two_zh}，从中选出 {k} {one_zh[0]}，其中至少有一{two_zh}。"
            f"共有多少种选法？",
        ),
        exact(every - none),
        [
            slip(
                "restriction-ignored",
                exact(every),
                f"This also counts the choices without {two}.",
                f"这把一{two_zh}都没有的选法也算进去了。",
            ),
            slip(
                "complement-given",
                exact(none),
                f"These are the choices without {two}.",
                f"这是一{two_zh}都没有的选法数。",
            ),
            slip(
                "chosen-twice",
                exact(n * comb(m + n - 1, k - 1)),
                "Choosing one of them first and then the rest counts a choice with several of "
                "them several times.",
                "先选一个再任选其余，会把含有多个的选法重复计数。",
            ),
            slip(
                "exactly-one-instead",
                exact(n * comb(m, k - 1)),
                "This is exactly one of them; there may be more.",
                "这是“恰有一个”，而题目是“至少一个”。",
            ),
        ],
        (
            step(
                f"{m + n}!/({k}!*{m + n - k}!) - {m}!/({k}!*{m - k}!)",
                f"From all choices take those with {one} only.",
                "从全部选法中减去只选前一类的选法。",
            ),
            step(f"{every} - {none}", "Work out the binomial coefficients.", "算出组合数。"),
            step(str(every - none), "Subtract.", "相减。"),
        ),
    )


def _shares(dice: random.Random, least: int) -> Exercise:
    what, who, what_zh, who_zh = dice.choice(_SHARED)
    k = dice.randint(3, 6)
    n = dice.randint(k + 3, 24)
    free = n - least * k
    answer = comb(free + k - 1, k - 1)
    rule = ["; some may get nothing", " so that each gets at least one"][least]
    rule_zh = ["，允许有的一个也分不到", "，每份至少一个"][least]
    other = comb(n + k - 1, k - 1) if least else comb(n - 1, k - 1)
    return told(
        {"n": n, "k": k, "least": least, "what": what},
        words(
            f"{n} equal {what} are shared among {k} {who}{rule}. How many ways are there?",
            f"把 {n} {what_zh}分给 {k} {who_zh}{rule_zh}。共有多少种分法？",
        ),
        exact(answer),
        [
            slip(
                "least-share-ignored" if least else "least-share-added",
                exact(other),
                "Here each must get at least one." if least else "Here a share may be empty.",
                "这里要求每份至少一个。" if least else "这里允许有空的一份。",
            ),
            slip(
                "things-told-apart",
                exact(k**n),
                "The things are equal: only how many each gets counts.",
                "所分的东西是相同的，只看每份有几个。",
            ),
            slip(
                "one-bar-too-many",
                exact(comb(free + k, k)),
                f"To cut a row into ${k}$ parts one needs ${k - 1}$ bars.",
                f"分成 ${k}$ 份只需要 ${k - 1}$ 块隔板。",
            ),
            slip(
                "stars-and-bars-confused",
                exact(comb(n, k)),
                "This chooses some of the things, which is not what sharing means.",
                "这是从中选出若干个，不是分配。",
            ),
        ],
        (
            step(
                f"{free + k - 1}!/({k - 1}!*{free}!)",
                ("Give one to each first; " if least else "")
                + f"a way of sharing ${free}$ is a row of ${free}$ stars and ${k - 1}$ bars: "
                f"choose the places of the bars.",
                ("先给每份一个；" if least else "")
                + f"${free}$ 个的分法相当于把 ${free}$ 个球和 ${k - 1}$ 块隔板排成一行，"
                f"选出隔板的位置。",
            ),
            step(str(answer), "Work out the binomial coefficient.", "算出组合数。"),
        ),
    )


def _shares_with_minima(dice: random.Random) -> Exercise:
    what, who, what_zh, who_zh = dice.choice(_SHARED)
    least = sorted(dice.choices(range(1, 5), k=dice.randint(3, 4)))
    k, used = len(least), sum(least)
    n = used + dice.randint(3, 9)
    free = n - used
    answer = comb(free + k - 1, k - 1)
    listed, listed_zh = ", ".join(map(str, least)), "、".join(map(str, least))
    return told(
        {"n": n, "k": k, "minima": tuple(least), "what": what},
        words(
            f"{n} equal {what} are shared among {k} {who}. In order, they get at least {listed}. "
            f"How many ways are there?",
            f"把 {n} {what_zh}分给 {k} {who_zh}，依次至少分到 {listed_zh} 个。共有多少种分法？",
        ),
        exact(answer),
        [
            slip(
                "least-share-ignored",
                exact(comb(n + k - 1, k - 1)),
                "This ignores what each must get at least.",
                "这没有考虑各自至少要分到的个数。",
            ),
            slip(
                "least-share-of-one-only",
                exact(comb(n - 1, k - 1)),
                "This gives each at least one, not the number asked for.",
                "这只保证每份至少一个，没有达到各自的要求。",
            ),
            slip(
                "one-bar-too-many",
                exact(comb(free + k, k)),
                f"To cut a row into ${k}$ parts one needs ${k - 1}$ bars.",
                f"分成 ${k}$ 份只需要 ${k - 1}$ 块隔板。",
            ),
            slip(
                "least-share-added",
                exact(comb(free - 1, k - 1)),
                "After the least shares are given, the rest may go to anyone: a share of the "
                "rest may be empty.",
                "先发完最低数之后，剩下的可以任意分，允许有人一个也不多得。",
            ),
        ],
        (
            step(
                f"({n} - {used} + {k - 1})!/({k - 1}!*({n} - {used})!)",
                f"Hand out the least shares first, ${used}$ in all. The rest is shared freely: "
                f"stars and ${k - 1}$ bars.",
                f"先按最低数发出，共 ${used}$ 个；剩下的任意分，用 ${k - 1}$ 块隔板。",
            ),
            step(f"{free + k - 1}!/({k - 1}!*{free}!)", "Subtract.", "相减。"),
            step(str(answer), "Work out the binomial coefficient.", "算出组合数。"),
        ),
    )


def _paths(dice: random.Random) -> Exercise:
    who, who_zh = dice.choice(_WALKERS)
    w, h = dice.randint(2, 11), dice.randint(2, 11)
    answer = comb(w + h, h)
    return told(
        {"who": who, "w": w, "h": h},
        words(
            f"{who} goes along the lines of a grid from $(0, 0)$ to $({w}, {h})$, one unit right "
            f"or one unit up at a time. How many ways are there?",
            f"{who_zh}沿网格线从 $(0, 0)$ 走到 $({w}, {h})$，每步向右或向上走一个单位。"
            f"共有多少种走法？",
        ),
        exact(answer),
        [
            slip(
                "cells-counted",
                exact(w * h),
                "This is the number of cells, not of ways.",
                "这是方格的个数，不是走法的种数。",
            ),
            slip(
                "every-step-free",
                exact(2 ** (w + h)),
                "Not every sequence of steps ends at the right point: only so many go right.",
                "不是任意走都能到终点，向右的步数是固定的。",
            ),
            slip(
                "one-step-too-few",
                exact(comb(w + h - 1, h)),
                f"There are ${w + h}$ steps in all; count the lines between, not the points.",
                f"一共要走 ${w + h}$ 步，数的是步数，不要少数一步。",
            ),
            slip(
                "order-counted",
                exact(factorial(w) * factorial(h)),
                "All steps to the right are alike, and all steps up are.",
                "向右的各步彼此相同，向上的各步也彼此相同。",
            ),
        ],
        (
            step(
                f"{w + h}!/({w}!*{h}!)",
                f"Of the ${w + h}$ steps choose which ${h}$ go up.",
                f"在 ${w + h}$ 步中选出哪 ${h}$ 步向上。",
            ),
            step(str(answer), "Work out the binomial coefficient.", "算出组合数。"),
        ),
    )


def _paths_at_a_point(dice: random.Random, through: bool) -> Exercise:
    who, who_zh = dice.choice(_WALKERS)
    w, h = dice.randint(4, 9), dice.randint(4, 9)
    x, y = dice.randint(1, w - 1), dice.randint(1, h - 1)
    every, before, after = comb(w + h, h), comb(x + y, y), comb(w - x + h - y, h - y)
    passing = before * after
    answer = passing if through else every - passing
    rule, rule_zh = ("through", "必须经过") if through else ("not through", "不能经过")
    route = f"{x + y}!/({x}!*{y}!)*({w - x + h - y}!/({w - x}!*{h - y}!))"
    return told(
        {"who": who, "w": w, "h": h, "x": x, "y": y, "rule": rule},
        words(
            f"{who} goes along the lines of a grid from $(0, 0)$ to $({w}, {h})$, one unit right "
            f"or one unit up at a time, but {rule} the point $({x}, {y})$. How many ways are "
            f"there?",
            f"{who_zh}沿网格线从 $(0, 0)$ 走到 $({w}, {h})$，每步向右或向上走一个单位，"
            f"且{rule_zh}点 $({x}, {y})$。共有多少种走法？",
        ),
        exact(answer),
        [
            slip(
                "restriction-ignored",
                exact(every),
                "This counts all ways, whether they meet the point or not.",
                "这是全部走法，没有考虑中间那个点。",
            ),
            slip(
                "complement-given",
                exact(every - answer),
                "These are the ways that break the rule.",
                "这是不符合要求的走法数。",
            ),
            slip(
                "choices-added",
                exact(before + after if through else every - before - after),
                "Every way to the point goes with every way from it: multiply.",
                "到该点的每种走法都能接上之后的每种走法，应当相乘。",
            ),
            slip(
                "half-of-the-way-only",
                exact(before if through else every - before),
                "The ways from the point to the end are missing.",
                "漏了从该点到终点的走法。",
            ),
        ],
        (
            step(
                route if through else f"{w + h}!/({w}!*{h}!) - {route}",
                "Multiply the ways to the point by the ways from it to the end."
                if through
                else "From all ways take those through the point: ways to it times ways from it.",
                "到该点的走法数乘以从该点到终点的走法数。"
                if through
                else "从全部走法中减去经过该点的走法（到该点的走法数乘以之后的走法数）。",
            ),
            step(
                f"{before}*{after}" if through else f"{every} - {before}*{after}",
                "Work out the binomial coefficients.",
                "算出组合数。",
            ),
            step(str(answer), "Work it out.", "算出结果。"),
        ),
    )


FAMILIES = (
    Family(
        name="choosing-a-group",
        topic="combinatorics",
        title=words("Choosing a group", "选取一组"),
        grades=(10, 12),
        skills=("combinations", "complement"),
        make=by_level(
            lambda dice: _committee(dice, False),
            lambda dice: _committee(dice, True),
            _committee_at_least,
        ),
    ),
    Family(
        name="sharing-equal-things",
        topic="combinatorics",
        title=words("Sharing equal things (stars and bars)", "相同元素的分配（隔板法）"),
        grades=(10, 13),
        skills=("stars-and-bars", "combinations"),
        make=by_level(
            lambda dice: _shares(dice, 0), lambda dice: _shares(dice, 1), _shares_with_minima
        ),
        constants=frozenset({"1"}),
    ),
    Family(
        name="ways-on-a-grid",
        topic="combinatorics",
        title=words("Shortest ways on a grid", "网格上的最短路径"),
        grades=(9, 13),
        skills=("combinations", "lattice-paths"),
        make=by_level(
            _paths,
            lambda dice: _paths_at_a_point(dice, True),
            lambda dice: _paths_at_a_point(dice, False),
        ),
        constants=frozenset({"0", "1"}),
    ),
)
