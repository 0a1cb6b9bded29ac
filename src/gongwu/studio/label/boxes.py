"""The boxes of a C2PA manifest of our own making: whether each byte that no hash covers is as made.

A manifest cannot hash itself: the lengths and names of its outer boxes and the padding of its
signature can be changed without breaking it. Ours are always of one form, so any other is a change.
"""

import struct
from collections.abc import Iterator

from gongwu.studio.label import package_frame
from gongwu.studio.label.carriers import jpeg, office, png

_NAMES = {b"c2pa": b"c2pa", b"c2as": b"c2pa.assertions", b"c2cl": b"c2pa.claim.v2",
          b"c2cs": b"c2pa.signature"}  # fmt: skip
_TOGGLES = (b"\x03", b"\x13")  # may be requested, has a label; and with a private box (a salt)
_LEAVES = frozenset({b"jumd", b"cbor", b"json"})
_PADDING = b"\xa1\x63pad\x59"  # CBOR: a map of one key, `pad`, to bytes with a length in two
_SIGNATURE = b"\xf6\x58\x40"  # CBOR: no payload, then a signature of 64 bytes
_SIGNATURE_LENGTH = len(_SIGNATURE) + 64


def as_made(data: bytes) -> bool:
    """Whether the manifest in these bytes has the form that ours have."""
    at = data.find(b"jumb") - 4
    if at < 0 or not _container_as_made(data, at):
        return False
    (length,) = struct.unpack_from(">I", data, at)
    return at + length <= len(data) and _superbox_as_made(data, at, at + length)


def _container_as_made(data: bytes, at: int) -> bool:
    """The host's own frame around the manifest."""
    if png.recognises(data):
        return all(chunk.sound for chunk in png.chunks(data))
    if jpeg.recognises(data):
        # Common identifier, box instance and sequence number of the only segment.
        return data[at - 8 : at] == _JPEG_FRAME
    if office.recognises(data):
        return package_frame.as_made(data)
    return True


_JPEG_FRAME = b"JP\x02\x11\0\0\0\1"


def _superbox_as_made(data: bytes, at: int, end: int) -> bool:
    children = list(_children(data, at + 8, end))
    if not children or children[-1][2] != end or children[0][0] != b"jumd":
        return False
    start, stop = children[0][1], children[0][2]
    kind, name = data[start : start + 4], data[start + 17 : stop].split(b"\0")[0]
    if data[start + 16 : start + 17] not in _TOGGLES or name != _NAMES.get(kind, name):
        return False
    if kind == b"c2cs" and not _padding_as_made(data[children[-1][1] : end]):
        return False
    inner = [child for child in children if child[0] == b"jumb"]
    return all(_superbox_as_made(data, first - 8, last) for _, first, last in inner)


def _children(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte of the body and end of each box, up to the first that is none of ours."""
    while at + 8 <= end:
        length, name = struct.unpack_from(">I4s", data, at)
        if length < 8 or at + length > end or not (name == b"jumb" or name in _LEAVES):
            return
        yield name, at + 8, at + length
        at += length


def _padding_as_made(body: bytes) -> bool:
    at = body.rfind(_PADDING)
    if at < 0 or body[-_SIGNATURE_LENGTH:][: len(_SIGNATURE)] != _SIGNATURE:
        return False
    start = at + len(_PADDING) + 2
    length = int.from_bytes(body[start - 2 : start], "big")
    return body[start:-_SIGNATURE_LENGTH] == bytes(length)
