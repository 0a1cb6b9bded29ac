"""Stories about quantities told again by acting them out."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Value, exact


def _at_the_till(facts: Facts) -> Value:
    """Each thing goes over the counter by itself, from what was handed over."""
    purse = whole(facts, "paid")
    counts, prices = wholes(facts, "counts"), list(wholes(facts, "prices"))
    if "less" in facts:
        prices[-1] -= whole(facts, "less")
    for count, price in zip(counts, prices, strict=True):
        for _ in range(count):
            purse -= price
    return exact(purse)


def _packing(facts: Facts) -> Value:
    """Fill one after the other; the last may stay unfinished where all must be packed."""
    left, full = whole(facts, "total"), 0
    while left >= whole(facts, "each"):
        left, full = left - whole(facts, "each"), full + 1
    return exact(full + (left > 0 and word(facts, "rounds") == "up"))


def _ages(facts: Facts) -> Value:
    """Year by year, or age by age, until what the question says holds."""
    c, e, k = whole(facts, "c"), whole(facts, "e"), whole(facts, "k")
    match word(facts, "asks"):
        case "later":
            while c < k:
                c, e = c + 1, e + 1
            return exact(e)
        case "years":
            years = 0
            while e != k * c:
                c, e, years = c + 1, e + 1, years + 1
                assert c < e, "it never holds"
            return exact(years)
    fits = [child for child in range(c) if c - child + e == k * (child + e)]
    assert len(fits) == 1
    return exact(fits[0])


def _levelling(facts: Facts) -> Value:
    """The highest gives to the lowest until all are level; a wish is found by trying."""
    numbers = list(wholes(facts, "numbers"))
    if "goal" in facts:
        goal = whole(facts, "goal")
        fits = [n for n in range(10 * goal) if sum(x - goal for x in (*numbers, n)) == 0]
        assert len(fits) == 1
        return exact(fits[0])
    while max(numbers) - min(numbers) > 1:
        high, low = numbers.index(max(numbers)), numbers.index(min(numbers))
        given = (numbers[high] - numbers[low]) // 2
        numbers[high], numbers[low] = numbers[high] - given, numbers[low] + given
    assert len(set(numbers)) == 1, "the average is not whole"
    return exact(numbers[0])


SOLVERS: Mapping[str, Solver] = {
    "shopping-and-change": _at_the_till,
    "packing-and-cutting": _packing,
    "ages": _ages,
    "average": _levelling,
}
