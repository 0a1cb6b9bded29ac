"""Implications between statements over the real numbers, decided by z3.

Polynomials, quotients, roots and absolute values are decided as they are. Any other function, and
an exponent with letters, is a number of which little is known (a sine lies in [-1, 1], equal
arguments give equal values): what is proven of any such number is proven; what is refuted of some
is not, so a witness counts only where a second look at it in digits agrees (`implied`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Minus,
    Name,
    Node,
    Operation,
    Relation,
    Statement,
    Suffix,
)
from gongwu.fields.teaching.steps.numbers import DIGITS, decimals, fraction
from gongwu.fields.teaching.steps.size import letters_of, refuse_large_statement

# z3's own measure of work, about half a second: unlike the clock, it ends a run at the same place
# on every machine. The clock is for what the measure misses.
_WORK = 150_000
_MILLISECONDS = 5_000
_LARGEST_POWER = 24
_BOUNDS = {
    "pi": (Fraction(31415926535897, 10**13), Fraction(31415926535898, 10**13)),
    "e": (Fraction(27182818284590, 10**13), Fraction(27182818284591, 10**13)),
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`follows` is None where z3 cannot tell.

    `witness` gives numbers in digits to the letters; where `sure` is False they may refute nothing.
    """

    follows: bool | None
    witness: Mapping[str, Any] | None = None
    sure: bool = False


def follows(given: Sequence[Statement], claim: Statement) -> Answer:
    """Whether every real point at which all of `given` hold satisfies `claim`."""
    import z3

    writer = _Writer(z3)
    try:
        for statement in (*given, claim):
            refuse_large_statement(statement)
        assumed = [writer.statement(statement) for statement in given]
        claimed = writer.statement(claim)
    except BadInputError:
        return Answer(follows=None)
    solver = z3.SolverFor("QF_NRA")
    solver.set(timeout=_MILLISECONDS, rlimit=_WORK)
    solver.add(*writer.facts(), *assumed, z3.Not(claimed))
    match str(solver.check()):
        case "unsat":
            return Answer(follows=True)
        case "sat":
            point = writer.point(solver.model())
            return Answer(follows=False, witness=point, sure=writer.all_is_known())
    return Answer(follows=None)


