"""How families write solutions of inequalities as intervals."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing_algebra import Number, say
from gongwu.fields.teaching.values import Ranges
from gongwu.ports import Words

FLIPPED: Mapping[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def asked(problem: str) -> Words:
    """The request to solve an inequality."""
    shown = tex(problem)
    return say(
        f"Solve the inequality ${shown}$. Write the solution as intervals.",
        f"解不等式 ${shown}$，用区间表示解集。",
    )


def above_or_below(sign: str, end: Number) -> Ranges:
    """The numbers x with `x < end`, or with another sign."""
    closed = sign.endswith("=")
    if sign.startswith("<"):
        return Ranges(text=f"(-oo,{Fraction(end)}{']' if closed else ')'}")
    return Ranges(text=f"{'[' if closed else '('}{Fraction(end)},oo)")


def between(low: Number, high: Number, signs: tuple[str, str]) -> Ranges:
    """The numbers x with `low < x <= high`; none if the ends are in the wrong order."""
    if low >= high:
        return Ranges(text="")
    left = "[" if signs[0] == "<=" else "("
    right = "]" if signs[1] == "<=" else ")"
    return Ranges(text=f"{left}{Fraction(low)},{Fraction(high)}{right}")


def outside(low: Number, high: Number, sign: str) -> Ranges:
    """The numbers x with `x < low` or `x > high`, the ends among them for `<=`."""
    below = above_or_below(sign, low).text
    return Ranges(text=f"{below}|{above_or_below(FLIPPED[sign], high).text}")
