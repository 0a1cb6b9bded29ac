"""Rounding half up, and estimating with rounded numbers."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step
from gongwu.ports import Words

_PLACES = {
    10: said("ten", "十位"),
    100: said("hundred", "百位"),
    1000: said("thousand", "千位"),
    10000: said("ten thousand", "万位"),
}
# The places and the largest number of each level.
_LEVELS = {1: ((10, 100), 9_900), 2: ((100, 1000), 99_000), 3: ((1000, 10000), 990_000)}


def _nearest(number: int, place: int) -> int:
    return (number + place // 2) // place * place


def _rounding(dice: random.Random, level: int) -> Exercise:
    places, largest = _LEVELS[level]
    place = dice.choice(places)
    number = dice.randint(3 * place + 1, largest)
    number += number % place == 0
    below = number // place * place
    above, right = below + place, _nearest(number, place)
    words = _PLACES[place]
    return posed(
        facts={"number": number, "place": words.en},
        question=said(
            f"Round {number} to the nearest {words.en}.",
            f"把 {number} 四舍五入到{words.zh}。",
        ),
        answer=right,
        slips=(
            slip(
                "rounds-the-wrong-way",
                above if right == below else below,
                "Look at the digit behind the place: from 5 on it goes up, below 5 down.",
                "看下一位上的数字：小于 5 舍去，等于或大于 5 向前一位进一。",
            ),
            slip(
                "rounds-to-the-wrong-place",
                _nearest(number, place // 10),
                f"This is rounded to a smaller place, not to the nearest {words.en}.",
                f"保留的位数太多了，题目要求四舍五入到{words.zh}。",
            ),
            slip(
                "drops-the-zeros",
                right // place,
                f"Zeros must stand behind the place: the number counts {words.en}s otherwise.",
                f"{words.zh}后面的各位要用 0 占位，不能直接去掉。",
            ),
            slip(
                "goes-one-place-too-far",
                right + place,
                "There is a nearer one: only one step up or down is possible.",
                "进多了，最多只能向前一位进一。",
            ),
        ),
        steps=(
            step(
                f"{below} < {number} and {number} < {above}",
                f"The number lies between ${below}$ and ${above}$.",
                f"这个数在 ${below}$ 和 ${above}$ 之间。",
            ),
            step(
                f"abs({number} - {right}) <= {place // 2} and n = {right}",
                f"The middle is ${below + place // 2}$, so ${right}$ is the one to take.",
                f"正中间是 ${below + place // 2}$，所以取 ${right}$。",
            ),
        ),
    )


def _estimation(dice: random.Random, level: int) -> Exercise:
    """A product of numbers rounded to tens, or to tens and hundreds."""
    first = (10, 10, 100)[level - 1]
    a = dice.randint(2 * first + 1, (9 * first + 4, 40 * first, 9 * first + 4)[level - 1])
    b = dice.randint(11, 94)
    a, b = a + (a % first == 0), b + (b % 10 == 0)
    near_a, near_b = _nearest(a, first), _nearest(b, 10)
    place = _PLACES[first]
    return posed(
        facts={"a": a, "b": b, "place": place.en},
        question=_to_estimate(a, b, place),
        answer=near_a * near_b,
        slips=(
            slip(
                "wrong-number-of-zeros",
                near_a * near_b // 10,
                "A zero is missing: count the zeros of both numbers.",
                "少了一个 0，要把两个因数末尾的 0 都算上。",
            ),
            slip(
                "always-rounds-down",
                (a // first * first) * (b // 10 * 10),
                "Numbers from the middle on are rounded up.",
                "达到或超过一半时应当进一，不能一律舍去。",
            ),
            slip(
                "rounds-only-one-number",
                near_a * b,
                f"{b} must be rounded as well.",
                f"{b} 也要四舍五入。",
            ),
            slip(
                "calculates-exactly",
                a * b,
                "This is the exact product; an estimate was asked for.",
                "这是精确的积，题目要求的是估算。",
            ),
        ),
        steps=(
            step(
                f"{near_a}*{near_b}",
                f"{a} is about ${near_a}$, and {b} is about ${near_b}$.",
                f"{a} 约等于 ${near_a}$，{b} 约等于 ${near_b}$。",
            ),
            step(
                f"{near_a // first}*{near_b // 10}*{first * 10}",
                "Leave the zeros aside.",
                "先不看末尾的 0。",
            ),
            step(
                str(near_a * near_b),
                f"The product is about ${near_a * near_b}$.",
                f"积大约是 ${near_a * near_b}$。",
            ),
        ),
    )


def _to_estimate(a: int, b: int, place: Words) -> Words:
    product = tex(f"{a}*{b}")
    if place.en == "ten":
        return said(
            f"Estimate ${product}$: round both numbers to the nearest ten, and multiply.",
            f"估算 ${product}$：先把两个因数都四舍五入到十位，再相乘。",
        )
    return said(
        f"Estimate ${product}$: round {a} to the nearest {place.en} and {b} "
        "to the nearest ten, and multiply.",
        f"估算 ${product}$：先把 {a} 四舍五入到{place.zh}、把 {b} 四舍五入到十位，再相乘。",
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="rounding",
        topic="arithmetic",
        title=said("Rounding whole numbers", "四舍五入"),
        grades=(3, 5),
        skills=("rounding", "place-value"),
        make=_rounding,
    ),
    Family(
        name="estimation",
        topic="arithmetic",
        title=said("Estimating a product", "乘法估算"),
        grades=(3, 5),
        skills=("rounding", "estimation", "multiplication"),
        make=_estimation,
    ),
)
