"""MP3: a user text frame (TXXX) named `AIGC` in the ID3v2 tag, a wrapped record."""

import struct
from collections.abc import Iterator

from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")


def recognises(data: bytes) -> bool:
    # Without a tag, an MP3 starts with the eleven set bits of a frame of layer III.
    return data.startswith(b"ID3") or (len(data) > 2 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2)


def _tag_end(data: bytes) -> int:
    """Where the tag ends; 0 without a tag."""
    if not data.startswith(b"ID3") or len(data) < 10:
        return 0
    return 10 + _unspread(data[6:10])


def _unspread(four: bytes) -> int:
    """A size in the tag's own spelling: seven bits a byte."""
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def _spread(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _frames(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end, header included, of every whole frame of an ID3v2.3 or 2.4 tag."""
    end = min(_tag_end(data), len(data))
    if not end or data[3] not in (3, 4):
        return
    at = 10
    if data[5] & 0x40 and end >= 14:  # an extended header; only 2.4 counts its size within
        size = data[10:14]
        at += _unspread(size) if data[3] == 4 else 4 + int.from_bytes(size, "big")
    while at + 10 <= end and data[at] != 0:
        size = data[at + 4 : at + 8]
        length = _unspread(size) if data[3] == 4 else int.from_bytes(size, "big")
        if at + 10 + length > end:
            return
        yield data[at : at + 4], at, at + 10 + length
        at += 10 + length


def read(data: bytes) -> list[Found]:
    """Every label in the tag."""
    texts = (_value(data[start + 10 : end]) for start, end in _ours(data))
    return [Found("MP3 ID3v2 TXXX AIGC", text) for text in texts]


def _ours(data: bytes) -> Iterator[tuple[int, int]]:
    for name, start, end in _frames(data):
        if name == b"TXXX" and _text(data[start + 10 : end]).startswith("AIGC\0"):
            yield start, end


def _text(body: bytes) -> str:
    encoding = _ENCODINGS[body[0]] if body and body[0] < len(_ENCODINGS) else "latin-1"
    return body[1:].decode(encoding, "replace")


def _value(body: bytes) -> str:
    return _text(body).split("\0", 1)[1].strip("\0\ufeff")


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The file with this label in its tag, made where there is none."""
    version = data[3] if _tag_end(data) else 4
    if _tag_end(data) > len(data) or version not in (3, 4) or (_tag_end(data) and data[5]):
        raise broken("MP3", "its tag is of a kind only read here", "其 ID3 标签只能读取、不能改写")
    body = b"\0AIGC\0" + label.json("wrapped").encode()
    size = _spread(len(body)) if version == 4 else struct.pack(">I", len(body))
    frame = b"TXXX" + size + b"\0\0" + body
    if not _tag_end(data):
        return b"ID3\x04\0\0" + _spread(len(frame)) + frame + data
    start, end = next(_ours(data), (10, 10))
    content = data[10:start] + frame + data[end : _tag_end(data)]
    return data[:6] + _spread(len(content)) + content + data[_tag_end(data) :]
