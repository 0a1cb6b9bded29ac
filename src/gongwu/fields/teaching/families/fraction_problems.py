"""Stories in which a part of a whole is known, or asked for."""

import random
from fractions import Fraction
from math import gcd, lcm

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_numbers import (
    frac,
    fraction_facts,
    people,
    posed,
    said,
    slip,
    step,
    told,
)

# A whole; whether its part, the rest, or the whole itself is asked for.
_WHOLES = (
    (
        said("A class library has {n} books, and ${f}$ of them are story books.",
             "班级图书角有 {n} 本书，其中 ${f}$ 是故事书。"),
        said("How many story books are there?", "故事书有多少本？"),
        said("How many books of other kinds are there?", "其他书有多少本？"),
        said("A class library has {p} story books. That is ${f}$ of all its books. "
             "How many books does it have?",
             "班级图书角有 {p} 本故事书，占全部图书的 ${f}$。图书角一共有多少本书？"),
    ),
    (
        said("An orchard has {n} trees; ${f}$ of them are pear trees.",
             "果园里有 {n} 棵果树，其中 ${f}$ 是梨树。"),
        said("How many pear trees are there?", "梨树有多少棵？"),
        said("How many of the trees are no pear trees?", "其他果树有多少棵？"),
        said("An orchard has {p} pear trees. They are ${f}$ of all its trees. "
             "How many trees does it have?",
             "果园里有 {p} 棵梨树，占果树总数的 ${f}$。果园里一共有多少棵果树？"),
    ),
    (
        said("A rope is {n} m long, and ${f}$ of it is used.",
             "一根绳子长 {n} 米，用去了它的 ${f}$。"),
        said("How many metres are used?", "用去了多少米？"),
        said("How many metres are left?", "还剩多少米？"),
        said("{p} m of a rope are used. That is ${f}$ of the rope. How many metres long was it?",
             "一根绳子用去了 {p} 米，正好是全长的 ${f}$。这根绳子长多少米？"),
    ),
    (
        said("{who} had {n} dollars and spent ${f}$ of it on a present.",
             "{who}有 {n} 元零花钱，买礼物花了其中的 ${f}$。"),
        said("How many dollars did the present cost?", "买礼物花了多少元？"),
        said("How many dollars are left?", "还剩多少元？"),
        said("{who} spent {p} dollars on a present. That was ${f}$ of {who}'s money. "
             "How many dollars did {who} have?",
             "{who}买礼物花了 {p} 元，正好是零花钱的 ${f}$。{who}原来有多少元零花钱？"),
    ),
)  # fmt: skip


