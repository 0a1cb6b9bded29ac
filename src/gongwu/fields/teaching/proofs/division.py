"""Quotients, remainders and missing numbers found again: taking away, searching."""

from collections.abc import Callable, Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, word
from gongwu.fields.teaching.values import Ordered, Value, exact


def _taking_away(facts: Facts) -> tuple[int, int]:
    """How often the divisor can be taken away, and what is left then."""
    left, divisor, times = whole(facts, "dividend"), whole(facts, "divisor"), 0
    while left >= divisor:
        left, times = left - divisor, times + 1
    return times, left


def _quotient_and_remainder(facts: Facts) -> Value:
    return Ordered(values=tuple(map(str, _taking_away(facts))))


def _exact_quotient(facts: Facts) -> Value:
    times, left = _taking_away(facts)
    assert left == 0, "something is left"
    return exact(times)


_FORMS: Mapping[str, Callable[[int, int, int], int]] = {
    "x + a = c": lambda x, a, _b: x + a,
    "x - a = c": lambda x, a, _b: x - a,
    "a - x = c": lambda x, a, _b: a - x,
    "x * a = c": lambda x, a, _b: x * a,
    "x / a = c": lambda x, a, _b: x // a if x % a == 0 else -1,
    "a / x = c": lambda x, a, _b: a // x if x and a % x == 0 else -1,
    "a * x + b = c": lambda x, a, b: a * x + b,
    "a * x - b = c": lambda x, a, b: a * x - b,
}


def _trying_every_number(facts: Facts) -> Value:
    """Each number up to a bound that every form stays below is put into the box."""
    form, a, c = _FORMS[word(facts, "form")], whole(facts, "a"), whole(facts, "c")
    b = whole(facts, "b") if "b" in facts else 0
    fits = [x for x in range(a * 2 + c * 2 + b + 1000) if form(x, a, b) == c]
    assert len(fits) == 1, f"{len(fits)} numbers fit"
    return exact(fits[0])


SOLVERS: Mapping[str, Solver] = {
    "division-with-remainder": _quotient_and_remainder,
    "exact-division": _exact_quotient,
    "missing-number": _trying_every_number,
}
