"""Ratios, and maps to scale."""

import random
from fractions import Fraction
from math import gcd, lcm

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import (
    decimal,
    people,
    point,
    posed,
    said,
    slip,
    step,
    told,
)
from gongwu.fields.teaching.values import Phrase


def _ratio(*terms: int) -> Phrase:
    """A ratio as it stands: its form counts."""
    written = " : ".join(map(str, terms))
    return Phrase(key=":".join(map(str, terms)), en=f"${written}$", zh=f"${written}$")


def _prime_pair(dice: random.Random, most: int) -> tuple[int, int]:
    while True:
        a, b = dice.randint(1, most), dice.randint(2, most)
        if a != b and gcd(a, b) == 1:
            return a, b


def _simplify(dice: random.Random, level: int) -> Exercise:
    """Whole numbers; larger ones; decimals."""
    a, b = _prime_pair(dice, (13, 16, 25)[level - 1])
    factor = dice.choice(
        ((4, 6, 8, 9, 10, 12), (12, 14, 15, 16, 18, 20, 21, 24), (2, 4, 6, 8))[level - 1]
    )
    tick = 10 if level == 3 else 1
    x, y = Fraction(a * factor, tick), Fraction(b * factor, tick)
    first, second = decimal(x), decimal(y)
    divisor = next(d for d in range(2, factor + 1) if factor % d == 0)
    left = factor // divisor if divisor < factor else factor
    return posed(
        facts={"first": first, "second": second},
        question=said(
            f"Write the ratio ${first} : {second}$ in its simplest form, with whole numbers.",
            f"把比 ${first} : {second}$ 化成最简整数比。",
        ),
        answer=_ratio(a, b),
        slips=(
            slip("not-fully-simplified", _ratio(a * left, b * left),
                 "Both terms still have a common factor.", "前项和后项还有公因数，没有化到最简。"),
            slip("turns-the-ratio-over", _ratio(b, a),
                 "The terms have changed places: the order matters in a ratio.",
                 "比的前项和后项颠倒了，比是有顺序的。"),
            slip("divides-only-one-term", _ratio(a, int(y * tick)),
                 "Both terms must be divided by the same number.",
                 "前项和后项要同时除以相同的数。"),
            slip("subtracts-instead", _ratio(a * factor - 1, b * factor - 1),
                 "A ratio keeps its value when both terms are divided, not when the same number "
                 "is taken away.",
                 "比的前项和后项同时除以相同的数，比值不变；同时减去相同的数则会变。"),
        ),
        steps=(
            step(f"{first}/{second}",
                 "Both terms may be multiplied or divided by the same number.",
                 "比的前项和后项同时乘或除以相同的数（0 除外），比值不变。"),
            step(f"{int(x * tick)}/{int(y * tick)}",
                 "Make both terms whole." if level == 3 else "Both terms are whole numbers.",
                 "先化成整数比。" if level == 3 else "两项都是整数。"),
            step(f"{a}/{b}", f"Divide both by {factor}.", f"两项同时除以 {factor}。"),
        ),
    )  # fmt: skip


_SHARES = (
    (said("{n} dollars are shared between {one} and {two} in the ratio ${r}$.",
          "把 {n} 元按 ${r}$ 分给{one}和{two}。"), said("dollars", "元")),
    (said("{one} and {two} share {n} marbles in the ratio ${r}$.",
          "{one}和{two}按 ${r}$ 分 {n} 颗玻璃珠。"), said("marbles", "颗")),
    (said("{one} and {two} share {n} stamps in the ratio ${r}$.",
          "{one}和{two}按 ${r}$ 分 {n} 张邮票。"), said("stamps", "张")),
)  # fmt: skip


_THREE = (
    said("{n} dollars are shared among {one}, {two} and {three} in the ratio ${r}$.",
         "把 {n} 元按 ${r}$ 分给{one}、{two}和{three}三人。"),
    said("dollars", "元"),
)  # fmt: skip


_GETS = said("How many {things} does {whose} get?", "{whose}分得多少{things}？")


_MORE = said("How many more {things} does {two} get than {one}?",
             "{two}比{one}多分得多少{things}？")  # fmt: skip


