"""Two quantities known by their sum, difference or multiple; two at work on one job."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_numbers import (
    frac,
    people,
    posed,
    said,
    slip,
    step,
    told,
)
from gongwu.ports import Words

_TOGETHER = (
    said("{one} and {two} have {total} stickers together.", "{one}和{two}一共有 {total} 张贴纸。"),
    said("{one} and {two} folded {total} paper cranes together.",
         "{one}和{two}一共折了 {total} 只纸鹤。"),
    said("{one} and {two} picked {total} apples together.",
         "{one}和{two}一共摘了 {total} 个苹果。"),
    said("{one} and {two} solved {total} puzzles together.", "{one}和{two}一共做了 {total} 道题。"),
)  # fmt: skip
_APART = (
    said("{one} has {gap} more stickers than {two}.", "{one}的贴纸比{two}多 {gap} 张。"),
    said("{one} folded {gap} more paper cranes than {two}.", "{one}比{two}多折 {gap} 只纸鹤。"),
    said("{one} picked {gap} more apples than {two}.", "{one}比{two}多摘 {gap} 个苹果。"),
    said("{one} solved {gap} more puzzles than {two}.", "{one}比{two}多做 {gap} 道题。"),
)
_TIMES = (
    said("{one} has {k} times as many stickers as {two}.", "{one}的贴纸张数是{two}的 {k} 倍。"),
    said("{one} folded {k} times as many paper cranes as {two}.",
         "{one}折的纸鹤只数是{two}的 {k} 倍。"),
    said("{one} picked {k} times as many apples as {two}.", "{one}摘的苹果个数是{two}的 {k} 倍。"),
    said("{one} solved {k} times as many puzzles as {two}.", "{one}做的题数是{two}的 {k} 倍。"),
)  # fmt: skip
# Three times as many and some more.
_TIMES_AND_MORE = (
    said("{one} has {more} more stickers than {k} times as many as {two}.",
         "{one}的贴纸张数比{two}的 {k} 倍还多 {more} 张。"),
    said("{one} folded {more} more paper cranes than {k} times as many as {two}.",
         "{one}折的纸鹤只数比{two}的 {k} 倍还多 {more} 只。"),
    said("{one} picked {more} more apples than {k} times as many as {two}.",
         "{one}摘的苹果个数比{two}的 {k} 倍还多 {more} 个。"),
    said("{one} solved {more} more puzzles than {k} times as many as {two}.",
         "{one}做的题数比{two}的 {k} 倍还多 {more} 道。"),
)  # fmt: skip
_HOW_MANY = (
    said("How many stickers does {whose} have?", "{whose}有多少张贴纸？"),
    said("How many paper cranes did {whose} fold?", "{whose}折了多少只纸鹤？"),
    said("How many apples did {whose} pick?", "{whose}摘了多少个苹果？"),
    said("How many puzzles did {whose} solve?", "{whose}做了多少道题？"),
)
_SMALLEST = {1: (8, 30), 2: (31, 90), 3: (91, 400)}


def _asked(dice: random.Random, *stories: tuple[Words, ...], **filled: object) -> Words:
    """The same thing told by each list of stories, for two people."""
    one, two = people(dice, 2)
    kind = dice.randrange(len(_HOW_MANY))
    whose = one if filled.get("asks") == "larger" else two
    parts = [told(story[kind], one=one, two=two, **filled) for story in stories]
    parts.append(told(_HOW_MANY[kind], whose=whose))
    return said(" ".join(part.en for part in parts), "".join(part.zh for part in parts))


def _sum_and_difference(dice: random.Random, level: int) -> Exercise:
    small, gap = (
        dice.randint(*_SMALLEST[level]),
        dice.randint(*((2, 12), (8, 40), (25, 120))[level - 1]),
    )
    large, total, asks = small + gap, 2 * small + gap, dice.choice(("larger", "smaller"))
    right, other = (large, small) if asks == "larger" else (small, large)
    sign = "+" if asks == "larger" else "-"
    return posed(
        facts={"total": total, "gap": gap, "asks": asks},
        question=_asked(dice, _TOGETHER, _APART, total=total, gap=gap, asks=asks),
        answer=right,
        slips=(
            slip("answers-another-quantity", other,
                 "This is the other one's number.", "这是另一个人的数量。"),
            slip("halves-too-early", total // 2 + (gap if asks == "larger" else -gap),
                 "Half the sum is only half the difference away from each of them.",
                 "总数的一半与每个数只相差差的一半。"),
            slip("ignores-the-difference", total // 2,
                 "They do not have equally many.", "两个人的数量并不相等。"),
            slip("forgets-to-halve", total + gap if asks == "larger" else total - gap,
                 "This is twice the number.", "这是所求数量的 2 倍，还要除以 2。"),
        ),
        steps=(
            step(f"({total} {sign} {gap})/2",
                 "With the difference added, both would have as many as the larger; "
                 "with it taken away, as the smaller."
                 ,
                 "和加上差等于较大数的 2 倍，和减去差等于较小数的 2 倍。"),
            step(f"{2 * right}/2", f"So {2 * right} is twice the number.",
                 f"所以 {2 * right} 是所求数的 2 倍。"),
            step(str(right), "Halve it.", "再除以 2。"),
        ),
    )  # fmt: skip


def _sum_and_multiple(dice: random.Random, level: int) -> Exercise:
    """At level 3 the larger is a multiple and some more."""
    small, k = dice.randint(*_SMALLEST[level]), dice.randint(3, 4 + 2 * level)
    more = dice.randint(3, 40) if level == 3 else 0
    large, asks = k * small + more, dice.choice(("larger", "smaller"))
    total = small + large
    right, other = (large, small) if asks == "larger" else (small, large)
    facts: dict[str, Fact] = {"total": total, "k": k, "asks": asks}
    story = _TIMES_AND_MORE if more else _TIMES
    last = f"{k}*{small}" + (f" + {more}" if more else "")
    return posed(
        facts={**facts, "more": more} if more else facts,
        question=_asked(dice, _TOGETHER, story, total=total, k=k, more=more, asks=asks),
        answer=right,
        slips=(
            slip("answers-another-quantity", other,
                 "This is the other one's number.", "这是另一个人的数量。"),
            slip("divides-by-the-multiple",
                 total // k if asks == "smaller" else total - total // k,
                 f"The sum is {k + 1} shares, not {k}: the single share counts too.",
                 f"总数一共是 {k + 1} 份，不是 {k} 份，不要漏掉那 1 份。"),
            slip("divides-by-one-too-few",
                 total // (k - 1) if k > 2 else total,
                 f"The sum is {k + 1} shares, not {k - 1}.",
                 f"总数是 {k + 1} 份，不是 {k - 1} 份。"),
            slip("ignores-the-multiple", total // 2,
                 "They do not have equally many.", "两个人的数量并不相等。"),
        ),
        steps=(
            step(f"s + ({k}*s + {more}) = {total}" if more else f"s + {k}*s = {total}",
                 "Let the smaller number be one share s.", "设较小的数为 1 份，记作 s。"),
            step(f"{k + 1}*s = {total - more}",
                 f"Then {k + 1} shares make {total - more}.",
                 f"{k + 1} 份一共是 {total - more}。"),
            step(f"s = {small}", f"One share is {small}.", f"1 份是 {small}。"),
            step(f"s = {small} and {last} = {large}",
                 f"The larger number is {large}.", f"较大的数是 {large}。"),
        ),
    )  # fmt: skip


def _difference_and_multiple(dice: random.Random, level: int) -> Exercise:
    small, k = dice.randint(*_SMALLEST[level]), dice.randint(3, 4 + 2 * level)
    more = dice.randint(3, 40) if level == 3 else 0
    large, asks = k * small + more, dice.choice(("larger", "smaller"))
    gap = large - small
    right, other = (large, small) if asks == "larger" else (small, large)
    facts: dict[str, Fact] = {"gap": gap, "k": k, "asks": asks}
    story = _TIMES_AND_MORE if more else _TIMES
    last = f"{k}*{small}" + (f" + {more}" if more else "")
    return posed(
        facts={**facts, "more": more} if more else facts,
        question=_asked(dice, _APART, story, gap=gap, k=k, more=more, asks=asks),
        answer=right,
        slips=(
            slip("answers-another-quantity", other,
                 "This is the other one's number.", "这是另一个人的数量。"),
            slip("divides-by-the-multiple",
                 gap // k if asks == "smaller" else gap // k + gap,
                 f"The difference is {k - 1} shares, not {k}.",
                 f"相差的是 {k - 1} 份，不是 {k} 份。"),
            slip("takes-the-difference-for-a-sum",
                 gap // (k + 1) if asks == "smaller" else gap - gap // (k + 1),
                 f"{gap} is a difference, {k - 1} shares; {k + 1} shares would be the sum.",
                 f"{gap} 是差，对应 {k - 1} 份；{k + 1} 份对应的是和。"),
            slip("multiplies-the-difference", gap * k,
                 "The multiple belongs to the smaller number, not to the difference.",
                 "倍数是相对于较小的数说的，不是相对于差。"),
        ),
        steps=(
            step(f"{k}*s + {more} = s + {gap}" if more else f"{k}*s = s + {gap}",
                 "Let the smaller number be one share s.", "设较小的数为 1 份，记作 s。"),
            step(f"{k - 1}*s = {gap - more}",
                 f"Then the difference of {k - 1} shares makes {gap - more}.",
                 f"相差的 {k - 1} 份是 {gap - more}。"),
            step(f"s = {small}", f"One share is {small}.", f"1 份是 {small}。"),
            step(f"s = {small} and {last} = {large}",
                 f"The larger number is {large}.", f"较大的数是 {large}。"),
        ),
    )  # fmt: skip


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
        name="sum-and-difference",
        topic="word-problems",
        title=said("Two numbers from sum and difference", "和差问题"),
        grades=(3, 5),
        skills=("sums-and-differences",),
        make=_sum_and_difference,
    ),
    Family(
        name="sum-and-multiple",
        topic="word-problems",
        title=said("Two numbers from sum and multiple", "和倍问题"),
        grades=(3, 6),
        skills=("multiples", "equations"),
        make=_sum_and_multiple,
    ),
    Family(
        name="difference-and-multiple",
        topic="word-problems",
        title=said("Two numbers from difference and multiple", "差倍问题"),
        grades=(3, 6),
        skills=("multiples", "equations"),
        make=_difference_and_multiple,
    ),
    Family(
        name="working-together",
        topic="word-problems",
        title=said("Working together", "工程问题"),
        grades=(5, 7),
        skills=("fractions", "rates"),
        make=_working_together,
    ),
)
