"""Sequences written out again, term by term."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Value, exact


def _straight(facts: Facts, many: int) -> list[int]:
    """An arithmetic sequence: each term as far from the one before as that from its own."""
    terms = list(wholes(facts, "terms"))
    while len(terms) < many:
        terms.append(2 * terms[-1] - terms[-2])
    return terms[:many]


def _steady(facts: Facts, many: int) -> list[int]:
    """A geometric sequence: the square of a term is the product of its neighbours."""
    terms = list(wholes(facts, "terms"))
    while len(terms) < many:
        following, left = divmod(terms[-1] * terms[-1], terms[-2])
        assert left == 0
        terms.append(following)
    return terms[:many]


def _straight_term(facts: Facts) -> Value:
    return exact(_straight(facts, whole(facts, "n"))[-1])


def _straight_sum(facts: Facts) -> Value:
    return exact(sum(_straight(facts, whole(facts, "n"))))


def _steady_term(facts: Facts) -> Value:
    return exact(_steady(facts, whole(facts, "n"))[-1])


def _steady_sum(facts: Facts) -> Value:
    return exact(sum(_steady(facts, whole(facts, "n"))))


def _two_terms(facts: Facts) -> Value:
    """The value at n lies on the straight line through the two points."""
    (i, j), (first, second), n = wholes(facts, "places"), wholes(facts, "values"), whole(facts, "n")
    return exact(Fraction(first * (j - n) + second * (n - i), j - i))


def _next(facts: Facts) -> Value:
    """Differences of differences down to a constant, or a constant ratio."""
    terms = wholes(facts, "terms")
    if word(facts, "kind") == "multiply":
        assert all(x * x == y * z for y, x, z in zip(terms, terms[1:], terms[2:], strict=False))
        return exact(terms[-1] * terms[1] // terms[0])
    rows = [list(terms)]
    while len(set(rows[-1])) > 1:
        rows.append([y - x for x, y in zip(rows[-1], rows[-1][1:], strict=False)])
    assert len(rows) <= 3, "no simple rule"
    return exact(sum(row[-1] for row in rows))


def _recurrence(facts: Facts) -> Value:
    """Through the fixed point: the distance from it is multiplied at each step."""
    a, k, c = (whole(facts, name) for name in ("first", "factor", "added"))
    fixed = Fraction(c, 1 - k)
    return exact(fixed + (a - fixed) * k ** (whole(facts, "n") - 1))


def _fibonacci(facts: Facts) -> Value:
    """Forwards with Fibonacci's own numbers; backwards by trying every pair."""
    n = whole(facts, "n")
    pairs = [(1, 0), (0, 1)]  # how many of the first and of the second each term holds
    while len(pairs) < n:
        pairs.append((pairs[-1][0] + pairs[-2][0], pairs[-1][1] + pairs[-2][1]))
    if "first" in facts:
        p, q = pairs[n - 1]
        return exact(p * whole(facts, "first") + q * whole(facts, "second"))
    (p, q), (r, s) = pairs[n - 2], pairs[n - 1]
    x, y = whole(facts, "before"), whole(facts, "last")
    fits = [a for a in range(1, x) if (x - p * a) % q == 0 and r * a + s * ((x - p * a) // q) == y]
    assert len(fits) == 1
    return exact(fits[0])


def _telescope(facts: Facts) -> Value:
    """All the fractions, added one by one."""
    first, second, _ = wholes(facts, "starts")
    last, _ = wholes(facts, "last")
    gap = second - first
    return exact(
        sum((Fraction(1, x * (x + gap)) for x in range(first, last + 1, gap)), Fraction(0))
    )


SOLVERS: Mapping[str, Solver] = {
    "arithmetic-sequence-term": _straight_term,
    "arithmetic-sequence-sum": _straight_sum,
    "arithmetic-sequence-two-terms": _two_terms,
    "geometric-sequence-term": _steady_term,
    "geometric-sequence-sum": _steady_sum,
    "find-the-rule": _next,
    "recurrence": _recurrence,
    "fibonacci-like": _fibonacci,
    "telescoping-sum": _telescope,
}
