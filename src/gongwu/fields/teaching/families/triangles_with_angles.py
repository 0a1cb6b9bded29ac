"""Triangles solved with sine and cosine, all values exact."""

import random
from fractions import Fraction
from math import isqrt

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_algebra import PLAIN, distinct, say, slip, step, surd
from gongwu.fields.teaching.values import Expression, exact


def _half_root(angle: int, function: str) -> int:
    """n with sin α = √n/2 or cos α = √n/2."""
    n = {30: 1, 45: 2, 60: 3, 120: 3, 135: 2, 150: 1, 90: 4}
    return n[angle] if function == "sin" else 4 - n[angle]


def _right_triangle(dice: random.Random, level: int) -> Exercise:
    """A leg from the hypotenuse, the hypotenuse from a leg, a leg from the other leg."""
    # With two equal legs the last kind would have nothing to find.
    angle = dice.choice((30, 45, 60) if level < 3 else (30, 60))
    size = dice.randint(2, 90 if level < 3 else 200)
    sine, cosine = _half_root(angle, "sin"), _half_root(angle, "cos")
    opposite = dice.random() < 0.5
    kind = ("leg", "hypotenuse", "other leg")[level - 1]
    n = sine if opposite else cosine
    m = cosine if opposite else sine
    side, other = ("BC", "AC") if opposite else ("AC", "BC")
    half = Fraction(size, 2)
    value, formula, given, wanted = {
        "leg": (surd(half, n), f"{size}*{'sin' if opposite else 'cos'}({angle}°)", "AB", side),
        # c = a / (√n/2) = 2a√n/n
        "hypotenuse": (surd(Fraction(2 * size, n), n),
                       f"{size}/{'sin' if opposite else 'cos'}({angle}°)", side, "AB"),
        # other = a·√m/√n = a√(mn)/n
        "other leg": (surd(Fraction(size, n), m * n),
                      f"{size}/tan({angle}°)" if opposite else f"{size}*tan({angle}°)",
                      side, other),
    }[kind]  # fmt: skip
    wrong = [
        ("swaps-sine-and-cosine", {"leg": surd(half, m), "hypotenuse": surd(Fraction(2 * size, m),
                                                                            m),
                                   "other leg": surd(Fraction(size, m), m * n)}[kind],
         "Opposite over hypotenuse is the sine, adjacent over hypotenuse the cosine.",
         "对边比斜边是正弦，邻边比斜边是余弦，两者弄反了。"),
        ("multiplies-instead-of-dividing" if kind == "hypotenuse" else
         "divides-instead-of-multiplying",
         surd(half, n) if kind == "hypotenuse" else surd(Fraction(2 * size, n), n),
         "Write the ratio first, then solve it for the unknown side.",
         "先写出边的比，再解出未知边，乘除弄反了。"),
        ("confuses-30-and-60", str(half if kind == "leg" else 2 * size),
         "One half is the value for the side opposite $30°$ only.",
         "只有 $30°$ 所对的直角边才等于斜边的一半。"),
        ("all-sides-equal", str(size), "Only legs at $45°$ are equal.",
         "只有 $45°$ 时两直角边才相等。"),
        ("drops-the-denominator", surd(size, n) if n > 1 else surd(size, 3),
         "The denominator of the ratio was left out.", "漏掉了比值的分母。"),
    ]  # fmt: skip
    answer = Expression(text=value)
    slips = [slip(name, Expression(text=text), en, zh) for name, text, en, zh in wrong]
    return Exercise(
        facts={"angle": angle, "given": given, "length": size, "wanted": wanted},
        question=say(
            f"In triangle $ABC$ the angle at $C$ is a right angle and $A = {angle}°$. "
            f"The side ${given}$ has the length ${size}$. Find the exact length of ${wanted}$.",
            f"在直角三角形 $ABC$ 中，角 $C$ 为直角，$A = {angle}°$，${given} = {size}$，"
            f"求 ${wanted}$ 的精确值。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(formula, f"The sides ${given}$ and ${wanted}$ are linked by this function of "
                 f"$A$.", f"用角 $A$ 的三角函数联系 ${given}$ 与 ${wanted}$。"),
            step(_with_values(formula, angle), "Put the exact value in.", "代入特殊角的函数值。"),
            step(value, "Simplify.", "化简。"),
        ),
    )  # fmt: skip


def _with_values(formula: str, angle: int) -> str:
    n = _half_root(angle, "sin")
    tangent = {30: "(sqrt(3)/3)", 45: "1", 60: "sqrt(3)"}[angle]
    sine, cosine = f"({_root_over_two(n)})", f"({_root_over_two(4 - n)})"
    return (
        formula.replace(f"sin({angle}°)", sine)
        .replace(f"cos({angle}°)", cosine)
        .replace(f"tan({angle}°)", tangent)
    )


