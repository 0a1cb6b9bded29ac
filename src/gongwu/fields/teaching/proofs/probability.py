"""Chances found again: by going through all cases, or trial after trial."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, permutations, product

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, fractions, whole, wholes, word
from gongwu.fields.teaching.values import Value, exact


def _wheels(facts: Facts) -> Value:
    """All results, one by one; the largest number is followed turn by turn."""
    if "most" in facts:
        return exact(_largest(whole(facts, "faces"), whole(facts, "rolls"), whole(facts, "most")))
    a, b, total = whole(facts, "a"), whole(facts, "b"), whole(facts, "total")
    sums = [x + y for x in range(1, a + 1) for y in range(1, b + 1)]
    above = word(facts, "rule") == "at least"
    good = sum(1 for each in sums if each == total or (above and each > total))
    return exact(Fraction(good, len(sums)))


def _largest(faces: int, rolls: int, most: int) -> Fraction:
    below, reached = 1, 0  # ways in which all were smaller, and in which the largest is there
    for _ in range(rolls):
        below, reached = below * (most - 1), reached * most + below
    return Fraction(reached, faces**rolls)


def _balls(facts: Facts) -> Value:
    """All ordered pairs of balls, each ball told apart."""
    if "counts" in facts:
        bag = [colour for colour, many in enumerate(wholes(facts, "counts")) for _ in range(many)]
        pairs = list(combinations(bag, 2))
        return exact(Fraction(sum(1 for x, y in pairs if x != y), len(pairs)))
    bag = [1] * whole(facts, "r") + [0] * whole(facts, "b")
    draws = product(bag, bag) if word(facts, "put back") == "yes" else permutations(bag, 2)
    both = [x * y for x, y in draws]
    return exact(Fraction(sum(both), len(both)))


def _batch(facts: Facts) -> Value:
    """One pick after another, with what is left."""
    n, bad, k = whole(facts, "n"), whole(facts, "bad"), whole(facts, "k")
    chances = {0: Fraction(1)}
    for picked in range(k):
        after: dict[int, Fraction] = {}
        for seen, chance in chances.items():
            hit = Fraction(bad - seen, n - picked)
            after[seen + 1] = after.get(seen + 1, Fraction(0)) + chance * hit
            after[seen] = after.get(seen, Fraction(0)) + chance * (1 - hit)
        chances = after
    match word(facts, "rule"):
        case "none":
            return exact(chances[0])
        case "exactly":
            return exact(chances[whole(facts, "j")])
    return exact(sum(chance for seen, chance in chances.items() if seen))


def _successes(chances: tuple[Fraction, ...]) -> list[Fraction]:
    """The probability of each number of successes, trial after trial."""
    so_far = [Fraction(1)]
    for p in chances:
        failed = [each * (1 - p) for each in so_far] + [Fraction(0)]
        done = [Fraction(0)] + [each * p for each in so_far]
        so_far = [a + b for a, b in zip(failed, done, strict=True)]
    return so_far


def _at_least_one(facts: Facts) -> Value:
    """The sum over one, two, … successes."""
    same = "p" in facts
    chances = (fraction(facts, "p"),) * whole(facts, "n") if same else fractions(facts, "chances")
    return exact(sum(_successes(chances)[1:]))


def _binomial(facts: Facts) -> Value:
    """The distribution of the number of successes, trial after trial."""
    spread = _successes((fraction(facts, "p"),) * whole(facts, "n"))
    if "least" in facts:
        return exact(sum(spread[whole(facts, "least") :]))
    return exact(spread[whole(facts, "k")])


def _waiting(facts: Facts) -> Value:
    """All rows of n trials, each failure or success, with the place of the first success."""
    p, n = fraction(facts, "p"), whole(facts, "n")
    found = {"first": Fraction(0), "after": Fraction(0), "by": Fraction(0)}
    for row in product((False, True), repeat=n):
        chance = Fraction(1)
        for success in row:
            chance *= p if success else 1 - p
        found["by" if any(row) else "after"] += chance
        if row.index(True) == n - 1 if any(row) else False:
            found["first"] += chance
    return exact(found[word(facts, "rule")])


def _survey(facts: Facts) -> Value:
    """Everybody as a pair of yes and no; then those who count are looked at."""
    kinds = (("both", (1, 1)), ("one", (1, 0)), ("two", (0, 1)), ("neither", (0, 0)))
    people = [does for name, does in kinds for _ in range(whole(facts, name))]
    if word(facts, "rule") == "joint":
        return exact(Fraction(sum(one * two for one, two in people), len(people)))
    known = [one for one, two in people if two]
    if word(facts, "rule") == "given":
        return exact(Fraction(sum(known), len(known)))
    # The first of a pair is as likely to be any of them, the second any of the others.
    pairs = sum(1 for place, one in enumerate(known) for two in known[:place] if one and two)
    return exact(Fraction(2 * pairs, len(known) ** 2 - len(known)))


def _bayes(facts: Facts) -> Value:
    """Ten thousand of them, counted."""
    if "shares" in facts:
        shares, rates = wholes(facts, "shares"), wholes(facts, "rates")
        faulty = [share * rate for share, rate in zip(shares, rates, strict=True)]
        return exact(Fraction(faulty["ABC".index(word(facts, "which"))], sum(faulty)))
    ill = 100 * whole(facts, "ill")
    right = ill * whole(facts, "hit") // 100
    alarms = right + (10_000 - ill) * whole(facts, "false") // 100
    return exact(
        Fraction(right, alarms) if word(facts, "rule") == "posterior" else Fraction(alarms, 10_000)
    )


def _expected(facts: Facts) -> Value:
    """The average over as many plays as the denominators ask for."""
    prizes, chances = wholes(facts, "prizes"), fractions(facts, "chances")
    plays = 1
    for chance in chances:
        plays *= chance.denominator
    counts = [int(plays * chance) for chance in chances]
    won = sum(prize * many for prize, many in zip(prizes, counts, strict=False))
    paid = whole(facts, "cost") * plays if "cost" in facts else 0
    if facts.get("rule") == "fair":
        return exact(Fraction(paid - won, counts[2]))
    return exact(Fraction(won - paid, plays))


SOLVERS: Mapping[str, Solver] = {
    "probability-of-two-wheels": _wheels,
    "probability-of-two-balls": _balls,
    "probability-in-a-batch": _batch,
    "at-least-one-success": _at_least_one,
    "binomial-probability": _binomial,
    "waiting-for-success": _waiting,
    "conditional-probability": _survey,
    "bayes-theorem": _bayes,
    "expected-value": _expected,
}
