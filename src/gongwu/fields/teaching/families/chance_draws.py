"""Chances of dice, urns and batches."""

import random
from fractions import Fraction
from math import comb, perm

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_BALLS = (
    ("red", "blue", "white", "红", "蓝", "白"),
    ("green", "yellow", "black", "绿", "黄", "黑"),
    ("black", "white", "red", "黑", "白", "红"),
    ("pink", "grey", "brown", "粉", "灰", "棕"),
)
_BATCHES = (
    ("lamps", "are broken", "is broken", "盏灯", "坏灯"),
    ("eggs", "are cracked", "is cracked", "个鸡蛋", "破蛋"),
    ("tickets", "win a prize", "wins a prize", "张奖券", "中奖券"),
    ("parts", "are faulty", "is faulty", "个零件", "次品"),
    ("keys", "open the door", "opens the door", "把钥匙", "能开门的钥匙"),
    ("letters", "are urgent", "is urgent", "封信", "急件"),
)


def _with_sum(a: int, b: int, total: int) -> int:
    """How many pairs from 1..a and 1..b have this sum."""
    return max(0, min(a, total - 1) - max(1, total - b) + 1)


def _dice_sum(dice: random.Random, at_least: bool) -> Exercise | None:
    a, b = dice.randint(4, 20), dice.randint(4, 20)
    total = dice.randint(4, a + b - 2)
    sums = range(total, a + b + 1) if at_least else (total,)
    good = sum(_with_sum(a, b, each) for each in sums)
    if good < 2:
        return None
    answer = Fraction(good, a * b)
    asked, asked_zh = ("at least ", "不小于") if at_least else ("", "等于")
    more = sum(_with_sum(a, b, each) for each in range(total + 1, a + b + 1))
    other = Fraction(more, a * b) if at_least else answer / 2
    return told(
        {"a": a, "b": b, "total": total, "rule": "at least" if at_least else "exactly"},
        words(
            f"A wheel shows the numbers 1 to {a}, another the numbers 1 to {b}, all equally "
            f"likely. Both are turned. What is the probability that the sum is {asked}{total}?",
            f"一个转盘等可能地停在 1 到 {a} 的某个整数，另一个等可能地停在 1 到 {b} 的某个整数。"
            f"同时转动两个转盘，两数之和{asked_zh} {total} 的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "sums-taken-as-equally-likely",
                exact(Fraction(len(sums), a + b - 1)),
                "The sums are not equally likely; the pairs are.",
                "各个和出现的可能性并不相等，等可能的是数对。",
            ),
            slip(
                "boundary-left-out" if at_least else "order-ignored",
                exact(other),
                "“At least” includes the sum itself."
                if at_least
                else "A pair and its reverse are two different results.",
                "“不小于”包括这个和本身。"
                if at_least
                else "数对与交换顺序后的数对是两个不同的结果。",
            ),
            slip(
                "complement-given",
                exact(1 - answer),
                "This is the probability that it does not happen.",
                "这是该事件不发生的概率。",
            ),
            slip(
                "wrong-number-of-outcomes",
                exact(Fraction(good, a + b)),
                f"There are ${a} \\times {b}$ pairs, not ${a} + {b}$.",
                f"一共有 ${a} \\times {b}$ 个数对，不是 ${a} + {b}$ 个。",
            ),
        ],
        (
            step(
                f"{good}/({a}*{b})",
                f"Of the ${a} \\times {b}$ equally likely pairs, ${good}$ are favourable.",
                f"在 ${a} \\times {b}$ 个等可能的数对中，符合条件的有 ${good}$ 个。",
            ),
            step(str(answer), "Work it out and reduce.", "计算并约分。"),
        ),
    )


