"""Equations again: an own reader of formulas, and the null space of the matrix of atoms."""

from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, fractions, whole, wholes, word
from gongwu.fields.teaching.values import Ordered, Value, exact, rounded


def read_formula(text: str) -> dict[str, int]:
    """Atoms of a formula, read from the right with the number that each atom or bracket has."""
    counts: dict[str, int] = {}
    for part in text.split("·"):
        start = len(part) - len(part.lstrip("0123456789"))
        times = [int(part[:start] or 1)]
        digits, tail = "", ""
        for sign in reversed(part[start:]):
            if sign.isdigit():
                digits = sign + digits
            elif sign == ")":
                times.append(times[-1] * int(digits or 1))
                digits = ""
            elif sign == "(":
                times.pop()
            elif sign.islower():
                tail = sign
            else:
                element = sign + tail
                counts[element] = counts.get(element, 0) + times[-1] * int(digits or 1)
                digits = tail = ""
    return counts


def _sides(facts: Facts) -> tuple[list[str], list[str]]:
    left, right = facts["left"], facts["right"]
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    return list(map(str, left)), list(map(str, right))


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss and Jordan."""
    done: list[list[Fraction]] = []
    for column in range(len(rows[0])):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        lead = [each / pivot[column] for each in pivot]

        def cleared(
            row: list[Fraction], lead: list[Fraction] = lead, at: int = column
        ) -> list[Fraction]:
            return [a - row[at] * b for a, b in zip(row, lead, strict=True)]

        rows, done = [cleared(row) for row in rows], [*(cleared(row) for row in done), lead]
    return done


def _null_vector(columns: list[dict[str, int]]) -> tuple[int, ...]:
    elements = sorted({element for column in columns for element in column})
    rows = [[Fraction(column.get(element, 0)) for column in columns] for element in elements]
    reduced = _reduced(rows)
    assert len(reduced) == len(columns) - 1, "the balance is not unique"
    free = [-row[-1] for row in reduced] + [Fraction(1)]
    below = lcm(*(each.denominator for each in free))
    numbers = [int(each * below) for each in free]
    return tuple(each // gcd(*numbers) for each in numbers)


def _balance(facts: Facts) -> Value:
    left, right = _sides(facts)
    columns = [read_formula(each) for each in left]
    columns += [{element: -many for element, many in read_formula(each).items()} for each in right]
    return Ordered(values=tuple(map(str, _null_vector(columns))))


def _oxidation(facts: Facts) -> Value:
    """Electrons counted: what the negative element takes, the partner and the element give."""
    counts = read_formula(word(facts, "formula"))
    taken = whole(facts, "size") * counts.pop(word(facts, "anion"))
    mine = counts.pop(word(facts, "element"))
    given = sum(many * whole(facts, "charge") for many in counts.values())
    return exact(Fraction(taken - given, mine))


def _amounts(facts: Facts) -> Value:
    """The equation is balanced anew, and one turn of the reaction is scaled."""
    left, right = _sides(facts)
    columns = [read_formula(each) for each in left]
    columns += [{element: -many for element, many in read_formula(each).items()} for each in right]
    numbers = dict(zip([*left, *right], _null_vector(columns), strict=True))
    assert tuple(numbers.values()) == wholes(facts, "coefficients")
    used, made = (Fraction(numbers[word(facts, name)]) for name in ("from", "to"))
    unit = "mol"
    if "masses" in facts:
        light, heavy = fractions(facts, "masses")
        used, made, unit = used * light, made * heavy, "g"
    turns = fraction(facts, "given") / used
    part = Fraction(whole(facts, "yield") if "yield" in facts else 100, 100)
    return rounded(turns * made * part, 2, unit)


SOLVERS: Mapping[str, Solver] = {
    "balancing-equations": _balance,
    "oxidation-numbers": _oxidation,
    "stoichiometry": _amounts,
}
