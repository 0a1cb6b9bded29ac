"""Adding and subtracting whole numbers."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, to_work_out

# The numbers of a sum, and the largest sum, of each level.
_SUMS = {1: (5, 94, 100), 2: (120, 880, 1000), 3: (130, 980, 2000)}


def _with_a_carry(dice: random.Random, level: int) -> tuple[int, int]:
    """Two numbers whose ones make more than nine."""
    low, high, most = _SUMS[level]
    while True:
        a, b = dice.randint(low, high), dice.randint(low, high)
        if a % 10 + b % 10 > 9 and a + b <= most:
            return a, b


def _addition(dice: random.Random, level: int) -> Exercise:
    a, b = _with_a_carry(dice, level)
    numbers = (a, b) if level < 3 else (a, b, dice.randint(110, 990))
    total, ones = sum(numbers), sum(n % 10 for n in numbers)
    problem = " + ".join(map(str, numbers))
    return posed(
        facts={"numbers": numbers},
        question=to_work_out(problem),
        answer=total,
        slips=_addition_slips(numbers),
        steps=(
            step(
                problem,
                "Add the ones by themselves, and the tens and hundreds by themselves.",
                "个位和个位相加，整十、整百的部分另外相加。",
            ),
            step(
                f"{total - ones} + {ones}",
                f"The ones make ${ones}$, the rest makes ${total - ones}$.",
                f"个位的和是 ${ones}$，其余部分的和是 ${total - ones}$。",
            ),
            step(str(total), f"Together: ${total}$.", f"合起来是 ${total}$。"),
        ),
    )


def _addition_slips(numbers: tuple[int, ...]) -> list[Slip]:
    total, ones = sum(numbers), sum(n % 10 for n in numbers)
    without = total - ones + ones % 10
    return [
        slip(
            "forgets-to-carry",
            without,
            "The tens that the ones make must be carried: add them to the tens.",
            "个位相加满十要向十位进一，不能丢掉。",
        ),
        slip(
            "carries-twice",
            total + 10,
            f"The ones make ${ones}$; their tens are carried once only.",
            f"个位的和是 ${ones}$，进位只能加一次。",
        ),
        slip(
            "counts-the-start",
            total - 1,
            "Counting on begins after the first number: the first number itself is not counted.",
            "往后数时应从第一个数的下一个数开始，不能把第一个数也数进去。",
        ),
    ]


def _with_a_borrow(dice: random.Random, high: int) -> tuple[int, int]:
    """A larger and a smaller number, the smaller with the larger ones digit."""
    while True:
        a, b = dice.randint(high // 5, high), dice.randint(high // 10 + 2, high)
        if a - b >= high // 50 and a % 10 < b % 10:
            return a, b


def _subtraction(dice: random.Random, level: int) -> Exercise:
    a, b = _with_a_borrow(dice, (98, 980, 9800)[level - 1])
    tens, ones = b - b % 10, b % 10
    problem = f"{a} - {b}"
    return posed(
        facts={"from": a, "taken": b},
        question=to_work_out(problem),
        answer=a - b,
        slips=_subtraction_slips(a, b),
        steps=(
            step(
                f"{a} - {tens} - {ones}",
                f"Take away ${b}$ in two parts: first ${tens}$, then ${ones}$.",
                f"把减数 ${b}$ 分成 ${tens}$ 和 ${ones}$，依次减去。",
            ),
            step(
                f"{a - tens} - {ones}",
                f"Without ${tens}$, ${a - tens}$ is left.",
                f"减去 ${tens}$，剩 ${a - tens}$。",
            ),
            step(
                str(a - b),
                f"Taking away ${ones}$ more goes below a ten, and leaves ${a - b}$.",
                f"再减 ${ones}$，个位不够减，从十位退一，得 ${a - b}$。",
            ),
        ),
    )


def _subtraction_slips(a: int, b: int) -> list[Slip]:
    places = range(len(str(a)))
    apart = sum(abs(a // 10**p % 10 - b // 10**p % 10) * 10**p for p in places)
    return [
        slip(
            "smaller-digit-from-larger",
            apart,
            "In each column the lower digit is taken from the upper one; "
            "where that is too small, a ten is borrowed.",
            "每一位都要用被减数减去减数；不够减时向前一位借一，不能反过来减。",
        ),
        slip(
            "forgets-the-borrow",
            a - b + 10,
            "The ten that was borrowed is missing from the tens afterwards.",
            "个位向十位借了一，十位就要少一。",
        ),
        slip(
            "adds-instead",
            a + b,
            "This is the sum. The sign asks for the difference.",
            "这是两个数的和，题目要求的是差。",
        ),
        slip(
            "counts-the-start",
            a - b + 1,
            "Counting back begins below the first number: the first number itself is not counted.",
            "往回数时应从被减数的前一个数开始，不能把被减数也数进去。",
        ),
    ]


FAMILIES: tuple[Family, ...] = (
    Family(
        name="mental-addition",
        topic="arithmetic",
        title=said("Addition with carrying", "进位加法"),
        grades=(1, 4),
        skills=("addition", "carrying"),
        make=_addition,
    ),
    Family(
        name="mental-subtraction",
        topic="arithmetic",
        title=said("Subtraction with borrowing", "退位减法"),
        grades=(1, 4),
        skills=("subtraction", "borrowing"),
        make=_subtraction,
    ),
)
