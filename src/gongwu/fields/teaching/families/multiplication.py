"""Multiplying whole numbers, in the head and on paper."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, Step
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, to_work_out


def _table(dice: random.Random, level: int) -> Exercise:
    """Level 1: the tables. Level 2: tens. Level 3: a number from 11 to 25."""
    a, b = dice.randint(2, 10), dice.randint(2, 10)
    if level == 2:
        a, b = a * dice.choice((1, 10, 100)), b * 10
    if level == 3:
        a = other_than(lambda: dice.randint(11, 25), 20)
    problem = f"{a}*{b}"
    return posed(
        facts={"a": a, "b": b},
        question=to_work_out(problem),
        answer=a * b,
        slips=_table_slips(a, b),
        steps=_table_steps(a, b, level),
    )


def _table_steps(a: int, b: int, level: int) -> tuple[Step, ...]:
    problem, last = f"{a}*{b}", step(str(a * b), f"So it is ${a * b}$.", f"所以得 ${a * b}$。")
    if level == 2:
        first, second = int(str(a).rstrip("0")), int(str(b).rstrip("0"))
        zeros = a * b // (first * second)
        return (
            step(
                f"{first}*{second}*{zeros}",
                f"Leave the zeros aside: first ${first} \\times {second}$.",
                f"先不看末尾的 0，算 ${first} \\times {second}$。",
            ),
            step(
                f"{first * second}*{zeros}",
                "Then write the zeros behind the product again.",
                "再在积的末尾把 0 补上。",
            ),
            last,
        )
    if level == 3:
        return (
            step(
                f"10*{b} + {a - 10}*{b}",
                f"Split ${a}$ into $10$ and ${a - 10}$.",
                f"把 ${a}$ 拆成 $10$ 和 ${a - 10}$。",
            ),
            step(
                f"{10 * b} + {(a - 10) * b}",
                "Multiply both parts.",
                "分别相乘。",
            ),
            last,
        )
    return (
        step(problem, f"Take ${a}$ groups of ${b}$.", f"${a}$ 个 ${b}$ 相加。"),
        step(
            f"{a - 1}*{b} + {b}",
            f"That is one group of ${b}$ more than ${tex(f'{a - 1}*{b}')} = {(a - 1) * b}$.",
            f"比 ${tex(f'{a - 1}*{b}')} = {(a - 1) * b}$ 多一个 ${b}$。",
        ),
        last,
    )


def _table_slips(a: int, b: int) -> list[Slip]:
    return [
        slip(
            "one-group-too-few",
            (a - 1) * b,
            f"This is ${a - 1}$ times ${b}$: one group is missing.",
            f"这是 ${a - 1}$ 个 ${b}$，少了一个 ${b}$。",
        ),
        slip(
            "one-group-too-many",
            (a + 1) * b,
            f"This is ${a + 1}$ times ${b}$: there is one group too many.",
            f"这是 ${a + 1}$ 个 ${b}$，多了一个 ${b}$。",
        ),
        slip(
            "adds-instead",
            a + b,
            "This is the sum of the two numbers, not their product.",
            "这是两个数的和，不是积。",
        ),
        slip(
            "wrong-number-of-zeros",
            a * b * 10,
            "There is a zero too many: estimate the size of the product first.",
            "末尾多了一个 0，可以先估一估积的大小。",
        ),
    ]


def _long_multiplication(dice: random.Random, level: int) -> Exercise:
    """One of two digits by one digit, by two, and three digits by two."""
    low, high = (12, 99) if level < 3 else (112, 989)
    a = dice.choice([n for n in range(low, high) if n % 10 > 1])
    b = dice.choice(_MULTIPLIERS[level])
    if level == 1:
        return _by_one_digit(a, b)
    tens, ones = b - b % 10, b % 10
    return posed(
        facts={"a": a, "b": b},
        question=to_work_out(f"{a}*{b}"),
        answer=a * b,
        slips=_long_slips(a, b),
        steps=(
            step(
                f"{a}*{tens} + {a}*{ones}",
                f"Split ${b}$ into ${tens}$ and ${ones}$.",
                f"把 ${b}$ 拆成 ${tens}$ 和 ${ones}$。",
            ),
            step(
                f"{a * tens} + {a * ones}",
                "Multiply by each part.",
                "分别与每一部分相乘。",
            ),
            step(str(a * b), "Add the partial products.", "把两部分积相加。"),
        ),
    )


_MULTIPLIERS = {
    1: range(3, 10),
    2: [n for n in range(13, 99) if n % 10 > 1],
    3: [n for n in range(23, 99) if n % 10 > 1],
}


def _long_slips(a: int, b: int) -> list[Slip]:
    tens, ones = b // 10, b % 10
    return [
        slip(
            "forgets-the-shift",
            a * tens + a * ones,
            f"The ${tens}$ of ${b}$ means ${tens * 10}$: "
            "its partial product is shifted one place to the left.",
            f"${b}$ 十位上的 ${tens}$ 表示 ${tens * 10}$，这一部分积要向左错开一位。",
        ),
        slip(
            "multiplies-matching-places",
            (a - a % 10) * tens * 10 + (a % 10) * ones,
            "Every part of one number must be multiplied by every part of the other.",
            "一个数的每一位都要与另一个数的每一位相乘，不能只是十位乘十位、个位乘个位。",
        ),
        slip(
            "drops-a-partial-product",
            a * tens * 10,
            f"The product with the ones is missing: ${tex(f'{a}*{ones}')}$.",
            f"漏了与个位相乘的部分：${tex(f'{a}*{ones}')}$。",
        ),
        slip(
            "off-by-a-carry",
            a * b - 10,
            "A ten was lost while carrying.",
            "进位时漏了一个十。",
        ),
    ]


def _by_one_digit(a: int, b: int) -> Exercise:
    tens, ones = a - a % 10, a % 10
    return posed(
        facts={"a": a, "b": b},
        question=to_work_out(f"{a}*{b}"),
        answer=a * b,
        slips=(
            slip(
                "forgets-the-place-value",
                tens // 10 * b + ones * b,
                f"The first digit of ${a}$ means ${tens}$, not ${tens // 10}$.",
                f"${a}$ 十位上的数表示 ${tens}$，不是 ${tens // 10}$。",
            ),
            slip(
                "multiplies-only-the-tens",
                tens * b + ones,
                f"The ones must be multiplied by ${b}$ too.",
                f"个位上的 ${ones}$ 也要乘 ${b}$。",
            ),
            slip(
                "forgets-to-carry",
                tens * b + ones * b % 10,
                "The tens that the ones make must be carried.",
                "个位相乘满几十，要向十位进几。",
            ),
            slip(
                "multiplies-only-the-ones",
                tens + ones * b,
                f"The tens must be multiplied by ${b}$ too.",
                f"十位上的数也要乘 ${b}$。",
            ),
        ),
        steps=(
            step(
                f"{tens}*{b} + {ones}*{b}",
                f"Split ${a}$ into ${tens}$ and ${ones}$.",
                f"把 ${a}$ 拆成 ${tens}$ 和 ${ones}$。",
            ),
            step(f"{tens * b} + {ones * b}", "Multiply both parts.", "分别相乘。"),
            step(str(a * b), "Add the two products.", "把两个积相加。"),
        ),
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="multiplication-tables",
        topic="arithmetic",
        title=said("Multiplication tables and tens", "乘法口诀与口算"),
        grades=(2, 4),
        skills=("multiplication",),
        make=_table,
    ),
    Family(
        name="long-multiplication",
        topic="arithmetic",
        title=said("Long multiplication", "笔算乘法"),
        grades=(3, 5),
        skills=("multiplication", "place-value"),
        make=_long_multiplication,
    ),
)
