"""Layers again: in fifty digits, with matrix code of another order and gates by other formulas."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.precision import deci, fifty_digits, rounded_decimal
from gongwu.fields.teaching.proofs.reading import fraction, fractions, wholes, word
from gongwu.fields.teaching.values import Expression, Value, exact


def _square(vector: Sequence[int]) -> int:
    return sum(each * each for each in vector)


def _dot(one: Sequence[int], two: Sequence[int]) -> Fraction:
    """From lengths alone: |a + b|² - |a - b|² = 4 a·b."""
    plus = [a + b for a, b in zip(one, two, strict=True)]
    minus = [a - b for a, b in zip(one, two, strict=True)]
    return Fraction(_square(plus) - _square(minus), 4)


def _embedding(facts: Facts) -> Value:
    a, b, c = (wholes(facts, name) for name in ("first", "second", "third"))
    match word(facts, "asked"):
        case "dot":
            return exact(_dot(a, c))
        case "dot of the sum":
            return exact(_dot(a, c) + _dot(b, c))
    with fifty_digits():
        cosine = deci(_dot(a, c) ** 2 / (_square(a) * _square(c))).sqrt()
        return rounded_decimal(cosine if _dot(a, c) > 0 else -cosine, 3)


def _attention(facts: Facts) -> Value:
    """Column by column: each entry of the query adds its part to all scores at once."""
    query, keys = wholes(facts, "query"), wholes(facts, "keys")
    size = len(query)
    scores = [0] * (len(keys) // size)
    for column, entry in enumerate(query):
        for row, key in enumerate(keys[column::size]):
            scores[row] += entry * key
    if facts.get("asked") == "score":
        return exact(Fraction(scores[0], 2))
    values = wholes(facts, "values")[::2] if "values" in facts else (1, *[0] * (len(scores) - 1))
    with fifty_digits():
        scale = Decimal(size).sqrt()
        # The running maximum and sum of online softmax.
        top, below, above = Decimal("-Infinity"), Decimal(0), Decimal(0)
        for score, value in zip(scores, values, strict=True):
            height = max(top, score / scale)
            shrink, weight = (top - height).exp(), (score / scale - height).exp()
            top, below, above = height, below * shrink + weight, above * shrink + weight * value
        return rounded_decimal(above / below, 3)


def _tanh(number: Decimal) -> Decimal:
    twice = (2 * number).exp()
    return (twice - 1) / (twice + 1)


def _sigmoid(number: Decimal) -> Decimal:
    """By the hyperbolic tangent of the half: σ(a) = (1 + tanh(a/2))/2."""
    return (1 + _tanh(number / 2)) / 2


def _gru(facts: Facts) -> Value:
    """The new state as the new content, moved towards the old state by z."""
    h = fraction(facts, "h")
    if "z" in facts:
        n = fraction(facts, "n")
        return Expression(text=str(n + fraction(facts, "z") * (h - n)))
    with fifty_digits():
        old = deci(h)
        if "gate" in facts:
            z, new = _sigmoid(deci(fraction(facts, "gate"))), deci(fraction(facts, "n"))
        else:
            x = deci(fraction(facts, "x"))
            wz, uz, wr, ur, wn, un = map(deci, fractions(facts, "weights"))
            z, r = _sigmoid(wz * x + uz * old), _sigmoid(wr * x + ur * old)
            new = _tanh(wn * x + r * un * old)
        return rounded_decimal(new + z * (old - new), 3)


def _norm(facts: Facts) -> Value:
    """The variance from all pairs of entries: it is the mean of half their squared gaps."""
    entries = wholes(facts, "entries")
    size = len(entries)
    pairs = sum((a - b) ** 2 for a in entries for b in entries)
    with fifty_digits():
        if word(facts, "norm") == "rms":
            return rounded_decimal(entries[0] / (Decimal(_square(entries)) / size).sqrt(), 3)
        centred = Decimal(size * entries[0] - sum(entries)) / size
        value = centred / (Decimal(pairs) / (2 * size * size)).sqrt()
        if "gain" in facts:
            value = value * deci(fraction(facts, "gain")) + deci(fraction(facts, "bias"))
        return rounded_decimal(value, 3)


SOLVERS: Mapping[str, Solver] = {
    "embedding-similarity": _embedding,
    "scaled-dot-product-attention": _attention,
    "gru-step": _gru,
    "layer-norm": _norm,
}
