"""Two quantities known by their sum, difference or multiple."""

import random

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_numbers import (
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
)
