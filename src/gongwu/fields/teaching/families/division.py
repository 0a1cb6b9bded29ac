"""Dividing whole numbers, with and without a remainder."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step
from gongwu.fields.teaching.values import Ordered, Value

# Divisor and quotient of each level.
_SIZES = {
    1: (range(3, 10), range(3, 19)),
    2: (range(3, 10), range(21, 130)),
    3: (range(12, 49), range(21, 99)),
}


def _pair(quotient: int, remainder: int) -> Value:
    return Ordered(values=(str(quotient), str(remainder)))


def _with_remainder(dice: random.Random, level: int) -> Exercise:
    divisors, quotients = _SIZES[level]
    d, q = dice.choice(divisors), dice.choice(quotients)
    r = dice.randint(1, d - 1)
    a = d * q + r
    return posed(
        facts={"dividend": a, "divisor": d},
        question=said(
            rf"Work out ${a} \div {d}$. Give the quotient and the remainder, in this order.",
            rf"计算 ${a} \div {d}$，依次写出商和余数。",
        ),
        answer=_pair(q, r),
        slips=_remainder_slips(d, q, r),
        steps=(
            step(
                f"q = {q}, r = {a} - {d}*{q}",
                f"${tex(f'{d}*{q}')} = {d * q}$ still fits into ${a}$, "
                f"${tex(f'{d}*{q + 1}')} = {d * q + d}$ does not.",
                f"${tex(f'{d}*{q}')} = {d * q}$ 不超过 ${a}$，"
                f"而 ${tex(f'{d}*{q + 1}')} = {d * q + d}$ 超过了，所以商是 ${q}$。",
            ),
            step(
                f"q = {q}, r = {a} - {d * q}",
                "The remainder is what is left of the dividend.",
                "余数是被除数减去商与除数的积。",
            ),
            step(
                f"q = {q}, r = {r}",
                f"The remainder ${r}$ is smaller than the divisor ${d}$, as it must be.",
                f"余数 ${r}$ 小于除数 ${d}$，符合要求。",
            ),
        ),
    )


def _remainder_slips(d: int, q: int, r: int) -> list[Slip]:
    return [
        slip(
            "remainder-too-large",
            _pair(q - 1, r + d),
            f"The remainder must be smaller than the divisor: ${d}$ fits once more.",
            f"余数必须小于除数，还可以再商 1 个 ${d}$。",
        ),
        slip(
            "remainder-up-to-the-next-multiple",
            _pair(q + 1, d - r),
            "The quotient must not go beyond the dividend; the remainder is what is left over, "
            "not what is missing.",
            "商与除数的积不能超过被除数；余数是剩下的，不是还缺的。",
        ),
        slip(
            "swaps-quotient-and-remainder",
            _pair(r, q),
            "The quotient says how often the divisor fits; the remainder is what is left.",
            "商表示有几个除数，余数表示还剩多少，两者写反了。",
        ),
        slip(
            "drops-the-remainder",
            _pair(q, 0),
            f"${tex(f'{d}*{q}')}$ does not reach the dividend: something is left.",
            f"${tex(f'{d}*{q}')}$ 不等于被除数，还有剩余。",
        ),
    ]


def _exact_division(dice: random.Random, level: int) -> Exercise:
    """The quotient has a zero in its middle at level 3, where it is easily lost."""
    d = dice.randint(3, 9) if level < 3 else dice.randint(12, 39)
    q = dice.randint(1, 9)
    q += dice.randint(1, 9) * 10 if level == 1 else dice.randint(1, 9) * 100
    q += dice.randint(1, 9) * 10 if level == 2 else 0
    a, tens = d * q, q - q % 10
    return posed(
        facts={"dividend": a, "divisor": d},
        question=said(rf"Work out ${a} \div {d}$.", rf"计算 ${a} \div {d}$。"),
        answer=q,
        slips=_quotient_slips(a, d, q),
        steps=(
            step(
                f"{tens * d}/{d} + {q % 10 * d}/{d}",
                f"Split ${a}$ into ${tens * d}$ and ${q % 10 * d}$, both multiples of ${d}$.",
                f"把 ${a}$ 拆成 ${tens * d}$ 和 ${q % 10 * d}$，它们都是 ${d}$ 的倍数。",
            ),
            step(f"{tens} + {q % 10}", "Divide both parts.", "分别除以除数。"),
            step(str(q), f"Together: ${q}$.", f"合起来得 ${q}$。"),
        ),
    )


def _quotient_slips(a: int, d: int, q: int) -> list[Slip]:
    digits = str(q)
    without_zero = int(digits.replace("0", "")) if "0" in digits else q * 10
    return [
        slip(
            "loses-a-zero" if "0" in digits else "wrong-number-of-zeros",
            without_zero,
            "Every digit of the dividend gives a digit of the quotient, a zero too: "
            f"check that quotient times ${d}$ is ${a}$.",
            f"除到哪一位，商就写在哪一位，不够商 1 要用 0 占位；可以用商乘 ${d}$ 来检验。",
        ),
        slip(
            "quotient-too-large",
            q + 10,
            f"${tex(f'{q + 10}*{d}')}$ is more than ${a}$.",
            f"${tex(f'{q + 10}*{d}')}$ 大于 ${a}$。",
        ),
        slip(
            "quotient-too-small",
            q - 1,
            f"${tex(f'{q - 1}*{d}')}$ is less than ${a}$: ${d}$ fits once more.",
            f"${tex(f'{q - 1}*{d}')}$ 小于 ${a}$，还可以再分一次。",
        ),
        slip(
            "subtracts-instead",
            a - d,
            "Taking the divisor away once is no division: count how often it fits.",
            "只减去一次除数不是除法，要看被除数里有几个除数。",
        ),
    ]


FAMILIES: tuple[Family, ...] = (
    Family(
        name="division-with-remainder",
        topic="arithmetic",
        title=said("Division with remainder", "有余数的除法"),
        grades=(2, 5),
        skills=("division", "remainders"),
        make=_with_remainder,
    ),
    Family(
        name="exact-division",
        topic="arithmetic",
        title=said("Long division", "笔算除法"),
        grades=(3, 5),
        skills=("division", "place-value"),
        make=_exact_division,
    ),
)