class _Writer:
    """Statements as formulas of z3 that share their unknowns."""

    def __init__(self, z3: Any) -> None:
        self._z3 = z3
        self._letters: dict[str, Any] = {}
        self._facts: list[Any] = []
        # What must hold for the case that is being written to mean anything.
        self._needs: list[Any] = []
        self._roots: dict[tuple[str, int], Any] = {}
        self._unknown: dict[str, list[tuple[list[Any], Any]]] = {}

    def facts(self) -> list[Any]:
        """What holds of the names that stand for roots and functions."""
        return self._facts

    def statement(self, statement: Statement) -> Any:
        return self._z3.Or([self._case(case) for case in statement.cases])

    def _case(self, case: Sequence[Compared]) -> Any:
        self._needs = []
        parts = [part for compared in case for part in self._compared(compared)]
        return self._z3.And([*parts, *self._needs])

    def _compared(self, compared: Compared) -> list[Any]:
        sides = [self._node(side) for side in compared.sides]
        return [
            self._relation(sign, sides[place], sides[place + 1])
            for place, sign in enumerate(compared.signs)
        ]

    @staticmethod
    def _relation(sign: Relation, left: Any, right: Any) -> Any:
        match sign:
            case "=":
                return left == right
            case "!=":
                return left != right
            case "<":
                return left < right
            case "<=":
                return left <= right
            case ">":
                return left > right
        return left >= right

    def _node(self, node: Node) -> Any:  # noqa: C901 - one case for each shape of node
        if not letters_of(node) and (value := fraction(node)) is not None:
            return self._number(value)
        match node:
            case Name(name):
                return self._letter(name)
            case Minus(of):
                return -self._node(of)
            case Suffix("%", of):
                return self._node(of) / 100
            case Suffix("°", of):
                return self._node(of) * self._letter("pi") / 180
            case Operation("^", left, right):
                return self._power(left, right)
            case Operation("/", left, right):
                below = self._node(right)
                self._needs.append(below != 0)
                return self._node(left) / below
            case Operation(sign, left, right):
                one, other = self._node(left), self._node(right)
                return {"+": one + other, "-": one - other, "*": one * other}[sign]
            case Call("sqrt", (of,)):
                return self._root(self._node(of), 2)
            case Call("abs", (of,)):
                inside = self._node(of)
                return self._z3.If(inside >= 0, inside, -inside)
            case Call(name, arguments):
                return self._function(name, [self._node(each) for each in arguments])
            case Suffix(sign, of):
                return self._function(sign, [self._node(of)])
        raise BadInputError(en=f"{node} has no value.", zh=f"{node} 没有值。")

    def _number(self, value: Fraction) -> Any:
        return self._z3.Q(value.numerator, value.denominator)

    def _letter(self, name: str) -> Any:
        if name == "oo":
            raise BadInputError(en="Infinity is no number.", zh="无穷大不是数。")
        if name not in self._letters:
            letter = self._letters[name] = self._z3.Real(name)
            if name in _BOUNDS:
                low, high = map(self._number, _BOUNDS[name])
                self._facts += [low < letter, letter < high]
        return self._letters[name]

    def _power(self, left: Node, right: Node) -> Any:
        power = None if letters_of(right) else fraction(right)
        if power is None or max(abs(power.numerator), power.denominator) > _LARGEST_POWER:
            return self._function("^", [self._node(left), self._node(right)])
        base = self._node(left)
        if power.denominator > 1:
            base = self._root(base, power.denominator)
        product = self._number(Fraction(1))
        for _ in range(abs(power.numerator)):
            product = product * base
        if power > 0:
            return product
        self._needs.append(base != 0)
        return 1 / product

    def _root(self, inside: Any, degree: int) -> Any:
        """A new number whose power is what stands under the root."""
        even = degree % 2 == 0
        if even:
            self._needs.append(inside >= 0)
        key = (inside.sexpr(), degree)
        if key not in self._roots:
            root = self._z3.Real(f"root {len(self._roots)}")
            product = root
            for _ in range(degree - 1):
                product = product * root
            holds = product == inside
            self._facts.append(
                self._z3.Implies(inside >= 0, self._z3.And(root >= 0, holds)) if even else holds
            )
            self._roots[key] = root
        return self._roots[key]

    def _function(self, name: str, arguments: list[Any]) -> Any:
        """A new number, the same for the same arguments."""
        calls = self._unknown.setdefault(f"{name}/{len(arguments)}", [])
        key = [argument.sexpr() for argument in arguments]
        for known, value in calls:
            if [each.sexpr() for each in known] == key:
                return value
        value = self._z3.Real(f"{name} {len(calls)}")
        for known, other in calls:
            alike = [one == two for one, two in zip(known, arguments, strict=True)]
            self._facts.append(self._z3.Implies(self._z3.And(alike), value == other))
        calls.append((arguments, value))
        self._about(name, arguments, value)
        return value

    def _about(self, name: str, arguments: list[Any], value: Any) -> None:
        match name:
            case "sin" | "cos" | "tanh":
                self._facts += [value >= -1, value <= 1]
            case "exp":
                self._facts.append(value > 0)
            case "^":
                self._facts.append(self._z3.Implies(arguments[0] > 0, value > 0))
            case "ln" | "log":
                self._needs += [argument > 0 for argument in arguments]
        other = {"sin": "cos", "cos": "sin"}.get(name)
        # Pythagoras, once for the pair; the second of them asks for the first and stops.
        if other and name == "sin":
            cosine = self._function(other, arguments)
            self._facts.append(value * value + cosine * cosine == 1)

    def point(self, model: Any) -> Mapping[str, Any]:
        """The letters' values in digits."""
        return {
            name: self._digits(model.eval(letter, model_completion=True))
            for name, letter in self._letters.items()
            if name not in _BOUNDS
        }

    def _digits(self, value: Any) -> Any:
        if self._z3.is_algebraic_value(value):
            value = value.approx(DIGITS)
        return decimals().mpf(value.numerator_as_long()) / value.denominator_as_long()

    def all_is_known(self) -> bool:
        """Whether every number is an unknown or algebraic: then a witness is exact."""
        return not self._unknown and not self._letters.keys() & _BOUNDS.keys()
