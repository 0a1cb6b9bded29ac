"""Stories about buying and packing."""

import random

from gongwu.fields.teaching.exercise import Exercise, Fact, Family, Slip, Step
from gongwu.fields.teaching.families.drawing_numbers import people, posed, said, slip, step, told

# What is bought, its Chinese measure word, and its lowest and highest price.
_GOODS = (
    (said("notebooks", "笔记本"), "本", 4, 9),
    (said("pens", "钢笔"), "支", 6, 18),
    (said("boxes of crayons", "蜡笔"), "盒", 8, 19),
    (said("picture books", "图画书"), "本", 12, 28),
    (said("erasers", "橡皮"), "块", 4, 6),
    (said("rulers", "尺子"), "把", 4, 7),
    (said("skipping ropes", "跳绳"), "根", 9, 16),
    (said("shuttlecocks", "羽毛球"), "个", 4, 8),
)


_PAID = (20, 50, 100, 200, 500, 1000)


_SHOPS = {
    1: said(
        "{who} buys {m} {a} at {p} dollars each and hands over {paid} dollars. "
        "How many dollars of change does {who} get?",
        "{who}买了 {m} {u}{a}，每{u} {p} 元，付了 {paid} 元。应找回多少元？",
    ),
    2: said(
        "{who} buys {m} {a} at {p} dollars each and {n} {b} at {q} dollars each, and hands over "
        "{paid} dollars. How many dollars of change does {who} get?",
        "{who}买了 {m} {u}{a}，每{u} {p} 元，又买了 {n} {v}{b}，每{v} {q} 元，付了 {paid} 元。"
        "应找回多少元？",
    ),
    3: said(
        "{who} buys {m} {a} at {p} dollars each and {n} {b}. The {b} usually cost {q} dollars "
        "each, but today each is {less} dollars cheaper. {who} hands over {paid} dollars. "
        "How many dollars of change does {who} get?",
        "{who}买了 {m} {u}{a}，每{u} {p} 元，又买了 {n} {v}{b}。{b}原价每{v} {q} 元，"
        "今天每{v}便宜 {less} 元。{who}付了 {paid} 元，应找回多少元？",
    ),
}


def _shopping(dice: random.Random, level: int) -> Exercise:
    """Change after buying one thing, two things, or with one of them made cheaper."""
    (buyer,) = people(dice, 1)
    (a, u, *prices_a), (b, v, *prices_b) = dice.sample(_GOODS, 2)
    m, p, n, q = (dice.randint(*bounds) for bounds in ((2, 12), prices_a, (2, 12), prices_b))
    less = dice.randint(2, q - 1)
    second = {1: 0, 2: n * q, 3: n * (q - less)}[level]
    cost = m * p + second
    paid = next(note for note in _PAID if note > cost)
    facts: dict[str, Fact] = {"counts": (m, n)[:level], "prices": (p, q)[:level], "paid": paid}
    numbers = {"m": m, "n": n, "p": p, "q": q, "paid": paid, "less": less, "u": u, "v": v}
    bought = f"{m}*{p}" + {1: "", 2: f" + {n}*{q}", 3: f" + {n}*({q} - {less})"}[level]
    return posed(
        facts={**facts, "less": less} if level == 3 else facts,
        question=told(_SHOPS[level], who=buyer, a=a, b=b, **numbers),
        answer=paid - cost,
        slips=_shopping_slips(paid, (m, p, n, q, less), level),
        steps=(
            step(
                f"{paid} - ({bought})" if level > 1 else f"{paid} - {bought}",
                "The change is what was handed over less what everything costs.",
                "找回的钱等于付的钱减去一共花的钱。",
            ),
            step(
                f"{paid} - {m * p}" + (f" - {second}" if second else ""),
                "Work out what each kind costs: the count times the price.",
                "先求每种商品的总价：单价乘数量。",
            ),
            step(str(paid - cost), f"So {paid - cost} dollars.", f"应找回 {paid - cost} 元。"),
        ),
    )


def _shopping_slips(paid: int, bought: tuple[int, ...], level: int) -> list[Slip]:
    m, p, n, q, less = bought
    cost = m * p + {1: 0, 2: n * q, 3: n * (q - less)}[level]
    priced = p + (q - less * (level == 3) if level > 1 else 0)
    slips = [
        slip(
            "answers-another-quantity",
            cost,
            "This is what everything costs, not the change.",
            "这是一共花的钱，不是找回的钱。",
        ),
        slip(
            "forgets-the-count",
            paid - priced,
            "Each price must be multiplied by how many are bought.",
            "每种商品的单价要乘数量，不能只算一件。",
        ),
        slip(
            "off-by-one-group",
            paid - cost + p,
            f"One thing is missing: there are {m}, not {m - 1}.",
            f"少算了一件：一共是 {m} 件，不是 {m - 1} 件。",
        ),
    ]
    if level == 1:
        slips.append(
            slip(
                "adds-instead",
                paid - m - p,
                "Count and price were added: multiply them.",
                "把数量和单价相加了，应当相乘。",
            )
        )
    if level == 3:
        slips.append(
            slip(
                "ignores-a-condition",
                paid - m * p - n * q,
                "The things that are cheaper today were paid at the usual price.",
                "没有按今天便宜后的价格计算。",
            )
        )
    return slips