def _dice_larger(dice: random.Random) -> Exercise:
    faces, rolls = dice.randint(6, 30), dice.randint(2, 3)
    most = dice.randint(2, faces - 1)
    answer = Fraction(most**rolls - (most - 1) ** rolls, faces**rolls)
    return told(
        {"faces": faces, "rolls": rolls, "most": most},
        words(
            f"A wheel shows the numbers 1 to {faces}, all equally likely. It is turned {rolls} "
            f"times. What is the probability that the largest number is exactly {most}?",
            f"一个转盘等可能地停在 1 到 {faces} 的某个整数，转动 {rolls} 次。"
            f"得到的最大数恰好是 {most} 的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "at-most-instead-of-exactly",
                exact(Fraction(most**rolls, faces**rolls)),
                f"This is “at most ${most}$”: the largest may be smaller.",
                f"这是“最大数不超过 ${most}$”，最大数还可能更小。",
            ),
            slip(
                "one-turn-only",
                exact(Fraction(1, faces)),
                "This is the chance of one number in one turn.",
                "这是转一次得到某个数的概率。",
            ),
            slip(
                "both-exactly",
                exact(Fraction(1, faces**rolls)),
                f"Not every turn must show ${most}$: one is enough if no other is larger.",
                f"不必每次都是 ${most}$，只要有一次是而其余都不超过它。",
            ),
            slip(
                "overlap-counted-twice",
                exact(Fraction(rolls * most ** (rolls - 1), faces**rolls)),
                f"Results with ${most}$ more than once are counted several times.",
                f"${most}$ 出现不止一次的结果被重复计数了。",
            ),
        ],
        (
            step(
                f"({most}^{rolls} - {most - 1}^{rolls})/{faces}^{rolls}",
                f"All numbers at most ${most}$, but not all at most ${most - 1}$.",
                f"各数都不超过 ${most}$，但不全不超过 ${most - 1}$。",
            ),
            step(
                f"({most**rolls} - {(most - 1) ** rolls})/{faces**rolls}",
                "Work out the powers.",
                "算出各个幂。",
            ),
            step(str(answer), "Subtract and reduce.", "相减并约分。"),
        ),
    )


def _urn_same(dice: random.Random, back: bool) -> Exercise:
    one, two, _, one_zh, two_zh, _ = dice.choice(_BALLS)
    r, b = dice.randint(3, 15), dice.randint(2, 15)
    n = r + b
    with_back, without = Fraction(r * r, n * n), Fraction(r * (r - 1), n * (n - 1))
    answer, other = (with_back, without) if back else (without, with_back)
    how, how_zh = (
        ("and put back before the second draw", "记下颜色后放回")
        if back
        else ("and not put back", "不放回")
    )
    state = f"{r}/{n}*({r}/{n})" if back else f"{r}/{n}*({r - 1}/{n - 1})"
    return told(
        {"r": r, "b": b, "colour": one, "put back": "yes" if back else "no"},
        words(
            f"A bag holds {r} {one} and {b} {two} balls. Two balls are drawn one after the "
            f"other; the first is looked at {how}. What is the probability that both are {one}?",
            f"袋中有 {r} 个{one_zh}球和 {b} 个{two_zh}球。先取一个，{how_zh}，再取一个。"
            f"两次都取到{one_zh}球的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "not-put-back-though-it-was" if back else "put-back-though-it-was-not",
                exact(other),
                "The first ball was put back: the second draw is from all balls again."
                if back
                else "The first ball is gone: one ball, and one of the wanted colour, is missing "
                "at the second draw.",
                "第一个球放回了，第二次仍从全部球中取。"
                if back
                else "第一个球没有放回，第二次取时总数和该色球都少一个。",
            ),
            slip(
                "one-draw-only",
                exact(Fraction(r, n)),
                "This is the chance for one ball only.",
                "这只是取一个球的概率。",
            ),
            slip(
                "chances-added",
                exact(Fraction(2 * r, n)),
                "“Both” asks for a product; a sum can even exceed 1.",
                "“两次都”要相乘；相加甚至会超过 1。",
            ),
            slip(
                "odds-for-probability",
                exact(Fraction(r * r, b * b) if back else Fraction(r * (r - 1), b * n)),
                f"Compare with all balls, not with the {two} ones.",
                f"分母应是全部球数，不是{two_zh}球数。",
            ),
        ],
        (
            step(
                state,
                f"The first ball is {one} with probability ${r}/{n}$, and then the second with "
                + (f"${r}/{n}$ again." if back else f"${r - 1}/{n - 1}$."),
                f"第一次取到{one_zh}球的概率是 ${r}/{n}$，第二次"
                + (f"仍是 ${r}/{n}$。" if back else f"是 ${r - 1}/{n - 1}$。"),
            ),
            step(str(answer), "Multiply and reduce.", "相乘并约分。"),
        ),
    )


