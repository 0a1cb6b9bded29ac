"""Trigonometry: exact values, equations and identities."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families import triangles_with_angles
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    say,
    several,
    slip,
    step,
)
from gongwu.fields.teaching.families.special_angles import (
    as_root,
    combined,
    exact_value,
    sign_of,
    times_term,
)
from gongwu.fields.teaching.values import Expression, exact
from gongwu.ports import Words

_ACUTE = (30, 45, 60)


def _exact(dice: random.Random, level: int) -> Exercise:
    """a·f(α) + b·g(β): acute angles, then up to 360°, then beyond and negative."""
    angles = {
        1: _ACUTE,
        2: (30, 45, 60, 120, 135, 150, 210, 225, 240, 300, 315, 330),
        3: (*range(-330, 0, 15), *range(390, 720, 15)),
    }[level]
    allowed = [angle for angle in angles if angle % 90 and (angle % 30 == 0 or angle % 45 == 0)]
    first, second = dice.choice(allowed), dice.choice(allowed)
    f, g = dice.sample(("sin", "cos", "tan"), 2)
    a, b = dice.randint(1, 9), dice.choice((-1, 1)) * dice.randint(1, 9)
    one, two = exact_value(f, first), exact_value(g, second)
    problem = (
        f"{times_term(a, f'{f}({first}°)')} {sign_of(b)} {times_term(abs(b), f'{g}({second}°)')}"
    )
    value = Expression(text=combined((a, one), (b, two)))
    co = {"sin": "cos", "cos": "sin", "tan": "cos"}[f]
    wrong = [
        ("swaps-sine-and-cosine", combined((a, exact_value(co, first)), (b, two)),
         "The value of another function was taken: check sine and cosine on the triangle.",
         "用错了函数值：结合特殊直角三角形分清正弦、余弦和正切。"),
        ("sign-in-the-quadrant", combined((a, one), (-b, two)),
         "The sign depends on the quadrant and on the sign in front.",
         "符号由角所在象限和前面的正负号决定。"),
        ("confuses-30-and-60", combined((a, exact_value(f, _other(first))), (b, two)),
         "The values at $30°$ and $60°$ are exchanged, or those of $45°$ misplaced.",
         "$30°$ 与 $60°$ 的函数值弄混了，或 $45°$ 的值用错。"),
        ("forgets-the-factor", combined((1, one), (b // abs(b), two)),
         "The factors in front were left out.", "漏乘了前面的系数。"),
        ("sign-of-the-first-term", combined((-a, one), (b, two)),
         "The first value has the wrong sign in this quadrant.",
         "第一个函数值在该象限的符号错了。"),
    ]  # fmt: skip
    slips = [slip(name, Expression(text=text), en, zh) for name, text, en, zh in wrong]
    shown = tex(problem)
    return Exercise(
        facts={"first": (a, first), "second": (b, second), "functions": (f, g)},
        question=say(f"Find the exact value of ${shown}$.", f"求 ${shown}$ 的精确值。"),
        answer=value,
        slips=distinct(value, slips),
        steps=(
            step(problem, "Use the values of the special angles; the quadrant gives the sign.",
                 "利用特殊角的三角函数值，符号看象限。"),
            step(f"{a}*({one}) {sign_of(b)} {abs(b)}*({two})", "Put the exact values in.",
                 "代入精确值。"),
            step(value.text, "Simplify.", "化简。"),
        ),
    )  # fmt: skip


def _other(angle: int) -> int:
    """Another special angle in the same quadrant."""
    turned = angle % 90
    return angle - turned + {30: 60, 60: 30, 45: 30}[turned]


_SOLVED = ("sin", "cos", "tan")


def _equation(dice: random.Random, level: int) -> Exercise:
    """sin x = v, then a·sin x + b = 0, then with the double angle."""
    f = dice.choice(_SOLVED)
    angle = dice.choice([n for n in range(15, 360, 15) if n % 90 and (n % 30 == 0 or n % 45 == 0)])
    value = exact_value(f, angle)
    factor = 1 if level != 2 else dice.choice((2, 4, 6, 8, 10, 12))
    shift = dice.randint(1, 89)
    solutions = [x for x in range(0, 360) if _fits(f, x, value)]
    if level == 1:
        problem, plain = f"{f}((x + {shift})°) = {value}", ""
        answers = sorted((x - shift) % 360 for x in solutions)
    elif level == 2:
        # The factor goes to the other side of the equation: 4·sin x = 2√3.
        problem = f"{factor}*{f}(x°) = {combined((factor, value))}"
        plain, answers = f"{f}(x°) = {value}", solutions
    else:
        problem, plain = f"{f}((2*x - {shift})°) = {value}", ""
        halves = [Fraction(x + shift + 360 * turn, 2) for x in solutions for turn in (-1, 0, 1)]
        answers = sorted(int(half) for half in halves if 0 <= half < 360)
        if any(half.denominator > 1 for half in halves):
            return _equation(dice, level)
    domain = "0 <= x < 360"
    inner = {1: f"x + {shift}", 2: "x", 3: f"2*x - {shift}"}[level]
    answer = several(*answers)
    angles = sorted({each % 360 for each in solutions})
    slips = [
        slip("a-solution-is-lost", several(*answers[:1]), "Each value is taken more than once in "
             "a full turn.", "一周之内每个函数值不止取到一次。"),
        slip("wrong-symmetry",
             several(answers[0], *sorted({(-each + 90) % 360 for each in answers[1:]})),
             "The second solution lies symmetric: $180 - x$ for the sine, $360 - x$ for the "
             "cosine, $180 + x$ for the tangent.",
             "另一个解要用对称性：正弦用 $180 - x$，余弦用 $360 - x$，正切用 $180 + x$。"),
        slip("sign-in-the-quadrant", several(*sorted((each + 180 if f != "tan" else -each) % 360
                                                     for each in answers)),
             "In these quadrants the function has the other sign.",
             "在这些象限里函数值的符号相反。"),
        slip("solves-for-the-inner-angle", several(*angles) if level != 2 else
             several(*(each + 360 for each in answers)),
             "These are values of the whole angle, or lie outside the given range.",
             "这是整个角的值，或不在规定范围内。"),
        slip("off-by-a-shift", several(*((each + 30) % 360 for each in answers)),
             "Put the result in: it does not satisfy the equation.", "代入检验，方程不成立。"),
    ]  # fmt: skip
    shown = tex(problem)
    cases = " or ".join(f"x = {each}" for each in answers)
    first_say = say("Find the angles with this value in one turn.",
                    "先求一周内函数值等于该值的角。")  # fmt: skip
    return Exercise(
        facts={
            "function": f,
            "factor": factor,
            "inner": {1: (1, shift), 2: (1, 0), 3: (2, -shift)}[level],
            "right": as_root(factor, value),
        },
        question=say(
            f"Solve ${shown}$ for $0 \\le x < 360$. Give all solutions.",
            f"在 $0 \\le x < 360$ 范围内解方程 ${shown}$，写出所有解。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"{problem}, {domain}", "Bring the equation to the form of a table value."
                 if level == 2 else first_say.en,
                 "化成特殊角的函数值。" if level == 2 else first_say.zh),
            step(f"{plain}, {domain}" if plain else "",
                 f"The angle ${tex(inner)}$ can be "
                 f"${', '.join(str(each) + '°' for each in angles)}$"
                 + (", or differ from these by full turns." if level != 2 else "."),
                 f"角 ${tex(inner)}$ 可取 ${', '.join(str(each) + '°' for each in angles)}$"
                 + ("，或与它们相差整周。" if level != 2 else "。")),
            step(cases, "Solve for $x$ and keep what lies in the range.",
                 "解出 $x$，保留范围内的值。"),
        ),
    )  # fmt: skip


def _fits(function: str, angle: int, value: str) -> bool:
    if angle % 30 and angle % 45:
        return False
    if function == "tan" and angle % 180 == 90:
        return False
    return exact_value(function, angle) == value


_TRIPLES = (
    (3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41), (12, 35, 37),
    (11, 60, 61), (28, 45, 53), (33, 56, 65), (16, 63, 65), (48, 55, 73), (13, 84, 85),
    (36, 77, 85), (39, 80, 89), (65, 72, 97),
)  # fmt: skip
_QUADRANTS = {
    "first": (say("an acute angle", "锐角"), 1, 1),
    "second": (say("an angle in the second quadrant", "第二象限角"), 1, -1),
    "third": (say("an angle in the third quadrant", "第三象限角"), -1, -1),
    "fourth": (say("an angle in the fourth quadrant", "第四象限角"), -1, 1),
}


def _identity(dice: random.Random, level: int) -> Exercise:
    """From the sine or cosine to another function; at level 3 to the double angle."""
    short, long, hypotenuse = dice.choice(_TRIPLES)
    up, side = (short, long) if dice.random() < 0.5 else (long, short)
    quadrant = "first" if level == 1 else dice.choice(("second", "third", "fourth"))
    where, sine_sign, cosine_sign = _QUADRANTS[quadrant]
    sine = Fraction(sine_sign * up, hypotenuse)
    cosine = Fraction(cosine_sign * side, hypotenuse)
    given = dice.choice(("sin", "cos"))
    known, hidden = (sine, cosine) if given == "sin" else (cosine, sine)
    missing = "cos" if given == "sin" else "sin"
    wanted, formula, value = {
        "other": (f"{missing}(theta)", "", hidden),
        "tan": ("tan(theta)", f"({sine})/({cosine})", sine / cosine),
        "sin2": ("sin(2*theta)", f"2*({sine})*({cosine})", 2 * sine * cosine),
        "cos2": ("cos(2*theta)", f"1 - 2*({sine})^2", 1 - 2 * sine * sine),
    }[dice.choice(("other", "tan")) if level < 3 else dice.choice(("sin2", "cos2"))]
    formula = formula or str(hidden)
    slips = [
        slip("sign-in-the-quadrant", -value, "The quadrant decides the sign.", "符号由象限决定。"),
        slip("complement-without-squares", 1 - abs(known), "It is the squares of sine and cosine "
             "that add up to 1.", "是正弦与余弦的平方和等于 1。"),
        slip("forgets-the-root", 1 - known * known, "This is a square; the root must still be "
             "taken.", "这是平方，还要开方。"),
        slip("doubles-the-value" if level == 3 else "turns-the-fraction-over",
             2 * known if level == 3 else 1 / value,
             "The function of the double angle is not double the function."
             if level == 3 else "The quotient is upside down.",
             "二倍角的函数值不是函数值的 2 倍。" if level == 3 else "分子分母颠倒了。"),
        slip("takes-the-given-value", known, "This is the given value.", "这是已知的函数值。"),
    ]  # fmt: skip
    shown, asked = f"{given}(theta) = {known}", tex(wanted)
    return Exercise(
        facts={
            "given": given,
            "value": str(known),
            "value_parts": (abs(known.numerator), known.denominator),
            "quadrant": quadrant,
            "wanted": wanted,
        },
        question=say(
            f"The angle $\\theta$ is {where.en} and ${tex(shown)}$. Find ${asked}$.",
            f"已知 $\\theta$ 为{where.zh}，${tex(shown)}$，求 ${asked}$ 的值。",
        ),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"From $\\sin^{{2}}(\\theta) + \\cos^{{2}}(\\theta) = 1$ we get "
                 f"$\\{missing}^{{2}}(\\theta) = {number_to_latex(hidden * hidden)}$.",
                 f"由 $\\sin^{{2}}(\\theta) + \\cos^{{2}}(\\theta) = 1$ 得"
                 f" $\\{missing}^{{2}}(\\theta) = {number_to_latex(hidden * hidden)}$。"),
            step(formula, f"In this quadrant $\\{missing}(\\theta) = {number_to_latex(hidden)}$."
                 + _used(wanted).en,
                 f"在该象限 $\\{missing}(\\theta) = {number_to_latex(hidden)}$。"
                 + _used(wanted).zh),
            step(str(value), "This is the value.", "得到结果。"),
        ),
    )  # fmt: skip


def _used(wanted: str) -> Words:
    match wanted:
        case "tan(theta)":
            return say(" The tangent is the sine over the cosine.", "正切等于正弦除以余弦。")
        case "sin(2*theta)":
            formula = r"$\sin(2\theta) = 2\sin(\theta)\cos(\theta)$"
        case "cos(2*theta)":
            formula = r"$\cos(2\theta) = 1 - 2\sin^{2}(\theta)$"
        case _:
            return say("", "")
    return say(f" Use {formula}.", f"再用 {formula}。")


FAMILIES: tuple[Family, ...] = (
    Family(
        name="trigonometry-exact-values",
        topic="trigonometry",
        title=say("Values at special angles", "特殊角的三角函数值"),
        grades=(9, 11),
        skills=("trigonometry", "special-angles"),
        make=_exact,
        constants=PLAIN,
    ),
    Family(
        name="trigonometry-equation",
        topic="trigonometry",
        title=say("Trigonometric equations", "简单的三角方程"),
        grades=(10, 12),
        skills=("trigonometry", "equations"),
        make=_equation,
        constants=PLAIN | {"360", "1/2"},
    ),
    Family(
        name="trigonometry-identities",
        topic="trigonometry",
        title=say("From one function to another", "同角三角函数与二倍角"),
        grades=(10, 12),
        skills=("trigonometry", "identities"),
        make=_identity,
        constants=PLAIN | {"2"},
    ),
    *triangles_with_angles.FAMILIES,
)
