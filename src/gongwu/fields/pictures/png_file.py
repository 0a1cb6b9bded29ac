"""Pixels as a PNG file, and as the text in which a draft holds it. Reads nothing back."""

import struct
import zlib
from base64 import b64encode

import numpy as np

Array = np.ndarray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2


def png_of(pixels: Array) -> bytes:
    """(H, W, 3) -> a file; the same pixels are the same bytes."""
    height, width, _ = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, _RGB, 0, 0, 0)
    # Each line of pixels is led by the number of its filter: 0, none.
    lines = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    lines[:, 1:] = pixels.reshape(height, -1)
    return (
        _SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(lines.tobytes(), 9))
        + _chunk(b"IEND", b"")
    )


def as_text(png: bytes) -> str:
    """Base64, as JSON can hold it."""
    return b64encode(png).decode("ascii")


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )
