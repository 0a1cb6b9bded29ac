"""Functions and their values: putting in, composing, turning round, domains."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families import lines, logarithms, polynomials
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    divided,
    say,
    slip,
    step,
    undone,
)
from gongwu.fields.teaching.families.intervals import above_or_below, between
from gongwu.fields.teaching.values import Ranges, exact
from gongwu.ports import Words


def _put_in(coefficients: tuple[int, ...], at: int) -> str:
    """The polynomial with a number for x: (2, -1, 5), -3 -> `2*(-3)^2 - (-3) + 5`."""
    written, number = "", bracketed(at)
    degree = len(coefficients) - 1
    for place, factor in enumerate(coefficients):
        if factor == 0:
            continue
        power = degree - place
        letter = "" if power == 0 else number if power == 1 else f"{number}^{power}"
        size = str(abs(factor)) if not letter else letter if abs(factor) == 1 else \
            f"{abs(factor)}*{letter}"  # fmt: skip
        sign = ("-" if not written else " - ") if factor < 0 else ("" if not written else " + ")
        written += sign + size
    return written


def _evaluate(dice: random.Random, level: int) -> Exercise:
    """Linear, quadratic, cubic."""
    coefficients = tuple(signed(dice, 1, 9) for _ in range(level + 1))
    at = signed(dice, 2, 12) if level == 1 else -dice.randint(2, 8 - level)
    terms = [factor * at ** (level - place) for place, factor in enumerate(coefficients)]
    value = sum(terms)
    shown = tex(f"f(x) = {polynomial('x', *coefficients)}")
    lead = coefficients[0]
    slips = [
        slip("sign-of-a-power", value - 2 * terms[0],
             "Mind the sign of the first term: an even power of a negative number is positive, "
             "an odd one negative.", "注意第一项的符号：负数的偶次幂为正，奇次幂为负。"),
        slip("forgets-the-constant", value - coefficients[-1], "The constant term belongs to the "
             "value too.", "漏加了常数项。"),
        slip("multiplies-before-the-power", value - terms[0] + (lead * at) ** level,
             "The power is taken before multiplying: $2x^{2}$ is not $(2x)^{2}$.",
             "先乘方再乘系数：$2x^{2}$ 不等于 $(2x)^{2}$。"),
        slip("multiplies-instead-of-power", value - terms[0] + lead * at * level,
             "A power is repeated multiplication: $x^{3}$ is $x \\times x \\times x$, not three "
             "times $x$.", "乘方是连乘：$x^{3}$ 是三个 $x$ 相乘，不是 $x$ 的 3 倍。"),
        slip("adds-the-coefficient", lead + at + coefficients[-1],
             "A coefficient in front of $x$ multiplies it.", "$x$ 前面的系数与 $x$ 是相乘关系。"),
        slip("sign-of-the-argument", sum(f * (-at) ** (level - i)
                                         for i, f in enumerate(coefficients)),
             "The sign of the number that is put in was lost.", "代入时丢了负号。"),
    ]  # fmt: skip
    summed = " + ".join(map(str, terms)).replace("+ -", "- ")
    return Exercise(
        facts={"coefficients": coefficients, "at": at},
        question=say(f"Given ${shown}$, find $f({at})$.", f"已知 ${shown}$，求 $f({at})$。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(_put_in(coefficients, at), f"Put ${at}$ in for $x$, in brackets.",
                 f"把 $x = {at}$ 代入，负数要加括号。"),
            step(summed, "Work out powers and products.", "先算乘方和乘法。"),
            step(str(value), "Add.", "再求和。"),
        ),
    )  # fmt: skip


def _composed(dice: random.Random, level: int) -> Exercise:
    """f(g(t)) of two lines; at level 3 the outer one is a square."""
    a, b, c, d = signed(dice, 2, 6), signed(dice, 1, 9), signed(dice, 2, 5), signed(dice, 1, 9)
    at = dice.randint(1, 9) if level == 1 else signed(dice, 1, 9)
    outer = (1, a, b) if level == 3 else (a, b)

    def f(x: int) -> int:
        return x * x * (level == 3) + a * x + b

    def g(x: int) -> int:
        return c * x + d

    value, inner = f(g(at)), g(at)
    shown = f"${tex('f(x) = ' + polynomial('x', *outer))}$", \
        f"${tex('g(x) = ' + polynomial('x', c, d))}$"  # fmt: skip
    slips = [
        slip("composes-in-the-wrong-order", g(f(at)), "In $f(g(x))$ the inner function $g$ comes "
             "first.", "$f(g(x))$ 要先算里面的 $g$。"),
        slip("multiplies-the-functions", f(at) * inner, "Composing is not multiplying: the value "
             "of $g$ is put into $f$.", "复合不是相乘，要把 $g$ 的值代入 $f$。"),
        slip("stops-at-the-inner-function", inner, "This is only the value of $g$; put it into "
             "$f$.", "这只是 $g$ 的值，还要代入 $f$。"),
        slip("adds-the-functions", f(at) + inner, "Composing is not adding.", "复合不是相加。"),
    ]  # fmt: skip
    return Exercise(
        facts={"outer": outer, "inner": (c, d), "at": at},
        question=say(f"Given {shown[0]} and {shown[1]}, find $f(g({at}))$.",
                     f"已知 {shown[0]}，{shown[1]}，求 $f(g({at}))$。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"First the inner function: $g({at}) = "
                 f"{tex(_put_in((c, d), at))} = {inner}$.",
                 f"先算内层函数：$g({at}) = {tex(_put_in((c, d), at))} = {inner}$。"),
            step(_put_in(outer, inner), "Put this value into the outer function.",
                 "把这个值代入外层函数。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


def _inverse(dice: random.Random, level: int) -> Exercise:
    """The value of the inverse of a·x + b, at level 3 of (a·x + b)/c."""
    a = dice.randint(2, 9) if level == 1 else signed(dice, 2, 9)
    b, root = signed(dice, 1, 15), signed(dice, 1, 12)
    c = 1
    if level == 3:
        c = dice.randint(2, 7)
        while (a * root + b) % c:
            b = signed(dice, 1, 15)
    at = (a * root + b) // c
    line = polynomial("x", a, b)
    rule = line if c == 1 else f"({line})/{c}"
    shown = tex(f"f(x) = {rule}")
    forward = Fraction(a * at + b, c)
    slips = [
        slip("evaluates-the-function", forward, "This is $f$ at that number; the inverse asks "
             "which $x$ gives it.", "这是 $f$ 在该处的值；反函数问的是 $x$ 为多少时取到它。"),
        slip("takes-the-reciprocal", 1 / forward if forward else Fraction(1, a),
             "The inverse function is not the reciprocal $1/f$.", "反函数不是倒数 $1/f$。"),
        slip("same-operation-instead-of-its-inverse", Fraction(c * at + b, a),
             "The constant must be taken off, with its sign turned.", "移项要变号。"),
        slip("forgets-to-divide", c * at - b, "Divide by the coefficient of $x$ at the end.",
             "最后还要除以 $x$ 的系数。"),
        slip("sign-of-the-quotient", -root, "The sign is wrong: put the result into $f$.",
             "符号错了：把结果代入 $f$ 检验。"),
    ]  # fmt: skip
    return Exercise(
        facts={"line": (a, b), "under": c, "at": at},
        question=say(f"Given ${shown}$, find $f^{{-1}}({at})$, the value of the inverse function.",
                     f"已知 ${shown}$，求反函数的值 $f^{{-1}}({at})$。"),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(f"{rule} = {at}", f"We look for the $x$ with $f(x) = {at}$.",
                 f"即求满足 $f(x) = {at}$ 的 $x$。"),
            *([] if c == 1 else [step(f"{line} = {c * at}", f"Multiply by ${c}$.",
                                      f"两边同乘 ${c}$。")]),
            undone(b, f"{polynomial('x', a, 0)} = {c * at - b}"),
            divided(a, f"x = {root}"),
        ),
    )  # fmt: skip


def _domain(dice: random.Random, level: int) -> Exercise:
    """√(a·x + b); then a root in a denominator; then two roots."""
    a, root = signed(dice, 1, 9), signed(dice, 1, 15)
    inside = polynomial("x", a, -a * root)
    sign = ">=" if a > 0 else "<="
    if level == 3:
        return _two_roots(dice)
    formula = f"sqrt({inside})" if level == 1 else f"{dice.randint(2, 9)}/sqrt({inside})"
    last = sign if level == 1 else sign.removesuffix("=")
    top = 0 if level == 1 else int(formula.partition("/")[0])
    answer = above_or_below(last, root)
    shown = tex(f"f(x) = {formula}")
    other = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}[last]
    edge = sign if level == 2 else sign.removesuffix("=")
    condition = f"{inside} {'>=' if level == 1 else '>'} 0"
    slips = _domain_slips(answer, [above_or_below(other, root), above_or_below(edge, root),
                                   above_or_below(last, -root),
                                   Ranges(text=f"(-oo,{root})|({root},oo)")])  # fmt: skip
    return Exercise(
        facts={"line": (a, -a * root), "top": top},
        question=_domain_asked(shown),
        answer=answer,
        slips=slips,
        steps=(
            step(condition, "What stands under a root is not negative, and a denominator is not "
                 "0.", "被开方数不小于 0，分母不等于 0。"),
            step(f"{polynomial('x', a, 0)} {'>=' if level == 1 else '>'} {a * root}",
                 "Move the constant.", "移项。"),
            step(f"x {last} {root}", "Divide; a negative number reverses the sign.",
                 "两边除以系数，除以负数时不等号变向。"),
        ),
    )  # fmt: skip


def _domain_asked(shown: str) -> Words:
    return say(
        f"Find the domain of the function ${shown}$. Write it as an interval.",
        f"求函数 ${shown}$ 的定义域，用区间表示。",
    )


def _domain_slips(answer: Ranges, wrong: list[Ranges]) -> tuple[Slip, ...]:
    names = ("takes-the-other-side", "end-point-in-or-out", "signs-of-the-ends",
             "excludes-one-point-only")  # fmt: skip
    whys = (
        say("There the number under the root would be negative.", "在那里被开方数是负数。"),
        say("A root of 0 is allowed, a denominator of 0 is not.",
            "根号下可以为 0，分母不能为 0。"),
        say("The end has the wrong sign: put it in.", "端点符号错了：代入检验。"),
        say("A root excludes all numbers that make its inside negative, not one number only.",
            "根式要求被开方数非负，不只是去掉一个点。"),
    )  # fmt: skip
    return distinct(
        answer,
        [slip(name, value, why.en, why.zh) for name, value, why in zip(names, wrong, whys,
                                                                       strict=True)],
    )  # fmt: skip


def _two_roots(dice: random.Random) -> Exercise:
    low = signed(dice, 1, 15)
    high = other_than(lambda: low + dice.randint(1, 20), 0, -low)
    a, b = dice.randint(1, 6), dice.randint(1, 6)
    first, second = polynomial("x", a, -a * low), f"{b * high} - {polynomial('x', b, 0)}"
    shown = tex(f"f(x) = sqrt({first}) + sqrt({second})")
    answer = between(low, high, ("<=", "<="))
    slips = _domain_slips(
        answer,
        [
            Ranges(text=f"(-oo,{low}]|[{high},oo)"),
            between(low, high, ("<", "<")),
            between(-high, -low, ("<=", "<=")),
            above_or_below(">=", low),
        ],
    )
    return Exercise(
        facts={"line": (a, -a * low), "other": (-b, b * high)},
        question=_domain_asked(shown),
        answer=answer,
        slips=slips,
        steps=(
            step(f"{first} >= 0, {second} >= 0", "Nothing under a root is negative.",
                 "两个被开方数都不小于 0。"),
            step(f"x >= {low}, x <= {high}", "Solve both.", "分别求解。"),
            step(f"{low} <= x <= {high}", "Both must hold.", "取公共部分。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="function-value",
        topic="functions",
        title=say("Values of a function", "求函数值"),
        grades=(8, 10),
        skills=("functions", "substitution"),
        make=_evaluate,
        constants=PLAIN | {"2", "3"},
    ),
    Family(
        name="function-composition",
        topic="functions",
        title=say("Composition of functions", "复合函数求值"),
        grades=(10, 12),
        skills=("functions", "composition"),
        make=_composed,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="function-inverse",
        topic="functions",
        title=say("Values of an inverse function", "反函数求值"),
        grades=(10, 12),
        skills=("functions", "inverse-functions"),
        make=_inverse,
        constants=PLAIN,
    ),
    Family(
        name="function-domain",
        topic="functions",
        title=say("The domain of a function", "函数的定义域"),
        grades=(10, 11),
        skills=("functions", "domain", "inequalities"),
        make=_domain,
        constants=PLAIN,
    ),
    *lines.FAMILIES,
    *polynomials.FAMILIES,
    *logarithms.FAMILIES,
)