def _urn_different(dice: random.Random) -> Exercise:
    one, two, three, *zh = dice.choice(_BALLS)
    counts = [dice.randint(2, 9) for _ in range(3)]
    n = sum(counts)
    same = sum(each * (each - 1) for each in counts)
    answer = 1 - Fraction(same, n * (n - 1))
    x, y, z = counts
    return told(
        {"counts": tuple(counts), "colours": f"{one} {two} {three}"},
        words(
            f"A bag holds {x} {one}, {y} {two} and {z} {three} balls. Two are drawn together. "
            f"What is the probability that they have different colours?",
            f"袋中有 {x} 个{zh[0]}球、{y} 个{zh[1]}球和 {z} 个{zh[2]}球，一次取出两个。"
            f"两球颜色不同的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "complement-given",
                exact(1 - answer),
                "This is the probability of equal colours.",
                "这是两球颜色相同的概率。",
            ),
            slip(
                "put-back-though-it-was-not",
                exact(1 - Fraction(sum(each * each for each in counts), n * n)),
                "The two balls are drawn together: the first is not there for the second draw.",
                "两个球是一次取出的，第二个球不会与第一个是同一个。",
            ),
            slip(
                "order-ignored",
                exact(answer / 2),
                "Either colour may come first: each pair of colours counts twice among the "
                "ordered draws.",
                "按先后取出来算时，两种颜色谁先谁后都要算。",
            ),
            slip(
                "a-case-is-missing",
                exact(Fraction(2 * x * y, n * (n - 1))),
                f"This is {one} and {two} only; the other pairs of colours are missing.",
                f"这只算了{zh[0]}与{zh[1]}，漏了其他颜色的搭配。",
            ),
        ],
        (
            step(
                f"1 - ({x}*{x - 1} + {y}*{y - 1} + {z}*{z - 1})/({n}*{n - 1})",
                "Take the probability of two equal colours from 1.",
                "用 1 减去两球同色的概率。",
            ),
            step(f"1 - {same}/{n * (n - 1)}", "Work out the products.", "算出各个积。"),
            step(str(answer), "Subtract and reduce.", "相减并约分。"),
        ),
    )


