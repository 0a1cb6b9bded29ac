"""A grayscale picture as PNG, with nothing but the standard library.

A heat map of a long prompt has thousands of cells: as a PNG it takes about a kilobyte.
"""

import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GRAYSCALE = 0


def grayscale_png(rows: Sequence[Sequence[float]]) -> bytes:
    """Shares of 1 -> pixels: 0 black, 1 white. What is not a number is black."""
    width, height = len(rows[0]), len(rows)
    header = struct.pack(">IIBBBBB", width, height, 8, _GRAYSCALE, 0, 0, 0)
    # Each line of pixels is led by the number of its filter: 0, none.
    lines = b"".join(b"\x00" + bytes(map(_level, row)) for row in rows)
    return (
        _SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(lines, 9))
        + _chunk(b"IEND", b"")
    )


def data_address(png: bytes) -> str:
    """The picture itself as an address, so that a page needs no second file."""
    return "data:image/png;base64," + b64encode(png).decode("ascii")


def _level(share: float) -> int:
    return round(255 * min(1.0, max(0.0, share))) if share == share else 0


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )
