"""Quantities in direct and inverse proportion."""

import random
from fractions import Fraction
from math import gcd

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import (
    posed,
    said,
    slip,
    step,
    told,
)

_DIRECT = (
    said("{a} kg of apples cost {b} dollars. How many dollars do {c} kg cost?",
         "{a} 千克苹果 {b} 元，照这样计算，{c} 千克苹果多少元？"),
    said("A machine makes {b} parts in {a} hours. How many does it make in {c} hours?",
         "一台机器 {a} 小时生产 {b} 个零件，照这样计算，{c} 小时生产多少个？"),
    said("A car needs {b} litres of fuel for {a} trips. How many litres does it need for {c} such "
         "trips?",
         "一辆汽车跑 {a} 趟用油 {b} 升，照这样计算，跑 {c} 趟用油多少升？"),
    said("{a} teams of the same size plant {b} trees a day. How many do {c} such teams plant?",
         "{a} 个人数相同的小队一天植树 {b} 棵，照这样计算，{c} 个这样的小队一天植树多少棵？"),
)  # fmt: skip


def _direct(dice: random.Random, level: int) -> Exercise:
    """The second amount a multiple of the first; any; with a unit that is no whole number."""
    a = dice.randint(3, 12)
    c = a * dice.randint(2, 6) if level == 1 else other_than(lambda: dice.randint(2, 40), a)
    while level == 3 and (c % a == 0 or gcd(a, c) == 1):
        a, c = dice.randint(4, 18), dice.randint(4, 40)
    if level == 3:
        b = a // gcd(a, c) * other_than(lambda: dice.randint(5, 30), gcd(a, c))
    else:
        b = a * dice.randint(3, 40)
    right = Fraction(b * c, a)
    return posed(
        facts={"amount": a, "value": b, "wanted": c},
        question=told(dice.choice(_DIRECT), a=a, b=b, c=c),
        answer=right,
        slips=(
            slip("inverse-for-direct", Fraction(a * b, c),
                 "More of the one means more of the other: both grow by the same factor.",
                 "一个量增加，另一个量也增加，两者成正比例。"),
            slip("adds-the-difference", b + (c - a),
                 "Proportion means the same factor, not the same difference.",
                 "成正比例是倍数相同，不是相差相同。"),
            slip("takes-a-single-share", Fraction(b, a),
                 "This is for one; multiply by what is wanted.", "这是单一量，还要乘所求的份数。"),
            slip("forgets-the-unit-value", b * c,
                 "First find the value for one.", "应先求出单一量。"),
        ),
        steps=(
            step(f"{b}/{a}*{c}", "First find the value for one, then for all.",
                 "先求单一量，再求总量。"),
            step(f"{Fraction(b, a)}*{c}", f"For one: ${_written(Fraction(b, a))}$.",
                 f"单一量是 ${_written(Fraction(b, a))}$。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )  # fmt: skip


def _written(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number)
    return rf"\frac{{{number.numerator}}}{{{number.denominator}}}"


_INVERSE = (
    said("{a} workers need {b} days for a job. How many days do {c} workers need, at the same "
         "pace?",
         "一项工程，{a} 人做需要 {b} 天。如果每人的工作效率相同，{c} 人做需要多少天？"),
    said("{a} pumps empty a pond in {b} hours. How many hours do {c} such pumps need?",
         "用 {a} 台抽水机 {b} 小时可以把池塘抽干。用 {c} 台同样的抽水机，需要多少小时？"),
    said("The hay lasts {a} horses for {b} days. For how many days does it last {c} horses?",
         "一堆干草够 {a} 匹马吃 {b} 天。如果每匹马每天吃得一样多，够 {c} 匹马吃多少天？"),
    said("The chairs of a hall stand in {b} rows of {a}. How many rows do they make with {c} "
         "chairs in each?",
         "会场里的椅子摆成 {b} 排，每排 {a} 把。如果改成每排 {c} 把，要摆多少排？"),
)  # fmt: skip


def _inverse(dice: random.Random, level: int) -> Exercise:
    """A factor between the amounts; any; and larger numbers."""
    while True:
        a, b = dice.randint(3, (20, 24, 45)[level - 1]), dice.randint(4, (40, 40, 60)[level - 1])
        c = a * dice.randint(2, 5) if level == 1 else dice.randint(2, 48)
        near = a <= 4 * c and (level == 1 or (c <= 4 * a and c % a))
        if near and c != a and (a * b) % c == 0 and a * b // c > 1:
            break
    right = a * b // c
    return posed(
        facts={"amount": a, "value": b, "wanted": c},
        question=told(dice.choice(_INVERSE), a=a, b=b, c=c),
        answer=right,
        slips=(
            slip("direct-for-inverse", Fraction(b * c, a),
                 "More of the one means less of the other: their product stays the same.",
                 "一个量增加，另一个量反而减少，两者的积不变，成反比例。"),
            slip("subtracts-the-difference", b - (c - a),
                 "The product stays the same, not the sum.", "不变的是积，不是和。"),
            slip("stops-halfway", a * b,
                 "This is the whole; divide it by the new number.", "这是总量，还要除以新的数。"),
            slip("keeps-the-old-value", b,
                 "The number changes when the other does.", "另一个量变了，这个量也要变。"),
        ),
        steps=(
            step(f"{a}*{b}/{c}", "First find the whole, which stays the same.",
                 "先求不变的总量。"),
            step(f"{a * b}/{c}", f"The whole is {a * b}.", f"总量是 {a * b}。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="direct-proportion",
        topic="ratio",
        title=said("Direct proportion", "归一问题与正比例"),
        grades=(4, 8),
        skills=("proportion",),
        make=_direct,
    ),
    Family(
        name="inverse-proportion",
        topic="ratio",
        title=said("Inverse proportion", "归总问题与反比例"),
        grades=(4, 8),
        skills=("proportion",),
        make=_inverse,
    ),
)
