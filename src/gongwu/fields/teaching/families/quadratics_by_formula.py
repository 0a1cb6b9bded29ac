"""Quadratic equations beyond whole roots: a leading coefficient, surds, the discriminant."""

import random
from fractions import Fraction
from math import isqrt

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    fraction_between,
    phrase,
    say,
    several,
    slip,
    solve,
    step,
    surd,
)

_SQUARED = PLAIN | {"2"}


def _leading(dice: random.Random, level: int) -> Exercise:
    """a·x² + b·x + c = 0 with one whole root and a fraction, then with two fractions."""
    bottoms = range(2, 4) if level == 1 else range(2, 6)
    first = fraction_between(dice, -3 - level, 3 + level, bottoms)
    second = Fraction(signed(dice, 1, 3 + 2 * level))
    if level == 3:
        second = other_than(lambda: fraction_between(dice, -6, 6, bottoms), first, -first)
    p, q, r, s = first.denominator, -first.numerator, second.denominator, -second.numerator
    equation = f"{polynomial('x', p * r, p * s + q * r, q * s)} = 0"
    one, other = polynomial("x", p, q), polynomial("x", r, s)
    answer = several(first, second)
    slips = [
        slip("signs-of-the-factors", several(-first, -second),
             "A factor $ax - b$ is 0 at $x = b/a$, not at $-b/a$.",
             "因式 $ax - b$ 在 $x = b/a$ 处为 0，不是在 $-b/a$ 处。"),
        slip("drops-the-leading-coefficient", several(first.numerator, second.numerator),
             "In a factor $ax - b$ the number must still be divided by $a$.",
             "因式 $ax - b$ 中的数还要除以 $a$。"),
        slip("turns-the-fraction-over", several(1 / first, second),
             "The root of $ax - b$ is $b/a$, not $a/b$.", "$ax - b$ 的零点是 $b/a$，不是 $a/b$。"),
        slip("a-root-is-lost", several(second), "One root is missing: the other factor can be 0 "
             "too.", "少了一个根：另一个因式也可以为 0。"),
    ]  # fmt: skip
    return Exercise(
        facts={"coefficients": (p * r, p * s + q * r, q * s)},
        question=solve(equation),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(equation, "Try to factor the left side.", "尝试把左边分解因式。"),
            step(f"({one})*({other}) = 0", f"The first terms multiply to ${tex(f'{p * r}*x^2')}$, "
                 f"the last to ${q * s}$, and the products across add up to the middle term.",
                 f"十字相乘：首项之积为 ${tex(f'{p * r}*x^2')}$，末项之积为 ${q * s}$，"
                 "交叉乘积之和等于中间项。"),
            step(f"{one} = 0 or {other} = 0", "A product is 0 only if one of its factors is 0.",
                 "积为 0，必有一个因式为 0。"),
            step(f"x = {first} or x = {second}", "Solve both linear equations.",
                 "解这两个一元一次方程。"),
        ),
    )  # fmt: skip


def _surds(dice: random.Random, level: int) -> Exercise:
    """Roots m ± n√k; the leading coefficient is 1 but at level 3."""
    while True:
        a = 1 if level < 3 else dice.randint(2, 5)
        b, c = signed(dice, 1, 8 + 4 * level), signed(dice, 1, 16 + 4 * level)
        if level == 1:
            b *= 2
        under = b * b - 4 * a * c
        if under > 0 and isqrt(under) ** 2 != under:
            break
    equation = f"{polynomial('x', a, b, c)} = 0"
    answer = several(*_pair(-b, under, 2 * a))
    return Exercise(
        facts={"coefficients": (a, b, c)},
        question=solve(equation),
        answer=answer,
        slips=distinct(answer, _surd_slips(a, b, c)),
        steps=(
            step(equation, f"The left side has no simple factors. Here $a = {a}$, $b = {b}$, "
                 f"$c = {c}$.",
                 f"左边不易分解，用求根公式，其中 $a = {a}$，$b = {b}$，$c = {c}$。"),
            step(f"x = (-({b}) + sqrt({under}))/{2 * a} or x = (-({b}) - sqrt({under}))/{2 * a}",
                 f"The discriminant is $b^{{2}} - 4ac = {under}$; put it into the formula.",
                 f"判别式 $b^{{2}} - 4ac = {under}$，代入求根公式。"),
            step(" or ".join(f"x = {root}" for root in answer.values), "Simplify the root.",
                 "化简根式。"),
        ),
    )  # fmt: skip


def _pair(top: int, under: int, bottom: int) -> tuple[str, str]:
    """(top ± √under)/bottom, with squares out of the root and the fraction cancelled."""
    outside = max(n for n in range(1, isqrt(under) + 1) if under % (n * n) == 0)
    core = under // outside**2
    start, size = Fraction(top, bottom), Fraction(outside, abs(bottom))
    shared = max(start.denominator, size.denominator)
    if start.denominator != size.denominator or shared == 1:
        root = surd(size.numerator, core)
        root = root if size.denominator == 1 else f"{root}/{size.denominator}"
        return (f"{start} + {root}", f"{start} - {root}") if start else (root, f"-{root}")
    root = surd(size.numerator, core)
    return f"({start.numerator} + {root})/{shared}", f"({start.numerator} - {root})/{shared}"


