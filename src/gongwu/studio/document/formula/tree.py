"""A formula as a tree: what every writer walks. Knows no notation and no file format."""

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "number",
    "variable",  # one slanted letter
    "word",  # upright letters: a unit, a chemical sign, Chinese
    "bold",
    "text",  # words with their spaces
    "function",  # sin, ln
    "limit",  # lim, max: what belongs to it stands below
    "large",  # a sum, a product
    "integral",
    "binary",  # + between two operands
    "prefix",  # the minus of −3
    "relation",
    "open",
    "close",
    "comma",
    "ordinary",  # %, ∞, a prime
]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is not divided further."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    top: "Node"
    bottom: "Node"


@dataclass(frozen=True, slots=True)
class Root:
    """A square root if there is no index."""

    of: "Node"
    index: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands low and what stands high: indices, powers, limits of a sum."""

    base: "Node"
    low: "Node | None" = None
    high: "Node | None" = None


Mark = Literal["bar", "hat", "vec", "dot", "tilde"]


@dataclass(frozen=True, slots=True)
class Accent:
    mark: Mark
    of: "Node"


@dataclass(frozen=True, slots=True)
class Fenced:
    """Brackets as tall as what they hold; "" on a side where there is none."""

    left: str
    of: "Node"
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells in brackets: a matrix, or cases under one brace."""

    rows: tuple[tuple["Node", ...], ...]
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty space, in eighteenths of the letter size."""

    eighteenths: int


Node = Leaf | Row | Fraction | Root | Scripts | Accent | Fenced | Grid | Gap

NOTHING = Row(())
