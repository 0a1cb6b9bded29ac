"""What a picture file shows, read by Pillow and counted colour by colour.

For verifying: shares no code with what drew the picture. Colours are (red, green, blue), 0 … 255.
"""

import math
import struct
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from gongwu.studio.document.extra import extra_module

if TYPE_CHECKING:
    from PIL import Image

Colour = tuple[int, int, int]
Lab = tuple[float, float, float]

_HEAD = struct.Struct(">8sI4sII")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class UnreadableError(ValueError):
    """Not a PNG file, or one that ends too soon."""


@dataclass(frozen=True)
class Seen:
    """`colours` of all pixels, `rim` of the outermost ones; `clear`: some let others through."""

    width: int
    pixels: bytes
    clear: bool
    colours: Counter[Colour]
    rim: Counter[Colour]

    @property
    def pixels_sha256(self) -> str:
        return sha256(self.pixels).hexdigest()

    def first(self, wanted: Colour) -> tuple[int, int]:
        """The topmost place of a colour that is there, as column and row."""
        place = self.pixels.find(bytes(wanted))
        while place % 3:
            place = self.pixels.find(bytes(wanted), place + 1)
        row, column = divmod(place // 3, self.width)
        return column, row


def stated_size(png: bytes) -> tuple[int, int]:
    """Width and height by the file's head, before anything is unpacked."""
    if len(png) < _HEAD.size:
        raise UnreadableError("too short")
    signature, length, name, width, height = _HEAD.unpack_from(png)
    if (signature, length, name) != (_SIGNATURE, 13, b"IHDR"):
        raise UnreadableError("not a PNG file")
    return width, height


def file_in(text: str) -> bytes:
    """The file that Base64 stands for."""
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise UnreadableError(str(error)) from error


def opened(png: bytes) -> "Image.Image":
    """The picture as it is in the file. Its size must have been judged before."""
    module = extra_module("PIL.Image")
    try:
        image: Image.Image = module.open(BytesIO(png), formats=["PNG"])
        image.load()
    # A broken picture makes Pillow raise many things.
    except Exception as error:
        raise UnreadableError(str(error)) from error
    return image


def see(png: bytes) -> Seen:
    """Raises UnreadableError."""
    image = opened(png)
    clear = image.has_transparency_data
    opaque = image.convert("RGB")
    width, height = opaque.size
    edges = [(0, 0, width, 1)]
    if height > 1:
        edges += [(0, height - 1, width, height), (0, 1, 1, height - 1)]
    if width > 1 and height > 1:
        edges.append((width - 1, 1, width, height - 1))
    rim: Counter[Colour] = Counter()
    for box in edges:
        rim += _colours(opaque.crop(box))
    return Seen(width, opaque.tobytes(), clear, _colours(opaque), rim)


def _colours(image: "Image.Image") -> Counter[Colour]:
    found = image.getcolors(maxcolors=max(1, image.width * image.height)) or []
    counted: Counter[Colour] = Counter()
    for many, colour in found:
        assert isinstance(colour, tuple)
        counted[colour[0], colour[1], colour[2]] = many
    return counted


# ---- how far apart two colours are ----


def delta_e(colour: Colour, others: Iterable[Lab]) -> float:
    """ΔE*ab of CIE 1976 to the nearest of some colours."""
    here = lab_of(colour)
    return min(math.dist(here, there) for there in others)


def colour_named(name: str) -> Colour:
    """`#rrggbb`."""
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


def name_of(colour: Colour) -> str:
    """`#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def lab_of(colour: Colour) -> Lab:
    """CIELAB under D65, from the formulas of IEC 61966-2-1 and CIE 15."""
    red, green, blue = map(_linear, colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = map(_root, (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
