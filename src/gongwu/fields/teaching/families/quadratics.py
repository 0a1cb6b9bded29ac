"""Quadratic equations, built from their roots."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, Step, apart
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families import quadratics_by_formula, quadratics_in_use
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.values import Several
from gongwu.ports import Words

# The largest root of each level.
_ROOTS = {1: 10, 2: 16, 3: 25}


def _by_factoring(dice: random.Random, level: int) -> Exercise:
    first = signed(dice, 1, _ROOTS[level])
    second = other_than(lambda: signed(dice, 1, _ROOTS[level]), first, -first)
    total, product = first + second, first * second
    equation = f"{polynomial('x', 1, -total, product)} = 0"
    factors = f"({polynomial('x', 1, -first)})*({polynomial('x', 1, -second)}) = 0"
    answer = Several(values=(str(first), str(second)))
    return Exercise(
        facts={"b": -total, "c": product},
        question=Words(
            en=f"Solve the equation ${tex(equation)}$.", zh=f"解方程 ${tex(equation)}$。"
        ),
        answer=answer,
        slips=apart(answer, _slips(first, second)),
        steps=(
            Step(
                says=Words(
                    en=f"Look for two numbers with product ${product}$ and sum ${total}$: "
                    f"they are ${first}$ and ${second}$.",
                    zh=f"找两个数，积为 ${product}$，和为 ${total}$："
                    f"它们是 ${first}$ 和 ${second}$。",
                ),
                state=equation,
            ),
            Step(
                says=Words(
                    en="So the left side is a product of two factors.",
                    zh="所以左边可以分解成两个因式的积。",
                ),
                state=factors,
            ),
            Step(
                says=Words(
                    en="A product is 0 only if one of its factors is 0.",
                    zh="积为 0，必有一个因式为 0。",
                ),
                state=f"x = {first} or x = {second}",
            ),
        ),
    )


def _slips(first: int, second: int) -> list[Slip]:
    total, product = first + second, first * second
    return [
        Slip(
            misconception="signs-of-the-factors",
            value=Several(values=(str(-first), str(-second))),
            why=Words(
                en="These are the numbers in the factors with their signs; a factor "
                "$x - a$ is 0 at $x = a$, not at $-a$.",
                zh="这是因式里的数连同符号；因式 $x - a$ 在 $x = a$ 处为 0，不是在 $-a$ 处。",
            ),
        ),
        Slip(
            misconception="coefficients-as-roots",
            value=Several(values=(str(-total), str(product))),
            why=Words(
                en="These are the coefficients. The roots are the numbers with that product and "
                "the opposite of that sum.",
                zh="这是方程的系数。根的积等于常数项，根的和等于一次项系数的相反数。",
            ),
        ),
        Slip(
            misconception="one-sign-wrong",
            value=Several(values=(str(first), str(-second))),
            why=Words(
                en="One sign is wrong: put the second number into the equation and it does not "
                "give 0.",
                zh="有一个符号错了：把第二个数代入方程，左边不等于 0。",
            ),
        ),
        Slip(
            misconception="a-root-is-lost",
            value=Several(values=(str(first),)),
            why=Words(
                en="One root is missing: the other factor can be 0 too.",
                zh="少了一个根：另一个因式也可以为 0。",
            ),
        ),
    ]


FAMILIES = (
    Family(
        name="quadratic-by-factoring",
        topic="quadratic",
        title=Words(en="Quadratic equations by factoring", zh="因式分解法解一元二次方程"),
        grades=(8, 10),
        skills=("factoring", "quadratic-equations"),
        make=_by_factoring,
        constants=frozenset({"0", "2"}),
    ),
    *quadratics_by_formula.FAMILIES,
    *quadratics_in_use.FAMILIES,
)