def _root_over_two(n: int) -> str:
    return "1/2" if n == 1 else f"sqrt({n})/2"


def _sine_rule(dice: random.Random, level: int) -> Exercise:
    """A second side from one side and two angles; at level 3 the angle C is given instead."""
    allowed = (30, 45, 60) if level == 1 else (30, 45, 60, 90, 120, 135, 150)
    first, second = dice.choice(allowed), dice.choice(allowed)
    while first == second or first + second >= 180:
        first, second = dice.choice(allowed), dice.choice(allowed)
    size = dice.randint(2, 99 if level < 3 else 199)
    n, m = _half_root(first, "sin"), _half_root(second, "sin")
    value = surd(Fraction(size, n), m * n)  # b = a·√m/√n
    answer = Expression(text=value)
    third = 180 - first - second
    n_cos, m_cos = _half_root(first, "cos"), _half_root(second, "cos")
    wrong = [
        ("turns-the-ratio-over", surd(Fraction(size, m), m * n),
         "The unknown side belongs to the sine of its own opposite angle, on top.",
         "未知边应乘它所对角的正弦，比例颠倒了。"),
        ("angles-instead-of-sines", str(Fraction(size * second, first)),
         "Sides are in proportion to the sines of the angles, not to the angles.",
         "边与对角的正弦成比例，而不是与角成比例。"),
        ("swaps-sine-and-cosine", surd(Fraction(size, n_cos or 1), m_cos * (n_cos or 1)),
         "The rule uses sines, not cosines.", "正弦定理用的是正弦，不是余弦。"),
        ("all-sides-equal", str(size), "Different angles have different opposite sides.",
         "不同的角所对的边不相等。"),
        ("drops-the-denominator", surd(size, m) if m != n else str(2 * size),
         "The sine of the first angle was left out.", "漏除了第一个角的正弦。"),
    ]  # fmt: skip
    slips = [slip(name, Expression(text=text), en, zh) for name, text, en, zh in wrong
             if text != "0"]  # fmt: skip
    told = (f"A = {first}°", f"C = {third}°") if level == 3 else (f"A = {first}°", f"B = {second}°")
    angles = {"A": first, "C": third} if level == 3 else {"A": first, "B": second}
    return Exercise(
        facts={**angles, "length": size},
        question=say(
            f"In triangle $ABC$ we have ${told[0]}$, ${told[1]}$ and $BC = {size}$. Find the exact "
            "length of $AC$.",
            f"在三角形 $ABC$ 中，${told[0]}$，${told[1]}$，$BC = {size}$，求 $AC$ 的精确值。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            *([step("", f"The angles add up to $180°$, so $B = {second}°$.",
                    f"三角形内角和为 $180°$，所以 $B = {second}°$。")] if level == 3 else []),
            step(f"{size}*sin({second}°)/sin({first}°)",
                 "By the sine rule $AC$ is to $BC$ as $\\sin(B)$ to $\\sin(A)$.",
                 "由正弦定理，$AC$ 与 $BC$ 之比等于 $\\sin(B)$ 与 $\\sin(A)$ 之比。"),
            step(f"{size}*({_sine(m)})/({_sine(n)})", "Put the exact values in.",
                 "代入特殊角的函数值。"),
            step(value, "Simplify.", "化简。"),
        ),
    )  # fmt: skip


def _sine(n: int) -> str:
    return "1" if n == 4 else _root_over_two(n)


def _integer_triangles(angle: int, largest: int) -> list[tuple[int, int, int]]:
    """Sides b, c and the side opposite the angle, all whole: 60° or 120°."""
    sign = -1 if angle == 60 else 1
    found = []
    for b in range(2, largest):
        for c in range(2, largest):
            square = b * b + c * c + sign * b * c
            if b != c and isqrt(square) ** 2 == square:
                found.append((b, c, isqrt(square)))
    return found


_WHOLE = {60: _integer_triangles(60, 100), 120: _integer_triangles(120, 100)}