def _share(dice: random.Random, level: int) -> Exercise:
    """Two; the difference of two; three."""
    one, two, three = people(dice, 3)
    a, b = sorted(_prime_pair(dice, 9))
    terms = (a, b, other_than(lambda: dice.randint(1, 9), a, b)) if level == 3 else (a, b)
    unit = dice.randint(4, 60)
    total = unit * sum(terms)
    place = dice.randrange(len(terms))
    parts = [unit * term for term in terms]
    right = parts[1] - parts[0] if level == 2 else parts[place]
    story, things = _THREE if level == 3 else dice.choice(_SHARES)
    start = told(story, n=total, one=one, two=two, three=three, r=" : ".join(map(str, terms)))
    ask = told(_MORE, one=one, two=two, things=things) if level == 2 else told(
        _GETS, whose=(one, two, three)[place], things=things)  # fmt: skip
    taken = f"({b} - {a})" if level == 2 else str(terms[place])
    others = [part for part in parts if part != right] if level != 2 else [parts[0], parts[1]]
    return posed(
        facts={"total": total, "ratio": terms, "asks": "more" if level == 2 else f"place-{place}"},
        question=said(f"{start.en} {ask.en}", f"{start.zh}{ask.zh}"),
        answer=right,
        slips=(
            slip("answers-another-quantity", others[0],
                 "This is another share.", "这是另一份。"),
            slip("takes-a-single-share", unit,
                 "This is one share; take as many as the ratio says.",
                 "这只是 1 份，还要乘对应的份数。"),
            slip("divides-by-one-term", Fraction(total, terms[place] if terms[place] > 1 else b),
                 "Divide by the sum of all terms: so many shares there are.",
                 "应当除以各项之和，即总份数。"),
            slip("shares-equally", Fraction(total, len(terms)),
                 "The shares are not equal.", "各人分得的并不相等。"),
        ),
        steps=(
            step(f"{total}/({' + '.join(map(str, terms))})*{taken}",
                 "Add the terms: so many equal shares there are.", "先求总份数。"),
            step(f"{total}/{sum(terms)}*{taken}", f"There are {sum(terms)} shares.",
                 f"一共 {sum(terms)} 份。"),
            step(f"{unit}*{taken}", f"Each is {unit}.", f"每份是 {unit}。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )  # fmt: skip


_CHAIN = said(
    "$a : b = {p} : {q}$ and $b : c = {r} : {s}$. Find $a : b : c$ in whole numbers, in its "
    "simplest form.",
    "已知 $a : b = {p} : {q}$，$b : c = {r} : {s}$，求最简整数比 $a : b : c$。",
)


def _combine(dice: random.Random, level: int) -> Exercise:
    """The middle terms: one a multiple of the other; without, and with, a common factor."""
    most = (15, 10, 15)[level - 1]
    while True:
        (p, q), (r, s) = _prime_pair(dice, most), _prime_pair(dice, most)
        fits = {1: r % q == 0, 2: gcd(q, r) == 1, 3: 1 < gcd(q, r) < min(q, r)}[level]
        if fits and q != r and min(q, r) > 1:
            break
    middle = lcm(q, r)
    a, b, c = p * middle // q, middle, s * middle // r
    return posed(
        facts={"first": (p, q), "second": (r, s)},
        question=told(_CHAIN, p=p, q=q, r=r, s=s),
        answer=_ratio(a, b, c),
        slips=(
            slip("joins-without-matching", _ratio(p, q, s),
                 f"In the second ratio b is {r}, not {q}: make both b equal first.",
                 f"第二个比中 b 对应 {r}，不是 {q}；要先把两个比中的 b 化成相同的数。"),
            slip("joins-without-matching-the-second", _ratio(p, r, s),
                 f"In the first ratio b is {q}, not {r}: make both b equal first.",
                 f"第一个比中 b 对应 {q}，不是 {r}；要先把两个比中的 b 化成相同的数。"),
            slip("adds-the-middle-terms", _ratio(p, q + r, s),
                 "The middle terms are made equal, not added.",
                 "中间的项要化成相同的数，不是相加。"),
            slip("turns-the-ratio-over", _ratio(c, b, a),
                 "The order is a, b, c.", "顺序应是 a、b、c。"),
        ),
        steps=(
            step("",
                 f"Make b equal in both ratios: the least common multiple of {q} and {r} "
                 f"is {middle}.",
                 f"把两个比中的 b 化成相同的数：{q} 和 {r} 的最小公倍数是 {middle}。"),
            step(f"{p}/{q} = {a}/{b}, {r}/{s} = {b}/{c}",
                 "Expand both ratios.", "分别化比。"),
            step("", f"So $a : b : c = {a} : {b} : {c}$.", f"所以 $a : b : c = {a} : {b} : {c}$。"),
        ),
    )  # fmt: skip


_MAPS = {
    1: said("On a map of scale $1 : {k}$ two villages are {m} cm apart. "
            "How many kilometres are they apart?",
            "在比例尺是 $1 : {k}$ 的地图上，量得两村相距 {m} 厘米。两村实际相距多少千米？"),
    2: said("Two towns are {d} km apart. How many centimetres apart are they on a map of scale "
            "$1 : {k}$?",
            "两地实际相距 {d} 千米。在比例尺是 $1 : {k}$ 的地图上，它们相距多少厘米？"),
    3: said("On a map of scale $1 : {k}$ a road is {m} cm long. How many centimetres long is it "
            "on a map of scale $1 : {j}$?",
            "在比例尺是 $1 : {k}$ 的地图上，一条公路长 {m} 厘米。在比例尺是 $1 : {j}$ 的地图上，"
            "它长多少厘米？"),
}  # fmt: skip


_SCALES = (20_000, 25_000, 40_000, 50_000, 100_000, 200_000, 250_000, 400_000, 500_000, 1_000_000)


def _scale(dice: random.Random, level: int) -> Exercise:
    k, m = dice.choice(_SCALES), Fraction(dice.randint(10, 150), 10)
    facts, right, states, wrong = (_outside, _on_the_map, _on_another)[level - 1](dice, k, m)
    why = said(
        "One centimetre on the map is as many centimetres outside as the scale says; "
        "a kilometre has 100000 of them.",
        "图上 1 厘米表示实际的厘米数由比例尺决定；1 千米 = 100000 厘米。",
    )
    return posed(
        facts=facts,
        question=told(_MAPS[level], **facts),
        answer=point(right),
        slips=[slip(name, point(value), why.en, why.zh) for name, value in wrong.items()],
        steps=(
            step(states[0], why.en, why.zh),
            step(
                states[1],
                "Work out the distance in centimetres first.",
                "先求出实际距离的厘米数。",
            ),
            step(decimal(right), f"So {decimal(right)}.", f"结果是 {decimal(right)}。"),
        ),
    )


# The facts, the answer, what stands on paper, and the wrong answers.
_Scaled = tuple[dict[str, Fact], Fraction, tuple[str, str], dict[str, Fraction]]


def _outside(dice: random.Random, k: int, m: Fraction) -> _Scaled:  # noqa: ARG001 - one of three
    km = m * k / 100_000
    return (
        {"m": decimal(m), "k": k},
        km,
        (f"{decimal(m)}*{k}/100000", f"{decimal(m * k)}/100000"),
        {
            "wrong-power-of-ten": km * 10,
            "wrong-power-of-ten-below": km / 10,
            "metres-for-kilometres": km * 1000,
            "forgets-the-scale": m,
        },
    )


def _on_the_map(dice: random.Random, k: int, m: Fraction) -> _Scaled:  # noqa: ARG001
    km = m * k / 100_000
    return (
        {"d": decimal(km), "k": k},
        m,
        (f"{decimal(km)}*100000/{k}", f"{decimal(km * 100_000)}/{k}"),
        {
            "wrong-power-of-ten": m * 10,
            "wrong-power-of-ten-below": m / 10,
            "metres-for-kilometres": m / 100,
            "forgets-the-scale": km,
        },
    )


def _on_another(dice: random.Random, k: int, m: Fraction) -> _Scaled:
    j = k
    while j == k or (m * k / j * 100).denominator > 1 or not 1 <= m * k / j <= 60:
        m, j = Fraction(dice.randint(10, 150), 10), dice.choice(_SCALES)
    right = m * k / j
    return (
        {"m": decimal(m), "k": k, "j": j},
        right,
        (f"{decimal(m)}*{k}/{j}", f"{decimal(m * k)}/{j}"),
        {
            "turns-the-scale-over": m * j / k,
            "forgets-the-other-scale": m,
            "wrong-power-of-ten": right * 10,
            "wrong-power-of-ten-below": right / 10,
        },
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="simplify-ratios",
        topic="ratio",
        title=said("Simplifying ratios", "化简比"),
        grades=(5, 7),
        skills=("ratios", "common-factors"),
        make=_simplify,
        constants=frozenset({"1"}),
    ),
    Family(
        name="share-in-a-ratio",
        topic="ratio",
        title=said("Sharing in a ratio", "按比分配"),
        grades=(6, 8),
        skills=("ratios",),
        make=_share,
        constants=frozenset({"1"}),
    ),
    Family(
        name="combine-ratios",
        topic="ratio",
        title=said("Joining two ratios", "连比"),
        grades=(6, 8),
        skills=("ratios", "common-multiples"),
        make=_combine,
        constants=frozenset({"1"}),
    ),
    Family(
        name="map-scale",
        topic="ratio",
        title=said("Maps to scale", "比例尺"),
        grades=(6, 8),
        skills=("ratios", "units"),
        make=_scale,
        constants=frozenset({"1"}),
    ),
)
