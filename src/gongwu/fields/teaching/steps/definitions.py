"""Names that a solution gives on the way: functions such as f(x) = x^2, letters such as A = 3*4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    Statement,
    Suffix,
)
from gongwu.fields.teaching.steps.size import letters_of

_KNOWN = {
    "sqrt", "sin", "cos", "tan", "ln", "log", "exp", "abs", "max", "min", "floor", "gcd", "lcm",
    "tanh",
}  # fmt: skip
_TRUE = Compared((Number("0"), Number("0")), ("=",))


@dataclass(frozen=True)
class Definitions:
    """Functions by name, each with its parameters and its body."""

    functions: Mapping[str, tuple[tuple[str, ...], Node]] = field(default_factory=dict)

    def with_those_of(self, statement: Statement) -> "Definitions":
        """These, and the functions that a statement is the first to define."""
        found = dict(self.functions)
        for compared in statement.cases[0] if len(statement.cases) == 1 else ():
            match compared:
                case Compared((Call(name, arguments), body, *_), ("=", *_)) if (
                    name not in _KNOWN | found.keys()
                    and all(isinstance(each, Name) for each in arguments)
                ):
                    names = tuple(each.name for each in arguments if isinstance(each, Name))
                    found[name] = (names, Definitions(found).put_into_node(body))
        return Definitions(found)

    def put_into(self, statement: Statement) -> Statement:
        """The statement with the bodies of all functions in the place of their calls."""
        return _mapped(statement, self)

    def put_into_node(self, node: Node) -> Node:
        match node:
            case Minus(of):
                return Minus(self.put_into_node(of))
            case Suffix(sign, of):
                return Suffix(sign, self.put_into_node(of))
            case Operation(sign, left, right):
                return Operation(sign, self.put_into_node(left), self.put_into_node(right))
            case Call(name, arguments):
                inside = tuple(map(self.put_into_node, arguments))
                names, body = self.functions.get(name, ((), None))
                if body is None or len(names) != len(inside):
                    return Call(name, inside)
                return replaced(body, dict(zip(names, inside, strict=True)))
        return node


def _mapped(statement: Statement, definitions: Definitions) -> Statement:
    return Statement(tuple(
        tuple(Compared(tuple(map(definitions.put_into_node, part.sides)), part.signs)
              for part in case)
        for case in statement.cases
    ))  # fmt: skip


def replaced(node: Node, by: Mapping[str, Node]) -> Node:
    """The expression with other expressions for some of its letters."""
    match node:
        case Name(name):
            return by.get(name, node)
        case Minus(of):
            return Minus(replaced(of, by))
        case Suffix(sign, of):
            return Suffix(sign, replaced(of, by))
        case Operation(sign, left, right):
            return Operation(sign, replaced(left, by), replaced(right, by))
        case Call(name, arguments):
            return Call(name, tuple(replaced(each, by) for each in arguments))
    return node


def newly_named(
    statement: Statement, letters: frozenset[str]
) -> tuple[Statement, Sequence[tuple[str, Node]]]:
    """What a statement claims beside giving names to values, and those names."""
    if len(statement.cases) > 1:
        return statement, ()
    named: dict[str, Node] = {}
    left: list[Compared] = []
    for part in statement.cases[0]:
        part = Compared(tuple(replaced(side, named) for side in part.sides), part.signs)
        name = _fresh(part, letters)
        if name is None:
            left.append(part)
            continue
        sides = tuple(side for side in part.sides if side != Name(name))
        named[name] = sides[0]
        if len(sides) > 1:
            left.append(Compared(sides, part.signs[1:]))
    return Statement((tuple(left) or (_TRUE,),)), tuple(named.items())


def _fresh(part: Compared, letters: frozenset[str]) -> str | None:
    """The new letter that stands alone at an end of a chain of equations."""
    if set(part.signs) != {"="}:
        return None
    for place in (0, -1):
        side = part.sides[place]
        others = part.sides[1:] if place == 0 else part.sides[:-1]
        if isinstance(side, Name) and letters_of(side) - letters and not any(
            side.name in letters_of(other) for other in others
        ):  # fmt: skip
            return side.name
    return None
