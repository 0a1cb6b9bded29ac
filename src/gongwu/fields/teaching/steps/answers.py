"""Whether the last state of a solution says what the stated answer says."""

from collections.abc import Sequence
from fractions import Fraction

from gongwu.fields.teaching.expressions.tree import (
    Compared,
    Name,
    Node,
    Number,
    Operation,
    Statement,
    Suffix,
    parse_expression,
)
from gongwu.fields.teaching.steps.implied import PROVEN, UNKNOWN, Ruling, equal, implied
from gongwu.fields.teaching.steps.rounding import bounds, half_of_place
from gongwu.fields.teaching.steps.size import letters_in
from gongwu.fields.teaching.values import (
    Exact,
    Expression,
    Ordered,
    Ranges,
    Rounded,
    Several,
    Value,
)

Given = Sequence[Statement]


def agrees(given: Given, last: Statement, answer: Value) -> Ruling:
    """Rules on the last state; `given` are all relations that hold, the last among them."""
    match answer:
        case Exact():
            return _number(given, last, parse_expression(_plain(answer.number)), answer.unit)
        case Rounded():
            return _rounded(given, last, answer)
        case Several():
            return _several(given, last, [parse_expression(value) for value in answer.values])
        case Ordered():
            return _ordered(given, last, [parse_expression(value) for value in answer.values])
        case Expression():
            return _number(given, last, parse_expression(answer.text), "")
        case Ranges():
            return _ranges(given, last, answer.text)
    return UNKNOWN


def _plain(number: str) -> str:
    """A fraction as `values` writes it: -3/4."""
    return str(Fraction(number))


def _number(given: Given, last: Statement, value: Node, unit: str) -> Ruling:
    """One of the values that the last state shows is the answer; a percentage may be its share."""
    spellings = [value, Suffix("%", value)] if unit == "%" else [value]
    ruling = _any([equal(given, shown, one) for shown in _shown(last) for one in spellings])
    if ruling.verdict == "wrong" and _is_exponent(last, value):
        return UNKNOWN  # perhaps 10^13 is the last line and the exponent was asked for
    return ruling


def _is_exponent(last: Statement, value: Node) -> bool:
    match last.cases:
        case ((Compared((Operation("^", _, exponent),), ()),),):
            return equal((), exponent, value).verdict == "proven"
    return False


def _shown(last: Statement) -> list[Node]:
    """The values that a state ends in: an expression, its letters, the end of a chain."""
    *_, part = last.cases[-1]
    if len(last.cases) > 1:
        return [Name(letter) for letter in sorted(letters_in(last))]
    if not part.signs:
        return [part.sides[0]]
    ends = [part.sides[-1]] if set(part.signs) == {"="} else []
    return ends + [Name(letter) for letter in sorted(letters_in(last)) if Name(letter) not in ends]


def _rounded(given: Given, last: Statement, answer: Rounded) -> Ruling:
    decimal = parse_expression(answer.digits)
    half = half_of_place(len(answer.digits.partition(".")[2]))
    rulings = []
    for shown in _shown(last):
        exact = equal(given, shown, decimal)
        if exact.verdict == "proven":
            return PROVEN
        rulings.append(implied(given, Statement((tuple(bounds(shown, decimal, half)),))))
        if answer.unit == "%":
            part = Operation("*", shown, parse_expression("100"))
            rulings.append(implied(given, Statement((tuple(bounds(part, decimal, half)),))))
    return _any(rulings)


def _several(given: Given, last: Statement, values: list[Node]) -> Ruling:
    bare = [part.sides[0] for part in last.cases[0] if not part.signs]
    if len(bare) == 1 and len(values) > 1:
        return _one_each(given, _factors(bare[0]), values)
    if bare:
        return _one_each(given, bare, values)
    letters = _letters(given, last)
    if len(letters) != 1:
        return UNKNOWN
    letter = Name(next(iter(letters)))
    stated = _one_of(letter, values)
    return _both(implied((*given, last), stated), implied((stated,), last))


def _letters(given: Given, last: Statement) -> frozenset[str]:
    """The unknowns of the last state; where it has none left, such as 0 = 1, those before it."""
    return letters_in(last) or frozenset().union(*map(letters_in, given))


def _factors(node: Node) -> list[Node]:
    """The factors of a product, for answers such as prime factors."""
    match node:
        case Operation("*", left, right):
            return _factors(left) + _factors(right)
        case Operation("^", base, Number(digits)) if digits.isdecimal() and int(digits) < 100:
            return [base] * int(digits)
    return [node]


def _one_each(given: Given, shown: list[Node], values: list[Node]) -> Ruling:
    """Each value is shown, as often as it is stated, and nothing else."""
    if len(shown) != len(values):
        return Ruling(verdict="wrong")
    rows = [_any([equal(given, one, other) for other in values]) for one in shown]
    columns = [_any([equal(given, one, other) for one in shown]) for other in values]
    return _all([*rows, *columns]) if values else Ruling(verdict="wrong")


def _never(letter: Node) -> Statement:
    """What no number satisfies."""
    return Statement(((Compared((letter, letter), ("!=",)),),))


def _one_of(letter: Node, values: list[Node]) -> Statement:
    if not values:
        return _never(letter)
    return Statement(tuple((Compared((letter, value), ("=",)),) for value in values))


def _ordered(given: Given, last: Statement, values: list[Node]) -> Ruling:
    bare = [part.sides[0] for part in last.cases[0] if not part.signs]
    if bare:
        if len(bare) != len(values):
            return UNKNOWN
        return _all([equal(given, *pair) for pair in zip(bare, values, strict=True)])
    for statement in (last, *given):
        letters = _in_order(statement)
        if len(letters) == len(values):
            pairs = zip(letters, values, strict=True)
            return _all([equal(given, Name(letter), value) for letter, value in pairs])
    return UNKNOWN


def _in_order(statement: Statement) -> list[str]:
    """The letters as a statement first names them: x before y however it is written."""
    return sorted(letters_in(statement))


def _ranges(given: Given, last: Statement, text: str) -> Ruling:
    letters = _letters(given, last)
    if len(letters) != 1 or not any(part.signs for case in last.cases for part in case):
        return UNKNOWN
    letter = Name(next(iter(letters)))
    stated = Statement(tuple(
        (_interval(letter, part),) for part in text.split("|") if part
    )) if text else _never(letter)  # fmt: skip
    return _both(implied((*given, last), stated), implied((stated,), last))


def _interval(letter: Node, text: str) -> Compared:
    """`(-oo,3]` as a relation."""
    low, high = text[1:-1].split(",")
    sides: list[Node] = [letter]
    signs = []
    if low != "-oo":
        sides.insert(0, parse_expression(low))
        signs.append("<=" if text[0] == "[" else "<")
    if high != "oo":
        sides.append(parse_expression(high))
        signs.append("<=" if text[-1] == "]" else "<")
    if len(sides) == 1:
        sides, signs = [letter, letter], ["="]
    return Compared(tuple(sides), tuple(signs))  # type: ignore[arg-type]


def _any(rulings: Sequence[Ruling]) -> Ruling:
    return _first(rulings, ("proven", "cannot tell", "wrong"))


def _all(rulings: Sequence[Ruling]) -> Ruling:
    return _first(rulings, ("wrong", "cannot tell", "proven"))


def _both(one: Ruling, other: Ruling) -> Ruling:
    return _all([one, other])


def _first(rulings: Sequence[Ruling], order: Sequence[str]) -> Ruling:
    return min(rulings, key=lambda ruling: order.index(ruling.verdict), default=UNKNOWN)
