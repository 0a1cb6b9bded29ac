"""The frame of a signed Office package: whether each byte between its parts is as it was made.

C2PA hashes parts and the directory at the end. It does not hash its own parts' headers, nor the
former directory, which stays in the file as a gap. All of these repeat what the directory says.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_RECORD, _HEADER = 46, 30
_OWN = b"META-INF/"


@dataclass(frozen=True)
class _Entry:
    """One record of the directory: its bytes, and where the part's header and body lie."""

    record: bytes
    name: bytes
    start: int
    end: int


def as_made(data: bytes) -> bool:
    """Whether headers and gaps say what the directory says."""
    at_end = data.rfind(b"PK\x05\x06")
    if at_end < 0 or len(data) < at_end + 22:
        return False
    (start,) = struct.unpack_from("<I", data, at_end + 16)
    entries = list(_entries(data, start, at_end))
    at = 0
    for number, entry in enumerate(entries):
        gap = data[at : entry.start]
        if gap and gap != _former_directory(data, entries[:number]):
            return False
        if not _header_as_made(data, entry):
            return False
        at = entry.end
    return at == start and bool(entries)


def _entries(data: bytes, at: int, end: int) -> Iterator[_Entry]:
    while at + _RECORD <= end and data[at : at + 4] == b"PK\x01\x02":
        (size,) = struct.unpack_from("<I", data, at + 20)
        lengths = struct.unpack_from("<HHH", data, at + 28)
        (start,) = struct.unpack_from("<I", data, at + 42)
        name = data[at + _RECORD : at + _RECORD + lengths[0]]
        stop = at + _RECORD + sum(lengths)
        yield _Entry(data[at:stop], name, start, start + _HEADER + len(name) + size)
        at = stop


def _header_as_made(data: bytes, entry: _Entry) -> bool:
    """The header against the record; the version that a reader needs may differ in hashed ones."""
    skipped = 0 if entry.name.startswith(_OWN) else 2
    header = data[entry.start : entry.start + _HEADER + len(entry.name)]
    same = header[4 + skipped : _HEADER] == entry.record[6 + skipped : _HEADER + 2]
    return header[:4] == b"PK\x03\x04" and same and header.endswith(entry.name)


def _former_directory(data: bytes, entries: list[_Entry]) -> bytes:
    """The directory as it was before the signature: it took its versions from the headers."""
    return b"".join(
        entry.record[:6] + data[entry.start + 4 : entry.start + 6] + entry.record[8:]
        for entry in entries
    )
