"""The visible label drawn into a picture: in its lower right corner, or on a band along its lower
edge (GB 45438-2025, 5.2).

Also knows its own drawing again. Every letter's strokes reach at least 5 % of the shortest side,
and white on a dark plate reads on any background. Uses Pillow, of `gongwu[documents]`.
"""

import io
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from gongwu.errors import BadInputError, FailedError, GongwuError
from gongwu.studio.label.carriers import choose, gif, jpeg, png, riff, tiff
from gongwu.studio.label.strokes import LETTERS

if TYPE_CHECKING:
    from PIL import Image

Where = Literal["corner", "edge"]
_PLACES: tuple[Where, ...] = ("corner", "edge")
# The first that fits is drawn.
_WORDS = ("人工智能生成", "AI生成")
# The flattest letter, 工, fills four fifths of its square: 7 % of the side gives it over 5 %.
_SHARE = 0.07
_SMALLEST, _LEAST_SIDE = 12, 48
_PLATE_DARKNESS = 0.75
_FINER = 4
_GAP = 10
_LIKENESS = 0.75


@dataclass(frozen=True)
class Layout:
    """Where the words go, with the plate beneath them, in pixels.

    `letter` is the side of a letter's square.
    """

    words: str
    letter: int
    left: int
    top: int
    width: int
    height: int


def recognises(data: bytes) -> bool:
    """Whether these bytes are a picture made of pixels."""
    webp = riff.recognises(data) and data[8:12] == b"WEBP"
    kinds = (png, jpeg, gif, tiff)
    return webp or any(kind.recognises(data) for kind in kinds)


def layout(width: int, height: int, where: Where = "corner") -> Layout:
    """The place of the label in a picture of this size."""
    short = min(width, height)
    if short < _LEAST_SIDE:
        raise BadInputError(
            en=f"A picture of {width}x{height} pixels is too small for a legible label. Enlarge "
            f"it to at least {_LEAST_SIDE} pixels a side.",
            zh=f"{width}×{height} 像素的图像放不下标识，请放大到每边至少 {_LEAST_SIDE} 像素。",
        )
    letter = max(_SMALLEST, math.ceil(short * _SHARE))
    margin = letter // 6 if where == "corner" else 0
    fitting = (words for words in _WORDS if _plate(words, letter)[0] + margin <= width)
    words = next(fitting, _WORDS[-1])
    plate_width, plate_height = _plate(words, letter)
    free = width - margin - plate_width
    return Layout(
        words=words,
        letter=letter,
        left=free if where == "corner" else free // 2,
        top=height - margin - plate_height,
        width=plate_width,
        height=plate_height,
    )


def _plate(words: str, letter: int) -> tuple[int, int]:
    pen = sum(LETTERS[one].width + _GAP for one in words) - _GAP
    return math.ceil(letter * pen / 100) + 2 * _padding(letter), letter + 2 * _padding(letter)


