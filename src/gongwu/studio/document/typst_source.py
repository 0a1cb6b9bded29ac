"""A document in typst's own language: all that the typesetter needs in one text.

Every text of the document goes in as a typst string, so that no sign of it can mean anything.
"""

from dataclasses import dataclass

from gongwu.studio.document.formula.read import formula_of
from gongwu.studio.document.formula.typst import quoted, typst_math
from gongwu.studio.document.inline import Formula, Words, runs_of
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
from gongwu.studio.document.plain_text import mark_of, plain_inline, width
from gongwu.studio.kind import Notice

_LATIN, _MONO = "Libertinus Serif", "DejaVu Sans Mono"
# Chinese is not slanted: what is emphasised has dots below.
_DOTTED = """#show emph: it => underline(
  offset: 3pt, stroke: (thickness: 1pt, dash: "dotted"), it.body)"""
# Up to how wide the longest of the lettered options may be, for so many to stand in a line.
_COLUMNS = ((9, 4), (30, 2))


@dataclass(frozen=True, kw_only=True)
class Fonts:
    """The fonts for Chinese; "" where the document has none."""

    text: str = ""
    headings: str = ""


def typst_source(document: Document, notice: Notice, fonts: Fonts) -> str:
    """The notice stands at the foot of every page."""
    body = "\n\n".join(map(_block, document.blocks))
    return f"{_settings(document, notice, fonts)}\n{_title(document.title)}\n\n{body}\n"


def _settings(document: Document, notice: Notice, fonts: Fonts) -> str:
    chinese = document.language == "zh"
    region = ', region: "cn"' if chinese else ""
    serif, sans = _fonts(_LATIN, fonts.text), _fonts(_LATIN, fonts.headings)
    return f"""#set document(title: {quoted(document.title)})
#let accent = rgb("#1f5fa8")
#let soft = rgb("#667085")
#set text(font: {serif}, size: 11pt, lang: "{document.language}"{region})
#set par(leading: 0.8em, spacing: 1em, justify: false)
#set page(paper: "a4", margin: (x: 20mm, top: 20mm, bottom: 24mm), footer: context {{
  set text(size: 8pt, fill: soft)
  grid(columns: (1fr, auto), column-gutter: 8mm, align: (left, right),
    {quoted(notice.text)},
    [#counter(page).display() / #counter(page).final().first()])
}})
#show heading: set text(font: {sans}, fill: accent)
#show heading: set block(above: 1.6em, below: 0.9em, sticky: true)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 3): set text(size: 11.5pt)
#show math.equation: set text(size: 11pt)
#show raw: set text(font: {_fonts(_MONO, fonts.headings)}, size: 9pt)
#set enum(body-indent: 0.6em, spacing: 0.9em)
#set list(body-indent: 0.6em, spacing: 0.8em, marker: [•])
#set table(stroke: none, inset: (x: 8pt, y: 7pt))
{_DOTTED if chinese else ""}
#let framed(body) = block(width: 100%, inset: (x: 10pt, y: 8pt), radius: 3pt,
  fill: rgb("#f4f6fa"), stroke: (left: 2pt + accent), body)"""


def _fonts(latin: str, chinese: str) -> str:
    """With Chinese, quotation marks and dashes are those of the Chinese font."""
    if not chinese:
        return f"({quoted(latin)},)"
    return f'((name: {quoted(latin)}, covers: "latin-in-cjk"), {quoted(chinese)})'


def _title(title: str) -> str:
    return (
        f"#block(below: 1.6em)[#heading(level: 1, text(size: 17pt, {quoted(title)}))"
        "#line(length: 100%, stroke: 1pt + accent)]"
    )


