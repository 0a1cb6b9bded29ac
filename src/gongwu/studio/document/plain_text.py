"""A document as plain text. Formulas are written in plain signs, tables in columns."""

from itertools import zip_longest
from unicodedata import east_asian_width

from gongwu.studio.document.formula.plain import plain
from gongwu.studio.document.formula.read import formula_of
from gongwu.studio.document.inline import Formula, runs_of
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

_RULE = "─" * 40


def write_text(document: Document, notice: Notice) -> bytes:
    """The notice stands at the end, as art. 4 has it."""
    head = [document.title, "=" * width(document.title), ""]
    body = _blocks(document.blocks, document.language)
    return ("\n".join([*head, *body, "", _RULE, notice.text]) + "\n").encode()


def plain_inline(text: str) -> str:
    """An inline text without markup: for titles, names and descriptions too."""
    return "".join(
        plain(formula_of(run.latex)) if isinstance(run, Formula) else run.text
        for run in runs_of(text)
    )


def width(text: str) -> int:
    """How many columns a text takes: Chinese signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def mark_of(items: Items, place: int) -> str:
    """What stands before an item of a list: `•`, `3.` or `C.`; after Z comes AA."""
    number = items.start + place
    if items.mark == "bullet":
        return "•"
    return f"{number}." if items.mark == "number" else f"{_letters(number)}."


def _letters(number: int) -> str:
    rest, last = divmod(number - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("A") + last)


def _blocks(blocks: tuple[Block, ...], language: str) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        written = _block(block, language)
        if written:
            lines += ["", *written] if lines else written
    return lines


def _block(block: Block, language: str) -> list[str]:  # noqa: C901 - one case for each block
    match block:
        case Paragraph(text):
            return plain_inline(text).split("\n")
        case Heading(text, level):
            title = plain_inline(text)
            return [title, ("-" if level == 1 else "·") * width(title)]
        case Items():
            return _items(block, language)
        case Table():
            return _table(block)
        case Picture():
            shown = f"[图：{block.alt}]" if language == "zh" else f"[Picture: {block.alt}]"
            return [shown, *([plain_inline(block.caption)] if block.caption else [])]
        case Quote():
            source = f"—— {plain_inline(block.source)}" if block.source else ""
            lines = plain_inline(block.text).split("\n") + ([source] if source else [])
            return ["    " + line for line in lines]
        case Note():
            title = plain_inline(block.title)
            text = plain_inline(block.text)
            return (f"【{title}】{text}" if title else text).split("\n")
        case Code():
            return ["    " + line for line in block.text.split("\n")]
        case PageBreak():
            return [_RULE]
        case Room():
            return []
    raise AssertionError(block)


def _items(items: Items, language: str) -> list[str]:
    lines: list[str] = []
    for place, item in enumerate(items.items):
        mark = mark_of(items, place) + " "
        parts = _blocks(blocks_of(item), language) or [""]
        indent = " " * len(mark)
        if place and not isinstance(item, str):
            lines.append("")
        lines += [(mark if at == 0 else indent) + line for at, line in enumerate(parts)]
    return [line.rstrip() for line in lines]


def _table(table: Table) -> list[str]:
    rows = [[plain_inline(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(map(width, column)) for column in zip_longest(*rows, fillvalue="")]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]
    rule = "  ".join("-" * each for each in widths)
    caption = [plain_inline(table.caption)] if table.caption else []
    return [*caption, lines[0], rule, *lines[1:]]


def _padded(cell: str, wide: int) -> str:
    return cell.replace("\n", " ") + " " * (wide - width(cell))
