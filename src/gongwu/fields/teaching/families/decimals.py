"""The four operations on decimals, built from whole numbers of tenths and hundredths."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing_numbers import (
    decimal,
    point,
    posed,
    said,
    slip,
    step,
    to_work_out,
)


def _drawn(dice: random.Random, places: int, low: int, high: int) -> Fraction:
    """A decimal of exactly so many places, between two whole numbers."""
    tick: int = 10**places
    tens = dice.randint(low * tick // 10, high * tick // 10 - 1)
    return Fraction(tens * 10 + dice.randint(1, 9), tick)


# How many decimal places the two numbers of a sum have.
_PLACES = {1: (1, 1), 2: (2, 1), 3: (2, 3)}


def _units(number: Fraction, places: int) -> int:
    return int(number * 10**places)


def _addition(dice: random.Random, level: int) -> Exercise:
    first, second = _PLACES[level]
    a, b = _drawn(dice, first, 2, 40), _drawn(dice, second, 2, 40)
    while a % 1 + b % 1 < 1:
        a, b = _drawn(dice, first, 2, 40), _drawn(dice, second, 2, 40)
    most = max(first, second)
    problem = f"{decimal(a)} + {decimal(b)}"
    behind = _units(a % 1, first) + _units(b % 1, second)
    return posed(
        facts={"a": decimal(a), "b": decimal(b)},
        question=to_work_out(problem),
        answer=point(a + b),
        slips=(
            slip(
                "aligns-the-last-digits",
                point(Fraction(_units(a, first) + _units(b, second), 10**first)),
                "The points must stand under each other, not the last digits.",
                "小数点要对齐，不是末位对齐。",
            ),
            slip(
                "adds-the-parts-separately",
                point(int(a) + int(b) + Fraction(behind, 10 ** len(str(behind)))),
                "The digits behind the point were added as if they were whole numbers: "
                "tenths belong to tenths, and ten tenths make a whole.",
                "把小数部分当成整数相加了；相同数位才能相加，满十要进一。",
            ),
            slip(
                "carries-twice",
                point(a + b + 1),
                "A whole was carried that is not there.",
                "多进了一。",
            ),
            slip(
                "forgets-to-carry",
                point(a + b - 1),
                "The tenths make a whole, which must be carried.",
                "十分位相加满十，要向个位进一。",
            ),
            slip(
                "subtracts-instead",
                point(abs(a - b)),
                "This is the difference. The sign asks for the sum.",
                "这是两个数的差，题目要求的是和。",
            ),
        ),
        steps=(
            step(
                problem,
                "Write the numbers with their decimal points under each other.",
                "列竖式，小数点对齐。",
            ),
            step(
                f"({_units(a, most)} + {_units(b, most)})/{10**most}",
                f"Count in units of ${decimal(Fraction(1, 10**most))}$: add whole numbers.",
                f"以 ${decimal(Fraction(1, 10**most))}$ 为计数单位，按整数加法计算。",
            ),
            step(decimal(a + b), "Put the point back.", "点上小数点。"),
        ),
    )


def _subtraction(dice: random.Random, level: int) -> Exercise:
    first, second = _PLACES[level]
    a, b = _drawn(dice, second, 20, 60), _drawn(dice, first, 2, 19)
    most = max(first, second)
    problem = f"{decimal(a)} - {decimal(b)}"
    back = Fraction(abs(_units(a % 1, most) - _units(b % 1, most)), 10**most)
    return posed(
        facts={"from": decimal(a), "taken": decimal(b)},
        question=to_work_out(problem),
        answer=point(a - b),
        slips=(
            slip(
                "smaller-digit-from-larger",
                point(int(a) - int(b) + back if a % 1 < b % 1 else a - b + 1),
                "The part behind the point is too small: a whole must be borrowed.",
                "小数部分不够减时，要向整数部分借一，不能反过来减。",
            ),
            slip(
                "forgets-the-borrow",
                point(a - b + (1 if a % 1 < b % 1 else 10)),
                "What was borrowed is missing afterwards.",
                "借了一之后，前一位要少一。",
            ),
            slip(
                "adds-instead",
                point(a + b),
                "This is the sum. The sign asks for the difference.",
                "这是两个数的和，题目要求的是差。",
            ),
            slip(
                "point-shifted",
                point((a - b) / 10),
                "The point has moved: estimate with whole numbers first.",
                "小数点的位置错了，可以先用整数估一估。",
            ),
        ),
        steps=(
            step(
                problem,
                "Write the numbers with their decimal points under each other.",
                "列竖式，小数点对齐。",
            ),
            step(
                f"({_units(a, most)} - {_units(b, most)})/{10**most}",
                f"Count in units of ${decimal(Fraction(1, 10**most))}$: subtract whole numbers.",
                f"以 ${decimal(Fraction(1, 10**most))}$ 为计数单位，按整数减法计算。",
            ),
            step(decimal(a - b), "Put the point back.", "点上小数点。"),
        ),
    )


def _multiplication(dice: random.Random, level: int) -> Exercise:
    """A decimal by a whole number, by tenths, and by hundredths."""
    first, second = ((1, 0), (1, 1), (2, 1))[level - 1]
    a = _drawn(dice, first, 1, 30)
    b = Fraction(dice.randint(3, 12)) if second == 0 else _drawn(dice, 1, 1, 10)
    top, bottom, tick = _units(a, first), _units(b, second), 10 ** (first + second)
    problem = f"{decimal(a)}*{decimal(b)}"
    return posed(
        facts={"a": decimal(a), "b": decimal(b)},
        question=to_work_out(problem),
        answer=point(a * b),
        slips=(
            slip(
                "point-one-place-too-far-right",
                point(a * b * 10),
                "Count the decimal places of both numbers: so many has the product.",
                "积的小数位数应等于两个因数的小数位数之和，小数点点少了一位。",
            ),
            slip(
                "point-one-place-too-far-left",
                point(a * b / 10),
                "Count the decimal places of both numbers: so many has the product.",
                "积的小数位数应等于两个因数的小数位数之和，小数点点多了一位。",
            ),
            slip(
                "multiplies-the-parts-separately",
                point(int(a) * int(b) + (a % 1) * (b % 1 if second else 1)),
                "Every part of one number must be multiplied by every part of the other.",
                "不能把整数部分和小数部分分别相乘。",
            ),
            slip(
                "adds-instead",
                point(a + b),
                "This is the sum, not the product.",
                "这是两个数的和，不是积。",
            ),
        ),
        steps=(
            step(problem, "Leave the points aside at first.", "先不看小数点。"),
            step(
                f"{top}*{bottom}/{tick}",
                f"Multiply whole numbers; the product counts units of "
                f"${decimal(Fraction(1, tick))}$.",
                f"按整数乘法计算，两个因数一共有 ${first + second}$ 位小数。",
            ),
            step(
                f"{top * bottom}/{tick}",
                f"${tex(f'{top}*{bottom}')} = {top * bottom}$",
                f"${tex(f'{top}*{bottom}')} = {top * bottom}$",
            ),
            step(
                decimal(a * b),
                "The product has as many decimal places as both factors together, "
                f"${first + second}$; zeros at the end may go.",
                f"从积的右边起数出 ${first + second}$ 位，点上小数点；末尾的 0 可以去掉。",
            ),
        ),
    )


def _division(dice: random.Random, level: int) -> Exercise:
    """By a whole number, by tenths, and by hundredths; the quotient ends."""
    places = level - 1
    b = Fraction(dice.randint(3, 12)) if level == 1 else _drawn(dice, places, 0, 5) + 1
    q = _drawn(dice, 1 if level < 3 else 2, 2, 20)
    a, tick = q * b, 10**places
    on_paper = rf"{decimal(a)} \div {decimal(b)}"
    return posed(
        facts={"dividend": decimal(a), "divisor": decimal(b)},
        question=said(f"Work out ${on_paper}$.", f"计算 ${on_paper}$。"),
        answer=point(q),
        slips=(
            slip(
                "point-one-place-too-far-right",
                point(q * 10),
                "The point has moved: check by multiplying back.",
                "商的小数点位置错了，可以用商乘除数来检验。",
            ),
            slip(
                "point-one-place-too-far-left",
                point(q / 10),
                "The point has moved: check by multiplying back.",
                "商的小数点位置错了，可以用商乘除数来检验。",
            ),
            slip(
                "shifts-only-one-number",
                point(q * (tick if level > 1 else 100)),
                "Dividend and divisor must be shifted by the same number of places.",
                "被除数和除数的小数点要向右移动相同的位数。",
            ),
            slip(
                "subtracts-instead",
                point(abs(a - b)),
                "Taking the divisor away once is no division.",
                "只减去一次除数不是除法。",
            ),
            slip(
                "loses-the-fraction",
                point(int(q)),
                "The division goes on behind the point until nothing is left.",
                "除到整数部分还有余数，要添 0 继续除。",
            ),
        ),
        steps=(
            step(
                f"{decimal(a * tick)}/{decimal(b * tick)}",
                "Shift both points alike until the divisor is a whole number."
                if level > 1
                else "The divisor is a whole number already.",
                "把除数变成整数，被除数的小数点也向右移动同样的位数。"
                if level > 1
                else "除数是整数，直接按整数除法计算。",
            ),
            step(
                decimal(q),
                "Divide; the point of the quotient stands above that of the dividend.",
                "按除数是整数的除法计算，商的小数点与被除数的小数点对齐。",
            ),
        ),
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="decimal-addition",
        topic="decimals",
        title=said("Adding decimals", "小数加法"),
        grades=(4, 6),
        skills=("decimals", "addition"),
        make=_addition,
    ),
    Family(
        name="decimal-subtraction",
        topic="decimals",
        title=said("Subtracting decimals", "小数减法"),
        grades=(4, 6),
        skills=("decimals", "subtraction"),
        make=_subtraction,
    ),
    Family(
        name="decimal-multiplication",
        topic="decimals",
        title=said("Multiplying decimals", "小数乘法"),
        grades=(5, 7),
        skills=("decimals", "multiplication"),
        make=_multiplication,
    ),
    Family(
        name="decimal-division",
        topic="decimals",
        title=said("Dividing decimals", "小数除法"),
        grades=(5, 7),
        skills=("decimals", "division"),
        make=_division,
    ),
)