def _block(block: Block) -> str:  # noqa: C901 - one case for each block
    match block:
        case Paragraph(text):
            return f"#par[{_inline(text)}]"
        case Heading(text, level):
            return f"#heading(level: {level + 1})[{_inline(text)}]"
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
        case Quote():
            source = f"attribution: [{_inline(block.source)}], " if block.source else ""
            return f"#quote(block: true, {source})[{_inline(block.text)}]"
        case Note():
            title = f"#text(fill: accent)[*{_inline(block.title)}*] \\ " if block.title else ""
            return f"#framed[{title}{_inline(block.text)}]"
        case Code():
            return f"#framed(raw(block: true, {quoted(block.text)}))"
        case PageBreak():
            return "#pagebreak(weak: true)"
        case Room(lines):
            line = "#v(8mm)#line(length: 100%, stroke: 0.3pt + soft)"
            return f"#block(sticky: false)[{line * lines}]"
    raise AssertionError(block)


def _items(items: Items) -> str:
    columns = _columns(items)
    if columns > 1:
        return _in_columns(items, columns)
    written = [_item(item, items.together) for item in items.items]
    if items.mark == "bullet":
        return f"#list({', '.join(written)})"
    numbering = "1." if items.mark == "number" else "A."
    spacing = "spacing: 1.6em, " if items.together else ""
    settings = f'start: {items.start}, numbering: "{numbering}", {spacing}'
    return f"#enum({settings}{', '.join(written)})"


def _item(item: str | tuple[Block, ...], together: bool) -> str:
    body = _inline(item) if isinstance(item, str) else "\n\n".join(map(_block, blocks_of(item)))
    return f"[#block(breakable: false, width: 100%)[{body}]]" if together else f"[{body}]"


def _columns(items: Items) -> int:
    """Short options share a line, as on every printed test."""
    texts = [item for item in items.items if isinstance(item, str)]
    if items.mark != "letter" or len(texts) < len(items.items) or not texts:
        return 1
    longest = max(width(plain_inline(text)) for text in texts)
    return next((many for wide, many in _COLUMNS if longest <= wide), 1)


def _in_columns(items: Items, columns: int) -> str:
    cells = ", ".join(
        f"grid(columns: (auto, 1fr), column-gutter: 0.5em, align: horizon, "
        f"[{mark_of(items, place)}], [{_inline(str(item))}])"
        for place, item in enumerate(items.items)
    )
    return f"#grid(columns: (1fr,) * {columns}, column-gutter: 1em, row-gutter: 0.9em, {cells})"


def _table(table: Table) -> str:
    width_ = len(table.header)
    sides = [*table.align, *["left"] * (width_ - len(table.align))]
    head = ", ".join(f"[*{_inline(cell)}*]" for cell in table.header)
    rows = ", ".join(f"[{_inline(cell)}]" for row in table.rows for cell in row)
    caption = f"#text(size: 9pt, fill: soft)[{_inline(table.caption)}]\n" if table.caption else ""
    columns = ", ".join(f"{side} + horizon" for side in sides)
    lines = "table.hline(stroke: 0.8pt), "
    return (
        f"#block(breakable: {'true' if len(table.rows) > 12 else 'false'}, width: 100%)[{caption}"
        f"#table(columns: {width_}, align: ({columns},), {lines}"
        f"table.header({head}), table.hline(stroke: 0.4pt), {rows}, {lines})]"
    )


def _picture(picture: Picture) -> str:
    """The bytes stand in the source: the typesetter opens no file."""
    content = ",".join(map(str, picture.png))
    image = (
        f'image(bytes(({content})), format: "png", alt: {quoted(picture.alt)}, '
        f"width: {picture.width_percent}%)"
    )
    caption = f"#text(size: 9pt, fill: soft)[{_inline(picture.caption)}]" if picture.caption else ""
    return f"#align(center, block(breakable: false)[#{image}{caption}])"


def _inline(text: str) -> str:
    return "".join(
        f"${typst_math(formula_of(run.latex))}$" if isinstance(run, Formula) else _words(run)
        for run in runs_of(text)
    )


def _words(run: Words) -> str:
    lines = [f"#{quoted(line)};" if line else "" for line in run.text.split("\n")]
    text = "#linebreak();".join(lines)
    text = f"#emph[{text}];" if run.emphasis else text
    return f"#strong[{text}];" if run.bold else text
