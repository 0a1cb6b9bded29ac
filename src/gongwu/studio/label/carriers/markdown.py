"""Markdown: `AIGC:` and its keys in the YAML front matter. Reads the two ways YAML writes a map.

No YAML library is asked: the label's characters need none, and the rest of the front matter must
stay as its author wrote it.
"""

import json
import re

from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_LINE = re.compile(r"[ \t]+[\"']?(\w+)[\"']?[ \t]*:(.*)")
_BLOCK = re.compile(r"^[\"']?AIGC[\"']?[ \t]*:(.*)\n((?:[ \t]+\S.*\n|[ \t]*\r?\n)*)", re.M)


def read(data: bytes) -> list[Found]:
    """Every label in the front matter."""
    front = _FRONT.match(data[:1_000_000].decode("utf-8", "replace"))
    if front is None:
        return []
    records = (_record(block) for block in _BLOCK.finditer(front[1]))
    return [Found("Markdown front matter AIGC", record) for record in records]


def _record(block: re.Match[str]) -> str:
    """The map as JSON; as it stands where it is none."""
    if block[1].strip():
        return _unquoted(block[1].strip())
    pairs = [_LINE.fullmatch(line) for line in block[2].splitlines() if line.strip()]
    if any(pair is None for pair in pairs):
        return block[2].strip()
    # A key that stands twice must be seen twice, so no dict here.
    fields = (f"{json.dumps(p[1])}:{json.dumps(_unquoted(p[2].strip()))}" for p in pairs if p)
    return "{" + ",".join(fields) + "}"


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    return value


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The text with this label at the end of its front matter, made where there is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise broken("Markdown", "it is not UTF-8", "它不是 UTF-8 编码") from None
    block = "AIGC:\n" + "".join(f'  {key}: "{value}"\n' for key, value in label.fields.items())
    front = _FRONT.match(text)
    if front is None:
        mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
        return f"{mark}---\n{block}---\n\n{body}".encode()
    labelled, times = _BLOCK.subn(lambda _: block, front[1], count=1)
    if not times:
        labelled = front[1] + block
    return (text[: front.start(1)] + labelled + text[front.end(1) :]).encode()
