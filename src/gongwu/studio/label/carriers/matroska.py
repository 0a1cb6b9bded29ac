"""Matroska and WebM: the SimpleTag `AIGC`, a wrapped record. Reading only."""

from collections.abc import Iterator

from gongwu.studio.label.carriers.found import Found

_SEGMENT, _TAGS, _TAG, _SIMPLE, _NAME, _STRING = (
    0x18538067, 0x1254C367, 0x7373, 0x67C8, 0x45A3, 0x4487,
)  # fmt: skip
_FOLDERS = frozenset({_SEGMENT, _TAGS, _TAG})
_DEEPEST = 5


def recognises(data: bytes) -> bool:
    return data.startswith(b"\x1a\x45\xdf\xa3")


def read(data: bytes) -> list[Found]:
    """Every label among the tags."""
    return [Found("Matroska SimpleTag AIGC", text) for text in _records(data, 0, len(data), 0)]


def _elements(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Identity, first byte of the body and its end; an unknown size reaches to the parent's end."""
    while at < end:
        width = _width(data[at], most=4)
        if not width or at + width >= end:
            return
        identity = int.from_bytes(data[at : at + width], "big")
        at += width
        width = _width(data[at], most=8)
        if not width or at + width > end:
            return
        size = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
        unknown = size == (1 << 7 * width) - 1
        at += width
        stop = end if unknown else at + size
        if stop > end:
            return
        yield identity, at, stop
        at = stop


def _width(first: int, *, most: int) -> int:
    """How many bytes a number takes: one more than the zero bits that it starts with; 0 is none."""
    width = 9 - first.bit_length()
    return width if width <= most else 0


def _records(data: bytes, at: int, end: int, depth: int) -> Iterator[str]:
    for identity, start, stop in _elements(data, at, end):
        if identity in _FOLDERS and depth < _DEEPEST:
            yield from _records(data, start, stop, depth + 1)
        elif identity == _SIMPLE:
            inner = {key: data[a:b] for key, a, b in _elements(data, start, stop)}
            if inner.get(_NAME, b"").strip(b"\0").upper() == b"AIGC":
                yield inner.get(_STRING, b"").decode("utf-8", "replace")
