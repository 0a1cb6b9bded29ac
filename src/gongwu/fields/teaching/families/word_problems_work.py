"""Two or three at work on one job."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_numbers import (
    frac,
    posed,
    said,
    slip,
    step,
    told,
)
from gongwu.ports import Words

# Days that two and three need alone, such that together they need whole days.
_PAIRS = [
    (a, b) for a in range(3, 61) for b in range(a + 1, 91) if (a * b) % (a + b) == 0
]  # fmt: skip


_TRIPLES = [
    (a, b, c)
    for a in range(4, 41)
    for b in range(a + 1, 61)
    for c in range(b + 1, 91)
    if (a * b * c) % (a * b + b * c + a * c) == 0
]


_JOBS = (
    said("Team A alone would repair a road in {a} days, team B in {b} days{c}.",
         "修一条路，甲队单独修要 {a} 天，乙队单独修要 {b} 天{c}。"),
    said("Team A alone would plant a wood in {a} days, team B in {b} days{c}.",
         "种一片树林，甲队单独种要 {a} 天，乙队单独种要 {b} 天{c}。"),
    said("Machine A alone makes an order of parts in {a} days, machine B in {b} days{c}.",
         "加工一批零件，甲机器单独做要 {a} 天，乙机器单独做要 {b} 天{c}。"),
    said("Editor A alone would check a book in {a} days, editor B in {b} days{c}.",
         "校对一部书稿，甲单独做要 {a} 天，乙单独做要 {b} 天{c}。"),
)  # fmt: skip


def _working_together(dice: random.Random, level: int) -> Exercise:
    """Two together; one after the other; three together."""
    job = dice.choice(_JOBS)
    if level == 2:
        return _taking_over(dice, job)
    days = list(dice.choice(_PAIRS if level == 1 else _TRIPLES))
    dice.shuffle(days)
    third = said(f", C in {days[2]} days", f"，丙单独做要 {days[2]} 天") if level == 3 else ""
    rate = sum((Fraction(1, d) for d in days), Fraction(0))
    right = int(1 / rate)
    everyone = ("both", "双方") if level == 1 else ("all three", "三方")
    rates = " + ".join(f"1/{d}" for d in days)
    start = told(job, a=days[0], b=days[1], c=third)
    return posed(
        facts={"days": tuple(days)},
        question=said(
            f"{start.en} In how many days will {everyone[0]} of them finish together?",
            f"{start.zh}{everyone[1]}合作，多少天可以完成？",
        ),
        answer=right,
        slips=(
            slip("adds-the-times", sum(days),
                 "Together they are faster than each alone: add what each does in a day.",
                 "合作应当比单独做更快，应把每天完成的份额相加，不是把天数相加。"),
            slip("averages-the-times", Fraction(sum(days), len(days)),
                 "The average of the times is longer than the faster one needs alone.",
                 "平均天数比快的一方单独做还要长，不合理。"),
            slip("takes-the-difference", max(days) - min(days),
                 "Times of work are not subtracted: add what each does in a day.",
                 "不能把天数相减，应把每天完成的份额相加。"),
            slip("divides-the-fastest", Fraction(min(days), len(days)),
                 "The others are slower than the fastest one.",
                 "其他几方没有最快的一方快，不能当作一样快。"),
        ),
        steps=(
            step(f"1/({rates})",
                 "In one day each does its part of the whole job; the parts add up.",
                 "把总工作量看作 1，每天完成的份额相加就是合作的效率。"),
            step(f"1/({rate})", f"In one day together: ${_frac(rate)}$ of the job.",
                 f"合作一天完成 ${_frac(rate)}$。"),
            step(str(right), f"So {right} days.", f"所以需要 {right} 天。"),
        ),
    )  # fmt: skip


def _frac(number: Fraction) -> str:
    return frac(number.numerator, number.denominator)


# Days of A and B alone, and how long A works before B goes on alone.
_RELAYS = [
    (a, b, d, (a - d) * b // a)
    for a in range(4, 41)
    for b in range(4, 61)
    if a != b
    for d in range(1, a)
    if (a - d) * b % a == 0 and d > 1
]


def _taking_over(dice: random.Random, job: Words) -> Exercise:
    a, b, d, right = dice.choice(_RELAYS)
    start = told(job, a=a, b=b, c="")
    left = 1 - Fraction(d, a)
    return posed(
        facts={"days": (a, b), "alone": d},
        question=said(
            f"{start.en} A works alone for {d} days; then B does the rest alone. "
            "How many days does B need for it?",
            f"{start.zh}甲先单独做 {d} 天，剩下的由乙单独完成，乙还要做多少天？",
        ),
        answer=right,
        slips=(
            slip("subtracts-the-times", b - d,
                 "A day of A is not a day of B: work with parts of the job.",
                 "甲做一天和乙做一天的工作量不同，不能直接用天数相减。"),
            slip("keeps-the-worker", a - d,
                 "This is how long A would still need.", "这是甲自己做完剩下部分要的天数。"),
            slip("lets-both-work", Fraction(left / (Fraction(1, a) + Fraction(1, b))),
                 "A has stopped: only B works on the rest.", "剩下的只由乙一方做，不是合作。"),
            slip("takes-the-done-part", Fraction(d * b, a),
                 "This is how long B would need for the part that A has done.",
                 "这是乙做甲已完成的那部分要的天数。"),
        ),
        steps=(
            step(f"(1 - {d}*(1/{a}))*{b}",
                 "Take the whole job as 1; A does an equal part of it each day.",
                 "把总工作量看作 1，甲每天完成的份额相同。"),
            step(f"{left}*{b}", f"${_frac(left)}$ of the job is left.", f"还剩 ${_frac(left)}$。"),
            step(str(right), f"B needs {b} days for the whole, so {right} days for this part.",
                 f"乙做完全部要 {b} 天，做这部分要 {right} 天。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="working-together",
        topic="word-problems",
        title=said("Working together", "工程问题"),
        grades=(5, 7),
        skills=("fractions", "rates"),
        make=_working_together,
    ),
)
