"""Counting in which the order matters: places, rows, words and numbers."""

import random
from math import factorial, perm

from gongwu.fields.teaching.exercise import Exercise, Fact, Family, Slip, Step
from gongwu.fields.teaching.families.drawing_chance import names
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact
from gongwu.ports import Words

_PLACES = (
    (
        "runners",
        "{n} runners are in a race without ties. In how many ways can the first {k} places be "
        "filled",
        "{n} 名选手参加赛跑，没有并列名次。前 {k} 名共有多少种可能的结果",
        "runner Lin",
        "选手小林",
    ),
    (
        "flags",
        "A signal is a column of {k} flags, chosen from {n} flags of different colours. How many "
        "signals are there",
        "从 {n} 面颜色各不相同的旗中选 {k} 面，从上到下排成一列作为信号。共有多少种信号",
        "the red flag",
        "红旗",
    ),
    (
        "songs",
        "A programme has {k} different songs in order, chosen from {n} songs. How many "
        "programmes are there",
        "从 {n} 首歌中选 {k} 首，排成一份有先后顺序的节目单。共有多少种节目单",
        "the oldest song",
        "最老的那首歌",
    ),
    (
        "letters",
        "A password has {k} different letters, taken from a set of {n} letters. How many "
        "passwords are there",
        "从 {n} 个字母中取 {k} 个不同的字母排成密码。共有多少种密码",
        "the letter A",
        "字母 A",
    ),
    (
        "pictures",
        "{k} of {n} pictures are hung side by side on a wall. In how many ways can this be done",
        "从 {n} 幅画中选 {k} 幅，在墙上从左到右挂成一排。共有多少种挂法",
        "the portrait",
        "肖像画",
    ),
    (
        "speakers",
        "{k} of {n} students speak one after another. How many orders of speakers are there",
        "从 {n} 名学生中选 {k} 名依次发言。共有多少种发言顺序",
        "student Chen",
        "学生小陈",
    ),
    (
        "tasks",
        "{k} different jobs are given to {k} of {n} workers, one each. In how many ways can this "
        "be done",
        "把 {k} 项不同的工作分给 {n} 名工人中的 {k} 人，每人一项。共有多少种分法",
        "worker Wu",
        "工人小吴",
    ),
)


def _some_in_order(dice: random.Random, picked: tuple[int, int], most: int) -> Exercise:
    scene, en, zh, _, _ = dice.choice(_PLACES)
    k = dice.randint(*picked)
    n = dice.randint(k + 2, most)
    product = "*".join(str(n - i) for i in range(k))
    return told(
        {"scene": scene, "n": n, "k": k},
        words(en.format(n=n, k=k) + "?", zh.format(n=n, k=k) + "？"),
        exact(perm(n, k)),
        _order_slips(n, k),
        (
            step(
                product,
                f"There are ${n}$ choices for the first place, one fewer for each next place, "
                f"and ${k}$ places.",
                f"第一个位置有 ${n}$ 种选法，以后每个位置少一种，共 ${k}$ 个位置。",
            ),
            step(str(perm(n, k)), "Multiply.", "相乘即得。"),
        ),
    )


