"""Linear equations in one unknown, built from their root."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex
from gongwu.fields.teaching.families import linear_brackets, linear_words
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    divided,
    fraction_between,
    linear_sum,
    say,
    slip,
    solve,
    stated,
    step,
    times,
    undone,
)
from gongwu.fields.teaching.values import exact

# The sizes of roots and coefficients of each level.
_ROOTS = {1: 20, 2: 12, 3: 9}
_FACTORS = {1: 9, 2: 12, 3: 15}


def _one_step(dice: random.Random, level: int) -> Exercise:
    """x + a = b, then a·x = b, then (p/q)·x = b."""
    if level == 1:
        return _one_addition(dice)
    root = signed(dice, 2, 30)
    top, bottom = dice.randint(2, 25), 1
    if level == 3:
        bottom = dice.choice([2, 3, 4, 5, 7, 8, 9])
        top = other_than(lambda: dice.randint(1, 11), bottom)
        factor = Fraction(top, bottom)
        top, bottom = factor.numerator, factor.denominator
        root = bottom * signed(dice, 1, 12)
    factor = Fraction(top, bottom)
    right = int(factor * root)
    equation = f"{times(factor, 'x') if bottom == 1 else f'{factor}*x'} = {right}"
    inverse = 1 / factor
    return Exercise(
        facts={**stated("factor", factor), "right": right},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), _factor_slips(factor, right)),
        steps=(
            step(equation, "The unknown is multiplied by a number.", "未知数乘了一个数。"),
            step(
                f"x = {right}/({factor})",
                f"Divide both sides by ${number_to_latex(factor)}$, that is, multiply by "
                f"${number_to_latex(inverse)}$.",
                f"两边同时除以 ${number_to_latex(factor)}$，即乘 ${number_to_latex(inverse)}$。",
            ),
            step(f"x = {root}", "Work out the right side.", "算出右边。"),
        ),
    )


def _factor_slips(factor: Fraction, right: int) -> list[Slip]:
    return [
        slip("multiplies-instead-of-dividing", factor * right,
             "The unknown is multiplied by the number, so both sides must be divided by it.",
             "未知数乘了这个数，所以两边应除以这个数，而不是再乘一次。"),
        slip("subtracts-the-coefficient", right - factor,
             "A coefficient multiplies the unknown; subtracting it does not undo that.",
             "系数与未知数是相乘关系，减去系数不能把它消掉。"),
        slip("divides-the-wrong-way-round", factor / right,
             "The right side is divided by the coefficient, not the coefficient by it.",
             "应该用右边的数除以系数，而不是用系数除以右边的数。"),
        slip("sign-of-the-quotient", -right / factor,
             "The sign is wrong: put the value in and compare the signs of both sides.",
             "符号错了：把结果代入原方程，比较两边的符号。"),
    ]  # fmt: skip


def _one_addition(dice: random.Random) -> Exercise:
    root = dice.randint(1, 60)
    added = other_than(lambda: signed(dice, 2, 40), root)
    right = root + added
    equation = f"{polynomial('x', 1, added)} = {right}"
    slips = [
        slip("same-operation-instead-of-its-inverse", right + added,
             "What is added to the unknown is undone by subtracting it, and the other way round.",
             "未知数加上的数要用减法消去，减去的数要用加法消去。"),
        slip("subtracts-the-wrong-way-round", -root,
             "The two numbers were subtracted in the wrong order.", "相减的顺序反了。"),
        slip("copies-the-right-side", right,
             "The right side is the value of the whole left side, not of the unknown alone.",
             "右边的数等于整个左边，不是未知数本身。"),
        slip("divides-instead-of-subtracting", Fraction(right, added),
             "The number is added to the unknown, not multiplied by it: subtract, do not divide.",
             "这个数与未知数是相加关系，应该用减法，不是除法。"),
    ]  # fmt: skip
    return Exercise(
        facts={"added": added, "right": right},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(equation, "A number is added to the unknown or taken from it.",
                 "未知数加上或减去了一个数。"),
            undone(added, f"x = {right} - {added}" if added > 0 else f"x = {right} + {-added}"),
            step(f"x = {root}", "Work out the right side.", "算出右边。"),
        ),
    )  # fmt: skip


def _two_steps(dice: random.Random, level: int) -> Exercise:
    """a·x + b = c; the root is positive, then signed, then a fraction."""
    factor = dice.randint(2, _FACTORS[level])
    if level > 1:
        factor = signed(dice, 2, _FACTORS[level])
    root = Fraction(dice.randint(1, 20) if level == 1 else signed(dice, 1, 15))
    if level == 3:
        root = fraction_between(dice, -6, 6, range(2, 7))
        factor = root.denominator * signed(dice, 1, 4)
    added = dice.randint(1, 30) if level == 1 else signed(dice, 1, 30)
    right = int(factor * root) + added
    equation = f"{polynomial('x', factor, added)} = {right}"
    slips = [
        slip("same-operation-instead-of-its-inverse", Fraction(right + added, factor),
             "A term changes its sign when it moves to the other side.",
             "移项要变号：这一项移到另一边时符号没有改变。"),
        slip("forgets-to-divide", right - added,
             "This is the value of the term with the unknown; it must still be divided by "
             "the coefficient.", "这是含未知数那一项的值，还要再除以系数。"),
        slip("divides-one-term-only", Fraction(right, factor) - added,
             "When both sides are divided, every term is divided, the constant too.",
             "两边同除以系数时，每一项都要除，常数项也不例外。"),
        slip("subtracts-the-coefficient", right - added - factor,
             "A coefficient multiplies the unknown; divide by it instead of subtracting it.",
             "系数与未知数是相乘关系，应该除以系数，而不是减去系数。"),
        slip("sign-of-the-quotient", -root,
             "The sign is wrong: put the value in and compare both sides.",
             "符号错了：把结果代入原方程检验。"),
    ]  # fmt: skip
    return Exercise(
        facts={"factor": factor, "added": added, "right": right},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(equation, "Bring the term with the unknown to stand alone.",
                 "先让含未知数的项单独在一边。"),
            undone(added, f"{polynomial('x', factor, 0)} = {right - added}"),
            divided(factor, f"x = {root}"),
        ),
    )  # fmt: skip


def _both_sides(dice: random.Random, level: int) -> Exercise:
    """a·x + b = c·x + d."""
    root = Fraction(dice.randint(1, 12) if level == 1 else signed(dice, 1, 12))
    gap = dice.randint(2, 7) if level == 1 else signed(dice, 2, 9)
    if level == 3:
        root = fraction_between(dice, -5, 5, range(2, 6))
        gap = root.denominator * signed(dice, 1, 3)
    right = dice.randint(1, 6) if level == 1 else signed(dice, 1, 9)
    left = right + gap
    if left == 0:
        return _both_sides(dice, level)
    added = dice.randint(1, 20) if level == 1 else signed(dice, 1, 20)
    constant = int(gap * root) + added
    equation = f"{polynomial('x', left, added)} = {polynomial('x', right, constant)}"
    return Exercise(
        facts={"left": (left, added), "right": (right, constant)},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), _both_sides_slips(left, added, right, constant)),
        steps=(
            step(equation, "The unknown stands on both sides.", "两边都有未知数。"),
            step(f"{linear_sum((left, 'x'), (-right, 'x'))} = {constant} {_minus(added)}",
                 "Bring the unknowns to the left and the numbers to the right; what changes "
                 "sides changes its sign.",
                 "移项：含未知数的项移到左边，常数项移到右边，移项要变号。"),
            step(f"{polynomial('x', gap, 0)} = {constant - added}", "Combine like terms.",
                 "合并同类项。"),
            divided(gap, f"x = {root}"),
        ),
    )  # fmt: skip


def _minus(number: int) -> str:
    return f"- {number}" if number >= 0 else f"+ {-number}"


def _both_sides_slips(left: int, added: int, right: int, constant: int) -> list[Slip]:
    slips = [
        slip("forgets-to-divide", constant - added,
             "This is the value of the term with the unknown; divide by its coefficient.",
             "这是含未知数那一项的值，还要除以它的系数。"),
        slip("constant-keeps-its-sign", Fraction(constant + added, left - right),
             "The number that moved to the other side kept its sign.",
             "常数项移到另一边时没有变号。"),
        slip("divides-the-wrong-way-round", Fraction(left - right, constant - added)
             if constant != added else left,
             "The right side is divided by the coefficient, not the other way round.",
             "应该用右边除以系数，分子分母颠倒了。"),
    ]  # fmt: skip
    if left + right:
        slips.insert(0, slip(
            "unknown-keeps-its-sign", Fraction(constant - added, left + right),
            "The unknown that moved to the other side kept its sign.",
            "含未知数的项移到另一边时没有变号。"))  # fmt: skip
    return slips


FAMILIES: tuple[Family, ...] = (
    Family(
        name="linear-one-step",
        topic="linear",
        title=say("Equations in one step", "一步解一元一次方程"),
        grades=(6, 7),
        skills=("linear-equations", "inverse-operations"),
        make=_one_step,
        constants=PLAIN,
    ),
    Family(
        name="linear-two-steps",
        topic="linear",
        title=say("Equations in two steps", "两步解一元一次方程"),
        grades=(6, 8),
        skills=("linear-equations", "inverse-operations"),
        make=_two_steps,
        constants=PLAIN,
    ),
    Family(
        name="linear-both-sides",
        topic="linear",
        title=say("Equations with the unknown on both sides", "两边都含未知数的方程"),
        grades=(7, 8),
        skills=("linear-equations", "moving-terms"),
        make=_both_sides,
        constants=PLAIN,
    ),
    *linear_brackets.FAMILIES,
    *linear_words.FAMILIES,
)