def _part(dice: random.Random, level: int) -> Exercise:
    """The part; the rest; the whole from its part."""
    bottom = dice.randint(3, 12)
    top = dice.choice([n for n in range(2, bottom) if gcd(n, bottom) == 1])
    share = dice.randint(4, 60)
    whole, part = bottom * share, top * share
    (who,) = people(dice, 1)
    story, asks_part, asks_rest, backwards = dice.choice(_WHOLES)
    asks = ("part", "rest", "whole")[level - 1]
    if asks == "whole":
        question = told(backwards, who=who, p=part, f=frac(top, bottom))
    else:
        ask = asks_part if asks == "part" else asks_rest
        start = told(story, who=who, n=whole, f=frac(top, bottom))
        question = said(f"{start.en} {ask.en}", f"{start.zh}{ask.zh}")
    right = {"part": part, "rest": whole - part, "whole": whole}[asks]
    given = part if asks == "whole" else whole
    states = {
        "part": (f"{whole}*({top}/{bottom})", f"({whole}/{bottom})*{top}", f"{share}*{top}"),
        "rest": (f"{whole}*(1 - {top}/{bottom})", f"({whole}/{bottom})*{bottom - top}",
                 f"{share}*{bottom - top}"),
        "whole": (f"{part}/({top}/{bottom})", f"({part}/{top})*{bottom}", f"{share}*{bottom}"),
    }[asks]  # fmt: skip
    return posed(
        facts={"asks": asks, "given": given, **fraction_facts(share=(top, bottom))},
        question=question,
        answer=right,
        slips=(
            slip("one-share-for-all", Fraction(given, top if asks == "whole" else bottom),
                 f"This is a single share, $1/{bottom}$ of the whole.",
                 f"这只是 1 份，是整体的 ${frac(1, bottom)}$。"),
            slip("answers-another-quantity", whole - right if asks != "whole" else whole - part,
                 "This is the other part.", "这是另外的那一部分。"),
            slip("takes-the-part-for-the-whole" if asks == "whole" else "divides-by-the-fraction",
                 Fraction(given * top, bottom) if asks == "whole"
                 else Fraction(whole * bottom, top),
                 "Ask which number is the whole: the fraction is a part of that.",
                 "先弄清楚谁是单位“1”：分数是相对于单位“1”说的。"),
            slip("divides-by-the-numerator",
                 Fraction(given, bottom) if asks == "whole" else Fraction(whole, top),
                 "The denominator says into how many shares the whole is cut.",
                 "分母表示把整体平均分成多少份，分子表示取了多少份。"),
        ),
        steps=(
            step(states[0], "The whole is 1; see which part of it is asked for.",
                 "把整体看作单位“1”，看清所求的是它的几分之几。"),
            step(states[1], "First find a single share.", "先求 1 份是多少。"),
            step(states[2], f"A share is {share}.", f"1 份是 {share}。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )  # fmt: skip


_READ = {
    1: said(
        "{who} reads a book of {n} pages: ${f}$ of it on the first day and ${g}$ of it on the "
        "second. How many pages are left?",
        "{who}看一本 {n} 页的书，第一天看了全书的 ${f}$，第二天看了全书的 ${g}$。"
        "还剩多少页没有看？",
    ),
    2: said(
        "{who} reads a book of {n} pages: ${f}$ of it on the first day, and on the second day "
        "${g}$ of what was left. How many pages are still left then?",
        "{who}看一本 {n} 页的书，第一天看了全书的 ${f}$，第二天看了剩下的 ${g}$。"
        "这时还剩多少页没有看？",
    ),
    3: said(
        "{who} reads ${f}$ of a book on the first day, and on the second day ${g}$ of what was "
        "left. Then {n} pages are left. How many pages does the book have?",
        "{who}看一本书，第一天看了全书的 ${f}$，第二天看了剩下的 ${g}$，这时还剩 {n} 页没有看。"
        "这本书一共有多少页？",
    ),
}


def _reading(dice: random.Random, level: int) -> Exercise:
    while True:
        b, d = dice.randint(3, 9), dice.randint(3, 9)
        a = dice.choice([n for n in range(1, b) if gcd(n, b) == 1])
        c = dice.choice([n for n in range(1, d) if gcd(n, d) == 1])
        f, g = Fraction(a, b), Fraction(c, d)
        left = 1 - f - g if level == 1 else (1 - f) * (1 - g)
        unit = lcm(b, d) if level == 1 else b * d
        if left > 0 and b != d:
            break
    whole = unit * dice.randint(max(1, -(-40 // unit)), max(2, 480 // unit))
    rest = int(whole * left)
    (who,) = people(dice, 1)
    given, right = (rest, whole) if level == 3 else (whole, rest)
    meant = 1 - f - g if level > 1 else (1 - f) * (1 - g)
    other = given / meant if level == 3 and meant > 0 else given * abs(meant)
    # Nobody believes in thirds of a page.
    other = other if other.denominator == 1 else Fraction(given)
    states = {
        1: (f"{whole}*(1 - {f} - {g})", f"{whole}*({left})"),
        2: (f"{whole}*(1 - {f})*(1 - {g})", f"{int(whole * (1 - f))}*({1 - g})"),
        3: (f"{rest}/((1 - {f})*(1 - {g}))", f"{rest}/({left})"),
    }[level]
    return posed(
        facts={
            "asks": ("left", "left-of-rest", "whole")[level - 1],
            "given": given,
            **fraction_facts(first=(a, b), second=(c, d)),
        },
        question=told(_READ[level], who=who, n=given, f=frac(a, b), g=frac(c, d)),
        answer=right,
        slips=(
            slip("confuses-the-whole", other,
                 "Ask of what each fraction is taken: of the book, or of what was left.",
                 "要看清每个分数的单位“1”：是全书，还是剩下的。"),
            slip("answers-another-quantity",
                 whole - rest,
                 "This is what has been read.", "这是已经看完的页数。"),
            slip("forgets-the-second-day",
                 given * (1 - f) if level < 3 else given / (1 - f),
                 "The second day is missing.", "没有考虑第二天看的部分。"),
            slip("forgets-the-first-day",
                 given * (1 - g) if level < 3 else given / (1 - g),
                 "The first day is missing.", "没有考虑第一天看的部分。"),
        ),
        steps=(
            step(states[0],
                 "Take the whole book as 1, and find what part of it is left.",
                 "把全书看作单位“1”，先求剩下的占几分之几。"),
            step(states[1],
                 "Work out the bracket first." if level != 2
                 else f"After the first day {int(whole * (1 - f))} pages are left.",
                 "先算括号里的。" if level != 2
                 else f"第一天看完后还剩 {int(whole * (1 - f))} 页。"),
            step(str(right), f"So {right} pages.", f"结果是 {right} 页。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="fraction-of-a-quantity",
        topic="fractions",
        title=said("A fraction of a quantity", "求一个数的几分之几"),
        grades=(4, 7),
        skills=("fractions",),
        make=_part,
        constants=frozenset({"1"}),
    ),
    Family(
        name="fraction-of-the-rest",
        topic="fractions",
        title=said("Fractions of a whole and of the rest", "分数应用题：全部与剩下"),
        grades=(5, 7),
        skills=("fractions",),
        make=_reading,
        constants=frozenset({"1"}),
    ),
)
