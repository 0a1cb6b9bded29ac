"""Vectors and matrices, written row by row as `((1, 2), (3, 4))`."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families import determinants
from gongwu.fields.teaching.families.drawing import signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    ordered,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.families.rows import Rows, drawn, entries, written
from gongwu.fields.teaching.values import exact
from gongwu.ports import Words

_LARGEST = {1: 5, 2: 9, 3: 12}
_ASKED = say(
    "Give its entries row by row, from left to right.", "按行依次写出它的元素（从左到右）。"
)


def _stated(one: Rows, other: Rows, wanted: str) -> Words:
    return say(
        f"The matrices $A = {written(one)}$ and $B = {written(other)}$ are given by their rows. "
        f"Find ${wanted}$. {_ASKED.en}",
        f"已知矩阵 $A = {written(one)}$，$B = {written(other)}$（按行写出），"
        f"求 ${wanted}$。{_ASKED.zh}",
    )


def _combination(dice: random.Random, level: int) -> Exercise:
    """A + B, then pA - B, then pA - qB."""
    size = _LARGEST[level]
    one, other = drawn(dice, size), drawn(dice, size)
    p = 1 if level == 1 else dice.randint(2, 5)
    q = {1: 1, 2: -1, 3: -dice.randint(2, 5)}[level]
    sign = "+" if q > 0 else "-"
    wanted = f"{'' if p == 1 else p}A {sign} {'' if abs(q) == 1 else abs(q)}B"
    first, second = entries(one), entries(other)
    result = [p * a + q * b for a, b in zip(first, second, strict=True)]
    answer = ordered(*result)
    slips = [
        slip("sign-of-the-second-matrix", ordered(*(p * a - q * b for a, b in
                                                    zip(first, second, strict=True))),
             "The sign in front of $B$ belongs to all its entries.",
             "$B$ 前面的符号作用于它的每个元素。"),
        slip("one-entry-only", ordered(result[0], *second[1:]), "Every entry is combined, not the "
             "first one only.", "每个对应元素都要运算，不只是第一个。"),
        slip("columns-for-rows", ordered(result[0], result[2], result[1], result[3]),
             "The entries were written column by column.", "把行与列弄反了，应按行写出。"),
        slip("multiplies-the-entries", ordered(*(a * b for a, b in
                                                 zip(first, second, strict=True))),
             "Matrices are added entry by entry.", "对应元素应相加减，不是相乘。"),
    ]  # fmt: skip
    terms = ", ".join(
        f"x_{place} = {_times(p, a)} {sign} {_times(abs(q), b)}"
        for place, (a, b) in enumerate(zip(first, second, strict=True), start=1)
    )
    return Exercise(
        facts={"a": tuple(first), "b": tuple(second), "factors": (p, q)},
        question=_stated(one, other, wanted),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(terms, "Combine entries in the same place.", "对应位置的元素分别运算。"),
            step(", ".join(f"x_{place} = {value}" for place, value in enumerate(result, start=1)),
                 "Work out each entry.", "算出每个元素。"),
        ),
    )  # fmt: skip


def _times(factor: int, entry: int) -> str:
    return bracketed(entry) if factor == 1 else f"{factor}*{bracketed(entry)}"


def _product(dice: random.Random, level: int) -> Exercise:
    """A·B for two rows; at level 3 with A squared instead."""
    size = _LARGEST[level]
    one = drawn(dice, size)
    other = one if level == 3 else drawn(dice, size)
    (a, b), (c, d) = one
    (e, f), (g, h) = other
    result = (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)
    reverse = (e * a + f * c, e * b + f * d, g * a + h * c, g * b + h * d)
    answer = ordered(*result)
    slips = [
        slip("multiplies-the-entries", ordered(a * e, b * f, c * g, d * h),
             "Rows are multiplied with columns, entries are not multiplied place by place.",
             "矩阵乘法是行乘列，不是对应元素相乘。"),
        slip("order-of-the-factors", ordered(*reverse), "$AB$ and $BA$ differ.",
             "$AB$ 与 $BA$ 一般不相等。"),
        slip("row-times-row", ordered(a * e + b * f, a * g + b * h, c * e + d * f, c * g + d * h),
             "Each row of the first goes with a column of the second, not with a row.",
             "应是第一个矩阵的行乘第二个矩阵的列，不是行乘行。"),
        slip("columns-for-rows", ordered(result[0], result[2], result[1], result[3]),
             "The entries were written column by column.", "把行与列弄反了，应按行写出。"),
        slip("sign-in-a-sum", ordered(a * e - b * g, *result[1:]), "The products are added.",
             "各乘积应相加。"),
    ]  # fmt: skip
    sums = [
        f"{bracketed(p)}*{bracketed(q)} + {bracketed(r)}*{bracketed(s)}"
        for p, q, r, s in ((a, e, b, g), (a, f, b, h), (c, e, d, g), (c, f, d, h))
    ]
    asked = _stated(one, other, "AB") if level < 3 else say(
        f"The matrix $A = {written(one)}$ is given by its rows. Find $A^{{2}}$. {_ASKED.en}",
        f"已知矩阵 $A = {written(one)}$（按行写出），求 $A^{{2}}$。{_ASKED.zh}",
    )  # fmt: skip
    return Exercise(
        facts={"a": entries(one), "b": entries(other)},
        question=asked,
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(", ".join(f"x_{place} = {each}" for place, each in enumerate(sums, start=1)),
                 "Multiply each row of the first with each column of the second.",
                 "用第一个矩阵的行乘第二个矩阵的列。"),
            step(", ".join(f"x_{place} = {value}" for place, value in enumerate(result, start=1)),
                 "Work out each entry.", "算出每个元素。"),
        ),
    )  # fmt: skip


def _dot(dice: random.Random, level: int) -> Exercise:
    """In the plane, in space, and the number that makes two vectors perpendicular."""
    if level == 3:
        return _perpendicular(dice)
    many = level + 1
    one, other = ([signed(dice, 1, 12) for _ in range(many)] for _ in range(2))
    value = sum(a * b for a, b in zip(one, other, strict=True))
    slips = [
        slip("forgets-to-add", ordered(*(a * b for a, b in zip(one, other, strict=True))),
             "The products are added: the result is one number, not a vector.",
             "各乘积要相加，数量积是一个数，不是向量。"),
        slip("adds-the-entries", sum(one) + sum(other), "Entries in the same place are "
             "multiplied.", "对应坐标应相乘，不是相加。"),
        slip("crosses-the-entries", sum(a * b for a, b in zip(one, other[::-1], strict=True)),
             "First with first, second with second.", "应是对应坐标相乘，位置弄错了。"),
        slip("sign-in-a-sum", value - 2 * one[-1] * other[-1], "Mind the sign of the last "
             "product.", "最后一个乘积的符号错了。"),
        slip("product-of-the-sums", sum(one) * sum(other), "First multiply place by place, then "
             "add.", "应先对应相乘再相加，不是先各自求和再相乘。"),
    ]  # fmt: skip
    products = " + ".join(f"{bracketed(a)}*{bracketed(b)}" for a, b in zip(one, other, strict=True))
    u, v = (f"({', '.join(map(str, vector))})" for vector in (one, other))
    return Exercise(
        facts={"a": tuple(one), "b": tuple(other)},
        question=say(f"Find the dot product of the vectors ${u}$ and ${v}$.",
                     f"求向量 ${u}$ 与 ${v}$ 的数量积。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(products, "Multiply entries in the same place and add.", "对应坐标相乘再相加。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _perpendicular(dice: random.Random) -> Exercise:
    a, b, c, d, e = (signed(dice, 1, 9) for _ in range(5))
    # (a, b, c)·(d, e, k) = 0
    value = Fraction(-(a * d + b * e), c)
    slips = [
        slip("sign-of-the-quotient", -value, "The other products move to the right side with "
             "the opposite sign.", "另外两个乘积移项时要变号。"),
        slip("forgets-to-divide", value * c, "Divide by the entry that stands with $k$.",
             "还要除以与 $k$ 对应的坐标。"),
        slip("one-product-only", Fraction(-a * d, c), "All products count.",
             "各个乘积都要算进去。"),
        slip("parallel-instead-of-perpendicular", Fraction(d * c, a), "Proportional entries make "
             "vectors parallel, not perpendicular.", "坐标成比例是平行，不是垂直。"),
    ]  # fmt: skip
    return Exercise(
        facts={"a": (a, b, c), "b": (d, e), "kind": "perpendicular"},
        question=say(
            f"For which $k$ are the vectors $({a}, {b}, {c})$ and $({d}, {e}, k)$ perpendicular?",
            f"$k$ 取何值时，向量 $({a}, {b}, {c})$ 与 $({d}, {e}, k)$ 垂直？",
        ),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(f"{bracketed(a)}*{bracketed(d)} + {bracketed(b)}*{bracketed(e)} + "
                 f"{bracketed(c)}*k = 0", "The dot product of perpendicular vectors is 0.",
                 "垂直的向量数量积为 0。"),
            step(f"k = {value}", "Solve for $k$.", "解出 $k$。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="matrix-combination",
        topic="matrices",
        title=say("Sums and multiples of matrices", "矩阵的线性运算"),
        grades=(12, 13),
        skills=("matrices",),
        make=_combination,
        constants=PLAIN,
    ),
    Family(
        name="matrix-product",
        topic="matrices",
        title=say("The product of matrices", "矩阵的乘法"),
        grades=(12, 13),
        skills=("matrices", "matrix-product"),
        make=_product,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="dot-product",
        topic="matrices",
        title=say("The dot product", "向量的数量积"),
        grades=(10, 13),
        skills=("vectors", "dot-product"),
        make=_dot,
        constants=PLAIN,
    ),
    *determinants.FAMILIES,
)
