"""Linear equations with brackets and with fractions, and formulas to rearrange."""

import random
from fractions import Fraction
from math import lcm

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    divided,
    say,
    slip,
    solve,
    step,
    undone,
)
from gongwu.fields.teaching.values import Expression, exact


def _brackets(dice: random.Random, level: int) -> Exercise:
    """a(x + b) = c(x + d) + e; at level 1 without the unknown on the right."""
    root = dice.randint(1, 12) if level == 1 else signed(dice, 1, 12)
    a = dice.randint(2, 9) if level < 3 else signed(dice, 2, 9)
    b = other_than(lambda: signed(dice, 1, 9), -root)
    c = 0 if level == 1 else other_than(lambda: signed(dice, 2, 9), a, -a, a - 1)
    d = signed(dice, 1, 9) if level == 3 else 0
    e = a * (root + b) - c * (root + d)
    left, right = f"{a}*({polynomial('x', 1, b)})", _right(c, d, e)
    expanded = f"{polynomial('x', a, a * b)} = {polynomial('x', c, c * d + e)}"
    gap, constant = a - c, c * d + e
    return Exercise(
        facts={"outer": (a, c), "inner": (b, d), "added": e},
        question=solve(f"{left} = {right}"),
        answer=exact(root),
        slips=distinct(exact(root), _bracket_slips(a, b, c, constant)),
        steps=(
            step(f"{left} = {right}", "The unknown stands in brackets.", "未知数在括号里。"),
            step(expanded, "Multiply every term in the brackets by the factor in front.",
                 "去括号：括号外的因数要乘括号里的每一项。"),
            undone(a * b, f"{polynomial('x', a, 0)} = {polynomial('x', c, constant - a * b)}"),
            *([] if level == 1 else [step(
                f"{polynomial('x', gap, 0)} = {constant - a * b}",
                "Bring the unknowns to the left and combine them.",
                "把含未知数的项移到左边，合并同类项。")]),
            divided(gap, f"x = {root}"),
        ),
    )  # fmt: skip


def _right(c: int, d: int, e: int) -> str:
    if not d:
        return polynomial("x", c, e)
    tail = "" if e == 0 else f" + {e}" if e > 0 else f" - {-e}"
    return f"{c}*({polynomial('x', 1, d)}){tail}"


def _bracket_slips(a: int, b: int, c: int, constant: int) -> list[Slip]:
    slips = [
        slip("multiplies-the-first-term-only", Fraction(constant - b, a - c),
             "The factor multiplies every term in the brackets, the number too.",
             "括号外的因数要乘括号里的每一项，常数项漏乘了。"),
        slip("constant-keeps-its-sign", Fraction(constant + a * b, a - c),
             "The number that moved to the other side kept its sign.",
             "常数项移到另一边时没有变号。"),
        slip("forgets-to-divide", constant - a * b,
             "This is the value of the term with the unknown; divide by its coefficient.",
             "这是含未知数那一项的值，还要除以它的系数。"),
        slip("answers-with-the-bracket", Fraction(constant - a * b, a - c) + b,
             "This is the value of the bracket; the question asks for the unknown.",
             "这是括号的值，题目要求的是未知数的值。"),
    ]  # fmt: skip
    if c and a + c:
        slips.append(slip(
            "unknown-keeps-its-sign", Fraction(constant - a * b, a + c),
            "The unknown that moved to the other side kept its sign.",
            "含未知数的项移到另一边时没有变号。"))  # fmt: skip
    return slips


