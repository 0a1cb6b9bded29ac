"""Text in columns on a terminal, where a Chinese character is two cells wide.

Typer's own help counts characters and breaks lines at spaces: Chinese runs over the edge.
"""

import re
import shutil
from collections.abc import Sequence
from unicodedata import east_asian_width

# A line may break after any Chinese character, but none begins with closing punctuation.
_PIECES = re.compile(
    r"\s+"
    r"|[“‘（《「]*[\u2e80-\uffef][，。、；：！？…）》」”’]*"
    r"|[^\s\u2e80-\uffef]+[，。、；：！？…）》」”’]*"
)


def terminal_columns() -> int:
    """The width to write for; lines longer than 100 cells are tiring to read."""
    return max(40, min(100, shutil.get_terminal_size().columns))


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def pad(text: str, width: int) -> str:
    """The text with spaces behind it up to a width in cells."""
    return text + " " * (width - cells(text))


def unfold(paragraph: str) -> str:
    """One line out of many; Chinese lines join without a space."""
    return re.sub(r"(?<=[\u2e80-\uffef])\n", "", paragraph).replace("\n", " ")


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells; a word longer than that stays whole, to be copied."""
    lines = [""]
    for piece in _PIECES.findall(text):
        blank = piece.isspace()
        if cells(lines[-1]) + cells(piece) > width and lines[-1] and not blank:
            lines.append("")
        if lines[-1] or not blank:
            lines[-1] += " " if blank else piece
    return [line.rstrip() for line in lines]


def table(rows: Sequence[Sequence[str]], *, indent: int = 0) -> str:
    """Rows with their columns aligned; the last column wraps within the terminal."""
    columns = zip(*(row[:-1] for row in rows), strict=True)
    widths = [max(map(cells, column)) + 2 for column in columns]
    # One long option must not push the words beside all others to the edge.
    start = min(sum(widths), terminal_columns() // 2)
    lines: list[str] = []
    for row in rows:
        head = "".join(map(pad, row[:-1], widths)).rstrip()
        tail = wrap(row[-1], terminal_columns() - indent - start)
        if cells(head) + 2 <= start:
            head = pad(head, start) + tail.pop(0)
        lines += [" " * indent + head, *(" " * (indent + start) + line for line in tail)]
    return "\n".join(line.rstrip() for line in lines)
