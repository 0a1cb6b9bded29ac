"""A document as docx: real headings, lists, tables and formulas, which Word lets a person edit.

Chinese is set in 宋体 and 黑体, Latin letters in Times New Roman and Arial: every Word has them.
"""

from datetime import UTC
from io import BytesIO
from typing import Any

from gongwu.studio.document.docx_lists import ListMaker
from gongwu.studio.document.docx_style import dress, page_number, text_width
from gongwu.studio.document.extra import extra_module
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
from gongwu.studio.document.zips import steady_zip
from gongwu.studio.kind import Notice

_ALIGN = {"left": 0, "center": 1, "right": 2}


def write_docx(document: Document, notice: Notice) -> bytes:
    """The notice stands at the end of the text and at the foot of every page."""
    extra_module("docx")
    writer = _Writer(document)
    writer.opening(notice)
    for block in document.blocks:
        writer.block(block)
    writer.closing(notice)
    return steady_zip(writer.bytes())


class _Writer:
    """One file being written."""

    def __init__(self, document: Document) -> None:
        import docx

        self._document = document
        self._file: Any = docx.Document()
        self._lists = ListMaker(self._file)
        dress(self._file, document.language)
        # Word knows a style by an id; looking each up by its name takes most of the time.
        self._styles = {style.name: style.style_id for style in self._file.styles}
        self._added: list[Any] = []

    def opening(self, notice: Notice) -> None:
        properties = self._file.core_properties
        made = notice.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties.title, properties.author = readable(self._document.title)[:255], "Gongwu"
        properties.last_modified_by, properties.revision = "Gongwu", 1
        properties.created = properties.modified = made
        properties.comments = ""
        properties.language = "zh-CN" if self._document.language == "zh" else "en-US"
        self._add("Title").add_run(readable(self._document.title))
        footer = self._file.sections[0].footer.paragraphs[0]
        footer.add_run(readable(notice.text) + "\t")
        page_number(footer)

    def closing(self, notice: Notice) -> None:
        self._add("Gongwu Notice").add_run(readable(notice.text))

    def bytes(self) -> bytes:
        content = BytesIO()
        self._file.save(content)
        return content.getvalue()

    def block(self, block: Block, depth: int = 0) -> None:  # noqa: C901 - one case for each block
        match block:
            case Paragraph(text):
                self._paragraph(text, depth)
            case Heading(text, level):
                self._inline(self._add(f"Heading {level}"), text)
            case Items():
                self._items(block, depth)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Quote():
                source = f"\n—— {block.source}" if block.source else ""
                self._paragraph(block.text + source, depth, style="Gongwu Quote")
            case Note():
                title = f"**{block.title}**\n" if block.title else ""
                self._paragraph(title + block.text, depth, style="Gongwu Note")
            case Code():
                self._code(block)
            case PageBreak():
                self._file.add_page_break()
            case Room(lines):
                for _ in range(lines):
                    self._paragraph("", depth, style="Gongwu Room")

    def _add(self, style: str = "Normal") -> Any:
        paragraph = self._file.add_paragraph()
        self._dress(paragraph, style)
        self._added.append(paragraph)
        return paragraph

    def _dress(self, paragraph: Any, style: str) -> None:
        if style != "Normal":
            paragraph._p.style = self._styles[style]

    def _paragraph(self, text: str, depth: int, style: str = "Normal") -> Any:
        paragraph = self._add(style)
        if depth:
            paragraph.paragraph_format.left_indent = self._lists.indent(depth)
        self._inline(paragraph, text)
        return paragraph

    def _items(self, items: Items, depth: int) -> None:
        number = self._lists.begin(items, depth)
        for item in items.items:
            before = len(self._added)
            self._item(blocks_of(item) or (Paragraph(""),), number, depth)
            if items.together:
                for paragraph in self._added[before:-1]:
                    paragraph.paragraph_format.keep_with_next = True

    def _item(self, blocks: tuple[Block, ...], number: int, depth: int) -> None:
        """The mark stands before the first block if that is a text, else in a line of its own."""
        first = blocks[0]
        paragraph = self._add("Gongwu Item")
        self._lists.number(paragraph, number)
        if isinstance(first, Paragraph):
            self._inline(paragraph, first.text)
        for block in blocks[isinstance(first, Paragraph) :]:
            self.block(block, depth + 1)

    def _table(self, table: Table) -> None:
        if table.caption:
            self._inline(self._add("Caption"), table.caption)
        columns = len(table.header)
        grid = self._file.add_table(rows=0, cols=columns, style="Table Grid")
        sides = [*table.align, *["left"] * (columns - len(table.align))]
        for row in (table.header, *table.rows):
            cells = grid.add_row().cells
            for cell, text, side in zip(cells, row, sides, strict=False):
                paragraph = cell.paragraphs[0]
                self._dress(paragraph, "Gongwu Cell")
                paragraph.alignment = _ALIGN[side]
                self._inline(paragraph, f"**{text}**" if row is table.header else text)
        self._add()

    def _picture(self, picture: Picture) -> None:
        paragraph = self._add()
        paragraph.alignment = _ALIGN["center"]
        paragraph.paragraph_format.keep_with_next = bool(picture.caption) or None
        width = int(text_width(self._file) * picture.width_percent / 100)
        shape = paragraph.add_run().add_picture(BytesIO(picture.png), width=width)
        shape._inline.docPr.set("descr", readable(picture.alt))
        if picture.caption:
            caption = self._add("Caption")
            caption.alignment = _ALIGN["center"]
            self._inline(caption, picture.caption)

    def _code(self, code: Code) -> None:
        paragraph = self._add("Gongwu Code")
        _lines(paragraph, code.text)

    def _inline(self, paragraph: Any, text: str) -> None:
        from lxml import etree

        for run in runs_of(text):
            if isinstance(run, Formula):
                paragraph._p.append(etree.fromstring(omml(formula_of(run.latex))))
            else:
                self._words(paragraph, run)

    def _words(self, paragraph: Any, run: Words) -> None:
        written = _lines(paragraph, run.text)
        written.bold = run.bold or None
        if run.emphasis:
            # Chinese is not slanted: it is set in another face.
            written._r.style = self._styles["Gongwu Emphasis"]


def _lines(paragraph: Any, text: str) -> Any:
    """A run whose line breaks are breaks."""
    run = paragraph.add_run()
    for place, line in enumerate(readable(text).split("\n")):
        if place:
            run.add_break()
        run.add_text(line)
    return run
