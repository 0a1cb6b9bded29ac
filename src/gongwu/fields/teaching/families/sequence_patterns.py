"""Sequences by their rule: patterns to go on with, recurrences, telescoping sums."""

import random
from fractions import Fraction
from itertools import pairwise

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import signed
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step

_SHOWN = 5


def _pattern(dice: random.Random, level: int) -> Exercise:
    """Equal differences; equal ratios or growing differences; differences that grow by two."""
    kind = {1: "add", 2: dice.choice(("multiply", "grow")), 3: "grow"}[level]
    a, d = dice.randint(1, 40), dice.randint(2, 15)
    e = {1: 0, 2: dice.randint(1, 4), 3: signed(dice, 2, 9)}[level]
    if kind == "multiply":
        a, d = dice.randint(1, 30), dice.randint(2, 4)
        terms = [a * d**k for k in range(_SHOWN + 2)]
    else:
        terms = [a + d * k + e * k * (k - 1) // 2 for k in range(_SHOWN + 2)]
    shown, right, after = terms[:_SHOWN], terms[_SHOWN], terms[_SHOWN + 1]
    last, gap = shown[-1], shown[-1] - shown[-2]
    steps = [y - x for x, y in pairwise(shown)]
    rule = {
        "add": said(f"Each number is ${d}$ more than the one before.",
                    f"后一个数比前一个数多 ${d}$。"),
        "multiply": said(f"Each number is ${d}$ times the one before.",
                         f"后一个数是前一个数的 ${d}$ 倍。"),
        "grow": said(f"The differences are ${', '.join(map(str, steps))}$: each changes by ${e}$.",
                     f"相邻两数的差依次是 ${', '.join(map(str, steps))}$，每次变化 ${e}$。"),
    }[kind]  # fmt: skip
    state = {
        "multiply": f"{last}*{d}",
        "add": f"{last} + {gap}",
        "grow": f"{last} + ({gap} + {_signed(e)})",
    }[kind]
    other = last + gap if kind != "add" else last + 2 * gap + 1
    return posed(
        facts={"kind": kind, "terms": tuple(shown)},
        question=said(
            f"Which number comes next? ${', '.join(map(str, shown))}$, …",
            f"找规律，写出下一个数：${', '.join(map(str, shown))}$，……",
        ),
        answer=right,
        slips=(
            slip("repeats-the-last-difference", other, rule.en, rule.zh),
            slip("skips-a-term", after, "This is the number after the next.",
                 "这是再下一个数，跳过了一个。"),
            slip("off-by-one", right + 1, rule.en, rule.zh),
            slip("takes-the-first-difference", last + steps[0], rule.en, rule.zh),
            slip("copies-the-last-number", last, "This is the last number shown.",
                 "这是已给出的最后一个数。"),
        ),
        steps=(
            step(state, rule.en, rule.zh),
            step(str(right), f"So ${right}$ comes next.", f"所以下一个数是 ${right}$。"),
        ),
    )  # fmt: skip


def _signed(number: int) -> str:
    return f"({number})" if number < 0 else str(number)


def _recurrence(dice: random.Random, level: int) -> Exercise:
    """Four terms on, five with any sign, six with larger factors."""
    k = dice.randint(2, 4) if level < 3 else dice.choice((-3, -2, 3, 4))
    c = dice.randint(1, 15) if level == 1 else signed(dice, 1, 12)
    a, n = dice.randint(1, 15) if level == 1 else signed(dice, 1, 12), 4 + level
    while a * k + c == a or a == 0:
        a += 1
    terms = [a]
    while len(terms) < n + 1:
        terms.append(k * terms[-1] + c)
    right = terms[n - 1]
    rule = f"{k}a_{{n}} {'+' if c > 0 else '-'} {abs(c)}"
    states = [f"{k}*{_signed(terms[i])} + {_signed(c)}" for i in range(n - 1)]
    return posed(
        facts={"first": a, "factor": k, "added": c, "n": n},
        question=said(
            f"A sequence begins with $a_{{1}} = {a}$, and $a_{{n+1}} = {rule}$. "
            f"Find $a_{{{n}}}$.",
            f"数列满足 $a_{{1}} = {a}$，$a_{{n+1}} = {rule}$，求 $a_{{{n}}}$。",
        ),
        answer=right,
        any_sign=True,
        slips=(
            slip("one-term-too-few", terms[n - 2],
                 f"This is $a_{{{n - 1}}}$.", f"这是 $a_{{{n - 1}}}$。"),
            slip("one-term-too-many", terms[n],
                 f"This is $a_{{{n + 1}}}$.", f"这是 $a_{{{n + 1}}}$。"),
            slip("adds-only-once", a * k ** (n - 1) + c,
                 f"${c}$ is added at each step.", f"每一步都要加 ${c}$。"),
            slip("adds-before-multiplying", _wrong_order(a, k, c, n),
                 "First multiply, then add.", "应先乘后加。"),
        ),
        steps=(
            step(f"a_2 = {states[0]}", "Put the first term into the rule.", "把首项代入递推式。"),
            step(f"a_2 = {terms[1]} and a_3 = {states[1]}", "Then the second.", "再代入第二项。"),
            step(f"a_{n} = {k}*{_signed(terms[n - 2])} + {_signed(c)}",
                 f"Go on until $a_{{{n - 1}}} = {terms[n - 2]}$.",
                 f"依次求到 $a_{{{n - 1}}} = {terms[n - 2]}$。"),
            step(f"a_{n} = {right}", f"So ${right}$.", f"所以是 ${right}$。"),
        ),
    )  # fmt: skip


def _wrong_order(term: int, factor: int, added: int, n: int) -> int:
    for _ in range(n - 1):
        term = factor * (term + added)
    return term


def _fibonacci(dice: random.Random, level: int) -> Exercise:
    """Each term is the sum of the two before; at level 3 the second term is found back."""
    n = (7, 9, 8)[level - 1]
    a, b = dice.randint(1, 20), dice.randint(2, 30)
    while a == b:
        b = dice.randint(2, 30)
    terms = [a, b]
    while len(terms) < n + 1:
        terms.append(terms[-1] + terms[-2])
    right = terms[n - 1]
    if level == 3:
        return _back(terms, n)
    return posed(
        facts={"first": a, "second": b, "n": n},
        question=said(
            f"A sequence begins with {a}, {b}, and each further term is the sum of the two "
            f"before it. What is term number {n}?",
            f"一个数列的前两项是 {a}、{b}，从第三项起，每一项等于前两项的和。第 {n} 项是多少？",
        ),
        answer=right,
        slips=(
            slip("one-term-too-few", terms[n - 2],
                 f"This is term number {n - 1}.", f"这是第 {n - 1} 项。"),
            slip("one-term-too-many", terms[n],
                 f"This is term number {n + 1}.", f"这是第 {n + 1} 项。"),
            slip("arithmetic-for-recurrence", a + (b - a) * (n - 1),
                 "The differences are not equal.", "相邻两项的差并不相等。"),
            slip("adds-the-first-terms-only", (a + b) * (n - 2),
                 "Each term is the sum of the two before it, not of the first two.",
                 "每一项是它前面两项的和，不是最前面两项的和。"),
        ),
        steps=(
            step(f"{terms[n - 4]} + {terms[n - 3]} + {terms[n - 3]}",
                 f"Go on: {', '.join(map(str, terms[: n - 2]))}.",
                 f"依次写出：{'、'.join(map(str, terms[: n - 2]))}。"),
            step(f"{terms[n - 2]} + {terms[n - 3]}",
                 f"Term number {n - 1} is {terms[n - 2]}.", f"第 {n - 1} 项是 {terms[n - 2]}。"),
            step(str(right), f"So {right}.", f"所以是 {right}。"),
        ),
    )  # fmt: skip


def _back(terms: list[int], n: int) -> Exercise:
    """From two later terms back to the first."""
    x, y = terms[n - 2], terms[n - 1]
    back = list(reversed(terms[: n - 2]))
    return posed(
        facts={"before": x, "last": y, "n": n, "m": n - 1},
        question=said(
            f"In a sequence each term from the third on is the sum of the two before it. "
            f"Term number {n - 1} is {x}, and term number {n} is {y}. What is the first term?",
            f"一个数列从第三项起，每一项等于前两项的和。已知第 {n - 1} 项是 {x}，第 {n} 项是 {y}，"
            "第一项是多少？",
        ),
        answer=terms[0],
        slips=(
            slip("one-term-too-few", terms[1],
                 "This is the second term.", "这是第二项。"),
            slip("one-term-too-many", abs(terms[1] - terms[0]),
                 "This goes one term too far back.", "多往前推了一项。"),
            slip("adds-for-subtracts", terms[0] + terms[1],
                 "Going back, terms are subtracted.", "往回推要用减法。"),
            slip("stops-at-the-difference", y - x,
                 f"This is only term number {n - 2}.", f"这只是第 {n - 2} 项。"),
        ),
        steps=(
            step(f"{terms[2]} - ({terms[3]} - {terms[2]})",
                 f"A term less the one before gives the one before that: {y}, {x}, "
                 f"{', '.join(map(str, back[:-2]))}.",
                 f"后项减前项得再前一项，依次倒推：{y}、{x}、{'、'.join(map(str, back[:-2]))}。"),
            step(f"{terms[2]} - {terms[1]}",
                 f"The second term is {terms[1]}.", f"第二项是 {terms[1]}。"),
            step(str(terms[0]), f"So {terms[0]}.", f"所以是 {terms[0]}。"),
        ),
    )  # fmt: skip


def _telescope(dice: random.Random, level: int) -> Exercise:
    """1/(1*2) + 1/(2*3) + ...; from a later start; with a gap between the factors."""
    k = dice.randint(2, 7) if level == 3 else 1
    a = dice.randint(1, 4) if level == 1 else dice.randint(5, 24)
    n = dice.randint(6, 160) if level == 1 else dice.randint(4, 40)
    end = a + k * n
    right = (Fraction(1, a) - Fraction(1, end)) / k
    at = [a + k * place for place in range(3)]
    pieces = [rf"\frac{{1}}{{{x} \times {x + k}}}" for x in (*at[:2], end - k)]
    written = f"${pieces[0]} + {pieces[1]} +$ … $+ {pieces[2]}$"
    over = f"/{k}" if k > 1 else ""
    return posed(
        facts={"starts": (a, a + k, a + 2 * k), "last": (end - k, end)},
        question=said(f"Work out {written}.", f"计算 {written}。"),
        answer=right,
        slips=(
            slip("forgets-the-gap" if k > 1 else "last-term-wrong",
                 right * k if k > 1 else Fraction(1, a) - Fraction(1, end - 1),
                 "Each fraction is the difference of two, divided by the gap of the factors."
                 if k > 1 else "The last difference ends with the larger factor.",
                 "每一项等于两个分数的差再除以两因数的差。" if k > 1
                 else "最后减去的是较大因数的倒数。"),
            slip("adds-for-subtracts", (Fraction(1, a) + Fraction(1, end)) / k,
                 "The last fraction is taken away.", "最后一个分数应当减去。"),
            slip("drops-the-last-fraction", Fraction(1, a * k),
                 "What is left at the end is not nothing.", "漏了最后剩下的一项。"),
            slip("only-the-ends", Fraction(1, a * (a + k)) + Fraction(1, (end - k) * end),
                 "The terms between count too.", "中间的各项也要加上。"),
        ),
        steps=(
            step("", "Split each fraction into a difference: "
                 rf"$\frac{{1}}{{{a} \times {a + k}}} = "
                 + (rf"\frac{{1}}{{{k}}} \times (" if k > 1 else "")
                 + rf"\frac{{1}}{{{a}}} - \frac{{1}}{{{a + k}}}" + (")$." if k > 1 else "$."),
                 "把每个分数拆成两个分数的差："
                 rf"$\frac{{1}}{{{a} \times {a + k}}} = "
                 + (rf"\frac{{1}}{{{k}}} \times (" if k > 1 else "")
                 + rf"\frac{{1}}{{{a}}} - \frac{{1}}{{{a + k}}}" + (")$。" if k > 1 else "$。")),
            step(f"(1/{a} - 1/{end}){over}", "All between cancels.",
                 "中间各项互相抵消，只剩首尾。"),
            step(str(right), "Work it out.", "计算得出结果。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="find-the-rule",
        topic="sequences",
        title=said("Find the rule", "找规律填数"),
        grades=(2, 7),
        skills=("patterns",),
        make=_pattern,
        constants=frozenset({"0", "1"}),
    ),
    Family(
        name="recurrence",
        topic="sequences",
        title=said("A sequence by a recurrence", "递推数列"),
        grades=(7, 11),
        skills=("recurrences",),
        make=_recurrence,
        constants=frozenset({"1"}),
    ),
    Family(
        name="fibonacci-like",
        topic="sequences",
        title=said("Each term the sum of two", "斐波那契型数列"),
        grades=(4, 9),
        skills=("patterns", "recurrences"),
        make=_fibonacci,
        constants=frozenset({"1"}),
    ),
    Family(
        name="telescoping-sum",
        topic="sequences",
        title=said("Sums that cancel", "裂项求和"),
        grades=(6, 11),
        skills=("fractions", "sums"),
        make=_telescope,
        constants=frozenset({"1"}),
    ),
)
