"""Walks through a worked solution and rules on each state: does it follow from what stands before?

A relation must hold at every solution of the relations before it. An expression must have the
value of the expression before it. A new letter may name a value; what it names is checked where an
expression was being worked out. A decimal that is a value rounded to the places written counts as
following, and says so; from there on only what was rounded is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.tree import Compared, Name, Node, Statement, parse_statement
from gongwu.fields.teaching.steps.answers import agrees
from gongwu.fields.teaching.steps.definitions import Definitions, newly_named
from gongwu.fields.teaching.steps.derivatives import without_derivatives
from gongwu.fields.teaching.steps.implied import PROVEN, UNKNOWN, Ruling, equal, implied
from gongwu.fields.teaching.steps.reals import follows
from gongwu.fields.teaching.steps.rounding import rounded_claim, within_rounding
from gongwu.fields.teaching.steps.size import letters_in, refuse_large_statement
from gongwu.fields.teaching.values import Value

# "given" is what no step can prove: the problem, and a letter that is given a meaning.
How = Literal["given", "proven", "rounded", "wrong", "cannot tell"]


@dataclass(frozen=True, kw_only=True)
class StepRuling:
    """What is known of one state. `place` counts all states from 0, the silent ones too.

    `keeps` tells whether the state has no other solutions than the relation before it; None where
    that is no question or cannot be told. `is_range` tells that both are inequalities alone.
    """

    place: int
    state: str
    how: How
    witness: str = ""
    keeps: bool | None = None
    is_range: bool = False


@dataclass(frozen=True, kw_only=True)
class Proof:
    """All rulings; `answer` rules on the last state beside the stated answer.

    `gained` tells whether the last relation has solutions that the first has not.
    """

    steps: tuple[StepRuling, ...]
    answer: Ruling
    gained: Ruling


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What stands on the paper so far."""

    relations: tuple[Statement, ...] = ()
    values: tuple[Node, ...] = ()
    letters: frozenset[str] = frozenset()
    definitions: Definitions = field(default_factory=Definitions)


def prove(states: Sequence[str], answer: Value | None = None) -> Proof:
    """Rules on every state that is not silent."""
    known = _Known()
    rulings: list[StepRuling] = []
    first: Statement | None = None
    last: Statement | None = None
    for place, state in enumerate(states):
        if not state:
            continue
        try:
            statement = parse_statement(state)
            refuse_large_statement(statement)
        except BadInputError:
            rulings.append(StepRuling(place=place, state=state, how="cannot tell"))
            continue
        ruling, known = _walk(known, statement, StepRuling(place=place, state=state, how="given"))
        rulings.append(ruling)
        last = without_derivatives(known.definitions.put_into(statement))
        first = first or last
    final = agrees(known.relations, last, answer) if last and answer else UNKNOWN
    if final.verdict == "wrong" and not states[-1]:
        final = UNKNOWN  # the answer comes from a last step that has nothing formal to show
    rounded = any(ruling.how == "rounded" for ruling in rulings)
    gained = UNKNOWN if rounded else _gained(first, last)
    return Proof(steps=tuple(rulings), answer=final, gained=gained)


def _walk(known: _Known, statement: Statement, ruling: StepRuling) -> tuple[StepRuling, _Known]:
    definitions = known.definitions.with_those_of(statement)
    names_only = definitions != known.definitions
    statement = without_derivatives(definitions.put_into(statement))
    known = replace(known, definitions=definitions)
    if names_only:
        return ruling, replace(known, letters=known.letters | letters_in(statement))
    bare = _bare(statement)
    if bare is not None:
        return _values(known, bare, ruling)
    return _relations(known, statement, ruling)


def _bare(statement: Statement) -> tuple[Node, ...] | None:
    """The expressions of a state that compares nothing."""
    parts = [part for case in statement.cases for part in case]
    if len(statement.cases) > 1 or any(part.signs for part in parts):
        return None
    return tuple(part.sides[0] for part in parts)


