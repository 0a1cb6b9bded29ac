"""Points at which a statement may fail: solutions of what is given, found with digits.

A search, not a proof: it looks at a grid and at the sign changes of equations in one unknown.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from gongwu.fields.teaching.expressions.tree import Compared, Node, Operation, Statement
from gongwu.fields.teaching.steps.numbers import decimals, digits_at
from gongwu.fields.teaching.steps.size import letters_in

_TRIES = 40
_GRID = [Fraction(step, 8) + Fraction(1, 97) for step in range(-96, 97)]


def points_of(given: Sequence[Statement], letters: frozenset[str]) -> Iterator[Mapping[str, Any]]:
    """Some points of the unknowns, those on the equations first."""
    everything = sorted(letters.union(*map(letters_in, given)))
    if len(everything) == 1:
        for equation in _equations(given):
            yield from ({everything[0]: root} for root in _roots(equation, everything[0]))
    yield from _scattered(everything)


def _equations(given: Sequence[Statement]) -> Iterator[Node]:
    """The differences that must be 0 in some case."""
    for statement in given:
        for case in statement.cases:
            for compared in case:
                yield from _differences(compared)


def _differences(compared: Compared) -> Iterator[Node]:
    for sign, (left, right) in zip(compared.signs, pairwise(compared.sides), strict=True):
        if sign == "=" and left != right:
            yield Operation("-", left, right)


def _roots(difference: Node, letter: str) -> Iterator[Any]:
    mp = decimals()
    values = [(mp.mpf(x.numerator) / x.denominator) for x in _GRID]
    heights = [digits_at(difference, {letter: value}) for value in values]
    for (left, low), (right, high) in pairwise(zip(values, heights, strict=True)):
        if low is not None and high is not None and low * high < 0:
            root = _between(difference, letter, left, right)
            if root is not None:
                yield root


def _between(difference: Node, letter: str, left: Any, right: Any) -> Any:
    """By halving, as far as 50 digits go; None at a jump."""
    low = digits_at(difference, {letter: left})
    for _ in range(170):
        middle = (left + right) / 2
        height = digits_at(difference, {letter: middle})
        if height is None:
            return None
        if height == 0:
            return middle
        if (height < 0) == (low < 0):
            left = middle
        else:
            right = middle
    height = digits_at(difference, {letter: left})
    return left if height is not None and abs(height) < abs(low) / 10**20 else None


def _scattered(letters: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    mp = decimals()
    dice = random.Random("points")
    for turn in range(_TRIES):
        low = -9 if turn % 2 else 1
        yield {letter: mp.mpf(dice.randint(low * 8, 72)) / 8 for letter in letters}
