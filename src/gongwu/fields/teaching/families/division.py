"""Dividing whole numbers, with and without a remainder, and finding a missing number."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, Step
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step
from gongwu.fields.teaching.values import Ordered, Value

# Divisor and quotient of each level.
_SIZES = {
    1: (range(3, 10), range(4, 12)),
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


def _missing(dice: random.Random, level: int) -> Exercise:
    if level == 1:
        return _missing_term(dice)
    return _missing_factor(dice) if level == 2 else _missing_inside(dice)


_QUESTION = "Which number belongs in the box? {}", "□ 里应填什么数？{}"


def _missing_term(dice: random.Random) -> Exercise:
    """x + a = c, x - a = c or a - x = c."""
    x, y = dice.randint(12, 89), dice.randint(12, 89)
    form = dice.choice(("x + a = c", "x - a = c", "a - x = c"))
    a, c = {
        "x + a = c": (y, x + y),
        "x - a = c": (min(x, y) - 3, x - min(x, y) + 3),
        "a - x = c": (x + y, y),
    }[form]
    undone = {
        "x + a = c": f"{c} - {a}",
        "x - a = c": f"{c} + {a}",
        "a - x = c": f"{a} - {c}",
    }[form]
    return _with_a_box(
        form,
        {"a": a, "c": c},
        x,
        steps=(
            step(
                f"x = {undone}",
                "Addition is undone by subtraction, and subtraction by addition.",
                "加法和减法互为逆运算，据此求未知数。",
            ),
            step(f"x = {x}", f"The number is ${x}$.", f"这个数是 ${x}$。"),
        ),
        slips=(
            slip(
                "does-not-invert",
                c + a if "+" in form or form.startswith("a") else abs(c - a),
                "The operation was repeated, not undone: put your number into the box and check.",
                "照着原来的符号又算了一遍，没有用逆运算。把结果代入方框检验一下。",
            ),
            slip(
                "off-by-ten",
                x + 10,
                "A ten was lost on the way: put your number into the box and check.",
                "计算中进位或退位出了错，代入检验一下。",
            ),
            slip(
                "copies-a-number",
                c,
                "This is the other side of the equation, not the missing number.",
                "这是等号另一边的数，不是要填的数。",
            ),
            slip(
                "counts-the-start",
                x + 1,
                "One too many: the number from which counting begins is not counted.",
                "多数了一个：开始的那个数不能算进去。",
            ),
        ),
    )


def _missing_factor(dice: random.Random) -> Exercise:
    """x * a = c, x / a = c or a / x = c."""
    x, y = dice.randint(3, 30), dice.randint(3, 30)
    form = dice.choice(("x * a = c", "x / a = c", "a / x = c"))
    if form == "x / a = c":
        x, y = x * y, y
    a, c = {"x * a = c": (y, x * y), "x / a = c": (y, x // y), "a / x = c": (x * y, y)}[form]
    undone = f"{c}*{a}" if form == "x / a = c" else f"{max(a, c)}/{min(a, c)}"
    return _with_a_box(
        form,
        {"a": a, "c": c},
        x,
        steps=(
            step(
                f"x = {undone}",
                "Multiplication is undone by division, and division by multiplication.",
                "乘法和除法互为逆运算，据此求未知数。",
            ),
            step(f"x = {x}", f"The number is ${x}$.", f"这个数是 ${x}$。"),
        ),
        slips=(
            slip(
                "does-not-invert",
                a * c,
                "The operation was repeated, not undone: put your number into the box and check.",
                "没有用逆运算。把结果代入方框检验一下。",
            ),
            slip(
                "subtracts-instead",
                abs(c - a),
                "Subtraction undoes addition; here a multiplication or division must be undone.",
                "减法是加法的逆运算，这里要用乘除法的逆运算。",
            ),
            slip(
                "adds-instead",
                a + c,
                "Addition undoes subtraction; here a multiplication or division must be undone.",
                "加法是减法的逆运算，这里要用乘除法的逆运算。",
            ),
            slip(
                "one-group-too-many",
                x + 1,
                "One group too many: put your number into the box and check.",
                "多了一份，代入检验一下。",
            ),
        ),
    )


def _missing_inside(dice: random.Random) -> Exercise:
    """a * x + b = c or a * x - b = c."""
    x, a = dice.randint(3, 30), dice.randint(3, 12)
    b = dice.randint(2, min(40, a * x - 1))
    plus = dice.random() < 0.5
    c, back = (a * x + b, "-") if plus else (a * x - b, "+")
    return _with_a_box(
        f"a * x {'+' if plus else '-'} b = c",
        {"a": a, "b": b, "c": c},
        x,
        steps=(
            step(
                f"{a}*x = {c} {back} {b}",
                f"First undo what was done last: ${'+' if plus else '-'} {b}$.",
                "先从最后一步运算倒推回去。",
            ),
            step(f"x = {a * x}/{a}", f"Then undo the times ${a}$.", f"再倒推乘 ${a}$ 这一步。"),
            step(f"x = {x}", f"The number is ${x}$.", f"这个数是 ${x}$。"),
        ),
        slips=(
            slip(
                "stops-halfway",
                a * x,
                f"This is ${a}$ times the number: still divide by ${a}$.",
                f"这是所求数的 ${a}$ 倍，还要除以 ${a}$。",
            ),
            slip(
                "subtracts-the-factor",
                c - b - a if plus else c + b - a,
                f"The ${a}$ is a factor: divide by it, do not subtract it.",
                f"${a}$ 是因数，应当除以它，不是减去它。",
            ),
            slip(
                "off-by-one",
                x + 1,
                "Put your number into the box and check.",
                "把结果代入方框检验一下。",
            ),
            slip(
                "ignores-the-last-operation",
                (c + a - 1) // a,
                f"The ${b}$ must be taken back before dividing.",
                f"除之前要先把 ${b}$ 倒推回去。",
            ),
        ),
    )


def _with_a_box(
    form: str, numbers: dict[str, int], x: int, *, steps: tuple[Step, ...], slips: tuple[Slip, ...]
) -> Exercise:
    signs = {"*": r"\times", "/": r"\div"}
    parts = [str(numbers.get(part, signs.get(part, part))) for part in form.split()]
    place = parts.index("x")
    sides = [" ".join(parts[:place]), "□", " ".join(parts[place + 1 :])]
    box = " ".join(side if side == "□" else f"${side}$" for side in sides if side)
    return posed(
        facts={"form": form, **numbers},
        question=said(*(words.format(box) for words in _QUESTION)),
        answer=x,
        slips=slips,
        steps=steps,
    )


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
    Family(
        name="missing-number",
        topic="arithmetic",
        title=said("Find the missing number", "填未知数"),
        grades=(1, 4),
        skills=("inverse-operations", "equations"),
        make=_missing,
        constants=frozenset({"1"}),
    ),
)