def _padding(letter: int) -> int:
    return max(3, letter * 3 // 10)


@lru_cache(maxsize=16)
def _ink(words: str, letter: int) -> "Image.Image":
    """The letters on their plate, as a mask: 255 where the pen was."""
    from PIL import Image, ImageDraw

    width, height = _plate(words, letter)
    mask = Image.new("L", (width * _FINER, height * _FINER))
    canvas = ImageDraw.Draw(mask)
    scale = letter * _FINER / 100
    pen = top = _padding(letter) * _FINER
    stroke = max(1.1 * _FINER, scale * 9)
    for one in words:
        for line in LETTERS[one].strokes:
            points = [(_even(pen + x * scale), _even(top + y * scale)) for x, y in line]
            canvas.line(points, fill=255, width=round(stroke), joint="curve")
            for x, y in (points[0], points[-1]):
                half = stroke / 2 - 0.5
                canvas.ellipse((x - half, y - half, x + half, y + half), fill=255)
        pen += round((LETTERS[one].width + _GAP) * scale)
    return mask.resize((width, height), Image.Resampling.BOX)


def _even(coordinate: float) -> float:
    """The middle of a pixel: small letters need straight strokes to fill whole pixels."""
    return (math.floor(coordinate / _FINER) + 0.5) * _FINER


def drawn(image: "Image.Image", where: Where = "corner") -> "Image.Image":
    """The picture with its label."""
    from PIL import Image

    place = layout(*image.size, where)
    ink = _ink(place.words, place.letter)
    clear = image.has_transparency_data
    canvas = image.convert("RGBA")
    plate = _corner_plate(ink.size) if where == "corner" else _band((image.width, place.height))
    ground = Image.new("RGBA", plate.size, (0, 0, 0, 0))
    ground.putalpha(plate)
    letters = Image.new("RGBA", ink.size, (255, 255, 255, 0))
    letters.putalpha(ink)
    left = place.left if where == "corner" else 0
    ground.alpha_composite(letters, (place.left - left, 0))
    canvas.alpha_composite(ground, (left, place.top))
    return canvas if clear else canvas.convert("RGB")


def _corner_plate(size: tuple[int, int]) -> "Image.Image":
    """How dark the plate is, with round corners."""
    from PIL import Image, ImageDraw

    width, height = size
    shape = Image.new("L", (width * _FINER, height * _FINER))
    ImageDraw.Draw(shape).rounded_rectangle(
        (0, 0, *(side - 1 for side in shape.size)), height * _FINER // 4, fill=255
    )
    return shape.resize(size, Image.Resampling.BOX).point(
        lambda value: round(value * _PLATE_DARKNESS)
    )


def _band(size: tuple[int, int]) -> "Image.Image":
    from PIL import Image

    return Image.new("L", size, round(255 * _PLATE_DARKNESS))


def with_visible_label(data: bytes, where: Where = "corner") -> bytes:
    """A PNG or JPEG file with the label drawn in; an implicit label in it stays."""
    name = "picture.png" if png.recognises(data) else "picture.jpg"
    if not (png.recognises(data) or jpeg.recognises(data)):
        raise BadInputError(
            en="A visible label is drawn into PNG and JPEG files only. Convert the picture first.",
            zh="只能在 PNG 和 JPEG 图像上绘制显式标识。请先转换图像格式。",
        )
    standing = choose.read(data, name)
    image = _opened(data)
    kept = {key: image.info[key] for key in ("icc_profile", "dpi") if key in image.info}
    out = io.BytesIO()
    if png.recognises(data):
        drawn(image, where).save(out, "PNG", **kept)
    else:
        drawn(image, where).convert("RGB").save(out, "JPEG", quality=95, subsampling=0, **kept)
    if not standing:
        return out.getvalue()
    return choose.write(out.getvalue(), name, choose.only(standing))


def _opened(data: bytes) -> "Image.Image":
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise FailedError(
            en="Labels in pictures need Pillow. Install it: pip install 'gongwu[documents]'",
            zh="图像标识需要 Pillow。请安装：pip install 'gongwu[documents]'",
        ) from None
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
        # The corner is that of the picture as it is shown.
        return ImageOps.exif_transpose(image)
    # Broken pictures make Pillow raise many things, and a bomb is refused by its own error.
    except Exception as error:
        raise BadInputError(
            en=f"The picture cannot be read: {error}.", zh=f"无法读取图像：{error}。"
        ) from None


def words_drawn(data: bytes) -> str:
    """The words of our own label, known by its shape; "" when it is not there."""
    try:
        image = _opened(data)
        places = [layout(*image.size, where) for where in _PLACES]
    except GongwuError:
        return ""
    return next((place.words for place in places if _shows(image, place)), "")


def _shows(image: "Image.Image", place: Layout) -> bool:
    box = (place.left, place.top, place.left + place.width, place.top + place.height)
    shown = np.asarray(image.convert("RGB").crop(box).convert("L"), dtype=np.float64)
    ink = np.asarray(_ink(place.words, place.letter), dtype=np.float64)
    return _likeness(shown, ink) >= _LIKENESS


def _likeness(shown: np.ndarray, ink: np.ndarray) -> float:
    """The correlation of two patches of (H, W) grey values; 0 where one is even."""
    if shown.std() < 1:
        return 0.0
    return float(((shown - shown.mean()) * (ink - ink.mean())).mean() / (shown.std() * ink.std()))
