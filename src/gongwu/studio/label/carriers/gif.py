"""GIF: XMP in the application extension `XMP DataXMP`."""

from collections.abc import Iterator

from gongwu.studio.label.carriers import xmp
from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_XMP = b"\x21\xff\x0bXMP DataXMP"
# The packet stands unpacked: this trailer brings a reader of sub-blocks to their end from any byte.
_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"


def recognises(data: bytes) -> bool:
    return data[:6] in (b"GIF87a", b"GIF89a")


def read(data: bytes) -> list[Found]:
    """Every label in the file."""
    packets = (data[start:end] for start, end in _packets(data))
    return [Found("GIF XMP", record) for packet in packets for record in xmp.read(packet)]


def _packets(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each packet stands, without its trailer."""
    for start, end in _blocks(data):
        if data.startswith(_XMP, start) and data.endswith(_TRAILER, start, end):
            yield start + len(_XMP), end - len(_TRAILER)


def _blocks(data: bytes) -> Iterator[tuple[int, int]]:
    """The blocks between the screen's colours and the trailer byte."""
    at = _after_header(data)
    while at + 1 < len(data) and data[at] in (0x21, 0x2C):
        start = at
        if data[at] == 0x21:
            at += 2
        else:
            flags = data[at + 9] if at + 9 < len(data) else 0
            at += 11 + _colours(flags)
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
        if at > len(data):
            return
        yield start, at


def _after_header(data: bytes) -> int:
    if not recognises(data) or len(data) < 13:
        return len(data)
    return 13 + _colours(data[10])


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The file with this label in its XMP, made before the trailer where there is none."""
    for start, end in _packets(data):
        return data[:start] + xmp.updated(data[start:end], label) + data[end:]
    end = max((end for _, end in _blocks(data)), default=_after_header(data))
    if data[end : end + 1] != b"\x3b":
        raise broken("GIF", "it does not end where it must", "文件没有正常结束")
    # Extensions came with GIF89a; a GIF87a file without one is a valid GIF89a file.
    return b"GIF89a" + data[6:end] + _XMP + xmp.new(label) + _TRAILER + data[end:]
