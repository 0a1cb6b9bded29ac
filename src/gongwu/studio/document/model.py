"""What a document is made of. Knows no file format and no field.

Texts are inline text: formulas between dollar signs in the LaTeX of `formula`, `**bold**`,
`*emphasis*`, and a backslash before a sign that is meant as itself. A text from elsewhere goes
through `inline.escaped` first.
"""

from dataclasses import dataclass
from typing import Literal

from gongwu.errors import Language

Align = Literal["left", "center", "right"]
# What stands before the items of a list: a bullet, 1. 2. 3., or A. B. C.
Mark = Literal["bullet", "number", "letter"]


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Heading:
    """The title of a section; level 1 is a chapter, 3 the deepest."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list. An item is one text, or several blocks under one mark.

    `start` is the first number, for a list that goes on after an interruption. `together` keeps
    each item on one page.
    """

    items: tuple["str | tuple[Block, ...]", ...]
    mark: Mark = "bullet"
    start: int = 1
    together: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table whose first row says what its columns are. No `align` means left."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG, how wide it is in hundredths of the text's width, and what it shows in plain words."""

    png: bytes
    alt: str
    caption: str = ""
    width_percent: int = 60


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Somebody's words, and whose."""

    text: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark set apart from the running text, under a title of its own."""

    text: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Code:
    """A text shown letter by letter: no formulas and no emphasis in it."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Room:
    """Empty lines to write on by hand. Only paper shows them."""

    lines: int = 3


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Paragraph | Heading | Items | Table | Picture | Quote | Note | Code | Room | PageBreak


@dataclass(frozen=True, kw_only=True)
class Document:
    """A title and what stands under it, in one language."""

    title: str
    language: Language
    blocks: tuple[Block, ...]


def blocks_of(item: str | tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a list's item."""
    return (Paragraph(item),) if isinstance(item, str) else item
