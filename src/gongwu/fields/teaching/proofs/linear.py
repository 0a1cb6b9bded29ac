"""Linear equations solved again by false position: two guesses, no term is ever moved."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, whole, wholes, word
from gongwu.fields.teaching.proofs.testing import false_position
from gongwu.fields.teaching.values import Expression, Value, exact


def _one_step(facts: Facts) -> Value:
    factor = fraction(facts, "factor") if "factor" in facts else Fraction(1)
    added = whole(facts, "added") if "added" in facts else 0
    right = whole(facts, "right")
    return exact(false_position(lambda x: factor * x + added - right))


def _both_sides(facts: Facts) -> Value:
    (a, b), (c, d) = wholes(facts, "left"), wholes(facts, "right")
    return exact(false_position(lambda x: (a * x + b) - (c * x + d)))


def _brackets(facts: Facts) -> Value:
    (a, c), (b, d), e = wholes(facts, "outer"), wholes(facts, "inner"), whole(facts, "added")
    return exact(false_position(lambda x: a * (x + b) - c * (x + d) - e))


def _over_numbers(facts: Facts) -> Value:
    a, b = wholes(facts, "first")
    c, d = wholes(facts, "second") if "second" in facts else (0, 0)
    right = whole(facts, "right")
    return exact(false_position(lambda x: (x + a) / b - ((x + c) / d if d else 0) - right))


def _rearranged(facts: Facts) -> Value:
    """x depends on y along a line: find x at y = 0 and y = 1, and draw the line."""
    (a, b), over = wholes(facts, "line"), whole(facts, "over")
    start = false_position(lambda x: (a * x + b) / over - 0)
    rise = false_position(lambda x: (a * x + b) / over - 1) - start
    return Expression(text=f"({rise})*y + ({start})")


def _two_sorts(facts: Facts) -> Value:
    """Try every possible number."""
    (dear, cheap), number = wholes(facts, "prices"), whole(facts, "number")
    paid = whole(facts, "paid")
    found = [n for n in range(number + 1) if dear * n + cheap * (number - n) == paid]
    assert len(found) == 1, "the numbers are not determined"
    return exact(found[0])


def _ages(facts: Facts) -> Value:
    """Walk through the years one by one."""
    (elder, younger), times = wholes(facts, "ages"), whole(facts, "times")
    step = -1 if word(facts, "ago") == "yes" else 1
    years = range(1, younger) if step < 0 else range(1, elder)
    found = [n for n in years if elder + step * n == times * (younger + step * n)]
    assert len(found) == 1, "no year, or more than one"
    return exact(found[0])


SOLVERS: Mapping[str, Solver] = {
    "linear-one-step": _one_step,
    "linear-two-steps": _one_step,
    "linear-both-sides": _both_sides,
    "linear-brackets": _brackets,
    "linear-fractions": _over_numbers,
    "linear-rearrange": _rearranged,
    "linear-two-sorts": _two_sorts,
    "linear-ages": _ages,
}
