"""The facts of an exercise, read with the type that a proof needs."""

from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts


def whole(facts: Facts, name: str) -> int:
    """A whole number."""
    fact = facts[name]
    assert isinstance(fact, int), name
    return fact


def wholes(facts: Facts, name: str) -> tuple[int, ...]:
    """Several whole numbers."""
    fact = facts[name]
    assert isinstance(fact, tuple), name
    return tuple(int(each) for each in fact)


def fraction(facts: Facts, name: str) -> Fraction:
    """A number that may be written as `3/4`, `0.75` or a whole number."""
    fact = facts[name]
    assert isinstance(fact, int | str), name
    return Fraction(fact)


def fractions(facts: Facts, name: str) -> tuple[Fraction, ...]:
    """Several such numbers."""
    fact = facts[name]
    assert isinstance(fact, tuple), name
    return tuple(Fraction(each) for each in fact)


def word(facts: Facts, name: str) -> str:
    """A word or a formula."""
    fact = facts[name]
    assert isinstance(fact, str), name
    return fact
