"""Systems of linear equations, built from their solution."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, Step
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families import systems_of_three
from gongwu.fields.teaching.families.drawing import other_than, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    linear_sum,
    ordered,
    phrase,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import exact
from gongwu.ports import Words

Row = tuple[int, int, int]  # a·x + b·y = c
_LARGEST = {1: 6, 2: 9, 3: 12}


def _line(row: Row) -> str:
    a, b, c = row
    return f"{linear_sum((a, 'x'), (b, 'y'))} = {c}"


def _rows(dice: random.Random, level: int, x: int, y: int) -> tuple[Row, Row]:
    """Level 1: y goes away by adding; 2: after one multiplication; 3: after two."""
    a = signed(dice, 1, 5)
    b = dice.randint(1, 5)
    c = other_than(lambda: signed(dice, 1, 6), -a)
    if level == 1:
        d = -b
    elif level == 2:
        factor = dice.randint(2, 4)
        d, c = -b * factor, other_than(lambda: signed(dice, 1, 6), -a * factor)
    else:
        b = dice.choice([2, 3, 4, 5])
        d = -other_than(lambda: dice.choice([3, 5, 7]), b)
        c = next(drawn for drawn in iter(lambda: signed(dice, 1, 6), 0) if drawn * b != a * d)
    return (a, b, a * x + b * y), (c, d, c * x + d * y)


def _two_by_two(dice: random.Random, level: int) -> Exercise:
    x, y = signed(dice, 1, _LARGEST[level]), signed(dice, 1, _LARGEST[level])
    first, second = _rows(dice, level, x, y)
    shown = tex(f"{_line(first)}, {_line(second)}")
    answer = ordered(x, y)
    return Exercise(
        facts={"first": first, "second": second},
        question=say(
            f"Solve the system of equations ${shown}$. Give the solution as $(x, y)$.",
            f"解方程组 ${shown}$，把解写成 $(x, y)$。",
        ),
        answer=answer,
        slips=distinct(answer, _two_slips(first, second, x, y)),
        steps=_elimination(first, second, level, (x, y)),
    )


def _two_slips(first: Row, second: Row, x: int, y: int) -> list[Slip]:
    slips = [
        slip("swaps-the-unknowns", ordered(y, x), "The values of $x$ and $y$ are exchanged.",
             "$x$ 与 $y$ 的值写反了。"),
        slip("sign-in-back-substitution", ordered(x, -y),
             "The first unknown is right, but a sign went wrong when it was put back.",
             "第一个未知数求对了，代回求另一个时符号错了。"),
        slip("checks-one-equation-only", ordered(x + first[1], y - first[0]),
             "This pair fits the first equation only; a solution fits both.",
             "这组数只满足第一个方程，方程组的解要同时满足两个方程。"),
    ]  # fmt: skip
    wrong = first[0] - second[0]
    if wrong:
        other = Fraction(first[2] + second[2], wrong)
        slips.append(slip(
            "adds-one-side-and-subtracts-the-other",
            ordered(other, Fraction(first[2] - first[0] * other, first[1])),
            "Both sides must be added, or both subtracted.",
            "两个方程相加（或相减）时，左右两边要做同样的运算。"))  # fmt: skip
    return slips


def _elimination(
    first: Row, second: Row, level: int, solution: tuple[int, int]
) -> tuple[Step, ...]:
    """Make the coefficients of y opposite, add, and put x back."""
    up, down = abs(second[1]), abs(first[1])
    if level < 3:
        up, down = up // down, 1
    raised = (first[0] * up, first[1] * up, first[2] * up)
    lifted = (second[0] * down, second[1] * down, second[2] * down)
    total, value = raised[0] + lifted[0], raised[2] + lifted[2]
    x, y = solution
    multiplying = {
        1: [],
        2: [step(f"{_line(raised)}, {_line(lifted)}", f"Multiply the first equation by ${up}$.",
                 f"第一个方程两边同乘 ${up}$。")],
        3: [step(f"{_line(raised)}, {_line(lifted)}",
                 f"Multiply the first equation by ${up}$ and the second by ${down}$.",
                 f"第一个方程两边同乘 ${up}$，第二个方程两边同乘 ${down}$。")],
    }[level]  # fmt: skip
    return (
        step(f"{_line(first)}, {_line(second)}", "Make $y$ go away.", "设法消去 $y$。"),
        *multiplying,
        step(f"{linear_sum((total, 'x'))} = {value}, {_line(first)}", "Add the two equations.",
             "两个方程相加。"),
        step(f"x = {x}, {_line(first)}", "Solve for $x$.", "解出 $x$。"),
        step(f"x = {x}, y = {y}", "Put $x$ into the first equation and solve for $y$.",
             "把 $x$ 的值代入第一个方程，解出 $y$。"),
    )  # fmt: skip


_WARES = (
    (say("pens", "笔", ), say("notebooks", "笔记本"), "支", "本"),
    (say("apples", "苹果"), say("melons", "甜瓜"), "个", "个"),
    (say("stamps", "邮票"), say("postcards", "明信片"), "枚", "张"),
    (say("buns", "包子"), say("bowls of porridge", "粥"), "个", "碗"),
    (say("tulips", "郁金香"), say("lilies", "百合"), "枝", "枝"),
)  # fmt: skip
_PRICES = {1: 8, 2: 20, 3: 50}


def _prices(dice: random.Random, level: int) -> Exercise:
    """Two purchases, two prices; the price of the first ware is asked for."""
    x, y = dice.randint(1, _PRICES[level]), dice.randint(1, _PRICES[level])
    a, b = dice.randint(2, 9), dice.randint(2, 9)
    d = b if level == 1 else other_than(lambda: dice.randint(2, 9), b)
    c = a
    while c == a or c * b == a * d:
        c = dice.randint(2, 9)
    first, second = (a, b, a * x + b * y), (c, d, c * x + d * y)
    up, down = (1, 1) if level == 1 else (d, b)
    total = a * up - c * down
    return Exercise(
        facts={"first": first, "second": second},
        question=_price_question(dice.choice(_WARES), first, second),
        answer=exact(x),
        slips=distinct(exact(x), _price_slips(first, second, x, y)),
        steps=(
            step(f"{_line(first)}, {_line(second)}",
                 "Let $x$ and $y$ be the two prices in yuan. Each purchase gives an equation.",
                 "设两种商品的单价分别为 $x$ 元和 $y$ 元，每次购买列一个方程。"),
            *([] if level == 1 else [step(
                f"{_line((a * d, b * d, first[2] * d))}, {_line((c * b, d * b, second[2] * b))}",
                f"Multiply the first equation by ${d}$ and the second by ${b}$.",
                f"第一个方程两边同乘 ${d}$，第二个方程两边同乘 ${b}$。")]),
            step(f"{linear_sum((total, 'x'))} = {total * x}",
                 "Subtract the second equation from the first.", "第一个方程减去第二个方程。"),
            step(f"x = {x}", "Solve for $x$.", "解出 $x$。"),
        ),
    )  # fmt: skip


def _price_question(ware: tuple[Words, Words, str, str], first: Row, second: Row) -> Words:
    one, other, measure, unit = ware
    return say(
        f"{first[0]} {one.en} and {first[1]} {other.en} cost {first[2]} yuan; {second[0]} "
        f"{one.en} and {second[1]} {other.en} cost {second[2]} yuan. Each of the {one.en} has "
        "the same price, and so has each of the "
        f"{other.en}. What is the price of one of the {one.en}, in yuan?",
        f"买 {first[0]} {measure}{one.zh}和 {first[1]} {unit}{other.zh}共 {first[2]} 元；"
        f"买 {second[0]} {measure}{one.zh}和 {second[1]} {unit}{other.zh}共 {second[2]} 元。"
        f"每{measure}{one.zh}多少元？",
    )


def _price_slips(first: Row, second: Row, x: int, y: int) -> list[Slip]:
    slips = [
        slip("answers-the-other-unknown", y, "This is the price of the other ware.",
             "这是另一种商品的单价。"),
        slip("answers-the-sum", x + y, "This is the price of both together.",
             "这是两种商品单价之和。"),
        slip("shares-the-total-evenly", Fraction(first[2], first[0] + first[1]),
             "This would be right only if both wares had the same price.",
             "只有两种商品单价相同时才能这样平均分。"),
        slip("adds-the-purchases", Fraction(first[2] + second[2], first[0] + second[0]),
             "The second ware was left out when both purchases were added.",
             "把两次购买相加时漏掉了另一种商品。"),
        slip("difference-of-the-totals", abs(first[2] - second[2]),
             "This is how much more one purchase costs than the other.",
             "这是两次购买的总价之差。"),
        slip("divides-by-one-number", Fraction(first[2], first[0]),
             "Not all the money was paid for this ware.", "钱并没有全部用来买这一种商品。"),
    ]  # fmt: skip
    if first[0] != second[0]:
        slips.append(slip(
            "subtracts-without-matching", Fraction(first[2] - second[2], first[0] - second[0]),
            "Subtracting leaves one unknown only if the other has the same coefficient in both.",
            "只有另一个未知数的系数相同时，相减才能把它消去。"))  # fmt: skip
    return slips


_COUNTS = (
    phrase("one", "exactly one solution", "有唯一解"),
    phrase("none", "no solution", "无解"),
    phrase("many", "infinitely many solutions", "有无穷多解"),
)
_EXPECTED = {
    "one": "expects-a-single-solution",
    "none": "expects-no-solution",
    "many": "expects-endless-solutions",
}
_WRONG_COUNTS = {
    "one": say("The lines have different directions only if the coefficients of $x$ and $y$ are "
               "not in proportion.", "只有 $x$、$y$ 的系数不成比例时，两条直线才恰有一个交点。"),
    "none": say("There is no solution only if the left sides are in proportion and the right "
                "sides are not.", "只有左边系数成比例而右边不成同样的比例时，才无解。"),
    "many": say("There are infinitely many solutions only if one whole equation is a multiple of "
                "the other.", "只有一个方程整个是另一个方程的倍数时，才有无穷多解。"),
}  # fmt: skip


def _count(dice: random.Random, level: int) -> Exercise:
    """How many solutions: by the proportion of the coefficients."""
    a, b = signed(dice, 1, 9), signed(dice, 1, 9)
    c = signed(dice, 1, 20)
    factor = signed(dice, 2, 3 + level)
    kind = dice.choice(_COUNTS)
    second = (a * factor, b * factor, c * factor)
    if kind.key == "none":
        second = (second[0], second[1], second[2] + signed(dice, 1, 5 + level))
    if kind.key == "one":
        second = (second[0], second[1] + other_than(lambda: signed(dice, 1, 3), -b * factor),
                  second[2])  # fmt: skip
    first = (a, b, c)
    shown = tex(f"{_line(first)}, {_line(second)}")
    others = [each for each in _COUNTS if each.key != kind.key]
    wrong = [
        slip(_EXPECTED[each.key], each, _WRONG_COUNTS[each.key].en, _WRONG_COUNTS[each.key].zh)
        for each in others
    ]
    two = phrase("two", "exactly two solutions", "恰有两个解")
    return Exercise(
        facts={"first": first, "second": second},
        question=say(f"How many solutions does the system ${shown}$ have?",
                     f"方程组 ${shown}$ 有多少个解？"),
        answer=kind,
        slips=(*wrong, slip("lines-meet-twice", two, "Two straight lines never meet in exactly "
                            "two points.", "两条直线不可能恰有两个交点。")),
        steps=_counting(first, second, factor),
    )  # fmt: skip


def _counting(first: Row, second: Row, factor: int) -> tuple[Step, ...]:
    raised = (first[0] * factor, first[1] * factor, first[2] * factor)
    gap = (0, second[1] - raised[1], second[2] - raised[2])
    return (
        step(f"{_line(first)}, {_line(second)}", "Compare the coefficients.", "比较系数。"),
        step(f"{_line(raised)}, {_line(second)}", f"Multiply the first equation by ${factor}$.",
             f"第一个方程两边同乘 ${factor}$。"),
        step(f"{linear_sum((gap[1], 'y'))} = {gap[2]}",
             "Subtract it from the second. If $y$ is left, there is one solution; if nothing is "
             "left but a false equation, none; if $0 = 0$, infinitely many.",
             "用第二个方程减去它：若剩下 $y$，有唯一解；若得到不成立的等式，无解；"
             "若得到 $0 = 0$，有无穷多解。"),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="system-of-two",
        topic="systems",
        title=say("Systems of two linear equations", "二元一次方程组"),
        grades=(7, 9),
        skills=("linear-systems", "elimination"),
        make=_two_by_two,
        constants=PLAIN,
    ),
    Family(
        name="system-prices",
        topic="systems",
        title=say("Two purchases, two prices", "用方程组求单价"),
        grades=(7, 9),
        skills=("linear-systems", "word-problems"),
        make=_prices,
        constants=PLAIN,
    ),
    Family(
        name="system-number-of-solutions",
        topic="systems",
        title=say("How many solutions a system has", "方程组解的个数"),
        grades=(8, 10),
        skills=("linear-systems", "number-of-solutions"),
        make=_count,
        constants=PLAIN,
    ),
    *systems_of_three.FAMILIES,
)
