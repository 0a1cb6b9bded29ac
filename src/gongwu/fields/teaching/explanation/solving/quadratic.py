"""A quadratic equation: by factoring where the roots are fractions, else by completing the square.

Knows the real numbers only: a negative square means that there is no solution.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import isqrt

from gongwu.fields.teaching.explanation.solving.linear import collected, first_line, substituted
from gongwu.fields.teaching.explanation.solving.polynomials import Polynomial, written
from gongwu.fields.teaching.explanation.solving.solution import Solution, SolvedStep
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.values import Several
from gongwu.ports import Words

TITLE = Words(en="A quadratic equation, step by step", zh="一元二次方程的解法步骤")


def solve_quadratic(problem: str, letter: str, left: Polynomial, right: Polynomial) -> Solution:
    """The steps; the equation is `left = right` once its brackets are worked out."""
    whole = {power: left.get(power, Fraction(0)) - right.get(power, Fraction(0))
             for power in range(3)}  # fmt: skip
    roots, steps = _solved(problem, letter, whole[2], whole[1], whole[0])
    rational = [root for root in roots if _is_fraction(root)]
    return Solution(
        question=Words(en=f"Solve the equation ${tex(problem)}$.", zh=f"解方程 ${tex(problem)}$。"),
        title=TITLE,
        steps=(first_line(problem), *_to_zero(problem, letter, whole, right), *steps),
        answer=Several(values=tuple(roots)),
        checks=tuple(substituted(problem, {letter: Fraction(root)}) for root in rational),
    )


def _is_fraction(root: str) -> bool:
    return "sqrt" not in root


def _to_zero(
    problem: str, letter: str, whole: Polynomial, right: Polynomial
) -> Iterator[SolvedStep]:
    state = f"{written(whole, letter)} = 0"
    if tex(state) == tex(problem) or _is_square(problem, letter):
        return
    if not any(right.values()):
        yield collected(state)
        return
    yield SolvedStep(
        says=Words(
            en="Bring everything to the left side and collect like terms.",
            zh="把所有的项移到左边并合并同类项，化成一般形式。",
        ),
        why=Words(
            en="With zero on the right, the left side can be factored or made a square.",
            zh="右边为零，左边才便于分解因式或配方。",
        ),
        state=state,
    )


def _is_square(problem: str, letter: str) -> bool:
    """x^2 = 8 is best left as it is."""
    return problem.replace(" ", "").startswith(f"{letter}^2=") and problem.count(letter) == 1


def _solved(
    problem: str, letter: str, a: Fraction, b: Fraction, c: Fraction
) -> tuple[list[str], list[SolvedStep]]:
    discriminant = b * b - 4 * a * c
    root = _square_root(discriminant)
    if root is not None:
        values = [(-b - root) / (2 * a), (-b + root) / (2 * a)]
        return _by_factors(letter, a, sorted(set(values)))
    return _by_square(problem, letter, -b / (2 * a), discriminant / (4 * a * a))


def _square_root(square: Fraction) -> Fraction | None:
    if square < 0:
        return None
    top, bottom = isqrt(square.numerator), isqrt(square.denominator)
    exact = top * top == square.numerator and bottom * bottom == square.denominator
    return Fraction(top, bottom) if exact else None


def _by_factors(
    letter: str, a: Fraction, roots: list[Fraction]
) -> tuple[list[str], list[SolvedStep]]:
    factors = [_factor(letter, root) for root in roots]
    product = "*".join(factors) if len(factors) > 1 else f"{factors[0]}^2"
    front = {1: "", -1: "-"}.get(int(a) if a.denominator == 1 else 0, f"{_bracketed(a)}*")
    product = front + product
    return [str(root) for root in roots], [
        SolvedStep(
            says=Words(en="Factor the left side.", zh="把左边分解因式。"),
            why=Words(
                en="Multiply the brackets out again to see that nothing has changed.",
                zh="把括号乘开，就能看到它与上一行相等。",
            ),
            state=f"{product} = 0",
        ),
        SolvedStep(
            says=Words(
                en="A product is zero only if one of its factors is zero.",
                zh="积为零，必有一个因式为零。",
            ),
            state=" or ".join(f"{letter} = {root}" for root in roots),
        ),
    ]


def _bracketed(value: Fraction) -> str:
    return str(value) if value > 0 else f"({value})"


def _factor(letter: str, root: Fraction) -> str:
    if not root:
        return letter
    return f"({letter} - {root})" if root > 0 else f"({letter} + {-root})"


def _by_square(
    problem: str, letter: str, middle: Fraction, square: Fraction
) -> tuple[list[str], list[SolvedStep]]:
    bracket = f"({letter} - {middle})" if middle > 0 else f"({letter} + {-middle})"
    bracket = bracket if middle else letter
    completed = SolvedStep(
        says=Words(
            en="Complete the square: half of the middle coefficient goes into the bracket."
            if middle
            else "Bring the number to the right and divide by the coefficient of the square.",
            zh="配方：先把二次项系数化为一，一次项系数的一半放进括号。"
            if middle
            else "把常数移到右边，并把二次项系数化为一。",
        ),
        why=Words(
            en="Now the unknown stands in one place only.", zh="这样未知数只出现在一个地方。"
        ),
        state=f"{bracket}^2 = {square}",
    )
    is_square = _is_square(problem, letter)
    if square < 0:
        return [], [_impossible(square)] if is_square else [completed, _impossible(square)]
    size = _simple_root(square)
    signed = [f"-{size}", size]
    roots = [f"{middle} - {size}", f"{middle} + {size}"] if middle else signed
    steps = [] if is_square else [completed]
    steps += [_rooted(" or ".join(f"{bracket.strip('()')} = {each}" for each in signed))]
    if middle:
        steps.append(_isolated(middle, " or ".join(f"{letter} = {root}" for root in roots)))
    return roots, steps


def _impossible(square: Fraction) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"A square is never negative, and ${number_to_latex(square)}$ is: there is no real "
            "solution.",
            zh=f"实数的平方不会是负数，而 ${number_to_latex(square)}$ 是负数，所以方程没有实数解。",
        )
    )


def _rooted(state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en="Take the square root of both sides; it may have either sign.",
            zh="两边开平方，正负两种情况都要考虑。",
        ),
        why=Words(
            en="A positive number has two square roots that differ in sign.",
            zh="正数有两个平方根，它们互为相反数。",
        ),
        state=state,
    )


def _isolated(middle: Fraction, state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en=f"Add ${number_to_latex(middle)}$ to both sides.",
            zh=f"两边同时加上 ${number_to_latex(middle)}$。",
        ),
        state=state,
    )


def _simple_root(square: Fraction) -> str:
    """`2*sqrt(3)/5`: no square is left under the root, no root below the line."""
    inside = square.numerator * square.denominator
    outside = 1
    for factor in range(isqrt(min(inside, 10**8)), 1, -1):
        if inside % (factor * factor) == 0:
            inside //= factor * factor
            outside *= factor
    many = Fraction(outside, square.denominator)
    root = f"sqrt({inside})" if many.numerator == 1 else f"{many.numerator}*sqrt({inside})"
    return root if many.denominator == 1 else f"{root}/{many.denominator}"