def _surd_slips(a: int, b: int, c: int) -> list[Slip]:
    under = b * b - 4 * a * c
    slips = [
        slip("sign-of-b-in-the-formula", several(*_pair(b, under, 2 * a)),
             "The formula begins with $-b$, not with $b$.", "求根公式的开头是 $-b$，不是 $b$。"),
        slip("a-root-is-lost", several(_pair(-b, under, 2 * a)[0]),
             "The root can be added and subtracted: there are two solutions.",
             "根号前取正负号，方程有两个根。"),
    ]  # fmt: skip
    if b * b + 4 * a * c > 0:
        slips.append(slip(
            "sign-in-the-discriminant", several(*_pair(-b, b * b + 4 * a * c, 2 * a)),
            "The discriminant is $b^{2} - 4ac$; mind the sign of $c$.",
            "判别式是 $b^{2} - 4ac$，注意 $c$ 的符号。"))  # fmt: skip
    slips.append(slip(
        "divides-the-root-only", several(f"{-b} + sqrt({under})/{2 * a}",
                                         f"{-b} - sqrt({under})/{2 * a}"),
        "The whole numerator is divided by $2a$, not the root alone.",
        "整个分子都要除以 $2a$，不只是根式部分。"))  # fmt: skip
    slips.append(slip(
        "forgets-the-denominator", several(f"{-b} + sqrt({under})", f"{-b} - sqrt({under})"),
        "The numerator must be divided by $2a$.", "分子还要除以 $2a$。"))  # fmt: skip
    return slips


_COUNTS = (
    phrase("two", "two different real solutions", "有两个不相等的实数根"),
    phrase("one", "one real solution (a double root)", "有两个相等的实数根"),
    phrase("none", "no real solution", "没有实数根"),
)
_EXPECTED = {
    "two": "expects-two-roots",
    "one": "expects-a-double-root",
    "none": "expects-no-roots",
    "many": "expects-too-many-roots",
}
_WHY = {
    "two": say("Two different solutions need a positive discriminant.",
               "判别式大于 0 才有两个不相等的实数根。"),
    "one": say("A double root needs a discriminant of 0.", "判别式等于 0 才有两个相等的实数根。"),
    "none": say("There is no real solution only if the discriminant is negative.",
                "判别式小于 0 才没有实数根。"),
    "many": say("A quadratic equation has at most two solutions.", "一元二次方程最多有两个根。"),
}  # fmt: skip


def _how_many(dice: random.Random, level: int) -> Exercise:
    kind = dice.choice(_COUNTS)
    a, b, c = _with_roots(dice, level, kind.key)
    equation = f"{polynomial('x', a, b, c)} = 0"
    under = b * b - 4 * a * c
    many = phrase("many", "more than two real solutions", "有两个以上的实数根")
    wrong = [each for each in (*_COUNTS, many) if each.key != kind.key]
    sign = ">" if under > 0 else "<" if under < 0 else "="
    shown = tex(equation)
    return Exercise(
        facts={"coefficients": (a, b, c)},
        question=say(f"How many real solutions does the equation ${shown}$ have?",
                     f"方程 ${shown}$ 有几个实数根？"),
        answer=kind,
        slips=tuple(slip(_EXPECTED[each.key], each, _WHY[each.key].en, _WHY[each.key].zh)
                    for each in wrong),
        steps=(
            step("", f"Here $a = {a}$, $b = {b}$, $c = {c}$.",
                 f"这里 $a = {a}$，$b = {b}$，$c = {c}$。"),
            step(f"({b})^2 - 4*({a})*({c})", "Write the discriminant $b^{2} - 4ac$.",
                 "写出判别式 $b^{2} - 4ac$。"),
            step(f"{under}", f"It is ${under}$, and ${under} {sign} 0$: {kind.en}."
                 if under else f"It is $0$: {kind.en}.",
                 f"判别式等于 ${under}$，${under} {sign} 0$，所以方程{kind.zh}。"
                 if under else f"判别式等于 $0$，所以方程{kind.zh}。"),
        ),
    )  # fmt: skip


def _with_roots(dice: random.Random, level: int, kind: str) -> tuple[int, int, int]:
    if kind == "one":
        p, q = dice.randint(1, 2 + level), signed(dice, 1, 9)
        side = signed(dice, 1, level)
        return side * p * p, 2 * side * p * q, side * q * q
    while True:
        a = signed(dice, 1, 2 * level) if level > 1 else 1
        b, c = signed(dice, 1, 6 + 3 * level), signed(dice, 1, 6 + 3 * level)
        if (b * b - 4 * a * c > 0) == (kind == "two") and b * b != 4 * a * c:
            return a, b, c


