"""The next token's chances again: in fifty digits, by odds, and by going along the intervals."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.precision import deci, fifty_digits, rounded_decimal
from gongwu.fields.teaching.proofs.reading import fraction, fractions, whole, word
from gongwu.fields.teaching.values import Phrase, Value, exact

# What a reader sees of each token, by its English name.
_CHINESE = {
    "cat": "猫", "dog": "狗", "fish": "鱼", "bird": "鸟", "tree": "树", "moon": "月", "rain": "雨",
    "snow": "雪", "wind": "风", "tea": "茶", "rice": "米", "book": "书",
}  # fmt: skip


def _place(facts: Facts) -> int:
    return word(facts, "tokens").split().index(word(facts, "token"))


def _softmax(facts: Facts) -> Value:
    """One over the sum of the odds against: 1 / Σ e^((z_j - z_i)/T)."""
    logits = fractions(facts, "logits")
    heat = fraction(facts, "temperature") if "temperature" in facts else Fraction(1)
    own = logits[_place(facts)]
    with fifty_digits():
        against = sum((deci((each - own) / heat).exp() for each in logits), Decimal(0))
        return rounded_decimal(1 / against, 3)


def _temperature(facts: Facts) -> Value:
    """As for softmax; for the odds asked, each logit over T must differ by that power."""
    if "power" not in facts:
        return _softmax(facts)
    per_unit = Fraction(whole(facts, "power"), whole(facts, "high") - whole(facts, "low"))
    return exact(1 / per_unit)


def _kept(facts: Facts) -> list[int]:
    """The places that stay, by taking away the unlikeliest while one may."""
    chances = fractions(facts, "chances")
    left = sorted(range(len(chances)), key=lambda place: chances[place])
    if "k" in facts:
        while len(left) > whole(facts, "k"):
            left.pop(0)
        return sorted(left)
    limit = fraction(facts, "p")
    while sum(chances[place] for place in left[1:]) >= limit:
        left.pop(0)
    return sorted(left)


def _truncated(facts: Facts) -> Value:
    """Drop from the unlikely end, then compare with what is left."""
    kept = _kept(facts)
    if "token" not in facts:
        return exact(len(kept))
    chances = fractions(facts, "chances")
    dropped = 1 - sum(chances[place] for place in range(len(chances)) if place in kept)
    return exact(chances[_place(facts)] / (1 - dropped))


def _drawn(facts: Facts) -> Value:
    """Walk down: take each probability from the random number until it would go below 0."""
    chances, tokens = fractions(facts, "chances"), word(facts, "tokens").split()
    kept = _kept(facts) if "k" in facts else list(range(len(chances)))
    left = fraction(facts, "u") * sum(chances[place] for place in kept)
    for place in kept:
        left -= chances[place]
        if left < 0:
            name = tokens[place]
            return Phrase(key=name, en=name, zh=f"“{_CHINESE[name]}”")
    raise AssertionError("the probabilities do not reach the random number")


SOLVERS: Mapping[str, Solver] = {
    "softmax-by-hand": _softmax,
    "softmax-temperature": _temperature,
    "top-k-and-top-p": _truncated,
    "drawing-a-token": _drawn,
}
