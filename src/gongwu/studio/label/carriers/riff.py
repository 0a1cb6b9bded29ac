"""RIFF files: WAV (chunk `AIGC`, wrapped), AVI (LIST INFO, `AIGC`), WebP (chunk `XMP `, EXIF)."""

import struct
from collections.abc import Iterator

from gongwu.studio.label.carriers import tiff, xmp
from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_HEADER = 12
_XMP_FLAG = 0x04


def recognises(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ", b"WEBP")


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte of the body and its end, of each whole chunk."""
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > end:
            return
        yield name, at + 8, at + 8 + length
        at += 8 + length + length % 2


def read(data: bytes) -> list[Found]:
    """Every label in the file."""
    if not recognises(data):
        return []
    host = data[8:12].decode().strip()
    found: list[Found] = []
    for name, start, end in _chunks(data, _HEADER, len(data)):
        body = data[start:end]
        if name == b"AIGC":
            found.append(Found(f"{host} AIGC", _text(body)))
        elif name in (b"XMP ", b"_PMX"):
            found.extend(Found(f"{host} XMP", record) for record in xmp.read(body))
        elif name == b"EXIF":
            found.extend(tiff.read_exif(body, host))
        elif name == b"LIST" and body[:4] == b"INFO":
            inner = _chunks(data, start + 4, end)
            found.extend(
                Found(f"{host} LIST INFO AIGC", _text(data[first:last]))
                for key, first, last in inner
                if key == b"AIGC"
            )
    return found


def _text(body: bytes) -> str:
    return body.rstrip(b"\0").decode("utf-8", "replace")


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The file with this label. WAV and WebP only: AVI is read, never made here."""
    parts = [(name, data[start:end]) for name, start, end in _chunks(data, _HEADER, len(data))]
    missing = len(_joined(data[8:12], parts)) - len(data)
    # Some writers leave out the byte that evens the last chunk.
    if missing not in (0, 1) or not recognises(data):
        raise broken("RIFF", "its chunks are damaged", "其数据块已损坏")
    if data[8:12] == b"WAVE":
        return _joined(b"WAVE", _with_record(parts, label))
    if data[8:12] == b"WEBP":
        return _joined(b"WEBP", _with_packet(parts, label))
    raise broken("AVI", "labels in AVI are only read here", "本软件只读取、不写入 AVI 标识")


def _joined(form: bytes, parts: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(
        struct.pack("<4sI", name, len(part)) + part + b"\0" * (len(part) % 2)
        for name, part in parts
    )
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4, form) + body


def _with_record(
    parts: list[tuple[bytes, bytes]], label: ImplicitLabel
) -> list[tuple[bytes, bytes]]:
    mine = (b"AIGC", label.json("wrapped").encode())
    places = [place for place, (name, _) in enumerate(parts) if name == b"AIGC"]
    if places:
        return [*parts[: places[0]], mine, *parts[places[0] + 1 :]]
    return [*parts, mine]


def _with_packet(
    parts: list[tuple[bytes, bytes]], label: ImplicitLabel
) -> list[tuple[bytes, bytes]]:
    if not parts or parts[0][0] != b"VP8X":
        parts = [(b"VP8X", _extended_header(parts)), *parts]
    head = parts[0][1]
    parts[0] = (b"VP8X", bytes([head[0] | _XMP_FLAG]) + head[1:])
    for place, (name, body) in enumerate(parts):
        if name == b"XMP ":
            return [*parts[:place], (name, xmp.updated(body, label)), *parts[place + 1 :]]
    return [*parts, (b"XMP ", xmp.new(label))]


def _extended_header(parts: list[tuple[bytes, bytes]]) -> bytes:
    """What a simple WebP lacks and metadata needs: flags and the size of the picture."""
    name, body = parts[0] if parts else (b"", b"")
    if name == b"VP8 " and len(body) >= 10:
        width, height = (size & 0x3FFF for size in struct.unpack_from("<HH", body, 6))
        flags = 0
    elif name == b"VP8L" and len(body) >= 5:
        (packed,) = struct.unpack_from("<I", body, 1)
        width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        flags = 0x10 if packed >> 28 & 1 else 0
    else:
        raise broken("WebP", "it holds no picture", "其中没有图像数据")
    sizes = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return bytes([flags, 0, 0, 0]) + sizes
