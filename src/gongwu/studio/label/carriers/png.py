"""PNG: XMP in an uncompressed iTXt chunk; text chunks named AIGC and EXIF are read as well."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from gongwu.studio.label.carriers import tiff, xmp
from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_MAGIC = b"\x89PNG\r\n\x1a\n"
_XMP_NAME = b"XML:com.adobe.xmp"
_KEYS = (_XMP_NAME, b"AIGC")
# A small file may unpack to much, and may do so often.
_LONGEST_TEXT, _MOST_CHUNKS = 4_000_000, 16


@dataclass(frozen=True)
class Chunk:
    """One chunk. `sound` says that its check sum holds."""

    name: bytes
    body: bytes
    sound: bool

    @property
    def as_bytes(self) -> bytes:
        check = zlib.crc32(self.name + self.body)
        return struct.pack(">I", len(self.body)) + self.name + self.body + struct.pack(">I", check)


def recognises(data: bytes) -> bool:
    return data.startswith(_MAGIC)


def chunks(data: bytes) -> Iterator[Chunk]:
    """The whole chunks of a file, up to where it breaks off."""
    at = len(_MAGIC)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        if end > len(data):
            return
        (check,) = struct.unpack_from(">I", data, end - 4)
        yield Chunk(
            data[at + 4 : at + 8],
            data[at + 8 : end - 4],
            check == zlib.crc32(data[at + 4 : end - 4]),
        )
        at = end


def read(data: bytes) -> list[Found]:
    """Every label in the file."""
    if not recognises(data):
        return []
    telling = (chunk for chunk in chunks(data) if chunk.name == b"eXIf" or _key(chunk) in _KEYS)
    return [found for chunk in islice(telling, _MOST_CHUNKS) for found in _read_chunk(chunk)]


def _read_chunk(chunk: Chunk) -> list[Found]:
    if chunk.name == b"eXIf":
        return tiff.read_exif(chunk.body, "PNG")
    text = _text_of(chunk)
    if _key(chunk) == _XMP_NAME:
        return [Found("PNG iTXt XMP", record) for record in xmp.read(text)]
    return [Found(f"PNG {chunk.name.decode()} AIGC", text.decode("utf-8", "replace"))]


def _key(chunk: Chunk) -> bytes:
    """The keyword of a text chunk; empty for any other."""
    texts = (b"tEXt", b"zTXt", b"iTXt")
    return chunk.body[:80].partition(b"\0")[0] if chunk.name in texts else b""


def _text_of(chunk: Chunk) -> bytes:
    """The text of one of the three kinds of text chunk."""
    rest = chunk.body.partition(b"\0")[2]
    if chunk.name == b"tEXt":
        return rest
    if chunk.name == b"zTXt":
        return _inflated(rest[1:])
    _language, _, tail = rest[2:].partition(b"\0")
    _translated, _, text = tail.partition(b"\0")
    return _inflated(text) if rest[:1] != b"\0" else text


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LONGEST_TEXT)
    except zlib.error:
        return b""


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The file with this label, in the chunk that holds one already or in one after the header."""
    parts = list(chunks(data))
    if not parts or parts[0].name != b"IHDR" or not all(chunk.sound for chunk in parts):
        raise broken("PNG", "its chunks are damaged", "其数据块已损坏")
    length = sum(len(chunk.body) + 12 for chunk in parts) + len(_MAGIC)
    if parts[-1].name != b"IEND" or length != len(data):
        raise broken("PNG", "it does not end at its last chunk", "文件结尾与最后一个数据块不符")
    for place, chunk in enumerate(parts):
        relabelled = _relabelled(chunk, label)
        if relabelled is not None:
            parts[place] = relabelled
            break
    else:
        parts.insert(1, _xmp_chunk(xmp.new(label)))
    return _MAGIC + b"".join(chunk.as_bytes for chunk in parts)


def _relabelled(chunk: Chunk, label: ImplicitLabel) -> Chunk | None:
    """The chunk where labels stand, with this one; None for every other chunk."""
    key = _key(chunk)
    if key not in _KEYS:
        return None
    if key == _XMP_NAME:
        return _xmp_chunk(xmp.updated(_text_of(chunk), label))
    return Chunk(b"tEXt", b"AIGC\0" + label.json("wrapped").encode(), True)


def _xmp_chunk(packet: bytes) -> Chunk:
    return Chunk(b"iTXt", _XMP_NAME + b"\0\0\0\0\0" + packet, True)
