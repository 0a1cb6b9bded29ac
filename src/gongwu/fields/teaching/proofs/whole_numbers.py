"""Sums, differences and products found again: in columns, by counting on, by doubling."""

from collections.abc import Mapping
from itertools import zip_longest

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes
from gongwu.fields.teaching.values import Value, exact


def _in_columns(facts: Facts) -> Value:
    """Written under each other, column by column from the right, with the carry."""
    rows = [str(number)[::-1] for number in wholes(facts, "numbers")]
    written, carry = "", 0
    for column in zip_longest(*rows, fillvalue="0"):
        carry, digit = divmod(sum(map(int, column)) + carry, 10)
        written = f"{digit}{written}"
    return exact(int(f"{carry}{written}"))


def _counting_up(facts: Facts) -> Value:
    """How far it is from the smaller number up to the larger, in the longest strides that fit."""
    here, there, walked = whole(facts, "taken"), whole(facts, "from"), 0
    for stride in (1000, 100, 10, 1):
        while here + stride <= there:
            here, walked = here + stride, walked + stride
    return exact(walked)


def _repeated_addition(facts: Facts) -> Value:
    return exact(sum([whole(facts, "b")] * whole(facts, "a")))


def _doubling_and_halving(facts: Facts) -> Value:
    """The peasants' multiplication: halve one, double the other, add where the first is odd."""
    a, b, total = whole(facts, "a"), whole(facts, "b"), 0
    while a:
        total += b if a % 2 else 0
        a, b = a // 2, b + b
    return exact(total)


SOLVERS: Mapping[str, Solver] = {
    "mental-addition": _in_columns,
    "mental-subtraction": _counting_up,
    "multiplication-tables": _repeated_addition,
    "long-multiplication": _doubling_and_halving,
}