def _order_slips(n: int, k: int) -> list[Slip]:
    return [
        slip(
            "order-ignored",
            exact(perm(n, k) // factorial(k)),
            "This counts selections without order. Here another order is another result.",
            "这是不计顺序的组合数。这里顺序不同就是不同的结果。",
        ),
        slip(
            "repetition-allowed",
            exact(n**k),
            "This lets one choice be used twice. Once used, it is gone.",
            "这样算允许重复选取。已经选过的不能再选。",
        ),
        slip(
            "one-factor-too-many",
            exact(perm(n, k + 1)),
            f"This has one factor too many: only ${k}$ places are filled.",
            f"多乘了一个因数：只有 ${k}$ 个位置。",
        ),
        slip(
            "choices-added",
            exact(sum(n - i for i in range(k))),
            "Choices made one after another are multiplied, not added.",
            "分步完成的事，各步的方法数相乘，不是相加。",
        ),
    ]


def _not_first(dice: random.Random) -> Exercise:
    scene, en, zh, who, who_zh = dice.choice(_PLACES[:-1])
    k = dice.randint(3, 5)
    n = dice.randint(k + 2, 15)
    rest = "*".join(str(n - 1 - i) for i in range(k - 1))
    answer = (n - 1) * perm(n - 1, k - 1)
    return told(
        {"scene": scene, "n": n, "k": k, "barred": "first"},
        words(
            f"{en.format(n=n, k=k)} if {who} may not come first?",
            f"{zh.format(n=n, k=k).replace('共有', f'若{who_zh}不能排在首位，共有')}？",
        ),
        exact(answer),
        [
            slip(
                "restriction-ignored",
                exact(perm(n, k)),
                "This also counts the cases in which the first place is taken by the one that "
                "may not have it.",
                "这把受限者排在首位的情形也算进去了。",
            ),
            slip(
                "restricted-one-left-out",
                exact(perm(n - 1, k)),
                "The restricted one may still take a later place: only the first place is barred.",
                "受限者仍可排在后面的位置，只是不能排在首位。",
            ),
            slip(
                "complement-given",
                exact(perm(n - 1, k - 1)),
                "These are the cases that are not allowed.",
                "这是不允许的情形的个数。",
            ),
            slip(
                "order-ignored",
                exact(perm(n, k) // factorial(k)),
                "This counts selections without order, and ignores the restriction.",
                "这是不计顺序的组合数，也没有考虑限制。",
            ),
        ],
        (
            step(
                f"{n - 1}*({rest})",
                f"The first place has ${n - 1}$ choices. Each later place can be filled by "
                f"anyone who is left, starting from ${n - 1}$ again.",
                f"首位有 ${n - 1}$ 种选法；后面的位置可由剩下的任何一个来占，"
                f"又从 ${n - 1}$ 种开始递减。",
            ),
            step(
                f"{n - 1}*{perm(n - 1, k - 1)}", "Multiply inside the brackets.", "先算括号内的积。"
            ),
            step(str(answer), "Multiply.", "再相乘。"),
        ),
    )


def _pair(dice: random.Random, rule: str) -> Exercise:
    one, two = names(dice, 2)
    n = dice.randint(5, 9)
    gap = dice.randint(2, n - 3) if rule == "between" else 0
    counts = {
        "together": 2 * factorial(n - 1),
        "apart": factorial(n) - 2 * factorial(n - 1),
        "between": 2 * (n - gap - 1) * factorial(n - 2),
    }
    answer = counts[rule]
    facts: dict[str, Fact] = {"n": n, "one": one.en, "two": two.en, "rule": rule}
    return told(
        facts | {"gap": gap} if gap else facts,
        _pair_question(n, one, two, rule, gap),
        exact(answer),
        [
            slip(
                "restriction-ignored",
                exact(factorial(n)),
                "This counts every row. The two people must obey the rule.",
                "这是没有任何限制的排法数，没有考虑两人的要求。",
            ),
            slip(
                "inner-order-forgotten",
                exact(answer // 2 if rule != "apart" else factorial(n) - factorial(n - 1)),
                "The two people can change places with each other, which doubles the rows in "
                "which they stand like this.",
                "两人可以互换位置，满足这种站法的排列要乘以 2。",
            ),
            slip(
                "complement-given",
                exact(factorial(n) - answer),
                "These are the rows that break the rule.",
                "这是不符合要求的排法数。",
            ),
            slip(
                "the-pair-not-counted-as-a-unit",
                exact(2 * factorial(n - 2)),
                "This arranges only the other people; the pair's own position among them is "
                "missing.",
                "这只排了其余的人，没有算这两人在队列中的位置。",
            ),
        ],
        _pair_steps(n, rule, gap, answer),
    )


def _pair_question(n: int, one: Words, two: Words, rule: str, gap: int) -> Words:
    asked, asked_zh = {
        "together": ("stand next to each other", "必须相邻"),
        "apart": ("do not stand next to each other", "不能相邻"),
        "between": (f"have exactly {gap} people between them", f"之间恰好隔着 {gap} 个人"),
    }[rule]
    return words(
        f"{n} people, among them {one.en} and {two.en}, stand in a row. In how many ways can "
        f"they stand if {one.en} and {two.en} {asked}?",
        f"包括{one.zh}和{two.zh}在内的 {n} 个人站成一排，{one.zh}和{two.zh}{asked_zh}。"
        f"共有多少种站法？",
    )


def _pair_steps(n: int, rule: str, gap: int, answer: int) -> tuple[Step, ...]:
    if rule == "together":
        return (
            step(
                f"2*{n - 1}!",
                f"Tie the two together: there are ${n - 1}$ units to arrange, and the two can "
                f"stand in either order.",
                f"把两人捆绑成一个整体：共 ${n - 1}$ 个元素全排列，两人内部有两种顺序。",
            ),
            step(f"2*{factorial(n - 1)}", "Work out the factorial.", "算出阶乘。"),
            step(str(answer), "Multiply.", "相乘。"),
        )
    if rule == "apart":
        return (
            step(
                f"{n}! - 2*{n - 1}!",
                "From all rows take those in which the two stand together.",
                "从全部排法中减去两人相邻的排法。",
            ),
            step(
                f"{factorial(n)} - {2 * factorial(n - 1)}", "Work out the factorials.", "算出阶乘。"
            ),
            step(str(answer), "Subtract.", "相减。"),
        )
    return (
        step(
            f"2*{n - gap - 1}*{n - 2}!",
            f"The left one of the two can take ${n - gap - 1}$ positions, the two can change "
            f"places, and the other ${n - 2}$ people fill the rest in any order.",
            f"两人中靠左的一人有 ${n - gap - 1}$ 个位置可站，两人可以互换，"
            f"其余 ${n - 2}$ 人任意排列。",
        ),
        step(f"{2 * (n - gap - 1)}*{factorial(n - 2)}", "Work out the factorial.", "算出阶乘。"),
        step(str(answer), "Multiply.", "相乘。"),
    )


FAMILIES = (
    Family(
        name="permutations-of-some",
        topic="combinatorics",
        title=words("Arranging some of many", "从若干个中选几个排列"),
        grades=(10, 12),
        skills=("permutations", "multiplication-principle"),
        make=by_level(
            lambda dice: _some_in_order(dice, (2, 3), 20),
            lambda dice: _some_in_order(dice, (3, 5), 20),
            _not_first,
        ),
    ),
    Family(
        name="rows-with-a-pair",
        topic="combinatorics",
        title=words("Rows in which two people obey a rule", "有两人受限的排队问题"),
        grades=(10, 12),
        skills=("permutations", "restrictions"),
        make=by_level(
            lambda dice: _pair(dice, "together"),
            lambda dice: _pair(dice, "apart"),
            lambda dice: _pair(dice, "between"),
        ),
    ),
)
