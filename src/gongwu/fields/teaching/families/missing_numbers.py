"""A missing number in an equation, found by undoing."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, Step
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step


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
        name="missing-number",
        topic="arithmetic",
        title=said("Find the missing number", "填未知数"),
        grades=(1, 4),
        skills=("inverse-operations", "equations"),
        make=_missing,
        constants=frozenset({"1"}),
    ),
)
