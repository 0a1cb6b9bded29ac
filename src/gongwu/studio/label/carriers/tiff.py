"""TIFF, and the EXIF block that JPEG, PNG and WebP hold, which is a TIFF: reading only.

The label is XMP in tag 0x2BC, or a wrapped record in the user comment 0x9286.
"""

import struct
from collections.abc import Iterator
from itertools import islice

from gongwu.studio.label.carriers import xmp
from gongwu.studio.label.carriers.found import Found, looks_like_record

_XMP, _EXIF_FOLDER, _USER_COMMENT = 0x2BC, 0x8769, 0x9286
# Bytes a value, by the format's kinds: bytes, letters, undefined.
_SIZES = {1: 1, 2: 1, 7: 1}
# A small file can name the same bytes over and over.
_MOST_FOLDERS, _MOST_VALUES = 16, 32


def recognises(data: bytes) -> bool:
    return data[:4] in (b"II*\0", b"MM\0*")


def read(data: bytes) -> list[Found]:
    """Every label in a TIFF file."""
    return [Found(f"TIFF {name}", text) for name, text in _records(data)]


def read_exif(data: bytes, host: str) -> list[Found]:
    """Every label in the EXIF block of a `host` file."""
    block = data.removeprefix(b"Exif\0\0")
    return [Found(f"{host} EXIF {name}", text) for name, text in _records(block)]


def _records(data: bytes) -> Iterator[tuple[str, str]]:
    for tag, value in islice(_values(data), _MOST_VALUES):
        if tag == _XMP:
            yield from (("XMP", text) for text in xmp.read(value))
        elif tag == _USER_COMMENT:
            text = value[8:].decode("latin-1").strip("\0 ")
            if looks_like_record(text):
                yield "UserComment", text


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Where labels may stand, in every folder that can be reached, none visited twice."""
    if not recognises(data) or len(data) < 8:
        return
    order = "<" if data[:2] == b"II" else ">"
    ahead = [struct.unpack_from(order + "I", data, 4)[0]]
    seen: set[int] = set()
    while ahead and len(seen) < _MOST_FOLDERS:
        offset = ahead.pop()
        if offset in seen or not 8 <= offset <= len(data) - 2:
            continue
        seen.add(offset)
        (count,) = struct.unpack_from(order + "H", data, offset)
        for start in range(offset + 2, min(offset + 2 + 12 * count, len(data) - 11), 12):
            tag = struct.unpack_from(order + "H", data, start)[0]
            if tag == _EXIF_FOLDER:
                ahead.append(struct.unpack_from(order + "I", data, start + 8)[0])
            elif tag in (_XMP, _USER_COMMENT):
                yield tag, _value(data, start, order)
        following = offset + 2 + 12 * count
        if following + 4 <= len(data):
            ahead.append(struct.unpack_from(order + "I", data, following)[0])


def _value(data: bytes, start: int, order: str) -> bytes:
    kind, count, where = struct.unpack_from(order + "HII", data, start + 2)
    length = _SIZES.get(kind, 0) * count
    if length <= 4:
        return data[start + 8 : start + 8 + length]
    return data[where : where + length]
