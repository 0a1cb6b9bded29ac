"""Percentages of numbers, and changes in percent."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told
from gongwu.fields.teaching.values import exact

# Percentages and the size of a hundredth of the whole.
_RATES = {1: range(10, 100, 10), 2: range(5, 100, 5), 3: range(2, 99)}


_OF = (
    said("A school has {n} pupils, and {p}% of them come by bicycle. How many come by bicycle?",
         "某校有 {n} 名学生，其中 {p}% 骑自行车上学。骑自行车上学的有多少名？"),
    said("A farm has {n} fruit trees, {p}% of them apple trees. How many apple trees is that?",
         "农场有 {n} 棵果树，其中 {p}% 是苹果树。苹果树有多少棵？"),
    said("Of {n} parts that a machine made, {p}% passed the test. How many passed?",
         "一台机器生产了 {n} 个零件，合格率是 {p}%。合格的有多少个？"),
    said("A library has {n} books; {p}% of them are lent out. How many are lent out?",
         "图书馆有 {n} 本书，借出了 {p}%。借出了多少本？"),
)  # fmt: skip


_WHOLE = (
    said("{p}% of a school's pupils come by bicycle: {n} pupils. How many pupils does the school "
         "have?",
         "某校骑自行车上学的有 {n} 名学生，占全校学生的 {p}%。全校有多少名学生？"),
    said("On a farm {n} fruit trees, {p}% of all, are apple trees. "
         "How many fruit trees are there?",
         "农场有 {n} 棵苹果树，占果树总数的 {p}%。农场有多少棵果树？"),
    said("{n} parts that a machine made, {p}% of all, passed the test. How many did it make?",
         "一台机器生产的零件中有 {n} 个合格，合格率是 {p}%。一共生产了多少个零件？"),
    said("{n} books of a library, {p}% of all, are lent out. How many books does it have?",
         "图书馆借出了 {n} 本书，占藏书总数的 {p}%。藏书一共有多少本？"),
)  # fmt: skip


def _whole_and_part(dice: random.Random, level: int) -> tuple[int, int, int]:
    """A percentage, a whole, and the part, all whole numbers."""
    p = dice.choice(_RATES[level])
    unit = Fraction(p, 100).denominator
    whole = unit * dice.randint(-(-60 // unit), max(3, (900, 1800, 4000)[level - 1] // unit))
    return p, whole, whole * p // 100


def _percent_of(dice: random.Random, level: int) -> Exercise:
    p, whole, part = _whole_and_part(dice, level)
    return posed(
        facts={"percent": p, "whole": whole},
        question=told(dice.choice(_OF), n=whole, p=p),
        answer=part,
        slips=(
            slip("divides-by-the-percentage", Fraction(whole, p),
                 "Percent means hundredths: multiply by them, do not divide.",
                 "百分数表示百分之几，应当用乘法。"),
            slip("takes-the-rest", whole - part,
                 "This is the rest, not the part asked for.", "这是剩下的部分。"),
            slip("wrong-power-of-ten", Fraction(whole * p, 10),
                 "Percent means hundredths, not tenths.", "百分之几的分母是 100，不是 10。"),
            slip("subtracts-the-percentage", whole - p,
                 "A percentage is a part of the whole, not a number to take away.",
                 "百分数是整体的一部分，不能直接相减。"),
        ),
        steps=(
            step(f"{whole}*{p}%", "The part is the whole times the percentage.",
                 "部分 = 整体 × 百分率。"),
            step(f"{whole}*{p}/100", f"{p}% is {p} hundredths.", f"{p}% 就是百分之 {p}。"),
            step(str(part), f"So {part}.", f"结果是 {part}。"),
        ),
    )  # fmt: skip


def _reverse(dice: random.Random, level: int) -> Exercise:
    p, whole, part = _whole_and_part(dice, level)
    return posed(
        facts={"percent": p, "part": part},
        question=told(dice.choice(_WHOLE), n=part, p=p),
        answer=whole,
        slips=(
            slip("takes-the-percentage-of-the-part", Fraction(part * p, 100),
                 "The percentage is of the whole, and the whole is asked for.",
                 "百分率是相对于整体的，而整体正是要求的。"),
            slip("adds-the-percentage", Fraction(part * (100 + p), 100),
                 "The percentage is of the whole, not of the part.",
                 "百分率是相对于整体的，不是相对于部分的。"),
            slip("divides-by-the-rest", Fraction(part * 100, 100 - p),
                 f"The part is {p}% of the whole, not {100 - p}%.",
                 f"这一部分对应 {p}%，不是 {100 - p}%。"),
            slip("wrong-power-of-ten", Fraction(part * 10, p),
                 "Percent means hundredths, not tenths.", "百分之几的分母是 100，不是 10。"),
        ),
        steps=(
            step(f"x*{p}% = {part}", "Let the whole be x.", "设整体为 x。"),
            step(f"x = {part}*100/{p}", f"Divide by {p} hundredths.", f"除以百分之 {p}。"),
            step(f"x = {whole}", f"So {whole}.", f"结果是 {whole}。"),
        ),
    )  # fmt: skip


_CHANGES = (
    said("The price of a ticket went from {a} dollars to {b} dollars.",
         "一张票的价格由 {a} 元变为 {b} 元。"),
    said("The number of a club's members went from {a} last year to {b} this year.",
         "某俱乐部去年有 {a} 名会员，今年有 {b} 名。"),
    said("A shop's monthly sales of umbrellas went from {a} to {b}.",
         "一家商店上个月卖出 {a} 把雨伞，这个月卖出 {b} 把。"),
    said("The harvest of a field went from {a} kg of wheat last year to {b} kg this year.",
         "一块地去年收小麦 {a} 千克，今年收 {b} 千克。"),
)  # fmt: skip


def _change(dice: random.Random, level: int) -> Exercise:
    """Upwards; downwards; either with any percentage."""
    up = {1: True, 2: False, 3: dice.random() < 0.5}[level]
    p = dice.choice([rate for rate in _RATES[level] if rate <= 60])
    unit = Fraction(p, 100).denominator
    a = unit * dice.randint(-(-40 // unit), max(3, (600, 900, 1500)[level - 1] // unit))
    d = a * p // 100
    b = a + d if up else a - d
    start, ask = (
        told(dice.choice(_CHANGES), a=a, b=b),
        said(
            "By what percentage did it rise?" if up else "By what percentage did it fall?",
            "增加了百分之几？" if up else "减少了百分之几？",
        ),
    )
    high, low = (b, a) if up else (a, b)
    return posed(
        facts={"before": a, "after": b},
        question=said(f"{start.en} {ask.en}", f"{start.zh}{ask.zh}"),
        answer=exact(p, "%"),
        slips=(
            slip("divides-by-the-new-value", exact(Fraction(100 * d, b), "%"),
                 "The change is compared with the value before, not after.",
                 "应当与原来的数比，不是与后来的数比。"),
            slip("takes-the-difference-for-percent", exact(d, "%"),
                 "This is the change itself, not in percent.",
                 "这是变化的数量，不是百分率。"),
            slip("takes-the-ratio", exact(Fraction(100 * b, a), "%"),
                 "This says what percentage the new value is of the old one.",
                 "这是后来的数占原来的百分之几，不是变化了百分之几。"),
            slip("wrong-power-of-ten", exact(Fraction(10 * d, a), "%"),
                 "Percent means hundredths: multiply by 100.", "化成百分数要乘 100。"),
        ),
        steps=(
            step(f"({high} - {low})/{a}*100",
                 "Compare the change with the value before; times 100 gives percent.",
                 "变化量除以原来的数，再乘 100 得百分率。"),
            step(f"{d}/{a}*100", f"The change is {d}.", f"变化量是 {d}。"),
            step(str(p), f"So {p}%.", f"所以是 {p}%。"),
        ),
    )  # fmt: skip


_TWO_CHANGES = {
    ("+", "-"): said(
        "A price of {n} dollars is raised by {p}%, and then lowered by {q}% of the new price. "
        "How many dollars is it now?",
        "一件商品原价 {n} 元，先提价 {p}%，再按新价降价 {q}%。现在的价格是多少元？"),
    ("-", "+"): said(
        "A price of {n} dollars is lowered by {p}%, and then raised by {q}% of the new price. "
        "How many dollars is it now?",
        "一件商品原价 {n} 元，先降价 {p}%，再按新价提价 {q}%。现在的价格是多少元？"),
    ("+", "+"): said(
        "A price of {n} dollars is raised by {p}%, and then by {q}% of the new price. "
        "How many dollars is it now?",
        "一件商品原价 {n} 元，先提价 {p}%，再按新价提价 {q}%。现在的价格是多少元？"),
    ("-", "-"): said(
        "A price of {n} dollars is lowered by {p}%, and then by {q}% of the new price. "
        "How many dollars is it now?",
        "一件商品原价 {n} 元，先降价 {p}%，再按新价降价 {q}%。现在的价格是多少元？"),
}  # fmt: skip


def _twice(dice: random.Random, level: int) -> Exercise:
    """Two changes in a row: the same percentage up and down; two; any."""
    steps = (10, 10, 5)[level - 1]
    p = dice.randrange(10, 60, steps)
    q = p if level == 1 else other_than(lambda: dice.randrange(10, 60, steps), p)
    signs = (dice.choice("+-"), dice.choice("+-"))
    if level == 1:
        signs = dice.choice((("+", "-"), ("-", "+")))
    by = [
        Fraction(100 + int(f"{sign}{rate}"), 100) for sign, rate in zip(signs, (p, q), strict=True)
    ]
    unit = (by[0] * by[1]).denominator
    n = unit * dice.randint(max(1, 60 // unit), max(2, 3000 // unit))
    right, between = n * by[0] * by[1], n * by[0]
    once = n * (by[0] + by[1] - 1)
    return posed(
        facts={"price": n, "rates": (p, q), "signs": signs},
        question=told(_TWO_CHANGES[signs], n=n, p=p, q=q),
        answer=right,
        slips=(
            slip("adds-the-percentages", once,
                 "The second percentage is of the new price, not of the old one.",
                 "第二次的百分率是相对于新价的，不能与第一次的直接相加减。"),
            slip("forgets-the-second-change", between,
                 "The second change is missing.", "漏了第二次变化。"),
            slip("forgets-the-first-change", n * by[1],
                 "The first change is missing.", "漏了第一次变化。"),
            slip("turns-a-change-round", n * by[0] * (2 - by[1]),
                 "The second change goes the other way.", "第二次变化的方向弄反了。"),
        ),
        steps=(
            step(f"{n}*(1 {signs[0]} {p}%)*(1 {signs[1]} {q}%)",
                 "Each change multiplies the price.", "每次变化都相当于乘一个百分率。"),
            step(f"{between}*(1 {signs[1]} {q}%)",
                 "After the first change.", "先求第一次变化后的价格。"),
            step(str(right), "After the second change.", "再求第二次变化后的价格。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="percent-of-a-number",
        topic="percentages",
        title=said("A percentage of a number", "求一个数的百分之几"),
        grades=(5, 7),
        skills=("percentages",),
        make=_percent_of,
    ),
    Family(
        name="reverse-percentage",
        topic="percentages",
        title=said("The whole from a percentage", "已知百分率求整体"),
        grades=(6, 8),
        skills=("percentages", "equations"),
        make=_reverse,
    ),
    Family(
        name="percent-change",
        topic="percentages",
        title=said("Growth and fall in percent", "增长率与减少率"),
        grades=(6, 8),
        skills=("percentages",),
        make=_change,
    ),
    Family(
        name="two-percent-changes",
        topic="percentages",
        title=said("Two changes in a row", "连续两次变化"),
        grades=(6, 8),
        skills=("percentages",),
        make=_twice,
    ),
)
