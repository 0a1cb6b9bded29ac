"""A document as one HTML page: no script, nothing fetched, formulas as MathML, ready to print."""

from base64 import b64encode
from dataclasses import replace
from html import escape

from gongwu.studio.document.formula.mathml import mathml
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
from gongwu.studio.document.page_style import STYLE
from gongwu.studio.kind import Notice

_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STOPS = "，。；：、！？）」』”’》,.;:!?)%"
_LISTS = {"bullet": "ul", "number": "ol", "letter": "ol"}


def write_html(document: Document, notice: Notice) -> bytes:
    """The notice is the page's footer, on the screen and on paper."""
    title = escape(readable(document.title))
    page = f"""<!DOCTYPE html>
<html lang="{_LANGUAGES[document.language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="dcterms.created" content="{notice.made_at.isoformat()}">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{_blocks(document.blocks)}
</main>
<footer><p>{_words(Words(readable(notice.text)))}</p></footer>
</body>
</html>
"""
    return page.encode()


def inline_html(text: str) -> str:
    """An inline text as HTML with MathML. A formula and the stop behind it stay in one line."""
    written, runs = "", list(runs_of(text))
    for place, run in enumerate(runs):
        if isinstance(run, Words):
            written += _words(run)
            continue
        formula = mathml(formula_of(run.latex), run.latex)
        after = runs[place + 1] if place + 1 < len(runs) else None
        if isinstance(after, Words) and after.text[0] in _STOPS:
            formula = f'<span class="held">{formula}{escape(after.text[0])}</span>'
            runs[place + 1] = replace(after, text=after.text[1:])
        written += formula
    return written


def inline_xhtml(text: str) -> str:
    """The same for formats that are XML and know few elements: line breaks are closed."""
    return "".join(
        mathml(formula_of(run.latex), run.latex) if isinstance(run, Formula) else _words(run)
        for run in runs_of(text)
    )


def _words(run: Words) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br/>")
    text = f"<em>{text}</em>" if run.emphasis else text
    return f"<strong>{text}</strong>" if run.bold else text


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:  # noqa: C901 - one case for each block
    match block:
        case Paragraph(text):
            return f"<p>{inline_html(text)}</p>"
        case Heading(text, level):
            return f"<h{level + 1}>{inline_html(text)}</h{level + 1}>"
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
        case Quote():
            source = f"<footer>{inline_html(block.source)}</footer>" if block.source else ""
            return f"<blockquote><p>{inline_html(block.text)}</p>{source}</blockquote>"
        case Note():
            title = f"<h4>{inline_html(block.title)}</h4>" if block.title else ""
            return f"<aside>{title}<p>{inline_html(block.text)}</p></aside>"
        case Code():
            return f"<pre><code>{escape(readable(block.text), quote=False)}</code></pre>"
        case PageBreak():
            return '<hr class="page">'
        case Room(lines):
            return f'<div class="room">{"<div></div>" * lines}</div>'
    raise AssertionError(block)


def _items(items: Items) -> str:
    name = _LISTS[items.mark]
    start = f' start="{items.start}"' if items.start != 1 and name == "ol" else ""
    letters = ' type="A"' if items.mark == "letter" else ""
    together = ' class="together"' if items.together else ""
    written = "\n".join(f"<li>{_item(item)}</li>" for item in items.items)
    return f"<{name}{letters}{start}{together}>\n{written}\n</{name}>"


def _item(item: str | tuple[Block, ...]) -> str:
    return inline_html(item) if isinstance(item, str) else _blocks(blocks_of(item))


def _table(table: Table) -> str:
    caption = f"<caption>{inline_html(table.caption)}</caption>" if table.caption else ""
    head = _row(table.header, table, "th")
    body = "\n".join(_row(row, table, "td") for row in table.rows)
    return f"<table>{caption}<thead>{head}</thead>\n<tbody>\n{body}\n</tbody></table>"


def _row(row: tuple[str, ...], table: Table, name: str) -> str:
    sides = [*table.align, *["left"] * (len(row) - len(table.align))]
    cells = "".join(
        f'<{name} class="{side}">{inline_html(cell)}</{name}>'
        for cell, side in zip(row, sides, strict=False)
    )
    return f"<tr>{cells}</tr>"


def _picture(picture: Picture) -> str:
    source = "data:image/png;base64," + b64encode(picture.png).decode()
    caption = f"<figcaption>{inline_html(picture.caption)}</figcaption>" if picture.caption else ""
    image = f'<img src="{source}" alt="{escape(readable(picture.alt))}"'
    return f'<figure>{image} style="width: {picture.width_percent}%">{caption}</figure>'
