"""Pictures as PNG (W3C PNG, third edition): grey ones of numbers, and coloured ones of a model.

A heat map of a long prompt has thousands of cells: as a PNG it takes about a kilobyte. The same
picture is always the same bytes.
"""

import struct
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence

from gongwu.ports import Picture

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GRAYSCALE, _COLOUR = 0, 2
_NO_FILTER, _PAETH = 0, 4


def grayscale_png(rows: Sequence[Sequence[float]]) -> bytes:
    """Shares of 1 -> pixels: 0 black, 1 white. What is not a number is black."""
    lines = _filtered([bytes(map(_level, row)) for row in rows], _NO_FILTER)
    return _file(len(rows[0]), len(rows), _GRAYSCALE, zlib.compress(lines, 9))


def colour_png(picture: Picture, texts: Mapping[str, str] | None = None) -> bytes:
    """The pixels as they are; `texts` go along in UTF-8, by keywords of plain ASCII."""
    row = 3 * picture.width
    rows = [picture.pixels[at : at + row] for at in range(0, len(picture.pixels), row)]
    # Drawings pack better as they are, photographs as differences: the smaller of the two.
    packed = min(
        (
            zlib.compress(_filtered(lines, kind), 9)
            for lines, kind in ((rows, _NO_FILTER), (_differences(picture), _PAETH))
        ),
        key=len,
    )
    notes = [_text_chunk(keyword, text) for keyword, text in (texts or {}).items()]
    return _file(picture.width, picture.height, _COLOUR, packed, notes)


def data_address(png: bytes) -> str:
    """The picture itself as an address, so that a page needs no second file."""
    return "data:image/png;base64," + b64encode(png).decode("ascii")


def _file(
    width: int, height: int, colours: int, packed: bytes, notes: Sequence[bytes] = ()
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), *notes, _chunk(b"IDAT", packed), _chunk(b"IEND", b""))
    return _SIGNATURE + b"".join(chunks)


def _filtered(lines: Sequence[bytes], kind: int) -> bytes:
    """Each line of pixels is led by the number of its filter."""
    return b"".join(bytes([kind]) + line for line in lines)


def _differences(picture: Picture) -> list[bytes]:
    """Each byte less the nearest of left, above and both above: the Paeth filter (section 9.4)."""
    import numpy as np

    here = np.frombuffer(picture.pixels, np.uint8).astype(np.int16)
    here = here.reshape(picture.height, picture.width, 3)
    framed = np.pad(here, ((1, 0), (1, 0), (0, 0)))
    left, above, corner = framed[1:, :-1], framed[:-1, 1:], framed[:-1, :-1]
    guess = left + above - corner
    to_left, to_above, to_corner = abs(guess - left), abs(guess - above), abs(guess - corner)
    nearest = np.where(to_above <= to_corner, above, corner)
    nearest = np.where((to_left <= to_above) & (to_left <= to_corner), left, nearest)
    return [row.tobytes() for row in (here - nearest).astype(np.uint8)]


def _text_chunk(keyword: str, text: str) -> bytes:
    """An iTXt chunk, not packed, of no language (section 11.3.3.4)."""
    return _chunk(b"iTXt", keyword.encode("ascii") + b"\0\0\0\0\0" + text.encode("utf-8"))


def _level(share: float) -> int:
    return round(255 * min(1.0, max(0.0, share))) if share == share else 0


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )
