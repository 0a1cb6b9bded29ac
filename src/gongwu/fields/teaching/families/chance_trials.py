"""Chances of repeated trials, and what to expect of them."""

import random
from fractions import Fraction
from math import comb

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex
from gongwu.fields.teaching.families.drawing_chance import parts
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_TRIALS = (
    (
        "A shooter hits the target with probability ${p}$ at each shot",
        "shots",
        "the target is hit",
        "某射手每次射击命中目标的概率是 ${p}$",
        "次射击",
        "命中",
    ),
    (
        "A seed sprouts with probability ${p}$",
        "seeds",
        "a seed sprouts",
        "一粒种子发芽的概率是 ${p}$",
        "粒种子",
        "发芽",
    ),
    (
        "A machine part passes the test with probability ${p}$",
        "parts",
        "a part passes",
        "一个零件通过检验的概率是 ${p}$",
        "个零件",
        "通过",
    ),
    (
        "A player wins each game with probability ${p}$",
        "games",
        "the player wins",
        "某选手每局获胜的概率是 ${p}$",
        "局比赛",
        "获胜",
    ),
    (
        "A message arrives at each try with probability ${p}$",
        "tries",
        "it arrives",
        "每次发送消息成功的概率是 ${p}$",
        "次发送",
        "成功",
    ),
    (
        "A student guesses each answer right with probability ${p}$",
        "answers",
        "a guess is right",
        "某学生每题猜对的概率是 ${p}$",
        "道题",
        "猜对",
    ),
)


def _chance(dice: random.Random, largest: int = 9) -> Fraction:
    below = dice.randint(3, largest)
    return Fraction(dice.randint(1, below - 1), below)


def _paper(p: Fraction) -> str:
    """In our notation, safe as a factor or a base."""
    return f"({p})"


def _at_least_one(dice: random.Random, n: int) -> Exercise:
    intro, things, _, intro_zh, things_zh, done_zh = dice.choice(_TRIALS)
    p = _chance(dice, 12)
    none = (1 - p) ** n
    answer = 1 - none
    return told(
        {"p": str(p), "parts": parts(p), "n": n, "what": things, "rule": "at least one"},
        words(
            f"{intro.format(p=number_to_latex(p))}, independently of the others. What is the "
            f"probability of at least one success in {n} {things}?",
            f"{intro_zh.format(p=number_to_latex(p))}，各次相互独立。{n} "
            f"{things_zh}中至少有一次{done_zh}的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "chances-added",
                exact(n * p),
                "The successes overlap, so the chances must not be added; the sum can even "
                "exceed 1.",
                "各次成功可以同时发生，概率不能直接相加，和甚至会超过 1。",
            ),
            slip(
                "complement-given",
                exact(none),
                "This is the probability that none succeeds.",
                "这是一次都不成功的概率。",
            ),
            slip(
                "all-instead-of-some",
                exact(p**n),
                "This is the probability that all succeed.",
                "这是每次都成功的概率。",
            ),
            slip(
                "exactly-one-instead",
                exact(n * p * (1 - p) ** (n - 1)),
                "This is exactly one success; there may be more.",
                "这是恰好成功一次的概率，而题目是至少一次。",
            ),
        ],
        (
            step(
                f"1 - (1 - {p})^{n}",
                "The opposite is that all fail, which has a product for its probability.",
                "对立事件是全部失败，其概率是各次失败概率的积。",
            ),
            step(
                f"1 - {_paper(1 - p)}^{n}",
                "Work out the chance of one failure.",
                "算出一次失败的概率。",
            ),
            step(str(answer), "Raise to the power and subtract.", "乘方再相减。"),
        ),
    )


def _at_least_one_of_three(dice: random.Random) -> Exercise:
    chances = [_chance(dice, 6) for _ in range(3)]
    p, q, r = chances
    none = (1 - p) * (1 - q) * (1 - r)
    some, some_zh = dice.choice(
        (("pump", "水泵"), ("alarm", "警报器"), ("server", "服务器"), ("archer", "射手"))
    )
    listed = ", ".join(f"${number_to_latex(each)}$" for each in chances)
    listed_zh = "、".join(f"${number_to_latex(each)}$" for each in chances)
    exactly = p * (1 - q) * (1 - r) + (1 - p) * q * (1 - r) + (1 - p) * (1 - q) * r
    return told(
        {"chances": tuple(map(str, chances)), "parts": parts(*chances), "what": some},
        words(
            f"Three {some}s succeed independently with probabilities {listed}. What is the "
            f"probability that at least one of them succeeds?",
            f"三个{some_zh}成功的概率分别是 {listed_zh}，且相互独立。至少有一个成功的概率是多少？",
        ),
        exact(1 - none),
        [
            slip(
                "chances-added",
                exact(p + q + r),
                "The successes overlap, so the chances must not be added.",
                "各个成功可以同时发生，概率不能直接相加。",
            ),
            slip(
                "complement-given",
                exact(none),
                "This is the probability that none succeeds.",
                "这是一个都不成功的概率。",
            ),
            slip(
                "all-instead-of-some",
                exact(p * q * r),
                "This is the probability that all succeed.",
                "这是三个都成功的概率。",
            ),
            slip(
                "exactly-one-instead",
                exact(exactly),
                "This is exactly one success; there may be more.",
                "这是恰有一个成功的概率，而题目是至少一个。",
            ),
        ],
        (
            step(
                f"1 - (1 - {p})*(1 - {q})*(1 - {r})",
                "The opposite is that all fail.",
                "对立事件是三个都失败。",
            ),
            step(
                f"1 - {_paper(1 - p)}*{_paper(1 - q)}*{_paper(1 - r)}",
                "Work out the chance of each failure.",
                "算出各自失败的概率。",
            ),
            step(str(1 - none), "Multiply and subtract.", "相乘再相减。"),
        ),
    )


def _binomial(dice: random.Random, least: int, most: int) -> Exercise:
    intro, things, _, intro_zh, things_zh, done_zh = dice.choice(_TRIALS)
    p, n = _chance(dice, 6), dice.randint(least, most)
    k = dice.randint(1, n - 1)
    one_order = p**k * (1 - p) ** (n - k)
    answer = comb(n, k) * one_order
    return told(
        {"p": str(p), "parts": parts(p), "n": n, "k": k, "what": things},
        words(
            f"{intro.format(p=number_to_latex(p))}, independently of the others. What is the "
            f"probability of exactly {k} successes in {n} {things}?",
            f"{intro_zh.format(p=number_to_latex(p))}，各次相互独立。{n} {things_zh}中恰有 {k} "
            f"次{done_zh}的概率是多少？",
        ),
        exact(answer),
        _binomial_slips(p, n, k),
        (
            step(
                f"{n}!/({k}!*{n - k}!)*{_paper(p)}^{k}*(1 - {p})^{n - k}",
                f"Choose which ${k}$ of the ${n}$ succeed; each such pattern has the same "
                f"probability.",
                f"先选出哪 ${k}$ 次成功，每种情形的概率都相同。",
            ),
            step(
                f"{comb(n, k)}*{_paper(p)}^{k}*{_paper(1 - p)}^{n - k}",
                "Work out the binomial coefficient.",
                "算出组合数。",
            ),
            step(str(answer), "Work out the powers and multiply.", "算出各个幂并相乘。"),
        ),
    )


def _binomial_slips(p: Fraction, n: int, k: int) -> list[Slip]:
    one_order = p**k * (1 - p) ** (n - k)
    return [
        slip(
            "number-of-orders-forgotten",
            exact(one_order),
            "This is one pattern of successes and failures; they may come in other orders too.",
            "这只是一种成败次序，成功还可以出现在别的次序中。",
        ),
        slip(
            "failures-forgotten",
            exact(comb(n, k) * p**k),
            "The other trials must fail: their probabilities are missing.",
            "其余各次必须失败，漏乘了失败的概率。",
        ),
        slip(
            "success-and-failure-exchanged",
            exact(comb(n, k) * p ** (n - k) * (1 - p) ** k),
            "Success and failure are exchanged.",
            "成功与失败的概率弄反了。",
        ),
        slip(
            "orders-counted-as-trials",
            exact(n * one_order),
            f"The number of patterns is the binomial coefficient ${comb(n, k)}$.",
            f"情形数应是组合数 ${comb(n, k)}$。",
        ),
        slip(
            "share-for-chance",
            exact(Fraction(k, n)),
            "The share of successes is not their probability.",
            "成功次数所占的比例不是概率。",
        ),
    ]


def _binomial_at_least(dice: random.Random) -> Exercise:
    intro, things, _, intro_zh, things_zh, done_zh = dice.choice(_TRIALS)
    p, n = _chance(dice, 6), dice.randint(3, 6)
    none, one = (1 - p) ** n, n * p * (1 - p) ** (n - 1)
    answer = 1 - none - one
    two = comb(n, 2) * p**2 * (1 - p) ** (n - 2)
    return told(
        {"p": str(p), "parts": parts(p), "n": n, "least": 2, "what": things},
        words(
            f"{intro.format(p=number_to_latex(p))}, independently of the others. What is the "
            f"probability of at least 2 successes in {n} {things}?",
            f"{intro_zh.format(p=number_to_latex(p))}，各次相互独立。{n} {things_zh}中至少有 2 "
            f"次{done_zh}的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "exactly-instead-of-at-least",
                exact(two),
                "This is exactly 2 successes; there may be more.",
                "这是恰有 2 次成功，而题目是至少 2 次。",
            ),
            slip(
                "boundary-left-out",
                exact(answer - two),
                "“At least 2” includes 2.",
                "“至少 2 次”包括恰好 2 次。",
            ),
            slip(
                "a-case-is-missing",
                exact(1 - none),
                "One success is not enough: take that case away as well.",
                "只成功一次还不够，这种情形也要减去。",
            ),
            slip(
                "complement-given",
                exact(none + one),
                "This is the probability of fewer than 2 successes.",
                "这是成功次数少于 2 的概率。",
            ),
        ],
        (
            step(
                f"1 - (1 - {p})^{n} - {n}*{_paper(p)}*(1 - {p})^{n - 1}",
                "From 1 take no success and exactly one success.",
                "用 1 减去一次也不成功和恰好成功一次的概率。",
            ),
            step(f"1 - {none} - {one}", "Work out both probabilities.", "算出这两个概率。"),
            step(str(answer), "Subtract.", "相减。"),
        ),
    )


def _waiting(dice: random.Random, rule: str) -> Exercise:
    intro, things, _, intro_zh, _things_zh, done_zh = dice.choice(_TRIALS)
    p, n = _chance(dice, 12), dice.randint(3, 4)
    q = 1 - p
    answer = {"first": q ** (n - 1) * p, "after": q**n, "by": 1 - q**n}[rule]
    asked = {
        "first": f"the first success comes exactly at number {n}",
        "after": f"the first {n} {things} bring no success",
        "by": f"the first success comes at number {n} at the latest",
    }[rule]
    asked_zh = {
        "first": f"恰好在第 {n} 次首次{done_zh}",
        "after": f"前 {n} 次都没有{done_zh}",
        "by": f"最迟在第 {n} 次首次{done_zh}",
    }[rule]
    state = {
        "first": f"{_paper(q)}^{n - 1}*{_paper(p)}",
        "after": f"{_paper(q)}^{n}",
        "by": f"1 - {_paper(q)}^{n}",
    }[rule]
    why = {
        "first": f"First ${n - 1}$ failures, then one success.",
        "after": f"All of the first ${n}$ fail.",
        "by": f"The opposite is that the first ${n}$ all fail.",
    }[rule]
    why_zh = {
        "first": f"先失败 ${n - 1}$ 次，再成功一次。",
        "after": f"前 ${n}$ 次全部失败。",
        "by": f"对立事件是前 ${n}$ 次全部失败。",
    }[rule]
    return told(
        {"p": str(p), "parts": parts(p), "n": n, "what": things, "rule": rule},
        words(
            f"{intro.format(p=number_to_latex(p))}, independently of the others. The {things} "
            f"follow one another. What is the probability that {asked}?",
            f"{intro_zh.format(p=number_to_latex(p))}，各次依次进行且相互独立。"
            f"{asked_zh}的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "success-and-failure-exchanged",
                exact({"first": p ** (n - 1) * q, "after": p**n, "by": 1 - p**n}[rule]),
                "Success and failure are exchanged.",
                "成功与失败的概率弄反了。",
            ),
            slip(
                "one-failure-too-many" if rule == "first" else "one-trial-too-few",
                exact({"first": q**n * p, "after": q ** (n - 1), "by": 1 - q ** (n - 1)}[rule]),
                f"Count again: before success number ${n}$ there are ${n - 1}$ failures."
                if rule == "first"
                else f"All ${n}$ trials count.",
                f"再数一数：第 ${n}$ 次成功之前有 ${n - 1}$ 次失败。"
                if rule == "first"
                else f"${n}$ 次都要算。",
            ),
            slip(
                "exactly-one-instead",
                exact(n * p * q ** (n - 1)),
                "This is one success anywhere among them; here its place is fixed."
                if rule == "first"
                else "This is exactly one success among them.",
                "这是其中任意一次成功的概率，而这里成功的位置是固定的。"
                if rule == "first"
                else "这是其中恰好成功一次的概率。",
            ),
            slip(
                "complement-given",
                exact(1 - answer),
                "This is the probability of the opposite.",
                "这是对立事件的概率。",
            ),
        ],
        (
            step(state.replace(_paper(q), f"(1 - {p})"), why, why_zh),
            step(state, "Work out the chance of one failure.", "算出一次失败的概率。"),
            step(str(answer), "Work out the power.", "算出结果。"),
        ),
    )


FAMILIES = (
    Family(
        name="at-least-one-success",
        topic="probability",
        title=words("At least one success", "至少一次成功"),
        grades=(9, 12),
        skills=("complement", "independence"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _at_least_one(dice, 2),
            lambda dice: _at_least_one(dice, dice.randint(3, 4)),
            _at_least_one_of_three,
        ),
    ),
    Family(
        name="binomial-probability",
        topic="probability",
        title=words("Binomial probability", "二项分布"),
        grades=(11, 13),
        skills=("binomial-distribution", "independence"),
        make=by_level(
            lambda dice: _binomial(dice, 3, 3),
            lambda dice: _binomial(dice, 4, 6),
            _binomial_at_least,
        ),
        constants=frozenset({"1"}),
    ),
    Family(
        name="waiting-for-success",
        topic="probability",
        title=words("Waiting for the first success", "首次成功（几何分布）"),
        grades=(11, 13),
        skills=("geometric-distribution", "independence"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _waiting(dice, "after"),
            lambda dice: _waiting(dice, "first"),
            lambda dice: _waiting(dice, "by"),
        ),
    ),
)
