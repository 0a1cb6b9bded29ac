"""Coordinate geometry: distances, points that divide a segment, circles."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families.drawing import other_than, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    linear_sum,
    ordered,
    say,
    slip,
    step,
    surd,
)
from gongwu.fields.teaching.values import Expression

_TRIPLES = ((3, 4), (5, 12), (8, 15), (6, 8), (9, 12), (7, 24), (20, 21), (12, 16), (10, 24))


def _distance(dice: random.Random, level: int) -> Exercise:
    """A whole distance, a surd, a distance in space."""
    run, rise = dice.choice(_TRIPLES) if level == 1 else (dice.randint(1, 15), dice.randint(1, 15))
    moves = [run, rise] if level < 3 else [run, rise, dice.randint(1, 15)]
    moves = [dice.choice((-1, 1)) * move for move in moves]
    start = [dice.randint(-9, 9) for _ in moves]
    end = [at + move for at, move in zip(start, moves, strict=True)]
    square = sum(move * move for move in moves)
    added = sum((a + b) ** 2 for a, b in zip(start, end, strict=True))
    answer = Expression(text=surd(1, square))
    wrong = [
        ("adds-the-differences", str(sum(map(abs, moves))), "The squares of the differences are "
         "added, then the root is taken.", "应把坐标差的平方相加再开方，不是坐标差相加。"),
        ("forgets-the-root", str(square), "This is the square of the distance.",
         "这是距离的平方。"),
        ("adds-the-coordinates", surd(1, added), "The differences of the coordinates are "
         "squared, not their sums.", "应取坐标之差，不是坐标之和。"),
        ("one-direction-only", str(abs(moves[0])), "Both directions count.",
         "各个方向的坐标差都要考虑。"),
        ("halves-the-square", str(Fraction(square, 2)), "Take the square root, do not halve.",
         "应该开平方，不是除以 2。"),
    ]  # fmt: skip
    slips = [slip(name, Expression(text=text), en, zh) for name, text, en, zh in wrong]
    one, other = (f"$({', '.join(map(str, point))})$" for point in (start, end))
    squares = " + ".join(f"({b} - {bracketed(a)})^2" for a, b in zip(start, end, strict=True))
    return Exercise(
        facts={"first": tuple(start), "second": tuple(end)},
        question=say(f"Find the exact distance between the points {one} and {other}.",
                     f"求点 {one} 与 {other} 之间的距离（精确值）。"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"sqrt({squares})", "Use the distance formula.", "用两点间的距离公式。"),
            step(f"sqrt({square})", "Square and add.", "平方，求和。"),
            step(answer.text, "Take the root.", "开方化简。"),
        ),
    )  # fmt: skip


def _dividing(dice: random.Random, level: int) -> Exercise:
    """The midpoint; the other end from the midpoint; the point that divides m : n."""
    x, y = dice.randint(-15, 15), dice.randint(-15, 15)
    u, v = x + signed(dice, 1, 20), y + signed(dice, 1, 20)
    if level == 3:
        return _in_ratio(dice)
    middle = (Fraction(x + u, 2), Fraction(y + v, 2))
    if level == 2:
        u, v = x + 2 * signed(dice, 1, 12), y + 2 * signed(dice, 1, 12)
        return _other_end((x, y), (u, v))
    answer = ordered(*middle)
    slips = [
        slip("forgets-to-halve", ordered(x + u, y + v), "The midpoint is the mean: divide by 2.",
             "中点坐标是平均值，还要除以 2。"),
        slip("halves-the-difference", ordered(Fraction(u - x, 2), Fraction(v - y, 2)),
             "The coordinates are added, not subtracted, before halving.",
             "应是坐标相加再除以 2，不是相减。"),
        slip("swaps-the-coordinates", ordered(middle[1], middle[0]), "The coordinates are "
             "exchanged.", "横、纵坐标写反了。"),
        slip("mixes-the-coordinates", ordered(Fraction(x + y, 2), Fraction(u + v, 2)),
             "Take the mean of both $x$, then of both $y$.",
             "应是两点横坐标取平均、纵坐标取平均。"),
    ]  # fmt: skip
    return Exercise(
        facts={"first": (x, y), "second": (u, v), "kind": "midpoint"},
        question=say(f"Find the midpoint of the segment from $({x}, {y})$ to $({u}, {v})$.",
                     f"求以 $({x}, {y})$ 和 $({u}, {v})$ 为端点的线段的中点坐标。"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"x = ({x} + {bracketed(u)})/2, y = ({y} + {bracketed(v)})/2",
                 "Each coordinate is the mean of the two.", "各坐标取平均值。"),
            step(f"x = {middle[0]}, y = {middle[1]}", "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _other_end(start: tuple[int, int], end: tuple[int, int]) -> Exercise:
    (x, y), (u, v) = start, end
    m, n = (x + u) // 2, (y + v) // 2
    answer = ordered(u, v)
    slips = [
        slip("takes-the-midpoint-again", ordered(Fraction(x + m, 2), Fraction(y + n, 2)),
             "This is the midpoint of the given points; the given middle lies halfway to the "
             "other end.", "这是两个已知点的中点；已知的中点到另一端还有一半路程。"),
        slip("goes-back-instead-of-on", ordered(2 * x - m, 2 * y - n), "From the midpoint go on "
             "in the same direction.", "应从中点沿同方向继续，方向反了。"),
        slip("only-the-difference", ordered(m - x, n - y), "This is the way to the midpoint, "
             "not a point.", "这是到中点的位移，不是点的坐标。"),
        slip("adds-the-coordinates", ordered(x + m, y + n), "Twice the middle less the known "
             "end is needed.", "应是中点坐标的 2 倍减去已知端点坐标。"),
    ]  # fmt: skip
    return Exercise(
        facts={"first": (x, y), "middle": (m, n), "kind": "other end"},
        question=say(f"The segment $AB$ has the midpoint $({m}, {n})$, and $A$ is $({x}, {y})$. "
                     "Find $B$.",
                     f"线段 $AB$ 的中点是 $({m}, {n})$，$A$ 的坐标是 $({x}, {y})$，求 $B$ "
                     "的坐标。"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"(x + {bracketed(x)})/2 = {m}, (y + {bracketed(y)})/2 = {n}",
                 "The midpoint is the mean of both ends.", "中点坐标是两端点坐标的平均值。"),
            step(f"x = {u}, y = {v}", "Solve both equations.", "解这两个方程。"),
        ),
    )  # fmt: skip


def _in_ratio(dice: random.Random) -> Exercise:
    m = dice.randint(1, 5)
    n = other_than(lambda: dice.randint(1, 5), m)
    x, y = dice.randint(-9, 9), dice.randint(-9, 9)
    run, rise = signed(dice, 1, 4), signed(dice, 1, 4)
    u, v = x + run * (m + n), y + rise * (m + n)
    answer = ordered(x + run * m, y + rise * m)
    slips = [
        slip("ratio-the-wrong-way-round", ordered(x + run * n, y + rise * n), "The first part of "
             "the ratio belongs to the first point.", "比的前项对应第一段，顺序反了。"),
        slip("takes-the-midpoint", ordered(Fraction(x + u, 2), Fraction(y + v, 2)),
             "Only the ratio 1 : 1 gives the midpoint.", "只有比为 1 : 1 时才是中点。"),
        slip("only-the-difference", ordered(run * m, rise * m), "Add this way to the first "
             "point.", "这是位移，还要加上起点坐标。"),
        slip("divides-by-one-part", ordered(x + Fraction((u - x) * m, n),
                                            y + Fraction((v - y) * m, n)),
             "The whole segment has as many parts as both terms together.",
             "总份数是比的两项之和。"),
    ]  # fmt: skip
    return Exercise(
        facts={"first": (x, y), "second": (u, v), "ratio": (m, n), "kind": "ratio"},
        question=say(
            f"The point $P$ divides the segment from $A({x}, {y})$ to $B({u}, {v})$ so that "
            f"$AP : PB = {m} : {n}$. Find $P$.",
            f"点 $P$ 在以 $A({x}, {y})$、$B({u}, {v})$ 为端点的线段上，且 $AP : PB = {m} : {n}$，"
            "求点 $P$ 的坐标。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"x = {x} + {m}/{m + n}*({u} - {bracketed(x)}), "
                 f"y = {y} + {m}/{m + n}*({v} - {bracketed(y)})",
                 f"From $A$ go ${m}$ of ${m + n}$ parts of the way to $B$.",
                 f"从 $A$ 出发走全程 ${m + n}$ 份中的 ${m}$ 份。"),
            step(f"x = {x + run * m}, y = {y + rise * m}", "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _circle(dice: random.Random, level: int) -> Exercise:
    """Centre and radius from x² + y² + Dx + Ey + F = 0; with a leading factor at level 3."""
    h = Fraction(signed(dice, 1, 9))
    k = (
        Fraction(signed(dice, 1, 9))
        if level > 1
        else Fraction(dice.choice((0, signed(dice, 1, 9))))
    )
    r = dice.randint(1, 12)
    lead = 1 if level < 3 else dice.randint(2, 5)
    while h * h + k * k == r * r:
        r = dice.randint(1, 12)
    d, e, f = (int(lead * each) for each in (-2 * h, -2 * k, h * h + k * k - r * r))
    equation = f"{linear_sum((lead, 'x^2'), (lead, 'y^2'), (d, 'x'), (e, 'y'), (f, ''))} = 0"
    answer = ordered(h, k, r)
    shown = tex(equation)
    slips = [
        slip("sign-of-the-centre", ordered(-h, -k, r), "In $(x - h)^{2} + (y - k)^{2} = r^{2}$ "
             "the signs turn round.", "$(x - h)^{2} + (y - k)^{2} = r^{2}$ 中圆心坐标要变号。"),
        slip("forgets-the-root", ordered(h, k, r * r), "This is the square of the radius.",
             "这是半径的平方。"),
        slip("forgets-to-halve", ordered(2 * h, 2 * k, r), "Half of the coefficient belongs to "
             "the centre.", "圆心坐标是一次项系数的一半（变号）。"),
        slip("sign-of-one-coordinate", ordered(-h, k, r), "One coordinate of the centre has the "
             "wrong sign.", "圆心的一个坐标符号错了。"),
        slip("takes-the-constant-term", ordered(h, k, abs(f)), "The constant term is not the "
             "radius: complete the squares first.", "常数项不是半径，要先配方。"),
    ]  # fmt: skip
    return Exercise(
        facts={"lead": lead, "linear": (d, e), "constant": f},
        question=say(
            f"Find the centre $(h, k)$ and the radius $r$ of the circle ${shown}$. Answer with "
            "$(h, k, r)$.",
            f"求圆 ${shown}$ 的圆心 $(h, k)$ 和半径 $r$，写成 $(h, k, r)$。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(equation, "Complete the squares of $x$ and of $y$.", "分别对 $x$、$y$ 配方。"),
            step(f"{_square('x', h)} + {_square('y', k)} = {r * r}",
                 f"Half of each linear coefficient is squared and added on both sides; the "
                 f"radius squared is ${r * r}$.",
                 f"两边加上一次项系数一半的平方，得半径的平方为 ${r * r}$。"),
            step("", f"The centre is $({number_to_latex(h)}, {number_to_latex(k)})$, the radius "
                 f"${r}$.", f"圆心 $({number_to_latex(h)}, {number_to_latex(k)})$，半径 ${r}$。"),
        ),
    )  # fmt: skip


def _square(letter: str, at: Fraction) -> str:
    if at == 0:
        return f"{letter}^2"
    return f"({letter} {'-' if at > 0 else '+'} {abs(at)})^2"


FAMILIES: tuple[Family, ...] = (
    Family(
        name="distance-of-points",
        topic="geometry",
        title=say("The distance of two points", "两点间的距离"),
        grades=(8, 11),
        skills=("coordinates", "pythagoras", "surds"),
        make=_distance,
        constants=PLAIN,
    ),
    Family(
        name="dividing-a-segment",
        topic="geometry",
        title=say("Midpoints and dividing points", "中点与定比分点"),
        grades=(8, 11),
        skills=("coordinates", "midpoint"),
        make=_dividing,
        constants=PLAIN,
    ),
    Family(
        name="circle-equation",
        topic="geometry",
        title=say("The equation of a circle", "圆的一般方程"),
        grades=(10, 12),
        skills=("coordinates", "circles", "completing-the-square"),
        make=_circle,
        constants=PLAIN | {"2"},
    ),
)