def _equal_roots(dice: random.Random, level: int) -> Exercise:
    """For which k has x² + k·x + c = 0 a double root; then a·x² + k·x + c; then k·x² + b·x + c."""
    p, q = (1 if level == 1 else dice.randint(2, 9)), dice.randint(2, 60 // level)
    if level == 3:
        return _leading_parameter(dice)
    a, c, k = p * p, q * q, 2 * p * q
    shown = tex(f"{polynomial('x', a, 0, 0)} + k*x + {c} = 0")
    answer = several(k, -k)
    slips = [
        slip("a-root-is-lost", several(k), "A square is the same for $k$ and $-k$.",
             "平方等于一个正数时，$k$ 有正负两个值。"),
        slip("forgets-the-factor-4", several(p * q, -p * q),
             "The discriminant is $k^{2} - 4ac$: the 4 was left out.",
             "判别式是 $k^{2} - 4ac$，漏了因数 4。"),
        slip("does-not-take-the-root", several(k * k), "This is $k^{2}$, not $k$.",
             "这是 $k^{2}$，不是 $k$。"),
        slip("takes-the-constant", several(c, -c), "The constant term is not the parameter.",
             "这是常数项，不是参数的值。"),
    ]  # fmt: skip
    return Exercise(
        facts={"lead": a, "constant": c, "place": "middle"},
        question=say(f"For which values of $k$ does the equation ${shown}$ have a double root?",
                     f"$k$ 取何值时，关于 $x$ 的方程 ${shown}$ 有两个相等的实数根？"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"k^2 - 4*{a}*{c} = 0", "A double root means that the discriminant is 0.",
                 "有两个相等的实数根，即判别式等于 0。"),
            step(f"k^2 = {k * k}", "Bring the number to the right.", "把常数移到右边。"),
            step(f"k = {k} or k = {-k}", "Both signs are possible.", "开平方，取正负两个值。"),
        ),
    )  # fmt: skip


def _leading_parameter(dice: random.Random) -> Exercise:
    b, c = signed(dice, 1, 24), signed(dice, 1, 15)
    k = Fraction(b * b, 4 * c)
    shown = tex(f"k*x^2 {'-' if b < 0 else '+'} {polynomial('x', abs(b), c)} = 0")
    answer = several(k)
    slips = [
        slip("forgets-the-factor-4", several(k * 4), "The discriminant is $b^{2} - 4ac$: the 4 "
             "was left out.", "判别式是 $b^{2} - 4ac$，漏了因数 4。"),
        slip("sign-in-the-discriminant", several(-k), "The discriminant is $b^{2} - 4ac$; "
             "mind the sign of $c$.", "判别式是 $b^{2} - 4ac$，注意 $c$ 的符号。"),
        slip("does-not-square", several(Fraction(b, 4 * c)), "The middle coefficient must be "
             "squared.", "一次项系数要平方。"),
        slip("turns-the-fraction-over", several(1 / k), "The quotient is upside down.",
             "分子分母颠倒了。"),
        slip("zero-leading-coefficient", several(0, k),
             "For $k = 0$ the equation is not quadratic any more.",
             "$k = 0$ 时方程不再是一元二次方程。"),
    ]  # fmt: skip
    return Exercise(
        facts={"middle": b, "constant": c, "place": "lead"},
        question=say(f"For which values of $k$ does the equation ${shown}$ have a double root?",
                     f"$k$ 取何值时，关于 $x$ 的方程 ${shown}$ 有两个相等的实数根？"),
        answer=answer,
        slips=distinct(answer, slips),
        steps=(
            step(f"({b})^2 - 4*k*({c}) = 0", "A double root means that the discriminant is 0.",
                 "有两个相等的实数根，即判别式等于 0。"),
            step(f"{4 * c}*k = {b * b}", "Bring the term with $k$ to one side.",
                 "把含 $k$ 的项移到一边。"),
            step(f"k = {k}", f"Divide by ${4 * c}$; ${number_to_latex(k)}$ is not 0, so the "
                 "equation stays quadratic.",
                 f"两边除以 ${4 * c}$；${number_to_latex(k)}$ 不为 0，方程仍是一元二次方程。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="quadratic-leading-coefficient",
        topic="quadratic",
        title=say("Quadratic equations with a leading coefficient", "二次项系数不为 1 的方程"),
        grades=(9, 10),
        skills=("factoring", "quadratic-equations"),
        make=_leading,
        constants=_SQUARED,
    ),
    Family(
        name="quadratic-formula",
        topic="quadratic",
        title=say("The quadratic formula", "求根公式"),
        grades=(9, 11),
        skills=("quadratic-equations", "quadratic-formula", "surds"),
        make=_surds,
        constants=_SQUARED,
    ),
    Family(
        name="quadratic-number-of-roots",
        topic="quadratic",
        title=say("The discriminant", "根的判别式"),
        grades=(9, 11),
        skills=("quadratic-equations", "discriminant"),
        make=_how_many,
        constants=_SQUARED,
    ),
    Family(
        name="quadratic-double-root",
        topic="quadratic",
        title=say("A parameter for a double root", "有等根时求参数"),
        grades=(9, 11),
        skills=("quadratic-equations", "discriminant", "parameters"),
        make=_equal_roots,
        constants=_SQUARED,
    ),
)
