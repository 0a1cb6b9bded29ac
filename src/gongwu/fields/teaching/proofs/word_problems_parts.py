"""Two quantities found again by trying every pair; work done again hour by hour of a workday."""

from collections.abc import Callable, Mapping
from math import lcm

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Value, exact


def _only(
    facts: Facts, most: int, large: Callable[[int], int], holds: Callable[[int, int], bool]
) -> Value:
    """The one pair of numbers, the smaller below `most`, for which the story holds."""
    fits = [(small, large(small)) for small in range(1, most) if holds(small, large(small))]
    assert len(fits) == 1, f"{len(fits)} pairs fit"
    return exact(fits[0][word(facts, "asks") == "larger"])


def _sum_and_difference(facts: Facts) -> Value:
    total, gap = whole(facts, "total"), whole(facts, "gap")
    return _only(facts, total, lambda small: total - small, lambda s, large: large - s == gap)


def _sum_and_multiple(facts: Facts) -> Value:
    total, k, more = whole(facts, "total"), whole(facts, "k"), _more(facts)
    return _only(facts, total, lambda small: total - small, lambda s, large: large == k * s + more)


def _difference_and_multiple(facts: Facts) -> Value:
    gap, k, more = whole(facts, "gap"), whole(facts, "k"), _more(facts)
    return _only(facts, gap + 1, lambda small: small + gap, lambda s, large: large == k * s + more)


def _more(facts: Facts) -> int:
    return whole(facts, "more") if "more" in facts else 0


def _day_by_day(facts: Facts) -> Value:
    """The job as equal pieces, so many that each worker does whole pieces a day."""
    days = wholes(facts, "days")
    pieces = lcm(*days)
    per_day = [pieces // each for each in days]
    if "alone" in facts:
        pieces -= whole(facts, "alone") * per_day[0]
        per_day = per_day[1:]
    passed = 0
    while pieces > 0:
        pieces, passed = pieces - sum(per_day), passed + 1
    assert pieces == 0, "the last day is not a whole one"
    return exact(passed)


SOLVERS: Mapping[str, Solver] = {
    "sum-and-difference": _sum_and_difference,
    "sum-and-multiple": _sum_and_multiple,
    "difference-and-multiple": _difference_and_multiple,
    "working-together": _day_by_day,
}