def _over_numbers(dice: random.Random, level: int) -> Exercise:
    """(x + a)/b = c, then (x + a)/b = (x + c)/d, then (x + a)/b - (x + c)/d = e."""
    b = dice.randint(2, 9)
    if level == 1:
        return _one_fraction(dice, b)
    d = other_than(lambda: dice.randint(2, 9), b)
    common = lcm(b, d)
    up, down = common // b, common // d
    if up - down == 1:
        return _over_numbers(dice, level)
    e = 0 if level == 2 else signed(dice, 1, 4)
    root, a, c = _over_both(dice, (b, d), e)
    first, second = f"({polynomial('x', 1, a)})/{b}", f"({polynomial('x', 1, c)})/{d}"
    equation = f"{first} = {second}" if level == 2 else f"{first} - {second} = {e}"
    cleared = (
        f"{_times(up, a)} - {_times(down, c, behind=True)} = {common * e}"
        if level == 3
        else f"{_times(up, a)} = {_times(down, c)}"
    )
    number = common * e + down * c - up * a
    return Exercise(
        facts={"first": (a, b), "second": (c, d), "right": e},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), _fraction_slips((a, b), (c, d), e)),
        steps=(
            step(equation, "Get rid of the denominators first.", "先去分母。"),
            step(cleared, f"Multiply both sides by ${common}$.", f"两边同时乘 ${common}$。"),
            step(f"{polynomial('x', up - down, 0)} = {number}",
                 "Expand the brackets, bring the unknowns to the left and combine.",
                 "去括号，移项，合并同类项。"),
            divided(up - down, f"x = {root}"),
        ),
    )  # fmt: skip


def _times(factor: int, added: int, behind: bool = False) -> str:
    """factor·(x + added), in brackets only where they are needed."""
    inner = polynomial("x", 1, added)
    if factor > 1:
        return f"{factor}*({inner})"
    return f"({inner})" if behind else inner


def _over_both(dice: random.Random, bottoms: tuple[int, int], e: int) -> tuple[int, int, int]:
    """x, a and c with (x + a)/b - (x + c)/d = e: the second fraction is drawn first."""
    b, d = bottoms
    while True:
        root, second = signed(dice, 1, 20), signed(dice, 1, 5)
        a, c = b * (second + e) - root, d * second - root
        if a and c and max(abs(a), abs(c)) <= 30:
            return root, a, c


def _fraction_slips(first: tuple[int, int], second: tuple[int, int], e: int) -> list[Slip]:
    (a, b), (c, d) = first, second
    return [
        slip("multiplies-the-first-term-only", Fraction(b * d * e + c - a, d - b),
             "After clearing the denominators the factor multiplies the whole numerator, so it "
             "needs brackets.", "去分母后因数要乘整个分子，分子应加括号。"),
        slip("multiplies-by-its-own-denominator", Fraction(b * d * e + c * d - a * b, b - d),
             "Multiplying by the common multiple leaves each fraction with the factor of the "
             "other denominator.", "两边乘公分母后，每个分式剩下的是另一个分母，而不是自己的。"),
        slip("sign-of-the-quotient", -Fraction(b * d * e + b * c - a * d, d - b),
             "The sign is wrong: put the value in and compare both sides.",
             "符号错了：把结果代入原方程检验。"),
        slip("whole-term-not-multiplied", Fraction(e + b * c - a * d, d - b),
             "Every term is multiplied by the common multiple, the whole number too.",
             "去分母时每一项都要乘公分母，整数项也不例外。"),
        slip("forgets-to-divide", b * d * e + b * c - a * d,
             "This is the value of the term with the unknown; divide by its coefficient.",
             "这是含未知数那一项的值，还要除以它的系数。"),
    ]  # fmt: skip


def _one_fraction(dice: random.Random, b: int) -> Exercise:
    root, c = dice.randint(1, 40), dice.randint(1, 12)
    while b * c == root:
        c = dice.randint(1, 12)
    a = b * c - root
    equation = f"({polynomial('x', 1, a)})/{b} = {c}"
    slips = [
        slip("divides-instead-of-multiplying", Fraction(c, b) - a,
             "The left side is divided by a number; multiply both sides by it.",
             "左边除以了这个数，所以两边应乘这个数。"),
        slip("forgets-the-denominator", c - a,
             "The denominator was left out: multiply the right side by it.",
             "漏掉了分母：右边要乘分母。"),
        slip("same-operation-instead-of-its-inverse", b * c + a,
             "A term changes its sign when it moves to the other side.",
             "移项要变号：这一项移到另一边时符号没有改变。"),
        slip("multiplies-the-constant-only", b * (c - a),
             "The number in the numerator is divided as well: first multiply, then subtract.",
             "分子里的数也被除过：应先乘分母，再移项。"),
    ]  # fmt: skip
    return Exercise(
        facts={"first": (a, b), "right": c},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(equation, "Get rid of the denominator first.", "先去分母。"),
            step(f"{polynomial('x', 1, a)} = {b * c}", f"Multiply both sides by ${b}$.",
                 f"两边同时乘 ${b}$。"),
            undone(a, f"x = {root}"),
        ),
    )  # fmt: skip


