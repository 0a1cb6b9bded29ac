"""Counting done again: by recurrences and by going through the cases, without factorials."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise, permutations, product

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Value, exact


def _places(facts: Facts) -> Value:
    """A row either has a certain thing, in one of its places, or has it not."""
    n, k = whole(facts, "n"), whole(facts, "k")
    rows = [[1] + [0] * k]
    for _ in range(n):
        last = rows[-1]
        rows.append([1] + [last[j] + j * last[j - 1] for j in range(1, k + 1)])
    return exact(rows[n][k] - rows[n - 1][k - 1] if "barred" in facts else rows[n][k])


def _row_with_a_pair(facts: Facts) -> Value:
    """Every two places that the pair may take, times the rows of the others."""
    n, rule = whole(facts, "n"), word(facts, "rule")
    others = 1
    for people in range(2, n - 1):
        others *= people
    gap = whole(facts, "gap") if rule == "between" else 0
    allowed = sum(
        (abs(one - two) != 1) if rule == "apart" else (abs(one - two) - 1 == gap)
        for one, two in permutations(range(n), 2)
    )
    return exact(allowed * others)


def _spelled(left: tuple[tuple[str, int], ...], last: str, apart: str) -> int:
    """How many words can still be written with these letters."""
    counts = Counter(dict(left))
    states: Counter[tuple[tuple[tuple[str, int], ...], str]] = Counter({(left, last): 1})
    for _ in range(counts.total()):
        after: Counter[tuple[tuple[tuple[str, int], ...], str]] = Counter()
        for (pool, end), ways in states.items():
            for letter, many in pool:
                if many and not (letter == end == apart):
                    rest = tuple((each, n - (each == letter)) for each, n in pool)
                    after[rest, letter if apart else ""] += ways
        states = after
    return states.total()


def _words(facts: Facts) -> Value:
    """Letter after letter, keeping only what is left and what came last."""
    apart = word(facts, "apart") if "apart" in facts else ""
    return exact(_spelled(tuple(sorted(Counter(word(facts, "letters")).items())), "", apart))


def _numbers(facts: Facts) -> Value:
    """All rows of different digits, one by one."""
    found = permutations(wholes(facts, "digits"), whole(facts, "length"))
    even = "kind" in facts
    return exact(sum(1 for row in found if row[0] and not (even and row[-1] % 2)))


def _pascal(n: int) -> list[int]:
    row = [1]
    for _ in range(n):
        row = [1, *(a + b for a, b in pairwise(row)), 1]
    return row


def _group(facts: Facts) -> Value:
    """Pascal's triangle; a mixed group is the sum over how many are of the first kind."""
    ones, twos = _pascal(whole(facts, "m")), _pascal(whole(facts, "n"))
    if "a" in facts:
        return exact(ones[whole(facts, "a")] * twos[whole(facts, "b")])
    many = whole(facts, "many")
    least = 1 if "rule" in facts else 0
    return exact(
        sum(
            ones[many - second] * twos[second]
            for second in range(least, many + 1)
            if many - second < len(ones) and second < len(twos)
        )
    )


def _shares(facts: Facts) -> Value:
    """One share after another: ways[t] is in how many ways they take t things together."""
    n, k = whole(facts, "n"), whole(facts, "k")
    minima = wholes(facts, "minima") if "minima" in facts else (whole(facts, "least"),) * k
    ways = [1] + [0] * n
    for least in minima:
        ways = [sum(ways[: max(total - least + 1, 0)]) for total in range(n + 1)]
    return exact(ways[n])


def _paths(facts: Facts) -> Value:
    """Point by point: the ways to a point come from the left and from below."""
    w, h = whole(facts, "w"), whole(facts, "h")
    rule = word(facts, "rule") if "rule" in facts else ""
    point = (whole(facts, "x"), whole(facts, "y")) if rule else (-1, -1)
    every, avoiding = ({(0, 0): 1} for _ in range(2))
    for x, y in product(range(w + 1), range(h + 1)):
        for ways in (every, avoiding):
            if x or y:
                ways[x, y] = ways.get((x - 1, y), 0) + ways.get((x, y - 1), 0)
        if (x, y) == point:
            avoiding[x, y] = 0
    end = (w, h)
    return exact(every[end] - avoiding[end] if rule == "through" else avoiding[end])


def _multiples(facts: Facts) -> Value:
    """Every number is tried."""
    divisors = [whole(facts, name) for name in "abc" if name in facts]
    wanted = facts.get("rule") != "neither"
    numbers = range(1, whole(facts, "limit") + 1)
    hit: set[int] = set()
    for divisor in divisors:
        hit.update(numbers[divisor - 1 :: divisor])
    return exact(len(hit) if wanted else sum(1 for each in numbers if each not in hit))


def _sure(facts: Facts) -> Value:
    """The largest handful that still fails, over all handfuls; one more is sure."""
    counts, rule = wholes(facts, "counts"), word(facts, "rule")
    if rule == "each":
        fails = [sum(counts) - counts[missing] for missing in range(len(counts))]
        return exact(max(fails) + 1)
    k = whole(facts, "k") if rule == "same" else 2
    handfuls = product(*(range(min(count, k - 1) + 1) for count in counts))
    return exact(max(map(sum, handfuls)) + 1)


SOLVERS: Mapping[str, Solver] = {
    "permutations-of-some": _places,
    "rows-with-a-pair": _row_with_a_pair,
    "words-from-letters": _words,
    "numbers-from-digits": _numbers,
    "choosing-a-group": _group,
    "sharing-equal-things": _shares,
    "ways-on-a-grid": _paths,
    "multiples-with-overlap": _multiples,
    "how-many-to-be-sure": _sure,
}
