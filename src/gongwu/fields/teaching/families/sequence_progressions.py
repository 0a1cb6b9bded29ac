"""Arithmetic and geometric sequences: terms and sums."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import other_than, signed
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step


def _listed(terms: list[int]) -> str:
    return f"${', '.join(map(str, terms))}$"


def _linear(dice: random.Random, level: int) -> tuple[int, int]:
    """First term and difference: rising; any; large."""
    a = dice.randint(2, 30) if level == 1 else signed(dice, 2, 60 * level)
    d = dice.randint(2, 12) if level == 1 else signed(dice, 2, 10 * level)
    return a, d


def _times(d: int) -> str:
    """A factor, in brackets where it is negative."""
    return f"({d})" if d < 0 else str(d)


def _arithmetic_term(dice: random.Random, level: int) -> Exercise:
    a, d = _linear(dice, level)
    n = dice.randint(10, (30, 60, 200)[level - 1])
    terms = [a + d * k for k in range(4)]
    right = a + d * (n - 1)
    return posed(
        facts={"terms": tuple(terms), "n": n},
        question=said(
            f"Find term number {n} of the arithmetic sequence {_listed(terms)}, and so on.",
            f"等差数列 {_listed(terms)}，……，求第 {n} 项。",
        ),
        answer=right,
        any_sign=True,
        slips=(
            slip("one-difference-too-many", a + d * n,
                 f"From the first term to number {n} there are {n - 1} differences.",
                 f"从第 1 项到第 {n} 项只有 {n - 1} 个公差。"),
            slip("one-difference-too-few", a + d * (n - 2),
                 f"From the first term to number {n} there are {n - 1} differences.",
                 f"从第 1 项到第 {n} 项有 {n - 1} 个公差。"),
            slip("forgets-the-first-term", d * (n - 1),
                 "The sequence begins at its first term, not at 0.", "漏加首项。"),
            slip("wrong-direction", a - d * (n - 1),
                 "Look at the sign of the difference: does the sequence rise or fall?",
                 "注意公差的正负，数列是递增还是递减。"),
        ),
        steps=(
            step(f"{a} + ({n} - 1)*{_times(d)}",
                 f"The difference is ${d}$; {n - 1} of them lie before term number {n}.",
                 f"公差是 ${d}$，到第 {n} 项要加 {n - 1} 个公差。"),
            step(f"{a} + {n - 1}*{_times(d)}", "Work out the bracket.", "先算括号里的。"),
            step(f"{a} + {_times(d * (n - 1))}", "Multiply.", "再算乘法。"),
            step(str(right), f"So ${right}$.", f"所以是 ${right}$。"),
        ),
    )  # fmt: skip


def _arithmetic_sum(dice: random.Random, level: int) -> Exercise:
    """The sum from first and last term; at level 1 of rising numbers, then of any."""
    a, d = _linear(dice, level)
    n = dice.randint(8, (20, 40, 100)[level - 1])
    last, terms = a + d * (n - 1), [a, a + d, a + 2 * d]
    right = n * (a + last) // 2
    return posed(
        facts={"terms": tuple(terms), "n": n},
        question=said(
            f"Find the sum of the first {n} terms of the arithmetic sequence {_listed(terms)}, "
            "and so on.",
            f"等差数列 {_listed(terms)}，……，求前 {n} 项的和。",
        ),
        answer=right,
        any_sign=True,
        slips=(
            slip("forgets-to-halve", n * (a + last),
                 "Pairs of terms were counted twice: halve.", "首尾配对后每项算了两次，要除以 2。"),
            slip("one-difference-too-many", Fraction(n * (2 * a + n * d), 2),
                 f"The last term has {n - 1} differences, not {n}.",
                 f"末项含 {n - 1} 个公差，不是 {n} 个。"),
            slip("term-for-sum", last,
                 "This is the last term, not the sum.", "这是末项，不是和。"),
            slip("first-term-every-time", n * a,
                 "The terms differ: the first cannot stand for all.",
                 "各项并不相等，不能用首项乘项数。"),
        ),
        steps=(
            step(f"{n}*({a} + ({a} + ({n} - 1)*{_times(d)}))/2",
                 "First and last term together, times the number of terms, halved.",
                 "和 =（首项 + 末项）× 项数 ÷ 2，末项 = 首项 +（项数 - 1）× 公差。"),
            step(f"{n}*({a} + {_times(last)})/2", f"The last term is ${last}$.",
                 f"末项是 ${last}$。"),
            step(str(right), f"So ${right}$.", f"所以和是 ${right}$。"),
        ),
    )  # fmt: skip


# Ratios and how many terms, at each level.
_RATIOS = {1: ((2, 3, 4, 5), (5, 9)), 2: ((-2, -3, 2, 3, 4, 5), (5, 9)),
           3: ((-5, -4, -3, -2, 3, 4, 5, 6), (6, 12))}  # fmt: skip


def _geometric(dice: random.Random, level: int) -> tuple[int, int, int]:
    ratios, counts = _RATIOS[level]
    a = dice.randint(1, 60) if level == 1 else signed(dice, 1, 60)
    return a, dice.choice(ratios), dice.randint(*counts)


def _geometric_term(dice: random.Random, level: int) -> Exercise:
    a, q, n = _geometric(dice, level)
    terms = [a * q**k for k in range(3)]
    right = a * q ** (n - 1)
    return posed(
        facts={"terms": tuple(terms), "n": n},
        question=said(
            f"Find term number {n} of the geometric sequence {_listed(terms)}, and so on.",
            f"等比数列 {_listed(terms)}，……，求第 {n} 项。",
        ),
        answer=right,
        any_sign=True,
        slips=(
            slip("one-factor-too-many", a * q**n,
                 f"From the first term to number {n} there are {n - 1} factors.",
                 f"从第 1 项到第 {n} 项只乘 {n - 1} 次公比。"),
            slip("one-factor-too-few", a * q ** (n - 2),
                 f"From the first term to number {n} there are {n - 1} factors.",
                 f"从第 1 项到第 {n} 项要乘 {n - 1} 次公比。"),
            slip("arithmetic-for-geometric", a + (terms[1] - a) * (n - 1),
                 "Each term is multiplied by the ratio; the differences are not equal.",
                 "每一项都乘公比，不是加同一个数。"),
            slip("multiplies-by-the-number", a * q * (n - 1),
                 "The ratio is raised to a power, not multiplied.", "应当是公比的乘方，"
                                                                    "不是乘项数。"),
        ),
        steps=(
            step(f"{a}*{_times(q)}^({n} - 1)",
                 f"The ratio is ${q}$; it comes in {n - 1} times.",
                 f"公比是 ${q}$，要乘 {n - 1} 次。"),
            step(f"{a}*{_times(q ** (n - 1))}", "Work out the power.", "先算乘方。"),
            step(str(right), f"So ${right}$.", f"所以是 ${right}$。"),
        ),
    )  # fmt: skip


def _geometric_sum(dice: random.Random, level: int) -> Exercise:
    a, q, n = _geometric(dice, level)
    terms = [a * q**k for k in range(3)]
    right = a * (q**n - 1) // (q - 1)
    return posed(
        facts={"terms": tuple(terms), "n": n},
        question=said(
            f"Find the sum of the first {n} terms of the geometric sequence {_listed(terms)}, "
            "and so on.",
            f"等比数列 {_listed(terms)}，……，求前 {n} 项的和。",
        ),
        answer=right,
        any_sign=True,
        slips=(
            slip("one-term-too-few", right - a * q ** (n - 1),
                 "The last term is missing.", "少加了最后一项。"),
            slip("term-for-sum", a * q ** (n - 1),
                 "This is the last term, not the sum.", "这是末项，不是和。"),
            slip("one-term-too-many", right + a * q**n,
                 f"This is the sum of {n + 1} terms.", f"这是前 {n + 1} 项的和。"),
            slip("forgets-to-divide", a * (q**n - 1),
                 "The sum times (ratio - 1) gives this: still divide.",
                 "这是和与（公比 - 1）的积，还要除以（公比 - 1）。"),
        ),
        steps=(
            step(f"{a}*({_times(q)}^{n} - 1)/({q} - 1)",
                 "Ratio times the sum, less the sum, leaves only the two ends.",
                 "用错位相减：公比乘和，再减去和，只剩首尾两项。"),
            step(f"{a}*({q**n} - 1)/{_times(q - 1)}", "Work out the power.", "先算乘方。"),
            step(str(right), f"So ${right}$.", f"所以和是 ${right}$。"),
        ),
    )  # fmt: skip


def _between(dice: random.Random, level: int) -> Exercise:
    """Two terms of an arithmetic sequence are known; another is asked for."""
    a, d = _linear(dice, level)
    i = dice.randint(2, 6)
    j = i + dice.randint(2, 4 + 3 * level)
    n = other_than(lambda: dice.randint(7, 20 * level), i, j)
    first, second, right = (a + d * (k - 1) for k in (i, j, n))
    return posed(
        facts={"places": (i, j), "values": (first, second), "n": n},
        question=said(
            f"In an arithmetic sequence, term number {i} is ${first}$ and term number {j} is "
            f"${second}$. Find term number {n}.",
            f"在等差数列中，第 {i} 项是 ${first}$，第 {j} 项是 ${second}$，求第 {n} 项。",
        ),
        answer=right,
        any_sign=True,
        slips=(
            slip("one-difference-too-many", right + d,
                 f"From number {i} to {n} the number of differences is {n} - {i}.",
                 f"从第 {i} 项到第 {n} 项，公差的个数是 {n} 与 {i} 的差。"),
            slip("takes-the-step-for-the-difference", first + (second - first) * (n - i),
                 f"Between the two terms lie {j - i} differences, not one.",
                 f"这两项之间有 {j - i} 个公差，不是 1 个。"),
            slip("starts-at-the-first-term", first + d * (n - 1),
                 f"${first}$ is term number {i}, not the first.",
                 f"${first}$ 是第 {i} 项，不是第 1 项。"),
            slip("one-difference-too-few", right - d,
                 f"From number {i} to {n} the number of differences is {n} - {i}.",
                 f"从第 {i} 项到第 {n} 项，公差的个数是 {n} 与 {i} 的差。"),
        ),
        steps=(
            step(f"{first} + ({n} - {i})*(({second} - {_times(first)})/({j} - {i}))",
                 f"Between the two terms lie {j - i} differences.",
                 f"这两项相差 {j - i} 个公差，由此求公差。"),
            step(f"{first} + ({n} - {i})*{_times(d)}", f"The difference is ${d}$.",
                 f"公差是 ${d}$。"),
            step(str(right), f"So ${right}$.", f"所以是 ${right}$。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="arithmetic-sequence-term",
        topic="sequences",
        title=said("A term of an arithmetic sequence", "等差数列的项"),
        grades=(5, 10),
        skills=("arithmetic-sequences",),
        make=_arithmetic_term,
        constants=frozenset({"0", "1"}),
    ),
    Family(
        name="arithmetic-sequence-sum",
        topic="sequences",
        title=said("The sum of an arithmetic sequence", "等差数列的和"),
        grades=(5, 10),
        skills=("arithmetic-sequences", "sums"),
        make=_arithmetic_sum,
        constants=frozenset({"0", "1"}),
    ),
    Family(
        name="arithmetic-sequence-two-terms",
        topic="sequences",
        title=said("An arithmetic sequence from two terms", "由两项求等差数列"),
        grades=(6, 10),
        skills=("arithmetic-sequences",),
        make=_between,
        constants=frozenset({"0", "1"}),
    ),
    Family(
        name="geometric-sequence-term",
        topic="sequences",
        title=said("A term of a geometric sequence", "等比数列的项"),
        grades=(7, 11),
        skills=("geometric-sequences", "powers"),
        make=_geometric_term,
        constants=frozenset({"1"}),
    ),
    Family(
        name="geometric-sequence-sum",
        topic="sequences",
        title=said("The sum of a geometric sequence", "等比数列的和"),
        grades=(8, 11),
        skills=("geometric-sequences", "sums"),
        make=_geometric_sum,
        constants=frozenset({"1"}),
    ),
)
