"""Determinants, inverses, eigenvalues, and systems with a matrix."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    ordered,
    say,
    several,
    slip,
    step,
)
from gongwu.fields.teaching.families.rows import Rows, drawn, entries, written
from gongwu.fields.teaching.values import exact


def _determinant(dice: random.Random, level: int) -> Exercise:
    """Two rows, three rows with zeros below the diagonal's neighbour, three full rows."""
    if level == 1:
        return _of_two(dice)
    rows = drawn(dice, 4 if level == 2 else 6, 3)
    if level == 2:
        rows = (rows[0], (0, *rows[1][1:]), rows[2])
    (a, b, c), (d, e, f), (g, h, i) = rows
    plus, minus = a * e * i + b * f * g + c * d * h, c * e * g + a * f * h + b * d * i
    value = plus - minus
    slips = [
        slip("adds-all-products", plus + minus, "Three of the products are taken away.",
             "有三个乘积是要减去的。"),
        slip("takes-the-diagonal-only", a * e * i, "Only for a triangular matrix is the diagonal "
             "enough.", "只有三角形行列式才等于对角线之积。"),
        slip("sign-of-the-second-cofactor",
             a * (e * i - f * h) + b * (d * i - f * g) + c * (d * h - e * g),
             "The signs of the cofactors alternate: plus, minus, plus.",
             "代数余子式的符号正负相间：正、负、正。"),
        slip("order-of-subtraction", -value, "The products from the upper left count plus, those "
             "from the upper right minus.", "左上到右下的乘积取正，右上到左下的乘积取负。"),
        slip("positive-products-only", plus, "The three products of the other direction are "
             "missing.", "漏减了另一方向的三个乘积。"),
    ]  # fmt: skip
    cofactors = (
        f"{bracketed(a)}*({bracketed(e)}*{bracketed(i)} - {bracketed(f)}*{bracketed(h)}) - "
        f"{bracketed(b)}*({bracketed(d)}*{bracketed(i)} - {bracketed(f)}*{bracketed(g)}) + "
        f"{bracketed(c)}*({bracketed(d)}*{bracketed(h)} - {bracketed(e)}*{bracketed(g)})"
    )
    return Exercise(
        facts={"rows": entries(rows), "size": 3},
        question=say(
            f"Find the determinant of the matrix with these 3 rows: ${written(rows)}$.",
            f"求 3 阶矩阵 ${written(rows)}$（按行写出）的行列式。",
        ),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(cofactors, "Expand along the first row.", "按第一行展开。"),
            step(f"{bracketed(a)}*({e * i - f * h}) - {bracketed(b)}*({d * i - f * g}) + "
                 f"{bracketed(c)}*({d * h - e * g})", "Work out the small determinants.",
                 "算出二阶行列式。"),
            step(str(value), "Add.", "求和。"),
        ),
    )  # fmt: skip


def _of_two(dice: random.Random) -> Exercise:
    rows = drawn(dice, 12)
    (a, b), (c, d) = rows
    value = a * d - b * c
    slips = [
        slip("adds-all-products", a * d + b * c, "The second product is taken away.",
             "第二个乘积应减去。"),
        slip("order-of-subtraction", -value, "The product of the main diagonal comes first.",
             "应是主对角线之积减副对角线之积。"),
        slip("multiplies-along-rows", a * b - c * d, "Multiply along the diagonals.",
             "应沿对角线相乘，不是沿行相乘。"),
        slip("takes-the-diagonal-only", a * d, "The other diagonal must be taken away.",
             "还要减去副对角线之积。"),
    ]  # fmt: skip
    return Exercise(
        facts={"rows": entries(rows), "size": 2},
        question=say(
            f"Find the determinant of the matrix with these 2 rows: ${written(rows)}$.",
            f"求 2 阶矩阵 ${written(rows)}$（按行写出）的行列式。",
        ),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(f"{bracketed(a)}*{bracketed(d)} - {bracketed(b)}*{bracketed(c)}",
                 "Main diagonal less the other diagonal.", "主对角线之积减副对角线之积。"),
            step(f"{bracketed(a * d)} - {bracketed(b * c)}", "Multiply.", "算出乘积。"),
            step(str(value), "Subtract.", "相减。"),
        ),
    )  # fmt: skip


