"""Decimals reckoned again with digits alone: no fraction, no float."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import word
from gongwu.fields.teaching.values import Expression, Value


def _read(digits: str) -> tuple[int, int]:
    """A decimal as a whole number and how many places it was shifted by."""
    whole, _, behind = digits.partition(".")
    return int(whole + behind), len(behind)


def _written(number: int, places: int) -> Value:
    """The other way round."""
    digits = str(number).rjust(places + 1, "0")
    split = len(digits) - places
    behind = digits[split:].rstrip("0")
    return Expression(text=digits[:split] + ("." + behind if behind else ""))


def _level(facts: Facts, one: str, other: str) -> tuple[int, int, int]:
    """Two decimals as whole numbers of the smaller unit, and that unit's places."""
    (a, first), (b, second) = _read(word(facts, one)), _read(word(facts, other))
    most = max(first, second)
    return a * 10 ** (most - first), b * 10 ** (most - second), most


def _sum(facts: Facts) -> Value:
    a, b, places = _level(facts, "a", "b")
    return _written(a + b, places)


def _difference(facts: Facts) -> Value:
    a, b, places = _level(facts, "from", "taken")
    return _written(a - b, places)


def _product(facts: Facts) -> Value:
    (a, first), (b, second) = _read(word(facts, "a")), _read(word(facts, "b"))
    return _written(a * b, first + second)


def _quotient(facts: Facts) -> Value:
    """Digit by digit, until nothing is left."""
    a, b, _ = _level(facts, "dividend", "divisor")
    number, left = divmod(a, b)
    places = 0
    while left:
        digit, left = divmod(left * 10, b)
        number, places = number * 10 + digit, places + 1
        assert places < 20, "the decimal does not end"
    return _written(number, places)


SOLVERS: Mapping[str, Solver] = {
    "decimal-addition": _sum,
    "decimal-subtraction": _difference,
    "decimal-multiplication": _product,
    "decimal-division": _quotient,
}
