"""Plane geometry: angles and similar triangles."""

import random
from fractions import Fraction
from math import gcd

from gongwu.fields.teaching.exercise import Exercise, Fact, Family, Step
from gongwu.fields.teaching.families import areas, coordinates, solids
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    Number,
    distinct,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import Exact, exact
from gongwu.ports import Words


def _degrees(number: Number) -> Exact:
    return exact(number, "°")


def _triangle(dice: random.Random, level: int) -> Exercise:
    """The third angle; a base angle from the apex; the largest angle from a ratio."""
    if level == 3:
        return _ratio(dice)
    if level == 2:
        return _isosceles(dice)
    first = dice.randint(10, 120)
    second = dice.randint(10, 170 - first)
    third = 180 - first - second
    slips = [
        slip("adds-only", _degrees(first + second), "This is the sum of the two known angles; "
             "take it from $180°$.", "这是两个已知角的和，还要用 $180°$ 去减。"),
        slip("angle-sum-360", _degrees(360 - first - second), "The angles of a triangle add up "
             "to $180°$; $360°$ belongs to a quadrilateral.",
             "三角形内角和是 $180°$，$360°$ 是四边形的内角和。"),
        slip("subtracts-one-angle", _degrees(180 - first), "Both known angles must be taken "
             "away.", "两个已知角都要减去。"),
        slip("angle-sum-90", _degrees(abs(90 - first)), "Only in a right triangle do the other "
             "two angles add up to $90°$.", "只有直角三角形的两个锐角之和才是 $90°$。"),
    ]  # fmt: skip
    return Exercise(
        facts={"angles": (first, second), "kind": "any"},
        question=say(f"Two angles of a triangle are ${first}°$ and ${second}°$. How large is the "
                     "third?",
                     f"三角形的两个内角分别为 ${first}°$ 和 ${second}°$，第三个内角是多少度？"),
        answer=_degrees(third),
        slips=distinct(_degrees(third), slips),
        steps=(
            step(f"180 - {first} - {second}", "The three angles add up to $180°$.",
                 "三角形内角和为 $180°$。"),
            step(str(third), "Subtract.", "相减。"),
        ),
    )  # fmt: skip


