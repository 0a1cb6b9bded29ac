"""Losses, gradients and steps again: in fifty digits, and in another order."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.precision import deci, fifty_digits, rounded_decimal
from gongwu.fields.teaching.proofs.reading import fraction, fractions, whole, wholes, word
from gongwu.fields.teaching.values import Expression, Value


def _loss(facts: Facts) -> Value:
    """The logarithm of the product; from logits, of the sum of the odds."""
    with fifty_digits():
        if "logits" in facts:
            logits = wholes(facts, "logits")
            own = logits[word(facts, "tokens").split().index(word(facts, "token"))]
            odds = sum((Decimal(each - own).exp() for each in logits), Decimal(0))
            return rounded_decimal(odds.ln(), 3)
        product, many = Fraction(1), 0
        for p in fractions(facts, "chances"):
            product, many = product / p, many + 1
        return rounded_decimal(deci(product).ln() / many, 3)


def _perplexity(facts: Facts) -> Value:
    """A weighted mean of logarithms of inverse probabilities."""
    with fifty_digits():
        if "chances" in facts:
            weighted = [(deci(1 / p), 1) for p in fractions(facts, "chances")]
        else:
            weighted = [(Decimal(whole(facts, a)), whole(facts, b)) for a, b in ("pn", "qm")]
        logs = sum((value.ln() * weight for value, weight in weighted), Decimal(0))
        return rounded_decimal((logs / sum(weight for _, weight in weighted)).exp(), 2)


def _gradient(facts: Facts) -> Value:
    """All derivatives add up to 0: the one asked is minus the sum of the others."""
    tokens = word(facts, "tokens").split()
    place, right = tokens.index(word(facts, "token")), tokens.index(word(facts, "right"))
    others = [each for each in range(len(tokens)) if each != place]
    if "chances" in facts:
        chances = fractions(facts, "chances")
        return Expression(text=str(sum(((each == right) - chances[each]) for each in others)))
    logits = wholes(facts, "logits")
    with fifty_digits():
        slope = Decimal(0)
        for each in others:
            share = 1 / sum((Decimal(one - logits[each]).exp() for one in logits), Decimal(0))
            slope += (each == right) - share
        if "rate" in facts:
            slope = logits[place] - deci(fraction(facts, "rate")) * slope
        return rounded_decimal(slope, 3)


def _adam(facts: Facts) -> Value:
    """The running means moved step by step: m += (1 - β)(g - m)."""
    if "beta" in facts:
        m, g = fraction(facts, "m"), fraction(facts, "g")
        return Expression(text=str(m + (1 - fraction(facts, "beta")) * (g - m)))
    b1, b2 = fraction(facts, "beta1"), fraction(facts, "beta2")
    m = v = missing_m = missing_v = Fraction(0)
    for g in fractions(facts, "gradients"):
        m += (1 - b1) * (g - m)
        v += (1 - b2) * (g * g - v)
        # The same running mean of the constant 1 is what the moments lack in size.
        missing_m += (1 - b1) * (1 - missing_m)
        missing_v += (1 - b2) * (1 - missing_v)
    with fifty_digits():
        ratio = deci(m * m / v * missing_v / missing_m**2).sqrt().copy_sign(Decimal(m.numerator))
        move = deci(fraction(facts, "rate")) * ratio
        return rounded_decimal(
            deci(fraction(facts, "start")) - move if "start" in facts else move, 4
        )


SOLVERS: Mapping[str, Solver] = {
    "cross-entropy-loss": _loss,
    "perplexity": _perplexity,
    "gradient-at-the-logits": _gradient,
    "adam-step": _adam,
}
