"""FLV: the entry `AIGC` of onMetaData, a wrapped record. Reading only."""

import struct
from collections.abc import Iterator

from gongwu.studio.label.carriers.found import Found

_SCRIPT = 18
_STRING, _LONG_STRING = 2, 12


def recognises(data: bytes) -> bool:
    return data.startswith(b"FLV\x01")


def read(data: bytes) -> list[Found]:
    """Every label in the scripts."""
    return [
        Found("FLV onMetaData AIGC", text)
        for kind, start, end in _tags(data)
        if kind == _SCRIPT
        for text in _entries(data[start:end])
    ]


def _tags(data: bytes) -> Iterator[tuple[int, int, int]]:
    if not recognises(data) or len(data) < 13:
        return
    at = 13
    while at + 11 <= len(data):
        end = at + 11 + int.from_bytes(data[at + 1 : at + 4], "big")
        if end > len(data):
            return
        yield data[at] & 0x1F, at + 11, end
        at = end + 4


def _entries(body: bytes) -> Iterator[str]:
    """The strings named AIGC: a key is its length in two bytes and its letters."""
    key = b"\x00\x04AIGC"
    at = body.find(key)
    while at >= 0:
        at += len(key)
        kind = body[at : at + 1]
        if kind == bytes([_STRING]) and at + 3 <= len(body):
            (length,) = struct.unpack_from(">H", body, at + 1)
            yield body[at + 3 : at + 3 + length].decode("utf-8", "replace")
        elif kind == bytes([_LONG_STRING]) and at + 5 <= len(body):
            (length,) = struct.unpack_from(">I", body, at + 1)
            yield body[at + 5 : at + 5 + length].decode("utf-8", "replace")
        at = body.find(key, at)