def _isosceles(dice: random.Random) -> Exercise:
    apex = dice.randint(10, 170)
    base = Fraction(180 - apex, 2)
    slips = [
        slip("forgets-to-halve", _degrees(180 - apex), "This is both base angles together.",
             "这是两个底角的和，还要除以 2。"),
        slip("takes-the-given-angle", _degrees(apex), "The apex angle is not a base angle.",
             "顶角不是底角。"),
        slip("doubles-the-given-angle", _degrees(abs(180 - 2 * apex)), "That would be right if a "
             "base angle were given.", "若已知的是底角才这样算，这里已知的是顶角。"),
        slip("halves-the-given-angle", _degrees(Fraction(apex, 2)), "Half the apex angle is not a "
             "base angle.", "顶角的一半不是底角。"),
    ]  # fmt: skip
    return Exercise(
        facts={"apex": apex, "kind": "isosceles"},
        question=say(f"The apex angle of an isosceles triangle is ${apex}°$. How large is each "
                     "base angle?", f"等腰三角形的顶角为 ${apex}°$，每个底角是多少度？"),
        answer=_degrees(base),
        slips=distinct(_degrees(base), slips),
        steps=(
            step(f"(180 - {apex})/2", "The base angles are equal and share what is left of "
                 "$180°$.", "两个底角相等，平分 $180°$ 减去顶角后的度数。"),
            step(str(base), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _ratio(dice: random.Random) -> Exercise:
    a, b, c = (dice.randint(1, 15) for _ in range(3))
    while gcd(a, b, c) > 1 or len({a, b, c}) < 3:
        a, b, c = (dice.randint(1, 15) for _ in range(3))
    total, most = a + b + c, max(a, b, c)
    largest = Fraction(180 * most, total)
    slips = [
        slip("finds-another-angle", _degrees(Fraction(180 * min(a, b, c), total)), "This is the "
             "smallest angle.", "这是最小的角。"),
        slip("angle-sum-360", _degrees(2 * largest), "The angles of a triangle add up to $180°$.",
             "三角形内角和是 $180°$，不是 $360°$。"),
        slip("one-part-only", _degrees(Fraction(180, total)), "This is one part; the largest "
             "angle has several parts.", "这是一份的度数，还要乘份数。"),
        slip("divides-by-the-largest-part", _degrees(Fraction(180, most)), "Divide $180°$ by the "
             "sum of the parts.", "应该用 $180°$ 除以总份数。"),
    ]  # fmt: skip
    return Exercise(
        facts={"parts": (a, b, c), "kind": "ratio"},
        question=say(f"The angles of a triangle are in the ratio ${a} : {b} : {c}$. How large is "
                     "the largest, in degrees?",
                     f"三角形三个内角的度数之比为 ${a} : {b} : {c}$，最大的角是多少度？"),
        answer=_degrees(largest),
        slips=distinct(_degrees(largest), slips),
        steps=(
            step(f"180*{most}/({a} + {b} + {c})", "Share $180°$ among all parts and take the "
                 "largest share.", "把 $180°$ 按份数分配，取最大的一份。"),
            step(str(largest), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _polygon(dice: random.Random, level: int) -> Exercise:
    """The sum of the angles; one angle of a regular polygon; the number of corners."""
    n = dice.randint(5, 200)
    total, each = 180 * (n - 2), Fraction(180 * (n - 2), n)
    kind = ("sum", "each", "corners")[level - 1]
    answer = {"sum": _degrees(total), "each": _degrees(each), "corners": exact(n)}[kind]
    asked, given = {
        "sum": (say(f"What is the sum of the interior angles of a convex polygon with {n} sides?",
                    f"凸 {n} 边形的内角和是多少度？"), {"sides": n}),
        "each": (say(f"How large is each interior angle of a regular polygon with {n} sides?",
                     f"正 {n} 边形的每个内角是多少度？"), {"sides": n}),
        "corners": (say(f"The interior angles of a convex polygon add up to ${total}°$. How many "
                        "sides does it have?", f"一个凸多边形的内角和是 ${total}°$，它有几条边？"),
                    {"total": total}),
    }[kind]  # fmt: skip
    wrong = {
        "sum": [_degrees(180 * n), _degrees(180 * (n - 1)), _degrees(360), _degrees(90 * n)],
        "each": [_degrees(Fraction(180 * (n - 1), n)), _degrees(Fraction(360, n)),
                 _degrees(Fraction(180, n)), _degrees(total)],
        "corners": [exact(n - 2), exact(n - 1), exact(n + 2), exact(Fraction(total, 360))],
    }[kind]  # fmt: skip
    whys = {
        "sum": ("counts-one-triangle-per-side", "one-triangle-too-many", "exterior-angle-sum",
                "right-angles-everywhere"),
        "each": ("one-triangle-too-many", "takes-the-exterior-angle", "shares-one-triangle",
                 "forgets-to-divide-by-the-sides"),
        "corners": ("forgets-the-two", "one-triangle-too-many", "adds-the-two-twice",
                    "divides-by-360"),
    }[kind]  # fmt: skip
    slips = [slip(name, value, _POLYGON_WHYS[name].en, _POLYGON_WHYS[name].zh)
             for name, value in zip(whys, wrong, strict=True)]  # fmt: skip
    return Exercise(
        facts={**given, "kind": kind},
        question=asked,
        answer=answer,
        slips=distinct(answer, slips),
        steps=_polygon_steps(kind, n, total, each),
    )


def _polygon_steps(kind: str, n: int, total: int, each: Fraction) -> tuple[Step, ...]:
    triangles = say("Diagonals from one corner cut it into two triangles fewer than it has sides.",
                    "从一个顶点引对角线，分成的三角形个数比边数少 2。")  # fmt: skip
    done = say("Work it out.", "计算结果。")
    if kind == "corners":
        return (
            step(f"180*(n - 2) = {total}", triangles.en, triangles.zh),
            step(f"n = {n}", "Divide by $180$ and add $2$.", "两边除以 $180$，再加 $2$。"),
        )
    if kind == "sum":
        return (
            step(f"180*({n} - 2)", triangles.en, triangles.zh),
            step(str(total), done.en, done.zh),
        )
    return (
        step(f"180*({n} - 2)/{n}", f"{triangles.en} All {n} angles are equal.",
             f"{triangles.zh}各内角相等，再除以 {n}。"),
        step(str(each), done.en, done.zh),
    )  # fmt: skip


_POLYGON_WHYS = {
    "counts-one-triangle-per-side": say(
        "There are two triangles fewer than sides.", "三角形的个数比边数少 2，不等于边数。"),
    "one-triangle-too-many": say(
        "There are two triangles fewer than sides, not one.", "三角形的个数比边数少 2，不是少 1。"),
    "exterior-angle-sum": say(
        "This is the sum of the exterior angles.", "这是外角和，不是内角和。"),
    "right-angles-everywhere": say(
        "Only in a rectangle are all angles right angles.", "只有长方形的内角才都是直角。"),
    "takes-the-exterior-angle": say(
        "This is an exterior angle; the interior angle is what is left of $180°$.",
        "这是外角，内角等于 $180°$ 减去外角。"),
    "shares-one-triangle": say(
        "The sum of all angles is shared, not that of one triangle.",
        "应平分多边形的内角和，而不是一个三角形的内角和。"),
    "forgets-to-divide-by-the-sides": say(
        "This is the sum of all angles.", "这是内角和，还要除以边数。"),
    "forgets-the-two": say(
        "This is the number of triangles; there are two sides more.",
        "这是三角形的个数，边数还要加 2。"),
    "adds-the-two-twice": say("Add two only once.", "只需加一次 2。"),
    "divides-by-360": say(
        "Each triangle has $180°$.", "每个三角形的内角和是 $180°$，不是 $360°$。"),
}  # fmt: skip


def _similar(dice: random.Random, level: int) -> Exercise:
    """A side by the scale; a part cut by a parallel; an area."""
    p, q = dice.randint(2, 12), dice.randint(2, 12)
    while p == q or gcd(p, q) > 1:
        p, q = dice.randint(2, 12), dice.randint(2, 12)
    k, size = dice.randint(1, 4), dice.randint(2, 12)
    facts: dict[str, Fact]
    wrong: list[tuple[Number, str]]
    if level == 3:
        value = Fraction(size * q * q)
        given = size * p * p
        facts = {"sides": (p * k, q * k), "area": given}
        formula = f"{given}*({q * k}/{p * k})^2"
        asked = say(
            f"Two similar triangles have corresponding sides of {p * k} cm and {q * k} cm. The "
            f"area of the first is {given} cm². Find the area of the second in cm².",
            f"两个相似三角形的一组对应边长分别为 {p * k} cm 和 {q * k} cm，第一个的面积为 "
            f"{given} cm²，"
            "求第二个的面积（单位 cm²）。",
        )
        wrong = [(Fraction(given * q, p), "linear-scale-for-area"),
                 (Fraction(given * p * p, q * q), "turns-the-ratio-over"),
                 (abs(given + (q - p) * k), "adds-the-difference"),
                 (Fraction(given * q**3, p**3), "cubes-the-scale")]  # fmt: skip
    else:
        value = Fraction(size * q)
        given = size * p
        facts = {"sides": (p * k, q * k), "other": given,
                 "kind": "corresponding" if level == 1 else "parts"}  # fmt: skip
        formula = f"{given}*{q * k}/{p * k}"
        asked = _similar_asked(level, p * k, q * k, given)
        wrong = [(Fraction(given * p, q), "turns-the-ratio-over"),
                 (abs(given + (q - p) * k), "adds-the-difference"),
                 (Fraction(given * q * q, p * p), "area-scale-for-length"),
                 (given + value, "adds-both-parts"), (given, "all-sides-equal")]  # fmt: skip
    slips = [slip(name, number, _SIMILAR_WHYS[name].en, _SIMILAR_WHYS[name].zh)
             for number, name in wrong]  # fmt: skip
    return Exercise(
        facts=facts,
        question=asked,
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(formula, "Areas grow with the square of the scale." if level == 3 else
                 "Corresponding lengths have the same ratio.",
                 "相似三角形的面积比等于相似比的平方。" if level == 3 else "对应线段成比例。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _similar_asked(level: int, one: int, other: int, given: int) -> Words:
    if level == 1:
        return say(
            f"Two triangles are similar. A side of the first is {one} cm, the corresponding side "
            f"of the second {other} cm. Another side of the first is {given} cm. How long, in cm, "
            "is the side of the second that corresponds to it?",
            f"两个三角形相似，第一个的一边长 {one} cm，第二个的对应边长 {other} cm。"
            f"第一个的另一边长 {given} cm，求第二个与它对应的边长（单位 cm）。",
        )
    return say(
        f"In triangle $ABC$ a parallel to $BC$ meets $AB$ in $D$ and $AC$ in $E$. We have "
        f"$AD = {one}$, $DB = {other}$ and $AE = {given}$. Find $EC$.",
        f"在三角形 $ABC$ 中，平行于 $BC$ 的直线交 $AB$ 于 $D$，交 $AC$ 于 $E$，"
        f"$AD = {one}$，$DB = {other}$，$AE = {given}$，求 $EC$。",
    )


_SIMILAR_WHYS = {
    "linear-scale-for-area": say(
        "Areas grow with the square of the scale.", "面积比是相似比的平方。"),
    "turns-the-ratio-over": say("The ratio is upside down.", "比例颠倒了。"),
    "adds-the-difference": say(
        "Similar figures have equal ratios, not equal differences.",
        "相似图形的对应边比值相等，不是差相等。"),
    "cubes-the-scale": say(
        "The cube belongs to volumes; areas take the square.", "体积才用立方，面积用平方。"),
    "area-scale-for-length": say(
        "Lengths grow with the scale itself; only areas take the square.",
        "长度比就是相似比，面积比才要平方。"),
    "adds-both-parts": say("This is both lengths together.", "这是两段长度的和。"),
    "all-sides-equal": say("The triangles are similar, not congruent.", "相似不等于全等。"),
}  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="angles-of-a-triangle",
        topic="geometry",
        title=say("Angles of a triangle", "三角形的内角"),
        grades=(6, 8),
        skills=("geometry", "angles"),
        make=_triangle,
        constants=PLAIN,
    ),
    Family(
        name="angles-of-a-polygon",
        topic="geometry",
        title=say("Angles of a polygon", "多边形的内角"),
        grades=(7, 9),
        skills=("geometry", "angles", "polygons"),
        make=_polygon,
    ),
    Family(
        name="similar-triangles",
        topic="geometry",
        title=say("Similar triangles", "相似三角形"),
        grades=(8, 10),
        skills=("geometry", "similarity", "ratios"),
        make=_similar,
    ),
    *areas.FAMILIES,
    *coordinates.FAMILIES,
    *solids.FAMILIES,
)
