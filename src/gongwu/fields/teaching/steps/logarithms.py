"""Relations between logarithms of one base, said again without them: log(x, 2) + 1 < 5 as 2*x < 32.

The two say the same: with every argument above 0, a sum of logarithms is the logarithm of a
product, and a logarithm to a base above 1 keeps the order of numbers (below 1 it turns it).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    Relation,
    Statement,
)
from gongwu.fields.teaching.steps.numbers import fraction
from gongwu.fields.teaching.steps.size import letters_of

_TURNED: dict[Relation, Relation] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!=",
}  # fmt: skip
_LARGEST_POWER = 24
_ZERO = Number("0")


@dataclass(frozen=True)
class _Sum:
    """Multiples of logarithms, and a constant."""

    logarithms: tuple[tuple[Fraction, Node, Node], ...]
    constant: Fraction = Fraction(0)

    def times(self, factor: Fraction) -> "_Sum":
        multiples = tuple((factor * many, of, base) for many, of, base in self.logarithms)
        return _Sum(multiples, factor * self.constant)

    def plus(self, other: "_Sum") -> "_Sum":
        return _Sum(self.logarithms + other.logarithms, self.constant + other.constant)


def without_logarithms(statement: Statement) -> Statement:
    """The statement with such relations said again; all others stay as they are."""
    return Statement(tuple(tuple(_said_again(case)) for case in statement.cases))


def _said_again(case: Iterable[Compared]) -> Iterable[Compared]:
    for part in case:
        pairs = [
            _raised(sign, left, right)
            for sign, (left, right) in zip(part.signs, pairwise(part.sides), strict=True)
        ]
        if not pairs or all(pair is None for pair in pairs):
            yield part
            continue
        for sign, sides, raised in zip(part.signs, pairwise(part.sides), pairs, strict=True):
            yield from raised or [Compared(sides, (sign,))]


def _raised(sign: Relation, left: Node, right: Node) -> list[Compared] | None:
    """The relation between the powers of the base, and the signs of all arguments."""
    one, other = _sum_of(left), _sum_of(right)
    whole = one and other and one.plus(other.times(Fraction(-1)))
    if not whole or not whole.logarithms:
        return None
    bases = {base for _, _, base in whole.logarithms}
    base = bases.pop()
    value = None if letters_of(base) else fraction(base)
    if bases or (value is None and (base != Name("e") or whole.constant)):
        return None
    if value is not None and (value <= 0 or value == 1):
        return None
    scale = lcm(*(many.denominator for many, _, _ in whole.logarithms), whole.constant.denominator)
    terms = [(int(many * scale), of) for many, of, _ in whole.logarithms]
    terms.append((int(whole.constant * scale), base))
    if any(abs(many) > _LARGEST_POWER for many, _ in terms):
        return None
    top = _product((many, of) for many, of in terms if many > 0)
    bottom = _product((-many, of) for many, of in terms if many < 0)
    turned = _TURNED[sign] if value is not None and value < 1 else sign
    positive = [Compared((of, _ZERO), (">",)) for _, of, _ in whole.logarithms]
    return [Compared((top, bottom), (turned,)), *positive]


def _product(factors: Iterable[tuple[int, Node]]) -> Node:
    product: Node = Number("1")
    for many, of in factors:
        product = Operation("*", product, Operation("^", of, Number(str(many))))
    return product


def _sum_of(node: Node) -> _Sum | None:
    match node:
        case Call("log", (of, base)):
            return _Sum(((Fraction(1), of, base),))
        case Call("ln" | "log", (of,)):
            return _Sum(((Fraction(1), of, Name("e")),))
        case Minus(of):
            found = _sum_of(of)
            return found and found.times(Fraction(-1))
        case Operation("+" | "-" as sign, left, right):
            one, other = _sum_of(left), _sum_of(right)
            return one and other and one.plus(other.times(Fraction(1 if sign == "+" else -1)))
        case Operation("*", left, right) | Operation("*", right, left) if (
            not letters_of(left) and (value := fraction(left)) is not None
        ):
            found = _sum_of(right)
            return found and found.times(value)
        case Operation("/", left, right) if not letters_of(right) and (value := fraction(right)):
            found = _sum_of(left)
            return found and found.times(1 / value)
    value = None if letters_of(node) else fraction(node)
    return None if value is None else _Sum((), value)