def _cosine_rule(dice: random.Random, level: int) -> Exercise:
    """A whole third side, then a surd, then an angle from three sides."""
    if level == 3:
        return _angle(dice)
    angle = dice.choice((60, 120))
    if level == 1:
        b, c, _ = dice.choice(_WHOLE[angle])
    else:
        b, c = dice.randint(2, 15), dice.randint(2, 15)
        while b == c:
            c = dice.randint(2, 15)
    cosine = Fraction(1, 2) if angle == 60 else Fraction(-1, 2)
    square = int(b * b + c * c - 2 * b * c * cosine)
    answer = Expression(text=surd(1, square))
    wrong = [
        ("pythagoras-without-a-right-angle", surd(1, b * b + c * c),
         "Without a right angle the term $-2bc\\cos(A)$ is needed.",
         "不是直角三角形，不能直接用勾股定理，还要减去 $2bc\\cos(A)$。"),
        ("sign-in-the-cosine-rule", surd(1, int(b * b + c * c + 2 * b * c * cosine)),
         "The term is subtracted; mind the sign of the cosine.",
         "这一项是减去的，并注意余弦的符号。"),
        ("forgets-the-root", str(square), "This is the square of the side.", "这是边长的平方。"),
        ("forgets-the-factor-2", surd(Fraction(1, 2), int(4 * (b * b + c * c - b * c * cosine))),
         "The last term has the factor 2.", "最后一项有系数 2。"),
        ("adds-the-sides", str(b + c), "A side is shorter than the sum of the two others.",
         "三角形的一边小于另外两边之和。"),
    ]  # fmt: skip
    slips = [slip(name, Expression(text=text), en, zh) for name, text, en, zh in wrong]
    return Exercise(
        facts={"angle": angle, "sides": (b, c)},
        question=say(
            f"In triangle $ABC$ we have $AB = {c}$, $AC = {b}$ and $A = {angle}°$. Find the exact "
            "length of $BC$.",
            f"在三角形 $ABC$ 中，$AB = {c}$，$AC = {b}$，$A = {angle}°$，求 $BC$ 的精确值。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"sqrt({b}^2 + {c}^2 - 2*{b}*{c}*cos({angle}°))", "Use the cosine rule.",
                 "用余弦定理。"),
            step(f"sqrt({b * b} + {c * c} - ({int(2 * b * c * cosine)}))",
                 f"The cosine of ${angle}°$ is $\\frac{{1}}{{2}}$." if angle == 60 else
                 f"The cosine of ${angle}°$ is $-\\frac{{1}}{{2}}$.",
                 f"${angle}°$ 的余弦是 $\\frac{{1}}{{2}}$。" if angle == 60 else
                 f"${angle}°$ 的余弦是 $-\\frac{{1}}{{2}}$。"),
            step(answer.text, "Add and take the root.", "求和，开方。"),
        ),
    )  # fmt: skip


def _angle(dice: random.Random) -> Exercise:
    angle = dice.choice((60, 120))
    b, c, a = dice.choice(_WHOLE[angle])
    answer = exact(angle, "°")
    top, bottom = b * b + c * c - a * a, 2 * b * c
    slips = [
        slip("sign-of-the-cosine", exact(180 - angle, "°"), "A negative cosine belongs to an "
             "obtuse angle, a positive one to an acute angle.",
             "余弦为负时角为钝角，余弦为正时角为锐角。"),
        slip("swaps-sine-and-cosine", exact(30 if angle == 60 else 150, "°"), "This angle has the "
             "sine one half; the rule gives the cosine.", "这是正弦为一半的角，这里求出的是余弦。"),
        slip("assumes-a-right-angle", exact(90, "°"), "The squares of the sides do not add up: "
             "there is no right angle.", "三边的平方不满足勾股定理，不是直角。"),
        slip("assumes-equal-angles", exact(45, "°"), "No value of the cosine gives this angle "
             "here.", "这里的余弦值并不对应这个角。"),
    ]  # fmt: skip
    return Exercise(
        facts={"three": (a, b, c)},
        question=say(
            f"In triangle $ABC$ we have $BC = {a}$, $AC = {b}$ and $AB = {c}$. How large is the "
            "angle $A$?",
            f"在三角形 $ABC$ 中，$BC = {a}$，$AC = {b}$，$AB = {c}$，角 $A$ 是多少度？",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"cos(x°) = ({b}^2 + {c}^2 - {a}^2)/(2*{b}*{c}), 0 < x < 180",
                 "Let $A = x°$. The cosine rule gives its cosine.",
                 "设 $A = x°$，由余弦定理求它的余弦。"),
            step(f"cos(x°) = {Fraction(top, bottom)}, 0 < x < 180", "Work out the squares.",
                 "计算并化简。"),
            step(f"x = {angle}", f"The angle with this cosine is ${angle}°$.",
                 f"余弦等于这个值的角是 ${angle}°$。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="triangle-right-angled",
        topic="trigonometry",
        title=say("Sides of a right triangle", "解直角三角形"),
        grades=(9, 10),
        skills=("trigonometry", "right-triangles"),
        make=_right_triangle,
        constants=PLAIN,
    ),
    Family(
        name="triangle-sine-rule",
        topic="trigonometry",
        title=say("The sine rule", "正弦定理"),
        grades=(10, 12),
        skills=("trigonometry", "sine-rule"),
        make=_sine_rule,
        constants=PLAIN,
    ),
    Family(
        name="triangle-cosine-rule",
        topic="trigonometry",
        title=say("The cosine rule", "余弦定理"),
        grades=(10, 12),
        skills=("trigonometry", "cosine-rule"),
        make=_cosine_rule,
        constants=PLAIN,
    ),
)