def _rearrange(dice: random.Random, level: int) -> Exercise:
    """y = a·x + b, then y = (x + b)/a, then y = (a·x + b)/c: solved for x."""
    a = dice.randint(2, 30)
    b = signed(dice, 1, 30)
    c = other_than(lambda: dice.randint(2, 12), a) if level == 3 else 1
    inner, over = (1, a) if level == 2 else (a, c)
    line = polynomial("x", inner, b)
    given = f"y = {line}" if over == 1 else f"y = ({line})/{over}"
    shown = tex(given)
    top = "y" if over == 1 else f"{over}*y"
    answer = _over(f"{top} {_minus(b)}", inner)
    slips = [
        slip("same-operation-instead-of-its-inverse",
             Expression(text=_over(f"{top} {_minus(-b)}", inner)),
             "A term changes its sign when it moves to the other side.",
             "移项要变号：这一项移到另一边时符号没有改变。"),
        slip("divides-one-term-only", Expression(text=f"{_over(top, inner)} {_minus(b)}")
             if inner > 1 else Expression(text=f"{over}*(y {_minus(b)})"),
             "The operation must be applied to the whole side, not to one term of it.",
             "运算要作用于整个一边，而不是其中一项。"),
        slip("swaps-the-letters", Expression(text=_over(polynomial("y", inner, b), over)),
             "Swapping the two letters does not solve for one of them.",
             "只是交换了两个字母，并没有解出它。"),
        slip("forgets-to-divide", Expression(text=f"{top} {_minus(b)}" if inner > 1
             else f"y {_minus(b)}"),
             "One operation is left: the factor or the denominator has not been undone.",
             "还差一步：系数或分母没有消去。"),
    ]  # fmt: skip
    return Exercise(
        facts={"line": (inner, b), "over": over},
        question=say(f"Make $x$ the subject of the formula ${shown}$.",
                     f"在公式 ${shown}$ 中，用 $y$ 表示 $x$。"),
        answer=Expression(text=answer),
        slips=distinct(Expression(text=answer), slips),
        steps=(
            step(given, "Undo the operations on $x$ one after another, the last one first.",
                 "从最后一步运算开始，逐步把 $x$ 上的运算还原。"),
            *([] if over == 1 else [step(f"{top} = {line}", f"Multiply both sides by ${over}$.",
                                         f"两边同时乘 ${over}$。")]),
            undone(b, f"{top} {_minus(b)} = {polynomial('x', inner, 0)}"),
            *([] if inner == 1 else [divided(inner, f"x = {answer}")]),
        ),
    )  # fmt: skip


def _minus(number: int) -> str:
    return f"- {number}" if number >= 0 else f"+ {-number}"


def _over(top: str, bottom: int) -> str:
    return top if bottom == 1 else f"({top})/{bottom}"


FAMILIES: tuple[Family, ...] = (
    Family(
        name="linear-brackets",
        topic="linear",
        title=say("Equations with brackets", "含括号的一元一次方程"),
        grades=(7, 8),
        skills=("linear-equations", "expanding-brackets"),
        make=_brackets,
        constants=PLAIN,
    ),
    Family(
        name="linear-fractions",
        topic="linear",
        title=say("Equations with fractions", "含分母的一元一次方程"),
        grades=(7, 9),
        skills=("linear-equations", "clearing-denominators"),
        make=_over_numbers,
        constants=PLAIN,
    ),
    Family(
        name="linear-rearrange",
        topic="linear",
        title=say("Rearranging a formula", "公式变形"),
        grades=(8, 9),
        skills=("linear-equations", "rearranging-formulas"),
        make=_rearrange,
        constants=PLAIN,
    ),
)
