"""MP4, MOV, M4A: the key `AIGC` in moov.udta.meta or moov.meta, a wrapped record. Reading only."""

import struct
from collections.abc import Iterator

from gongwu.studio.label.carriers.found import Found

_DEEPEST = 6
_FOLDERS = frozenset({b"moov", b"udta", b"meta", b"ilst"})


def recognises(data: bytes) -> bool:
    return data[4:8] in (b"ftyp", b"moov")


def read(data: bytes) -> list[Found]:
    """Every label among the file's keys."""
    return [Found("MP4 meta AIGC", text) for text in _records(data, 0, len(data), 0)]


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte of the body and its end, of each box that lies whole in the file."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1 and at + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            body = at + 16
        stop = end if size == 0 else at + size
        if stop > end or stop < body:
            return
        yield name, body, stop
        at = stop


def _records(data: bytes, at: int, end: int, depth: int) -> Iterator[str]:
    keys: list[bytes] = []
    for name, start, stop in _boxes(data, at, end):
        if name == b"keys":
            keys = list(_keys(data, start, stop))
        elif name == b"AIGC":  # a box of its own, as a user data entry
            yield data[start:stop].lstrip(b"\0").decode("utf-8", "replace")
        elif name == b"ilst":
            yield from _values(data, start, stop, keys)
        elif name in _FOLDERS and depth < _DEEPEST:
            # In MP4, meta is a full box: four bytes stand before its boxes; in MOV it is not.
            plain = data[start + 4 : start + 8] in (b"hdlr", b"keys", b"mhdr")
            skip = 4 if name == b"meta" and not plain else 0
            yield from _records(data, start + skip, stop, depth + 1)


def _keys(data: bytes, start: int, stop: int) -> Iterator[bytes]:
    return (data[first:last] for _, first, last in _boxes(data, start + 8, stop))


def _values(data: bytes, start: int, stop: int, keys: list[bytes]) -> Iterator[str]:
    for name, first, last in _boxes(data, start, stop):
        number = int.from_bytes(name, "big")
        inner = {box: data[a:b] for box, a, b in _boxes(data, first, last)}
        named = keys[number - 1] if 0 < number <= len(keys) else inner.get(b"name", b"")[4:]
        if b"AIGC" in named and b"data" in inner:
            yield inner[b"data"][8:].decode("utf-8", "replace")