# A story of packing, and the numbers that fit in one.
_PACKED = (
    (
        said(
            "{n} eggs are packed into boxes that hold {d} each.",
            "有 {n} 个鸡蛋，每盒最多装 {d} 个。",
        ),
        said("How many boxes are needed for all of them?", "全部装完至少需要多少个盒子？"),
        (6, 30),
    ),
    (
        said(
            "{n} people are to be taken to a match. A bus takes at most {d} of them.",
            "要送 {n} 名观众去看比赛，每辆大客车最多坐 {d} 人。",
        ),
        said("How many buses are needed at least?", "至少需要多少辆大客车？"),
        (28, 55),
    ),
    (
        said(
            "{n} tonnes of sand are to be moved. A lorry carries at most {d} tonnes a trip.",
            "有 {n} 吨沙子要运走，一辆卡车每次最多运 {d} 吨。",
        ),
        said("How many trips does it take at least?", "至少要运多少次才能运完？"),
        (3, 15),
    ),
    (
        said(
            "{n} chairs are put up in a hall, at most {d} in a row.",
            "礼堂里要摆 {n} 把椅子，每排最多摆 {d} 把。",
        ),
        said("How many rows are needed at least?", "至少要摆多少排？"),
        (8, 36),
    ),
)


_CUT = (
    (
        said(
            "A roll of ribbon of {n} decimetres is cut for bows. One bow takes {d} decimetres.",
            "一根彩带长 {n} 分米，做一个蝴蝶结要用 {d} 分米。",
        ),
        said("How many whole bows can be made?", "最多可以做多少个蝴蝶结？"),
        (3, 9),
    ),
    (
        said(
            "{who} has {n} dollars. A ticket costs {d} dollars.",
            "{who}有 {n} 元，一张门票 {d} 元。",
        ),
        said("How many tickets can {who} buy at most?", "最多能买多少张门票？"),
        (6, 18),
    ),
    (
        said(
            "A baker has {n} grams of butter. One cake takes {d} grams.",
            "面包师有 {n} 克黄油，做一个蛋糕要用 {d} 克。",
        ),
        said("How many whole cakes can be made?", "最多可以做多少个蛋糕？"),
        (15, 45),
    ),
)


def _packing(dice: random.Random, level: int) -> Exercise:
    """With something left over: round up (packing) or down (cutting). Level 3: several lots."""
    up = dice.random() < 0.5
    story, ask, (low, high) = dice.choice(_PACKED if up else _CUT)
    (who,) = people(dice, 1)
    d, q = dice.randint(low, high), dice.randint(*((3, 12), (13, 30), (31, 60))[level - 1])
    r = dice.randint(1, d - 1)
    n, right, other = d * q + r, q + up, q + 1 - up
    question = told(story, n=n, d=d, who=who)
    asked = told(ask, who=who)
    return posed(
        facts={"total": n, "each": d, "rounds": "up" if up else "down"},
        question=said(f"{question.en} {asked.en}", f"{question.zh}{asked.zh}"),
        answer=right,
        slips=_packing_slips((n, d, q, r), right, other),
        steps=_packing_steps((n, d, q, r), up),
    )


def _packing_slips(division: tuple[int, int, int, int], right: int, other: int) -> list[Slip]:
    n, d, q, r = division
    return [
        slip(
            "rounds-the-wrong-way",
            other,
            "The remainder needs one more of its own."
            if right > other
            else "What is left over is not enough for another one.",
            "剩下的还需要再加一份。" if right > other else "剩下的不够再来一份，应当舍去。",
        ),
        slip(
            "answers-the-remainder",
            r,
            "This is what is left over.",
            "这是余下的数量，不是题目要求的。",
        ),
        slip(
            "subtracts-instead",
            n - d,
            f"Taking {d} away once is not enough: count how often it fits.",
            f"不能只减去一个 {d}，要看里面有几个 {d}。",
        ),
        slip(
            "adds-quotient-and-remainder",
            q + r + 1,
            "The remainder counts single things, the quotient counts groups: they cannot be added.",
            "余数和商的含义不同，不能相加。",
        ),
    ]


def _packing_steps(division: tuple[int, int, int, int], up: bool) -> tuple[Step, ...]:
    n, d, q, r = division
    return (
        step(
            f"{n} = {d}*{q} + {r}",
            f"Divide: {d} fits {q} times into {n}, and {r} is left over.",
            f"{n} 里面有 {q} 个 {d}，还余 {r}。",
        ),
        step(
            f"{d}*{q} < {n} and {n} < {d}*{q + 1} and c = {q + up}",
            f"The {r} left over need one more: {q + 1}."
            if up
            else f"The {r} left over are not enough for one more: {q}.",
            f"余下的 {r} 还要再加 1 份，所以是 {q + 1}。"
            if up
            else f"余下的 {r} 不够 1 份，所以是 {q}。",
        ),
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="shopping-and-change",
        topic="word-problems",
        title=said("Shopping and change", "购物问题"),
        grades=(2, 5),
        skills=("multiplication", "money"),
        make=_shopping,
    ),
    Family(
        name="packing-and-cutting",
        topic="word-problems",
        title=said("Rounding a quotient up or down", "进一法与去尾法"),
        grades=(3, 5),
        skills=("division", "remainders"),
        make=_packing,
    ),
)
