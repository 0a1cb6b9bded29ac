"""Inequalities, built from the ends of their solution."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, Step
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families import inequalities_with_two_ends
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    divided,
    fraction_between,
    say,
    slip,
    step,
    undone,
)
from gongwu.fields.teaching.families.intervals import FLIPPED, above_or_below, asked, between
from gongwu.fields.teaching.values import Ranges, exact


def _linear(dice: random.Random, level: int) -> Exercise:
    """a·x + b < c; the coefficient is negative at level 2; on both sides at level 3."""
    sign = dice.choice(list(FLIPPED))
    end = Fraction(signed(dice, 1, 15))
    factor = dice.randint(2, 9) if level == 1 else -dice.randint(2, 9)
    if level == 3:
        end = fraction_between(dice, -6, 6, range(2, 6))
        factor = end.denominator * signed(dice, 1, 3)
    added, moved = signed(dice, 1, 20), signed(dice, 1, 7) if level == 3 else 0
    right = int(factor * end) + added
    lead = factor + moved
    if lead == 0:
        return _linear(dice, level)
    problem = f"{polynomial('x', lead, added)} {sign} {polynomial('x', moved, right)}"
    last = FLIPPED[sign] if factor < 0 else sign
    answer = above_or_below(last, end)
    return Exercise(
        facts={"left": (lead, added), "sign": sign, "right": (moved, right)},
        question=asked(problem),
        answer=answer,
        slips=distinct(answer, _linear_slips(last, end, factor, added)),
        steps=(
            step(problem, "Bring the unknown to stand alone on the left.",
                 "把含未知数的项留在左边，常数移到右边。"),
            *([step(f"{polynomial('x', factor, added)} {sign} {right}",
                    "Bring the unknowns to the left and combine them.",
                    "把含未知数的项移到左边，合并同类项。")] if level == 3 else []),
            undone(added, f"{polynomial('x', factor, 0)} {sign} {right - added}"),
            _dividing(factor, f"x {last} {end}"),
        ),
    )  # fmt: skip


def _dividing(factor: int, state: str) -> Step:
    if factor > 0:
        return divided(factor, state)
    return step(
        state,
        f"Divide both sides by ${factor}$. Dividing by a negative number reverses the inequality "
        "sign.",
        f"两边同时除以 ${factor}$。除以负数，不等号要改变方向。",
    )


def _linear_slips(sign: str, end: Fraction, factor: int, added: int) -> list[Slip]:
    other = "turns-the-sign-for-a-positive-factor" if factor > 0 else "does-not-turn-the-sign"
    return [
        slip(other, above_or_below(FLIPPED[sign], end),
             "The inequality sign is reversed when both sides are multiplied or divided by a "
             "negative "
             "number, and only then.", "只有两边同乘或同除以负数时，不等号才改变方向。"),
        slip("end-point-in-or-out", above_or_below(_other_edge(sign), end),
             "The end belongs to the solution exactly when the sign is $\\le$ or $\\ge$.",
             "只有不等号是 $\\le$ 或 $\\ge$ 时，端点才属于解集。"),
        slip("constant-keeps-its-sign", above_or_below(sign, end + Fraction(2 * added, factor)),
             "The number that moved to the other side kept its sign.",
             "常数项移到另一边时没有变号。"),
        slip("forgets-to-divide", above_or_below(sign, end * factor),
             "The coefficient of the unknown has not been divided away.",
             "最后没有除以未知数的系数。"),
    ]  # fmt: skip


def _other_edge(sign: str) -> str:
    return sign.removesuffix("=") if sign.endswith("=") else f"{sign}="


def _whole_solutions(dice: random.Random, level: int) -> Exercise:
    """How many whole numbers satisfy p <= a·x + b < q."""
    factor = dice.randint(2, 2 + 2 * level) if level > 1 else 1
    added = signed(dice, 1, 15)
    low, many = signed(dice, 1, 12), dice.randint(3, 8 + 4 * level)
    left = factor * low + added - dice.randint(0, factor - 1)
    right = factor * (low + many - 1) + added + dice.randint(1, factor)
    problem = f"{left} <= {polynomial('x', factor, added)} < {right}"
    shown = tex(problem)
    low_end, high_end = Fraction(left - added, factor), Fraction(right - added, factor)
    slips = [
        slip("counts-by-subtracting-the-ends", many - 1,
             "From $a$ to $b$ there are $b - a + 1$ integers: both ends count.",
             "从 $a$ 到 $b$ 的整数有 $b - a + 1$ 个，两端都要数。"),
        slip("end-point-in-or-out", many + 1,
             "Look at the ends again: an end counts only if the sign there allows equality.",
             "再看端点：只有允许相等的一端才能数进去。"),
        slip("takes-the-numbers-as-given", right - left,
             "This counts the values of the middle expression, not those of $x$.",
             "这是中间式子可取的整数个数，不是 $x$ 的。"),
        slip("answers-with-the-largest", low + many - 1,
             "This is the largest of them; the question asks how many there are.",
             "这是其中最大的整数，题目问的是个数。"),
        slip("counts-two-too-few", many - 2,
             "The first and the last integer belong to them too.",
             "最前和最后的整数也要数进去。"),
    ]  # fmt: skip
    return Exercise(
        facts={"left": left, "line": (factor, added), "right": right},
        question=say(f"How many integers $x$ satisfy ${shown}$?",
                     f"满足 ${shown}$ 的整数 $x$ 有多少个？"),
        answer=exact(many),
        slips=distinct(exact(many), slips),
        steps=(
            step(problem, "Solve for $x$ in the middle.", "先解出中间的 $x$。"),
            step(f"{low_end} <= x < {high_end}", "Do the same to all three parts.",
                 "对三个部分作同样的运算。"),
            step("",
                 f"The integers from ${low}$ to ${low + many - 1}$: that is "
                 f"${many}$.", f"整数从 ${low}$ 到 ${low + many - 1}$，共 ${many}$ 个。"),
        ),
    )  # fmt: skip


def _compound(dice: random.Random, level: int) -> Exercise:
    """p < a·x + b <= q."""
    low = signed(dice, 1, 12)
    high = low + dice.randint(2, 12)
    factor = {1: 1, 2: dice.randint(2, 9), 3: -dice.randint(2, 9)}[level]
    added = signed(dice, 1, 20)
    first, second = dice.choice(("<", "<=")), dice.choice(("<", "<="))
    ends = (low, high) if factor > 0 else (high, low)
    left, right = factor * ends[0] + added, factor * ends[1] + added
    problem = f"{left} {first} {polynomial('x', factor, added)} {second} {right}"
    signs = (first, second) if factor > 0 else (second, first)
    answer = between(low, high, signs)
    middle = f"{left - added} {first} {polynomial('x', factor, 0)} {second} {right - added}"
    turned = f"{low} {signs[0]} x {signs[1]} {high}"
    return Exercise(
        facts={"ends": (left, right), "line": (factor, added), "signs": (first, second)},
        question=asked(problem),
        answer=answer,
        slips=distinct(answer, _compound_slips((low, high), signs, factor, added)),
        steps=(
            step(problem, "Do the same to all three parts.", "对三个部分作同样的运算。"),
            step(middle, f"{'Subtract' if added > 0 else 'Add'} ${abs(added)}$.",
                 f"各部分同时{'减去' if added > 0 else '加上'} ${abs(added)}$。"),
            *([] if level == 1 else [_dividing(factor, turned)]),
        ),
    )  # fmt: skip


def _compound_slips(
    ends: tuple[int, int], signs: tuple[str, str], factor: int, added: int
) -> list[Slip]:
    low, high = ends
    edges = (_other_edge(signs[0]), _other_edge(signs[1]))
    shift = Fraction(added, factor)
    return [
        slip("end-point-in-or-out", between(low, high, edges),
             "An end belongs to the solution exactly when its sign is $\\le$.",
             "只有不等号是 $\\le$ 的一端，端点才属于解集。"),
        slip("changes-one-part-only", between(low, high + abs(shift), signs),
             "What is done to the middle must be done to both ends.",
             "对中间作的运算，两端都要作。"),
        slip("constant-keeps-its-sign", between(low + 2 * shift, high + 2 * shift, signs),
             "The constant was added where it must be subtracted, or the other way round.",
             "常数项该减的加了，或该加的减了。"),
        slip("mirrors-the-solution", between(-high, -low, (signs[1], signs[0])),
             "The signs of the ends are wrong: try a number between them.",
             "端点的符号错了：取中间的一个数检验。"),
        slip("takes-the-outside",
             Ranges(text=f"{above_or_below(edges[0], low).text}|"
                         f"{above_or_below(edges[1].replace('<', '>'), high).text}"),
             "These are the numbers outside; the solution lies between the ends.",
             "这是两端之外的数，解在两端之间。"),
    ]  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="inequality-linear",
        topic="inequalities",
        title=say("Linear inequalities", "一元一次不等式"),
        grades=(7, 9),
        skills=("inequalities", "linear-equations"),
        make=_linear,
        constants=PLAIN,
    ),
    Family(
        name="inequality-compound",
        topic="inequalities",
        title=say("Inequalities with two ends", "双边不等式"),
        grades=(8, 10),
        skills=("inequalities", "intervals"),
        make=_compound,
        constants=PLAIN,
    ),
    Family(
        name="inequality-whole-solutions",
        topic="inequalities",
        title=say("Integers that satisfy an inequality", "不等式的整数解"),
        grades=(7, 9),
        skills=("inequalities", "counting-integers"),
        make=_whole_solutions,
        constants=PLAIN,
    ),
    *inequalities_with_two_ends.FAMILIES,
)