def _inverse(dice: random.Random, level: int) -> Exercise:
    """Determinant 1 or -1, then small, then any."""
    size = {1: 9, 2: 6, 3: 9}[level]
    while True:
        rows = drawn(dice, size)
        (a, b), (c, d) = rows
        det = a * d - b * c
        if (abs(det) == 1) if level == 1 else det and (abs(det) <= 6) == (level == 2):
            break
    answer = ordered(*(Fraction(each, det) for each in (d, -b, -c, a)))
    slips = [
        slip("forgets-the-determinant", ordered(d, -b, -c, a), "The result must still be divided "
             "by the determinant.", "还要除以行列式。"),
        slip("reciprocal-entries", ordered(*(1 / Fraction(each) for each in (a, b, c, d))),
             "The inverse matrix is not made of reciprocals.", "逆矩阵不是逐个元素取倒数。"),
        slip("does-not-swap-the-diagonal",
             ordered(*(Fraction(each, det) for each in (a, -b, -c, d))),
             "The entries of the main diagonal change places.", "主对角线的两个元素要互换位置。"),
        slip("keeps-the-signs", ordered(*(Fraction(each, det) for each in (d, b, c, a))),
             "The entries off the diagonal change their signs.", "副对角线的元素要变号。"),
        slip("sign-of-the-determinant",
             ordered(*(Fraction(each, -det) for each in (d, -b, -c, a))),
             "The determinant has the wrong sign.", "行列式的符号错了。"),
    ]  # fmt: skip
    numbers = ", ".join(f"x_{place} = {value}" for place, value in
                        enumerate(answer.values, start=1))  # fmt: skip
    adjugate = ", ".join(f"x_{place} = {bracketed(value)}/{bracketed(det)}" for place, value in
                         enumerate((d, -b, -c, a), start=1))  # fmt: skip
    return Exercise(
        facts={"rows": entries(rows)},
        question=say(
            f"Find the inverse of the matrix $A = {written(rows)}$, given by its rows. Give its "
            "entries row by row, from left to right.",
            f"求矩阵 $A = {written(rows)}$（按行写出）的逆矩阵，按行依次写出它的元素（从左到右）。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step("", f"The determinant is ${det}$.", f"行列式等于 ${det}$。"),
            step(adjugate, "Swap the main diagonal, change the signs of the other, divide by the "
                 "determinant.", "主对角线互换，副对角线变号，再除以行列式。"),
            step(numbers, "Work out each entry.", "算出每个元素。"),
        ),
    )  # fmt: skip


def _eigenvalues(dice: random.Random, level: int) -> Exercise:
    """Two whole eigenvalues; the matrix is mixed by a change of basis with determinant 1."""
    largest = {1: 6, 2: 9, 3: 15}[level]
    one = signed(dice, 1, largest)
    other = other_than(lambda: signed(dice, 1, largest), one)
    rows = _mixed(dice, one, other, level)
    (a, b), (c, d) = rows
    trace, det = one + other, one * other
    equation = f"{polynomial('lambda', 1, -trace, det)} = 0"
    answer = several(one, other)
    slips = [
        slip("takes-the-diagonal", several(a, d), "Only for a triangular matrix do the "
             "eigenvalues stand on the diagonal.", "只有三角形矩阵的特征值才是对角线元素。"),
        slip("sign-of-the-roots", several(-one, -other), "The roots have the opposite signs of "
             "the numbers in the factors.", "根与因式中的数符号相反。"),
        slip("trace-and-determinant", several(trace, det), "Trace and determinant are sum and "
             "product of the eigenvalues.", "迹与行列式是特征值的和与积，不是特征值本身。"),
        slip("a-root-is-lost", several(one), "There are two eigenvalues.", "特征值有两个。"),
        slip("takes-the-other-diagonal", several(b, c), "The eigenvalues are the roots of the "
             "characteristic equation.", "特征值是特征方程的根。"),
    ]  # fmt: skip
    shown = tex(equation)
    return Exercise(
        facts={"rows": entries(rows)},
        question=say(f"Find the eigenvalues of the matrix $A = {written(rows)}$, given by its "
                     "rows.", f"求矩阵 $A = {written(rows)}$（按行写出）的特征值。"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"({a} - lambda)*({d} - lambda) - {bracketed(b)}*{bracketed(c)} = 0",
                 "Set the determinant of $A - \\lambda E$ to 0.",
                 "令 $A - \\lambda E$ 的行列式等于 0。"),
            step(equation, f"Expand: ${shown}$.", f"展开得 ${shown}$。"),
            step(f"lambda = {one} or lambda = {other}", "Solve the quadratic equation.",
                 "解这个一元二次方程。"),
        ),
    )  # fmt: skip


def _mixed(dice: random.Random, one: int, other: int, level: int) -> Rows:
    """P·D·P⁻¹ with P = [[1, p], [q, 1 + pq]], whose determinant is 1."""
    p, q = signed(dice, 1, level), signed(dice, 1, level)
    r = 1 + p * q
    return (
        (one * r - other * p * q, (other - one) * p),
        ((one - other) * q * r, other * r - one * p * q),
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="determinant",
        topic="matrices",
        title=say("Determinants", "行列式"),
        grades=(12, 13),
        skills=("matrices", "determinants"),
        make=_determinant,
        constants=PLAIN,
    ),
    Family(
        name="matrix-inverse",
        topic="matrices",
        title=say("The inverse of a matrix", "逆矩阵"),
        grades=(12, 13),
        skills=("matrices", "determinants", "inverse-matrix"),
        make=_inverse,
        constants=PLAIN,
    ),
    Family(
        name="eigenvalues",
        topic="matrices",
        title=say("Eigenvalues", "特征值"),
        grades=(13, 13),
        skills=("matrices", "eigenvalues", "quadratic-equations"),
        make=_eigenvalues,
        constants=PLAIN,
    ),
)
