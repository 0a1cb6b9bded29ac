"""Limits, and the sums of geometric series."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    fraction_between,
    say,
    slip,
    stated,
    step,
)
from gongwu.fields.teaching.values import Exact, exact
from gongwu.ports import Words


def _asked(formula: str, place: str) -> Words:
    shown = tex(formula)
    return say(
        f"Find the limit of ${shown}$ as $x$ tends to ${place}$.",
        f"求当 $x$ 趋于 ${place}$ 时 ${shown}$ 的极限。",
    )


def _limit(dice: random.Random, level: int) -> Exercise:
    """A factor that cancels; the highest powers; a difference with a root."""
    if level == 2:
        return _at_infinity(dice)
    if level == 3:
        return _with_root(dice)
    a, root = dice.randint(1, 6), signed(dice, 1, 9)
    other = other_than(lambda: signed(dice, 1, 9), root)
    top = (a, -a * (root + other), a * root * other)
    value = a * (root - other)
    formula = f"({polynomial('x', *top)})/({polynomial('x', 1, -root)})"
    slips = [
        slip("zero-over-zero-is-zero", 0, "$0/0$ has no value; cancel the common factor first.",
             "$0/0$ 没有意义，要先约去公因式。"),
        slip("zero-over-zero-is-one", 1, "$0/0$ is not 1; cancel the common factor first.",
             "$0/0$ 不等于 1，要先约去公因式。"),
        slip("cancels-the-wrong-factor", a * (root + other), "A sign went wrong in the other "
             "factor.", "另一个因式的符号错了。"),
        slip("forgets-the-leading-factor", root - other if a > 1 else other - root,
             "The factor in front belongs to the limit.", "漏了前面的系数或弄错了符号。"),
        slip("takes-the-quotient-of-coefficients", a * root, "Put the number into the cancelled "
             "expression.", "应代入约分后的式子。"),
    ]  # fmt: skip
    return Exercise(
        facts={"top": top, "bottom": (1, -root), "at": root},
        question=_asked(formula, str(root)),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(f"{formula}", "Both parts become 0, so they have a common factor.",
                 "分子、分母都趋于 0，有公因式。"),
            step(_factored(a, root, other), "Factor the numerator.", "分子分解因式。"),
            step(_times(a, polynomial("x", 1, -other)), "Cancel.", "约分。"),
            step("", f"Put $x = {root}$ in: the limit is ${value}$.",
                 f"代入 $x = {root}$，极限为 ${value}$。"),
        ),
    )  # fmt: skip


def _times(factor: int, inner: str) -> str:
    return inner if factor == 1 else f"{factor}*({inner})"


def _factored(a: int, root: int, other: int) -> str:
    lead = "" if a == 1 else f"{a}*"
    first, second = polynomial("x", 1, -root), polynomial("x", 1, -other)
    return f"{lead}({first})*({second})/({first})"


def _at_infinity(dice: random.Random) -> Exercise:
    a, b, c, d, e, f = (signed(dice, 1, 9) for _ in range(6))
    value = Fraction(a, d)
    formula = f"({polynomial('x', a, b, c)})/({polynomial('x', d, e, f)})"
    slips = [
        slip("quotient-of-the-constants", Fraction(c, f), "Far out the highest powers decide, "
             "not the constants.", "当 $x$ 很大时由最高次项决定，不是常数项。"),
        slip("turns-the-fraction-over", 1 / value, "The quotient is upside down.",
             "分子分母颠倒了。"),
        slip("infinity-over-infinity-is-one", 1, "Two infinite quantities need not have the "
             "quotient 1.", "两个无穷大之比不一定是 1。"),
        slip("infinity-over-infinity-is-zero", 0, "Top and bottom grow equally fast.",
             "分子与分母同阶，极限不是 0。"),
        slip("quotient-of-the-sums", Fraction(a + b + c, d + e + f) if d + e + f else a + b + c,
             "This is the value at $x = 1$.", "这是 $x = 1$ 处的值。"),
    ]  # fmt: skip
    return Exercise(
        facts={"top": (a, b, c), "bottom": (d, e, f), "at": "oo"},
        question=_asked(formula, r"\infty"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(formula, "Divide top and bottom by the highest power.",
                 "分子、分母同除以最高次幂。"),
            step(f"({_shrunk(a, b, c)})/({_shrunk(d, e, f)})",
                 "What has $x$ in its denominator vanishes.", "分母含 $x$ 的项趋于 0。"),
            step("", f"What remains is ${number_to_latex(value)}$.",
                 f"剩下 ${number_to_latex(value)}$。"),
            step("", "This is the limit.", "这就是极限。"),
        ),
    )  # fmt: skip


def _shrunk(a: int, b: int, c: int) -> str:
    signs = ["-" if each < 0 else "+" for each in (b, c)]
    return f"{a} {signs[0]} {abs(b)}/x {signs[1]} {abs(c)}/x^2"


def _with_root(dice: random.Random) -> Exercise:
    """(√(a·x + s²) - s)/(c·x) as x tends to 0."""
    a, s, c = signed(dice, 1, 9), dice.randint(2, 12), dice.randint(1, 9)
    value = Fraction(a, 2 * s * c)
    inside = polynomial("x", a, s * s)
    bottom = polynomial("x", c, 0)
    formula = f"(sqrt({inside}) - {s})/({bottom})"
    slips = [
        slip("zero-over-zero-is-zero", 0, "$0/0$ has no value; multiply by the conjugate first.",
             "$0/0$ 没有意义，要先分子有理化。"),
        slip("forgets-the-factor-2", Fraction(a, s * c), "The conjugate tends to twice the "
             "number.", "共轭式趋于该数的 2 倍。"),
        slip("root-of-each-term", Fraction(a, c), "The root of a sum is not the sum of the "
             "roots.", "和的平方根不等于平方根的和。"),
        slip("forgets-the-inner-factor", Fraction(1, 2 * s * c) if a != 1 else
             Fraction(1, 2 * s * c + 1), "The factor of $x$ under the root matters.",
             "根号内 $x$ 的系数也要考虑。"),
        slip("conjugate-in-the-numerator", Fraction(2 * s * a, c), "After multiplying, the "
             "conjugate stands in the denominator.", "有理化后共轭式在分母上。"),
    ]  # fmt: skip
    return Exercise(
        facts={"inside": (a, s * s), "taken": s, "bottom": c},
        question=_asked(formula, "0"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(formula, "Multiply top and bottom by the conjugate.", "分子有理化。"),
            step(f"{bracketed(a)}*x/({bottom}*(sqrt({inside}) + {s}))"
                 if c == 1 else f"{bracketed(a)}*x/({c}*x*(sqrt({inside}) + {s}))",
                 "The numerator becomes a difference of squares.", "分子化为平方差。"),
            step(f"{a}/({_times(c, f'sqrt({inside}) + {s}')})", "Cancel $x$.", "约去 $x$。"),
            step("", f"Put $x = 0$ in: the limit is ${number_to_latex(value)}$.",
                 f"代入 $x = 0$，极限为 ${number_to_latex(value)}$。"),
        ),
    )  # fmt: skip


def _series(dice: random.Random, level: int) -> Exercise:
    """Positive ratios, negative ratios, and the ratio from the sum."""
    ratio = fraction_between(dice, 0, 1, range(2, 10))
    if level == 2:
        ratio = -ratio
    if level == 3:
        ratio *= dice.choice((-1, 1))
    first = (1 - ratio).numerator * dice.randint(1, 12)
    total = Fraction(first) / (1 - ratio)
    if level == 3:
        return _ratio(first, total, ratio)
    slips = [
        slip("sign-in-the-denominator", Fraction(first) / (1 + ratio), "The sum is the first term "
             "over one minus the ratio.", "和等于首项除以 1 减公比，符号错了。"),
        slip("first-two-terms-only", first + first * ratio, "These are two terms; the series has "
             "infinitely many.", "这只是前两项的和。"),
        slip("multiplies-instead-of-dividing", first * (1 - ratio), "Divide by one minus the "
             "ratio.", "应除以 1 减公比，不是相乘。"),
        slip("divides-by-the-ratio", first / ratio, "Divide by one minus the ratio, not by the "
             "ratio.", "应除以 1 减公比，不是除以公比。"),
    ]  # fmt: skip
    shown = number_to_latex(ratio)
    return Exercise(
        facts={"first": first, **stated("ratio", ratio)},
        question=say(
            f"A geometric series has the first term ${first}$ and the ratio ${shown}$. Find its "
            "sum to infinity.",
            f"无穷等比级数的首项为 ${first}$，公比为 ${shown}$，求它的和。",
        ),
        answer=exact(total),
        slips=distinct(exact(total), slips),
        steps=(
            step(f"{first}/(1 - {bracketed(ratio)})", "The sum is the first term over one minus "
                 "the ratio, since the ratio is smaller than 1 in size.",
                 "公比的绝对值小于 1，和等于首项除以 1 减公比。"),
            step(f"{first}/({1 - ratio})", "Work out the denominator.", "算出分母。"),
            step(str(total), "Divide.", "相除。"),
        ),
    )  # fmt: skip


def _ratio(first: int, total: Fraction, ratio: Fraction) -> Exercise:
    answer: Exact = exact(ratio)
    slips = [
        slip("sign-of-the-ratio", -ratio, "The sign is wrong: put the ratio into the formula.",
             "符号错了：代入公式检验。"),
        slip("divides-first-by-sum", Fraction(first) / total, "This is one minus the ratio.",
             "这是 1 减公比，还要再减一次。"),
        slip("divides-sum-by-first", total / first, "The sum over the first term is one over one "
             "minus the ratio.", "和除以首项等于 1 减公比的倒数，不是公比。"),
        slip("difference-of-sum-and-first", total - first, "The difference must still be divided "
             "by the sum.", "差还要除以和。"),
    ]  # fmt: skip
    shown = number_to_latex(total)
    return Exercise(
        facts={"first": first, **stated("sum", total)},
        question=say(
            f"A geometric series has the first term ${first}$ and the sum to infinity ${shown}$. "
            "Find its ratio.",
            f"无穷等比级数的首项为 ${first}$，和为 ${shown}$，求公比。",
        ),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"{first}/(1 - q) = {total}", "The sum is the first term over one minus the "
                 "ratio.", "和等于首项除以 1 减公比。"),
            step(f"1 - q = {Fraction(first) / total}", "Solve for one minus the ratio.",
                 "解出 1 减公比。"),
            step(f"q = {ratio}", "Solve for the ratio.", "求出公比。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="limit",
        topic="calculus",
        title=say("Limits", "极限"),
        grades=(12, 13),
        skills=("limits",),
        make=_limit,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="geometric-series",
        topic="calculus",
        title=say("Infinite geometric series", "无穷等比级数"),
        grades=(11, 13),
        skills=("series", "limits"),
        make=_series,
        constants=PLAIN,
    ),
)
