"""The text of a docx as Word's XML: paragraphs, lists, tables. Knows no zip and no look."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from gongwu.studio.document.docx_lists import Lists
from gongwu.studio.document.formula.omml import omml
from gongwu.studio.document.formula.read import formula_of
from gongwu.studio.document.inline import Formula, Words, readable, runs_of
from gongwu.studio.document.model import (
    Block,
    Code,
    Document,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Room,
    Table,
    blocks_of,
)
from gongwu.studio.kind import Notice


@dataclass(frozen=True, kw_only=True)
class Line:
    """One of Word's paragraphs: its runs as XML, and what its properties say.

    `number` is the list that it begins an item of. `held` keeps it on the page of what follows.
    """

    inside: str = ""
    style: str = ""
    number: int = 0
    indent: int = 0
    align: str = ""
    held: bool = False

    def xml(self) -> str:
        """The schema fixes the order of the properties."""
        properties = [
            f'<w:pStyle w:val="{self.style}"/>' if self.style else "",
            "<w:keepNext/>" if self.held else "",
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.number}"/></w:numPr>'
            if self.number
            else "",
            f'<w:ind w:left="{self.indent}"/>' if self.indent else "",
            f'<w:jc w:val="{self.align}"/>' if self.align else "",
        ]
        said = "".join(properties)
        return f"<w:p>{f'<w:pPr>{said}</w:pPr>' if said else ''}{self.inside}</w:p>"


_BREAKS = {"": "", "\n": "<w:br/>", "\t": "<w:tab/>"}
_BREAK = "<w:r><w:br/></w:r>"
# A paragraph, or a table that is written already.
Part = Line | str


class DocxBody:
    """The text being written. It counts the lists."""

    def __init__(self, picture: Callable[[Picture], str]) -> None:
        self._picture_run = picture
        self._lists = Lists()

    def lines(self, document: Document, notice: Notice) -> str:
        """The XML of all that stands in the body."""
        parts: list[Part] = [
            Line(inside=_run(Words(document.title)), style="Title"),
            *(part for block in document.blocks for part in self._block(block, 0)),
            Line(inside=_run(Words(notice.text)), style="GongwuNotice"),
        ]
        return "".join(part if isinstance(part, str) else part.xml() for part in parts)

    def numbering(self) -> str:
        """The XML of the lists that were used."""
        return self._lists.xml()

    def _block(self, block: Block, depth: int) -> list[Part]:  # noqa: C901 - one case for each
        indent = self._lists.indent(depth)
        match block:
            case Paragraph(text):
                return [Line(inside=_inline(text), indent=indent)]
            case Heading(text, level):
                return [Line(inside=_inline(text), style=f"Heading{level}")]
            case Items():
                return self._items(block, depth)
            case Table():
                return _table(block)
            case Picture():
                return self._picture(block)
            case Quote():
                source = f"\n—— {block.source}" if block.source else ""
                return [Line(inside=_inline(block.text + source), style="GongwuQuote")]
            case Note():
                title = _inline(block.title, bold=True) + _BREAK if block.title else ""
                inside = title + _inline(block.text)
                return [Line(inside=inside, style="GongwuNote", indent=indent)]
            case Code():
                return [Line(inside=_run(Words(block.text)), style="GongwuCode", indent=indent)]
            case PageBreak():
                return [Line(inside='<w:r><w:br w:type="page"/></w:r>')]
            case Room(lines):
                return [Line(style="GongwuRoom", indent=indent)] * lines
        raise AssertionError(block)

    def _items(self, items: Items, depth: int) -> list[Part]:
        number = self._lists.begin(items, depth)
        written: list[Part] = []
        for item in items.items:
            parts = self._item(blocks_of(item), number, depth)
            written += map(_held, parts[:-1]) if items.together else parts[:-1]
            written.append(parts[-1])
        return written

    def _item(self, blocks: tuple[Block, ...], number: int, depth: int) -> list[Part]:
        """The mark stands before the first block if that is a text, else in a line of its own."""
        first = blocks[0] if blocks and isinstance(blocks[0], Paragraph) else Paragraph("")
        rest = blocks[1:] if blocks and first is blocks[0] else blocks
        return [
            Line(inside=_inline(first.text), style="GongwuItem", number=number),
            *(part for block in rest for part in self._block(block, depth + 1)),
        ]

    def _picture(self, picture: Picture) -> list[Part]:
        run = self._picture_run(picture)
        line = Line(inside=run, align="center", held=bool(picture.caption))
        if not picture.caption:
            return [line]
        return [line, Line(inside=_inline(picture.caption), style="Caption", align="center")]


def _held(part: Part) -> Part:
    return replace(part, held=True) if isinstance(part, Line) else part


def _table(table: Table) -> list[Part]:
    columns = len(table.header)
    sides = [*table.align, *["left"] * (columns - len(table.align))]
    rows = "".join(
        _row(row, sides, head=place == 0) for place, row in enumerate((table.header, *table.rows))
    )
    grid = "<w:gridCol/>" * columns
    look = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:jc w:val="center"/></w:tblPr>'
    )
    written = f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    caption = [Line(inside=_inline(table.caption), style="Caption", held=True)]
    # Two tables in a row would be joined if nothing stood between them.
    return [*(caption if table.caption else []), written, Line()]


def _row(row: tuple[str, ...], sides: list[str], *, head: bool) -> str:
    cells = "".join(
        f"<w:tc>{_cell(text, side, head).xml()}</w:tc>"
        for text, side in zip(row, sides, strict=False)
    )
    again = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{again}{cells}</w:tr>"


def _cell(text: str, side: str, head: bool) -> Line:
    return Line(inside=_inline(text, bold=head), style="GongwuCell", align=side)


def _inline(text: str, *, bold: bool = False) -> str:
    return "".join(
        omml(formula_of(run.latex))
        if isinstance(run, Formula)
        else _run(replace(run, bold=run.bold or bold))
        for run in runs_of(text)
    )


def _run(run: Words) -> str:
    """A run whose line breaks are breaks. Chinese is not slanted: it is set in another face."""
    emphasis = '<w:rStyle w:val="GongwuEmphasis"/>' if run.emphasis else ""
    look = emphasis + ("<w:b/>" if run.bold else "")
    pieces = "".join(map(_piece, re.split("([\n\t])", readable(run.text))))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{pieces}</w:r>"


def _piece(text: str) -> str:
    if text in _BREAKS:
        return _BREAKS[text]
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