def _batch(dice: random.Random, level: int) -> Exercise | None:
    what, are, does, what_zh, good_zh = dice.choice(_BATCHES)
    unit = what_zh[0]
    n, k = dice.randint(7, 16), dice.randint(2, 4)
    bad = dice.randint(2, n - k)
    j = dice.randint(1, min(bad, k) - 1) if min(bad, k) > 1 else 1
    none = Fraction(comb(n - bad, k), comb(n, k))
    exactly = Fraction(comb(bad, j) * comb(n - bad, k - j), comb(n, k))
    answer = {1: none, 2: exactly, 3: 1 - none}[level]
    asked = {
        1: f"none of them {does}",
        2: f"exactly {j} of them {does if j == 1 else are}",
        3: f"at least one of them {does}",
    }[level]
    asked_zh = {
        1: f"没有{good_zh}",
        2: f"恰有 {j} {unit}{good_zh}",
        3: f"至少有一{unit}{good_zh}",
    }[level]
    facts: dict[str, Fact] = {
        "n": n,
        "bad": bad,
        "k": k,
        "what": what,
        "rule": ("none", "exactly", "some")[level - 1],
    }
    p = Fraction(bad, n)
    back = {1: (1 - p) ** k, 2: comb(k, j) * p**j * (1 - p) ** (k - j), 3: 1 - (1 - p) ** k}[level]
    falling = Fraction(perm(bad, j) * perm(n - bad, k - j), perm(n, k))
    state = {
        1: f"{comb(n - bad, k)}/{comb(n, k)}",
        2: f"{comb(bad, j)}*{comb(n - bad, k - j)}/{comb(n, k)}",
        3: f"1 - {comb(n - bad, k)}/{comb(n, k)}",
    }[level]
    return told(
        facts | {"j": j} if level == 2 else facts,
        words(
            f"Of {n} {what}, {bad} {are}. {k} of the {what} are picked at random. What is the "
            f"probability that {asked}?",
            f"{n} {what_zh}中有 {bad} {unit}{good_zh}，随机取出 {k} {unit}。"
            f"其中{asked_zh}的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "put-back-though-it-was-not",
                exact(back),
                "They are picked together, not put back one by one: the chances change from pick "
                "to pick.",
                "是一次取出，不是逐个放回，每取一个概率都会变。",
            ),
            slip(
                "complement-given",
                exact(1 - answer),
                "This is the probability of the opposite.",
                "这是对立事件的概率。",
            ),
            slip(
                "order-ignored" if level == 2 else "one-draw-only",
                exact(falling if level == 2 else (1 - p if level == 1 else p)),
                "This is one particular order only; the wanted ones may come in any order."
                if level == 2
                else "This is the chance for one pick only.",
                "这只是一种特定的先后顺序，先后顺序可以不同。"
                if level == 2
                else "这只是取一个的概率。",
            ),
            slip(
                "share-of-the-picked",
                exact(Fraction(j, k) if level == 2 else Fraction(k, n)),
                "The share among the picked says nothing about chance.",
                "取出部分所占的比例不是概率。",
            ),
        ],
        (
            step(
                state,
                f"There are ${comb(n, k)}$ equally likely ways to pick ${k}$ of ${n}$"
                + (
                    f", and ${comb(n - bad, k)}$ of them avoid the ${bad}$."
                    if level != 2
                    else f". Choose ${j}$ of the ${bad}$ and ${k - j}$ of the other ${n - bad}$."
                ),
                f"从 ${n}$ 个中取 ${k}$ 个有 ${comb(n, k)}$ 种等可能的取法"
                + (
                    f"，其中不含那 ${bad}$ 个的有 ${comb(n - bad, k)}$ 种。"
                    if level != 2
                    else f"；从那 ${bad}$ 个中取 ${j}$ 个，从其余 ${n - bad}$ 个中取 ${k - j}$ 个。"
                ),
            ),
            step(str(answer), "Work it out and reduce.", "计算并约分。"),
        ),
    )


FAMILIES = (
    Family(
        name="probability-of-two-wheels",
        topic="probability",
        title=words("Sums and maxima of equally likely numbers", "等可能整数的和与最大值"),
        grades=(8, 12),
        skills=("classical-probability", "counting"),
        make=by_level(
            lambda dice: _dice_sum(dice, False), lambda dice: _dice_sum(dice, True), _dice_larger
        ),
        constants=frozenset({"1"}),
    ),
    Family(
        name="probability-of-two-balls",
        topic="probability",
        title=words("Two balls from a bag", "袋中取两球"),
        grades=(8, 12),
        skills=("multiplication-rule", "without-replacement"),
        make=by_level(
            lambda dice: _urn_same(dice, True), lambda dice: _urn_same(dice, False), _urn_different
        ),
    ),
    Family(
        name="probability-in-a-batch",
        topic="probability",
        title=words("Picking from a batch", "从一批中抽取"),
        grades=(10, 13),
        skills=("hypergeometric-distribution", "combinations"),
        make=by_level(
            lambda dice: _batch(dice, 1), lambda dice: _batch(dice, 2), lambda dice: _batch(dice, 3)
        ),
        constants=frozenset({"1"}),
    ),
)
