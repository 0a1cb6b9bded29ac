"""Word problems that a linear equation solves."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    divided,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import exact
from gongwu.ports import Words

_TICKETS = {1: (10, 30), 2: (30, 90), 3: (120, 400)}
# Each thing sold in two sorts: the dearer sort is asked for.
_SOLD = (
    (say("adult tickets", "成人票"), say("child tickets", "儿童票"), say("a museum", "博物馆"),
     "张"),
    (say("hardbacks", "精装书"), say("paperbacks", "平装书"), say("a bookshop", "书店"), "本"),
    (say("large cups of tea", "大杯奶茶"), say("small cups of tea", "小杯奶茶"),
     say("a tea house", "奶茶店"), "杯"),
    (say("roses", "玫瑰"), say("carnations", "康乃馨"), say("a flower shop", "花店"), "枝"),
)  # fmt: skip


def _tickets(dice: random.Random, level: int) -> Exercise:
    """x dear ones at p and (n - x) cheap ones at q cost t."""
    low, high = _TICKETS[level]
    dear, cheap, place, measure = dice.choice(_SOLD)
    total = dice.randint(low, high)
    many = dice.randint(2, total - 2)
    q = dice.randint(2, 20)
    p = other_than(lambda: dice.randint(q + 2, q + 5 + 10 * level), q)
    paid = p * many + q * (total - many)
    equation = f"{p}*x + {q}*({total} - x) = {paid}"
    return Exercise(
        facts={"prices": (p, q), "number": total, "paid": paid},
        question=say(
            f"In one hour {place.en} sells {total} {dear.en} and {cheap.en} together for "
            f"{paid} yuan. {dear.en.capitalize()} cost {p} yuan each, {cheap.en} {q} yuan each. "
            f"How many {dear.en} were sold?",
            f"{place.zh}一小时内共卖出{dear.zh}和{cheap.zh} {total} {measure}，收入 {paid} 元。"
            f"{dear.zh}每{measure} {p} 元，{cheap.zh}每{measure} {q} 元。"
            f"卖出的{dear.zh}有多少{measure}？",
        ),
        answer=exact(many),
        slips=distinct(exact(many), _ticket_slips(p, q, total, paid)),
        steps=(
            step(equation,
                 f"Let $x$ be the number of {dear.en}. Then there are ${total} - x$ {cheap.en}, "
                 "and the money adds up.",
                 f"设{dear.zh}卖出 $x$ {measure}，则{cheap.zh}卖出 ${total} - x$ {measure}，"
                 "按总收入列方程。"),
            step(f"{p - q}*x + {q * total} = {paid}", "Expand and combine.",
                 "去括号，合并同类项。"),
            step(f"{p - q}*x = {paid - q * total}",
                 f"Subtract ${q * total}$ from both sides.", f"两边同时减去 ${q * total}$。"),
            divided(p - q, f"x = {many}"),
        ),
    )  # fmt: skip


def _ticket_slips(p: int, q: int, total: int, paid: int) -> list[Slip]:
    many = (paid - q * total) // (p - q)
    return [
        slip("answers-the-other-unknown", total - many,
             "This is how many of the other sort were sold.", "这是另一种的数量，题目问的不是它。"),
        slip("shares-the-total-evenly", Fraction(total, 2),
             "Nothing says that there are equally many of both.", "题目没有说两种一样多。"),
        slip("divides-by-one-price", Fraction(paid, p),
             "Not all the money comes from this sort.", "收入并不全来自这一种。"),
        slip("divides-by-the-sum-of-the-prices", Fraction(paid, p + q),
             "That would be right only if there were equally many of both.",
             "只有两种数量相同时才能除以单价之和。"),
        slip("forgets-to-divide", paid - q * total,
             "This is the extra money for the dearer sort, in yuan; divide it by the difference "
             "of the prices.", "这是较贵一种多收的钱，还要除以单价之差。"),
    ]  # fmt: skip


_PAIRS = (
    (say("A father", "爸爸"), say("his son", "儿子")),
    (say("A mother", "妈妈"), say("her daughter", "女儿")),
    (say("An uncle", "舅舅"), say("his niece", "外甥女")),
    (say("An aunt", "姑姑"), say("her nephew", "侄子")),
    (say("A woman", "阿姨"), say("her little neighbour", "邻居小明")),
)
_RANGES = {1: (1, 10), 2: (3, 15), 3: (2, 18)}


def _ages(dice: random.Random, level: int) -> Exercise:
    """In x years the older is k times as old; at level 3 it was so x years ago."""
    ago = level == 3
    old, young = dice.choice(_PAIRS)
    while True:
        times = dice.randint(3, 3 + level)
        years = dice.randint(*_RANGES[level])
        small = dice.randint(3, 22)  # the younger one's age then
        now = small + years if ago else small - years
        elder = times * small + years if ago else times * small - years
        if now >= 1 and 20 <= elder <= 85 and elder - now >= 12:
            break
    sign = "-" if ago else "+"
    equation = f"{elder} {sign} x = {times}*({now} {sign} x)"
    expanded = f"{elder} {sign} x = {times * now} {sign} {times}*x"
    apart = elder - times * now
    return Exercise(
        facts={"ages": (elder, now), "times": times, "ago": "yes" if ago else "no"},
        question=_age_question(old, young, (elder, now, times), ago),
        answer=exact(years),
        slips=distinct(exact(years), _age_slips(elder, now, times, years)),
        steps=(
            step(equation, f"Let $x$ be the number of years. Then both are $x$ years "
                 f"{'younger' if ago else 'older'}.",
                 f"设所求的年数为 $x$，那时两人都{'小' if ago else '大'} $x$ 岁。"),
            step(expanded, "Expand the brackets.", "去括号。"),
            step(f"{times - 1}*x = {-apart if ago else apart}",
                 "Bring the unknowns to one side and combine.", "移项，合并同类项。"),
            divided(times - 1, f"x = {years}"),
        ),
    )  # fmt: skip


def _age_question(old: Words, young: Words, numbers: tuple[int, int, int], ago: bool) -> Words:
    elder, now, times = numbers
    when = say(
        f"How many years ago was the older one {times} times as old as the younger one?"
        if ago
        else f"In how many years will the older one be {times} times as old as the younger one?",
        f"多少年前，{old.zh}的年龄是{young.zh}的 {times} 倍？"
        if ago
        else f"再过多少年，{old.zh}的年龄是{young.zh}的 {times} 倍？",
    )
    return say(
        f"{old.en} is {elder} years old, {young.en} is {now}. {when.en}",
        f"{old.zh}今年 {elder} 岁，{young.zh}今年 {now} 岁。{when.zh}",
    )


def _age_slips(elder: int, now: int, times: int, years: int) -> list[Slip]:
    return [
        slip("only-one-age-changes", abs(elder - times * now),
             "Both grow older together: the years are added to both ages.",
             "两个人的年龄一起变化，年数要同时加到（或减去）两人的年龄上。"),
        slip("answers-with-the-age", Fraction(elder - now, times - 1),
             "This is the younger one's age at that time, not the number of years.",
             "这是那时较小者的年龄，题目问的是年数。"),
        slip("divides-by-the-multiple", Fraction(elder - now, times),
             "The difference of the ages is one less than that multiple of the smaller age.",
             "年龄差是较小年龄的“倍数减一”倍，不是倍数那么多倍。"),
        slip("answers-with-the-difference", elder - now,
             "This is the difference of the ages; it never changes.", "这是年龄差，它始终不变。"),
        slip("adds-instead-of-subtracting", Fraction(elder + now, times + 1),
             "The ages were added; what matters is their difference, which never changes.",
             "这里把两人的年龄相加了；关键是始终不变的年龄差。"),
        slip("adds-once-too-often", years + now,
             "This is an age, not a number of years.", "这是年龄，不是年数。"),
    ]  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="linear-two-sorts",
        topic="linear",
        title=say("Two sorts at two prices", "两种单价的应用题"),
        grades=(7, 9),
        skills=("linear-equations", "word-problems"),
        make=_tickets,
        constants=PLAIN,
    ),
    Family(
        name="linear-ages",
        topic="linear",
        title=say("Ages", "年龄问题"),
        grades=(6, 8),
        skills=("linear-equations", "word-problems"),
        make=_ages,
        constants=PLAIN,
    ),
)
