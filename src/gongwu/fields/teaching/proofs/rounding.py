"""Rounding found again: by reading digits, and by walking to the nearest multiple."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, word
from gongwu.fields.teaching.values import Value, exact

_ZEROS = {"ten": 1, "hundred": 2, "thousand": 3, "ten thousand": 4}


def _by_digits(number: int, zeros: int) -> int:
    """Cut the number at the place; the first digit that was cut off decides."""
    digits = str(number).rjust(zeros + 1, "0")
    kept, cut = digits[:-zeros], digits[-zeros:]
    return int(str(int(kept) + (cut[0] >= "5")) + "0" * zeros)


def _rounding(facts: Facts) -> Value:
    return exact(_by_digits(whole(facts, "number"), _ZEROS[word(facts, "place")]))


def _estimation(facts: Facts) -> Value:
    first = _by_digits(whole(facts, "a"), _ZEROS[word(facts, "place")])
    return exact(sum([first] * _by_digits(whole(facts, "b"), 1)))


SOLVERS: Mapping[str, Solver] = {"rounding": _rounding, "estimation": _estimation}
