"""A document as Markdown (CommonMark with GitHub's tables and formulas between dollar signs)."""

import re
from base64 import b64encode

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
from gongwu.studio.document.plain_text import mark_of
from gongwu.studio.kind import Notice

# What means something anywhere, and what does only where a line begins.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>$|~&])")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)
_OUTER_BREAKS = re.compile(r"\A(?:\\?\n|[ \t])+|(?:\\\n|[ \t\n])+\Z")
_COLUMN = {"left": ":---", "center": ":---:", "right": "---:"}


def write_markdown(document: Document, notice: Notice) -> bytes:
    """The notice is the last paragraph."""
    parts = [f"# {_literal(document.title)}", *map(_block, document.blocks)]
    end = f"---\n\n*{_literal(notice.text)}*"
    return ("\n\n".join(part for part in [*parts, end] if part) + "\n").encode()


def _block(block: Block) -> str:  # noqa: C901 - one case for each block
    match block:
        case Paragraph(text):
            return _inline(text)
        case Heading(text, level):
            return f"{'#' * (level + 1)} {_one_line(text)}"
        case Items():
            return _items(block)
        case Table():
            return _table(block)
        case Picture():
            source = "data:image/png;base64," + b64encode(block.png).decode()
            caption = f"\n\n*{_inline(block.caption)}*" if block.caption else ""
            return f"![{_literal(block.alt)}]({source}){caption}"
        case Quote():
            source = f"\n\n—— {_inline(block.source)}" if block.source else ""
            return _behind("> ", _inline(block.text) + source)
        case Note():
            title = f"**{_one_line(block.title)}**\n\n" if block.title else ""
            return _behind("> ", title + _inline(block.text))
        case Code():
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
            return f"{fence}{block.language}\n{block.text}\n{fence}"
        case PageBreak():
            return "---"
        case Room():
            return ""
    raise AssertionError(block)


def _items(items: Items) -> str:
    """Letters are no list marks in Markdown: such a list keeps its letters in its lines."""
    lettered = items.mark == "letter"
    loose = any(not isinstance(item, str) for item in items.items)
    written = []
    for place, item in enumerate(items.items):
        mark = "-" if items.mark == "bullet" or lettered else mark_of(items, place)
        text = "\n\n".join(filter(None, map(_block, blocks_of(item))))
        letter = f"{mark_of(items, place)} " if lettered else ""
        indent = " " * (len(mark) + 1)
        written.append(f"{mark} {letter}" + text.replace("\n", "\n" + indent))
    return ("\n\n" if loose else "\n").join(
        re.sub(r"^ +$", "", item, flags=re.MULTILINE) for item in written
    )


def _table(table: Table) -> str:
    align = [*table.align, *["left"] * (len(table.header) - len(table.align))]
    rows = [table.header, None, *table.rows]
    lines = [
        "| " + " | ".join(map(_cell, row) if row else (_COLUMN[side] for side in align)) + " |"
        for row in rows
    ]
    caption = f"*{_one_line(table.caption)}*\n\n" if table.caption else ""
    return caption + "\n".join(lines)


def _cell(text: str) -> str:
    """A bar in a formula would end the cell."""
    return _one_line(text.replace("|", r"\vert ") if "$" in text else text)


def _one_line(text: str) -> str:
    return _inline(text).replace("\\\n", " ").replace("\n", " ")


def _inline(text: str) -> str:
    """A break with nothing before or behind it would show its backslash."""
    written = "".join(
        f"${run.latex.replace('|', chr(92) + 'vert ')}$"
        if isinstance(run, Formula)
        else _words(run)
        for run in runs_of(text)
    )
    return _OUTER_BREAKS.sub("", written)


def _words(run: Words) -> str:
    """Spaces stay outside; where stars would not hold, beside Chinese punctuation, tags do."""
    inner = run.text.strip()
    if not (run.bold or run.emphasis) or not inner:
        return _literal(run.text)
    before, after = run.text.split(inner)[0], run.text.split(inner)[-1]
    holds = inner[0].isalnum() and inner[-1].isalnum()
    opened = ("**" if holds else "<strong>") * run.bold + ("*" if holds else "<em>") * run.emphasis
    closed = ("*" if holds else "</em>") * run.emphasis + (
        "**" if holds else "</strong>"
    ) * run.bold
    return f"{before}{opened}{_literal(inner)}{closed}{after}"


def _literal(text: str) -> str:
    """The signs themselves; a line break stays one."""
    safe = _LINE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\1", text))
    return re.sub(r"\\(\d+)([.)])", r"\1\\\2", safe).replace("\n", "\\\n")


def _behind(mark: str, text: str) -> str:
    return "\n".join((mark + line).rstrip() for line in text.split("\n"))
