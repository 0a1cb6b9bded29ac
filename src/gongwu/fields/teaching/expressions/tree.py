"""A formula as a tree, read from text. Knows no values and no algebra.

    statement  := clause ("or" clause)*
    clause     := relation (("and" | ",") relation)*
    relation   := sum (("=" | "!=" | "<" | "<=" | ">" | ">=") sum)*
    sum        := product (("+" | "-") product)*
    product    := signed (("*" | "/") signed)*
    signed     := "-" signed | power
    power      := postfix ("^" signed)?
    postfix    := atom ("!" | "%" | "°")*
    atom       := number | name | name "(" sum ("," sum)* ")" | "(" sum ")"

`**` is read as `^`. A number keeps the digits it was written with: 0.50 is not 0.5 on paper.
A tree is never so deep that walking it recursively could fail.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from gongwu.errors import BadInputError

Relation = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Number:
    digits: str


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Minus:
    of: "Node"


@dataclass(frozen=True, slots=True)
class Operation:
    sign: Literal["+", "-", "*", "/", "^"]
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Suffix:
    sign: Literal["!", "%", "°"]
    of: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple["Node", ...]


Node = Number | Name | Minus | Operation | Suffix | Call


@dataclass(frozen=True, slots=True)
class Compared:
    """A chain such as `0 < x <= 3`: one sign fewer than there are sides."""

    sides: tuple[Node, ...]
    signs: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Cases joined by "or", each of relations joined by "and"."""

    cases: tuple[tuple[Compared, ...], ...]


_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\*\*|<=|>=|!=|[-+*/^()=<>,!%°]))",
    re.ASCII,
)
_RELATIONS = ("=", "!=", "<", "<=", ">", ">=")
_SUFFIXES: dict[str, Literal["!", "%", "°"]] = {"!": "!", "%": "%", "°": "°"}
# Brackets, signs and powers inside each other, levels of the tree, characters, digits of a number.
_NESTED, _DEEPEST, _LONGEST, _DIGITS = 50, 150, 4000, 400


def parse_expression(text: str) -> Node:
    """The tree of an expression. Raises BadInputError, saying where reading stopped."""
    reader = _Reader(text)
    node = reader.sum()
    reader.end((node,))
    return node


def parse_statement(text: str) -> Statement:
    """The tree of a relation, or of several. A lone expression is a statement without signs."""
    reader = _Reader(text)
    statement = reader.statement()
    reader.end(side for case in statement.cases for relation in case for side in relation.sides)
    return statement


class _Reader:
    """One text being read from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        if len(text) > _LONGEST:
            raise self._wrong(_LONGEST)
        self._tokens: list[tuple[str, str, int]] = []
        place = 0
        while place < len(text.rstrip()):
            found = _TOKEN.match(text, place)
            if not found:
                raise self._wrong(place)
            kind = str(found.lastgroup)
            value = found.group(kind)
            if kind == "number" and len(value) > _DIGITS:
                raise self._wrong(found.start(kind))
            self._tokens.append((kind, "^" if value == "**" else value, found.start(kind)))
            place = found.end()
        self._at = 0
        self._depth = 0

    def statement(self) -> Statement:
        cases = [self._case()]
        while self._take_name("or"):
            cases.append(self._case())
        return Statement(tuple(cases))

    def _case(self) -> tuple[Compared, ...]:
        relations = [self._relation()]
        while self._take_name("and") or self._take(","):
            relations.append(self._relation())
        return tuple(relations)

    def _relation(self) -> Compared:
        sides, signs = [self.sum()], []
        while sign := self._take(*_RELATIONS):
            signs.append(sign)
            sides.append(self.sum())
        return Compared(tuple(sides), tuple(signs))  # type: ignore[arg-type]

    def sum(self) -> Node:
        node = self._product()
        while sign := self._take("+", "-"):
            node = Operation("+" if sign == "+" else "-", node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while sign := self._take("*", "/"):
            node = Operation("*" if sign == "*" else "/", node, self._signed())
        return node

    def _signed(self) -> Node:
        self._depth += 1
        if self._depth > _NESTED:
            raise self._wrong(self._place())
        node = Minus(self._signed()) if self._take("-") else self._power()
        self._depth -= 1
        return node

    def _power(self) -> Node:
        node = self._postfix()
        return Operation("^", node, self._signed()) if self._take("^") else node

    def _postfix(self) -> Node:
        node = self._atom()
        while sign := self._take(*_SUFFIXES):
            node = Suffix(_SUFFIXES[sign], node)
        return node

    def _atom(self) -> Node:
        if self._at == len(self._tokens):
            raise self._wrong(len(self._text))
        kind, value, place = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return Number(value)
        if kind == "name" and value not in ("and", "or"):
            return Call(value, self._arguments()) if self._take("(") else Name(value)
        if value == "(":
            node = self.sum()
            self._must(")")
            return node
        raise self._wrong(place)

    def _arguments(self) -> tuple[Node, ...]:
        arguments = [self.sum()]
        while self._take(","):
            arguments.append(self.sum())
        self._must(")")
        return tuple(arguments)

    def end(self, nodes: Iterable[Node]) -> None:
        """Nothing may be left, and no tree may be deeper than we can walk."""
        if self._at < len(self._tokens):
            raise self._wrong(self._place())
        if len(self._tokens) > _DEEPEST and any(map(_is_too_deep, nodes)):
            raise self._wrong(0)

    def _take(self, *signs: str) -> str:
        """The next token if it is one of these signs, else ""."""
        if self._at < len(self._tokens):
            kind, value, _ = self._tokens[self._at]
            if kind == "sign" and value in signs:
                self._at += 1
                return value
        return ""

    def _take_name(self, name: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at][:2] == ("name", name)
        self._at += found
        return found

    def _must(self, sign: str) -> None:
        if not self._take(sign):
            raise self._wrong(self._place())

    def _place(self) -> int:
        return self._tokens[self._at][2] if self._at < len(self._tokens) else len(self._text)

    def _wrong(self, place: int) -> BadInputError:
        left, shown = self._text[place : place + 12], self._text[:80]
        return BadInputError(
            en=f"{shown!r} is no formula we can read: stopped at {left or 'its end'!r}. "
            "Write it like 2*x^2 - 3/4 = 0, shorter or with fewer brackets if it is very long.",
            zh=f"读不懂公式“{shown}”：停在“{left or '结尾'}”处。"
            "请写成 2*x^2 - 3/4 = 0 的样子；过长或括号过多时请拆短。",
        )


def _is_too_deep(node: Node) -> bool:
    """Level by level, since recursion is what must not be risked here."""
    level: list[Node] = [node]
    for _ in range(_DEEPEST):
        level = [part for each in level for part in _parts(each)]
        if not level:
            return False
    return True


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case Minus(of) | Suffix(_, of):
            return (of,)
        case Operation(_, left, right):
            return left, right
        case Call(_, arguments):
            return arguments
    return ()
