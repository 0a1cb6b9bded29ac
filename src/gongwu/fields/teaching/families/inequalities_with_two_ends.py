"""Inequalities with a square or an absolute value: their solutions have two ends."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    fraction_between,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.families.intervals import (
    FLIPPED,
    above_or_below,
    asked,
    between,
    outside,
)
from gongwu.fields.teaching.values import Ranges


def _solution(low: Fraction, high: Fraction, sign: str) -> Ranges:
    """Where a parabola that opens upwards, or an absolute value, is below or above."""
    if sign.startswith("<"):
        return between(low, high, (sign, sign))
    return outside(low, high, FLIPPED[sign])


def _said(low: Fraction, high: Fraction, sign: str) -> str:
    if sign.startswith("<"):
        return f"{low} {sign} x {sign} {high}"
    return f"x {FLIPPED[sign]} {low} or x {sign} {high}"


def _slips(low: Fraction, high: Fraction, sign: str) -> list[Slip]:
    edge = sign.removesuffix("=") if sign.endswith("=") else f"{sign}="
    return [
        slip("takes-the-other-side", _solution(low, high, FLIPPED[sign]),
             "Between the ends and outside them the sign differs: try one number of each.",
             "两端之间与两端之外符号相反：各取一个数检验。"),
        slip("end-point-in-or-out", _solution(low, high, edge),
             "The ends belong to the solution exactly when the sign allows equality.",
             "只有不等号允许相等时，端点才属于解集。"),
        slip("solves-like-an-equation", above_or_below(sign, high),
             "An inequality like this has two ends; only one was used.",
             "这类不等式的解集有两个端点，这里只用了一个。"),
        slip("signs-of-the-ends", _solution(-high, -low, sign),
             "The ends have the wrong signs: put one in and see whether both sides are equal.",
             "端点的符号反了：代入检验两边是否相等。"),
    ]  # fmt: skip


def _quadratic(dice: random.Random, level: int) -> Exercise:
    """x² + b·x + c < 0, at level 3 with a leading coefficient and one end a fraction."""
    sign = dice.choice(("<", "<=") if level == 1 else list(FLIPPED))
    one, other = Fraction(signed(dice, 1, 13 + level)), Fraction(signed(dice, 1, 13 + level))
    if level == 3:
        one = fraction_between(dice, -5, 5, range(2, 5))
    low, high = min(one, other), max(one, other)
    if low in (high, -high):
        return _quadratic(dice, level)
    lead = low.denominator * high.denominator
    b, c = int(-lead * (low + high)), int(lead * low * high)
    problem = f"{polynomial('x', lead, b, c)} {sign} 0"
    first = f"({polynomial('x', low.denominator, -low.numerator)})"
    second = f"({polynomial('x', high.denominator, -high.numerator)})"
    answer = _solution(low, high, sign)
    return Exercise(
        facts={"coefficients": (lead, b, c), "sign": sign},
        question=asked(problem),
        answer=answer,
        slips=distinct(answer, _slips(low, high, sign)),
        steps=(
            step(problem, "Find where the left side is zero.", "先求左边等于 0 的点。"),
            step(f"{first}*{second} {sign} 0", "Factor the left side.", "左边分解因式。"),
            step(_said(low, high, sign),
                 "The parabola opens upwards, so it is negative between its zeros and positive "
                 "outside.", "抛物线开口向上，在两零点之间为负，在两侧为正。"),
        ),
    )  # fmt: skip


def _absolute(dice: random.Random, level: int) -> Exercise:
    """|x + b| < c, then |a·x + b| <= c, then with any sign."""
    sign = dice.choice(("<", "<=") if level == 1 else list(FLIPPED))
    factor = 1 if level == 1 else dice.randint(2, 4 + level)
    middle = signed(dice, 1, 20)
    reach = dice.randint(1, 20)
    while abs(middle) == reach:
        reach = dice.randint(1, 20)
    low, high = Fraction(-reach - middle, factor), Fraction(reach - middle, factor)
    inside = polynomial("x", factor, middle)
    problem = f"abs({inside}) {sign} {reach}"
    split = (
        f"{-reach} {sign} {inside} {sign} {reach}"
        if sign.startswith("<")
        else f"{inside} {FLIPPED[sign]} {-reach} or {inside} {sign} {reach}"
    )
    answer = _solution(low, high, sign)
    return Exercise(
        facts={"line": (factor, middle), "sign": sign, "reach": reach},
        question=asked(problem),
        answer=answer,
        slips=distinct(answer, _slips(low, high, sign)),
        steps=(
            step(problem, "An absolute value is a distance from 0.", "绝对值表示到 0 的距离。"),
            step(split, "Write the inequality without the absolute value.",
                 "去掉绝对值符号。"),
            step(_said(low, high, sign), "Solve for $x$.", "解出 $x$。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="inequality-quadratic",
        topic="inequalities",
        title=say("Quadratic inequalities", "一元二次不等式"),
        grades=(9, 11),
        skills=("inequalities", "factoring", "quadratic-functions"),
        make=_quadratic,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="inequality-absolute-value",
        topic="inequalities",
        title=say("Inequalities with an absolute value", "含绝对值的不等式"),
        grades=(9, 11),
        skills=("inequalities", "absolute-value"),
        make=_absolute,
        constants=PLAIN,
    ),
)
