"""Ratios found again: by trying, by laying out shares, by following one unit at a time."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, whole, wholes, word
from gongwu.fields.teaching.values import Expression, Phrase, Value, exact


def _phrase(terms: tuple[int, ...]) -> Value:
    written = " : ".join(map(str, terms))
    return Phrase(key=":".join(map(str, terms)), en=f"${written}$", zh=f"${written}$")


def _simplest(facts: Facts) -> Value:
    """The smallest whole first term that has a whole second term."""
    x, y = fraction(facts, "first"), fraction(facts, "second")
    a, b = int(x * 1000), int(y * 1000)
    for first in range(1, a + 1):
        if first * b % a == 0:
            return _phrase((first, first * b // a))
    raise AssertionError("no whole ratio")


def _dealing(facts: Facts) -> Value:
    """Deal round after round: to each as many as the ratio says."""
    terms, left = wholes(facts, "ratio"), whole(facts, "total")
    heaps = [0] * len(terms)
    while left > 0:
        for place, term in enumerate(terms):
            heaps[place] += term
            left -= term
    assert left == 0
    asks = word(facts, "asks")
    return exact(heaps[1] - heaps[0] if asks == "more" else heaps[int(asks[-1])])


def _chain(facts: Facts) -> Value:
    """The smallest b for which a and c come out whole."""
    (p, q), (r, s) = wholes(facts, "first"), wholes(facts, "second")
    for b in range(1, q * r + 1):
        if b * p % q == 0 and b * s % r == 0:
            return _phrase((b * p // q, b, b * s // r))
    raise AssertionError("no whole ratio")


def _map(facts: Facts) -> Value:
    """Through the distance outside, in tenths of a millimetre."""
    k = whole(facts, "k")
    if "d" in facts:
        outside = int(fraction(facts, "d") * 1_000_000_000)
        return _decimal(outside // k, 4)
    outside = int(fraction(facts, "m") * 10) * k
    if "j" in facts:
        return _decimal(outside * 1_000_000 // whole(facts, "j"), 7)
    return _decimal(outside, 6)


def _decimal(number: int, places: int) -> Value:
    digits = str(number).rjust(places + 1, "0")
    return Expression(text=f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip("."))


def _direct(facts: Facts) -> Value:
    """Try: the value wanted is to the value known as the amounts are."""
    a, b, c = (whole(facts, name) for name in ("amount", "value", "wanted"))
    fits = [x for x in range(1, 15 * b) if x * a == b * c]
    assert len(fits) == 1
    return exact(fits[0])


def _inverse(facts: Facts) -> Value:
    """One would need so much; so many share it."""
    alone = Fraction(0)
    for _ in range(whole(facts, "amount")):
        alone += whole(facts, "value")
    share = alone / whole(facts, "wanted")
    assert share.denominator == 1
    return exact(share)


SOLVERS: Mapping[str, Solver] = {
    "simplify-ratios": _simplest,
    "share-in-a-ratio": _dealing,
    "combine-ratios": _chain,
    "map-scale": _map,
    "direct-proportion": _direct,
    "inverse-proportion": _inverse,
}
