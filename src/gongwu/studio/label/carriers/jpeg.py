"""JPEG: XMP in an APP1 segment; a user comment in EXIF is read as well."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from gongwu.studio.label.carriers import tiff, xmp
from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXIF = b"Exif\0\0"
_APP0, _APP1, _START_OF_SCAN = 0xE0, 0xE1, 0xDA
_LONGEST_BODY = 65_533


@dataclass(frozen=True)
class Segment:
    """One segment before the picture's data: `data[start:end]`, marker and length included."""

    marker: int
    body: bytes
    start: int
    end: int


def recognises(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")


def segments(data: bytes) -> Iterator[Segment]:
    """The segments up to the start of the scan, or to where the file breaks off."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = struct.unpack_from(">BH", data, at + 1)
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        end = at + 2 + length
        if marker == _START_OF_SCAN or length < 2 or end > len(data):
            return
        yield Segment(marker, data[at + 4 : end], at, end)
        at = end


def read(data: bytes) -> list[Found]:
    """Every label in the file."""
    found: list[Found] = []
    for segment in segments(data) if recognises(data) else ():
        if segment.marker != _APP1:
            continue
        if segment.body.startswith(_XMP):
            records = xmp.read(segment.body.removeprefix(_XMP))
            found.extend(Found("JPEG APP1 XMP", record) for record in records)
        elif segment.body.startswith(_EXIF):
            found.extend(tiff.read_exif(segment.body, "JPEG"))
    return found


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The file with this label in its XMP segment, made after JFIF and EXIF where there is none."""
    parts = list(segments(data))
    after = parts[-1].end if parts else 2
    if data[after : after + 2] != b"\xff\xda" or b"\xff\xd9" not in data[after:]:
        raise broken("JPEG", "its segments are damaged", "其数据段已损坏")
    for part in parts:
        if part.marker == _APP1 and part.body.startswith(_XMP):
            packet = xmp.updated(part.body.removeprefix(_XMP), label)
            return data[: part.start] + _segment(packet) + data[part.end :]
    place = 2
    for part in parts:
        if part.marker != _APP0 and not part.body.startswith(_EXIF):
            break
        place = part.end
    return data[:place] + _segment(xmp.new(label)) + data[place:]


def _segment(packet: bytes) -> bytes:
    body = _XMP + packet
    if len(body) > _LONGEST_BODY:
        raise broken("JPEG", "its XMP packet is full", "其 XMP 数据段已满")
    return struct.pack(">BBH", 0xFF, _APP1, len(body) + 2) + body