def _values(
    known: _Known, values: tuple[Node, ...], ruling: StepRuling
) -> tuple[StepRuling, _Known]:
    """An expression, or several in a row."""
    own = letters_in(Statement((tuple(Compared((each,), ()) for each in values),)))
    after = replace(known, values=values, letters=known.letters | own)
    if known.values:
        return _same_values(known, after, ruling)
    if not known.relations:
        return ruling, after
    if own:
        return replace(ruling, how="given" if own <= known.letters else "cannot tell"), after
    named = len(values) == 1 and _names_a_value(known, values[0])
    return replace(ruling, how="proven" if named else "cannot tell"), after


def _same_values(known: _Known, after: _Known, ruling: StepRuling) -> tuple[StepRuling, _Known]:
    if len(known.values) != len(after.values):
        return replace(ruling, how="cannot tell"), after
    pairs = list(zip(known.values, after.values, strict=True))
    rulings = [equal(known.relations, one, other) for one, other in pairs]
    found = _worst(rulings)
    if found.verdict == "wrong" and all(
        one.verdict == "proven" or within_rounding(known.relations, *pair)
        for one, pair in zip(rulings, pairs, strict=True)
    ):
        return replace(ruling, how="rounded"), replace(after, relations=())
    return replace(ruling, how=found.verdict, witness=found.witness), after


def _names_a_value(known: _Known, value: Node) -> bool:
    """Whether an expression is the value of one of the unknowns: 10/2 after 2*x = 10."""
    return any(
        equal(known.relations, Name(letter), value).verdict == "proven"
        for letter in sorted(known.letters)
    )


def _relations(
    known: _Known, statement: Statement, ruling: StepRuling
) -> tuple[StepRuling, _Known]:
    claim, named = newly_named(statement, known.letters)
    after = replace(
        known,
        relations=(*known.relations, statement),
        letters=known.letters | letters_in(statement),
    )
    found = _follows(known, claim)
    if found.verdict == "proven":
        how: How = "proven" if known.relations or not letters_in(claim) else "given"
        if named:
            how = _naming(known, named)
        ruling = replace(ruling, how=how, keeps=_keeps(known, statement))
        ranges = all(map(_is_range, (*known.relations[-1:], statement)))
        return replace(ruling, is_range=ranges), after
    if not known.relations and letters_in(claim):
        return ruling, after
    rounded = rounded_claim(claim)
    if rounded and _follows(known, rounded).verdict == "proven":
        return replace(ruling, how="rounded"), replace(after, relations=(statement,))
    if letters_in(claim) - known.letters:
        return replace(ruling, how="cannot tell"), after
    if found.verdict == "wrong":
        # From a false line anything follows: what comes next is held against that line alone.
        after = replace(after, relations=(statement,))
    return replace(ruling, how=found.verdict, witness=found.witness), after


def _follows(known: _Known, claim: Statement) -> Ruling:
    """From the line before if it is enough, else from all lines."""
    if len(known.relations) > 1 and follows(known.relations[-1:], claim).follows:
        return PROVEN
    return implied(known.relations, claim)


def _naming(known: _Known, named: Sequence[tuple[str, Node]]) -> How:
    """A new letter for the expression that was worked out is a claim, for another it is a name."""
    if len(named) == 1 and len(known.values) == 1:
        found = equal(known.relations, known.values[0], named[0][1])
        return "proven" if found.verdict == "proven" else "cannot tell"
    return "given"


def _is_range(statement: Statement) -> bool:
    return not any({"=", "!="} & set(part.signs) for case in statement.cases for part in case)


def _keeps(known: _Known, statement: Statement) -> bool | None:
    if not known.relations or letters_in(known.relations[-1]) != letters_in(statement):
        return None
    back = follows((statement,), known.relations[-1])
    return back.follows if back.follows or back.sure else None


def _gained(first: Statement | None, last: Statement | None) -> Ruling:
    """Whether every solution of the last relation solves the first, where both ask the same."""
    if first is None or last is None or first is last or _bare(first) or _bare(last):
        return UNKNOWN
    if letters_in(first) != letters_in(last) or not letters_in(first):
        return UNKNOWN
    return implied((last,), first)


def _worst(rulings: Sequence[Ruling]) -> Ruling:
    order = ("wrong", "cannot tell", "proven")
    return min(rulings, key=lambda ruling: order.index(ruling.verdict))
