"""From a PNG, JPEG or WebP file of any mode and size to a square array of bytes.

The square: what is partly transparent is centred on the background, so that nothing of an icon is
lost; what is opaque is cropped to its middle. Then it is scaled to the size asked for. Transparency
is composited on the background first, and a camera's orientation is obeyed. Of an animation the
first picture is taken.
"""

import importlib.util
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gongwu.engine.pictures.found import Found, damaged
from gongwu.errors import BadInputError, FailedError, GongwuError
from gongwu.ports import Picture

if TYPE_CHECKING:
    from PIL import Image

LEAST_SIDE = 4  # of a picture worth learning from
LONGEST = 16  # times the shorter side

_FORMATS = ("PNG", "JPEG", "WEBP")
_GREY = ("1", "L", "LA", "I", "I;16", "I;16B", "I;16L", "I;16N")


@dataclass(frozen=True)
class Header:
    """What a file says of itself without its pixels being read."""

    width: int
    height: int
    grey: bool
    transparent: bool


def header_of(found: Found) -> Header:
    """Size and kind of a picture. Raises BadInputError naming it."""
    if isinstance(found.content, np.ndarray):
        height, width = found.content.shape[:2]
        header = Header(width, height, found.content.ndim == 2, transparent=False)
    else:
        with _opened(found.content, found.place) as image:
            grey = image.mode in _GREY
            header = Header(*image.size, grey, image.has_transparency_data)
    _require_usable(header, found.place)
    return header


def squared(found: Found, side: int, channels: int, background: str) -> NDArray[np.uint8]:
    """The picture as (side, side, channels) bytes. Raises BadInputError naming it."""
    from PIL import Image

    if isinstance(found.content, np.ndarray):
        whole = Image.fromarray(found.content)
        return _scaled(_cropped(whole), side, channels)
    with _opened(found.content, found.place) as image:
        # A JPEG can be read at a fraction of its size: a photograph costs a fraction of the memory.
        image.draft(None, (2 * side, 2 * side))
        upright = _eight_bits(_upright(image))
        if not upright.has_transparency_data:
            return _scaled(_cropped(upright.convert("RGB")), side, channels)
        clear = upright.convert("RGBA")
        whole = _laid_on(background, clear)
        has_holes = np.asarray(clear.getchannel("A")).min() < 255
        square = _padded(whole, background) if has_holes else _cropped(whole)
        return _scaled(square, side, channels)


def whole_picture(content: IO[bytes], place: str, background: str) -> Picture:
    """All of a picture, at its own size. Raises BadInputError naming it."""
    with _opened(content, place) as image:
        grey = image.mode in _GREY
        _require_usable(Header(*image.size, grey, image.has_transparency_data), place)
        upright = _eight_bits(_upright(image))
        clear = upright.has_transparency_data
        flat = _laid_on(background, upright.convert("RGBA")) if clear else upright.convert("RGB")
        return Picture(width=flat.width, height=flat.height, pixels=flat.tobytes())


def colour(written: str) -> tuple[int, int, int, int]:
    """`#ffffff` -> (255, 255, 255, 255)."""
    digits = written.removeprefix("#")
    try:
        if len(digits) != 6 or not written.startswith("#"):
            raise ValueError
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        raise BadInputError(
            en=f"background={written!r} must be a colour like #ffffff",
            zh=f"background={written!r} 应为 #ffffff 这样的颜色",
        ) from None
    return red, green, blue, 255


def need_pillow() -> None:
    """Raises FailedError where Pillow is not installed, saying how to get it."""
    if importlib.util.find_spec("PIL") is None:
        raise FailedError(
            en="Pictures need Pillow. Install it: pip install 'gongwu[engine]'",
            zh="读取图片需要 Pillow。请安装：pip install 'gongwu[engine]'",
        )


@contextmanager
def _opened(content: IO[bytes], place: str) -> "Iterator[Image.Image]":
    """Whatever Pillow finds wrong, in the block too, is said with the file's name."""
    need_pillow()
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow only warns above its limit and refuses above twice of it.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
            with Image.open(content, formats=_FORMATS) as image:
                yield image
    except (GongwuError, MemoryError):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise damaged(
            place,
            "its header promises more pixels than a picture should have (decompression bomb)",
            "文件头声称的像素多得不合常理（解压炸弹）",
        ) from None
    except UnidentifiedImageError:
        raise damaged(
            place, "not a PNG, JPEG or WebP picture", "不是 PNG、JPEG 或 WebP 图片"
        ) from None
    # Broken pictures make Pillow raise OSError, SyntaxError, ValueError, struct.error and others.
    except Exception as error:
        raise damaged(place, f"cannot be read ({error})", f"无法读取（{error}）") from None


def _require_usable(header: Header, place: str) -> None:
    shorter, longer = sorted((header.width, header.height))
    size = f"{header.width}×{header.height}"
    if shorter < LEAST_SIDE:
        raise damaged(
            place,
            f"{size} pixels is too small: the shorter side must have {LEAST_SIDE} or more",
            f"{size} 像素太小：短边至少 {LEAST_SIDE} 像素",
        )
    if longer > LONGEST * shorter:
        raise damaged(
            place,
            f"{size} pixels is too long and thin: at most {LONGEST} to 1",
            f"{size} 像素太狭长：长宽比最多 {LONGEST}:1",
        )


def _upright(image: "Image.Image") -> "Image.Image":
    from PIL import ImageOps

    image.load()
    return ImageOps.exif_transpose(image)


def _eight_bits(image: "Image.Image") -> "Image.Image":
    """Sixteen bits of grey to eight; Pillow's own conversion would cut them off at 255."""
    from PIL import Image

    if not image.mode.startswith("I"):
        return image
    deep = np.asarray(image).astype(np.int64)
    return Image.fromarray((deep.clip(0, 65_535) >> 8).astype(np.uint8))


def _laid_on(background: str, clear: "Image.Image") -> "Image.Image":
    from PIL import Image

    paper = Image.new("RGBA", clear.size, colour(background))
    paper.alpha_composite(clear)
    return paper.convert("RGB")


def _cropped(image: "Image.Image") -> "Image.Image":
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def _padded(image: "Image.Image", background: str) -> "Image.Image":
    from PIL import Image

    side = max(image.size)
    square = Image.new("RGB", (side, side), colour(background)[:3])
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square


def _scaled(square: "Image.Image", side: int, channels: int) -> NDArray[np.uint8]:
    from PIL import Image

    even = square.convert("L" if channels == 1 else "RGB")
    if even.width != side:
        shrinks = even.width > side
        how = Image.Resampling.LANCZOS if shrinks else Image.Resampling.BICUBIC
        even = even.resize((side, side), how)
    return np.asarray(even).reshape(side, side, channels)
