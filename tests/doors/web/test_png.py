"""PNG files, read by Pillow."""

import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongwu.doors.web.png import colour_png, grayscale_png
from gongwu.ports import Picture


def picture(width: int, height: int, seed: int, *, smooth: bool = False) -> Picture:
    dice = np.random.default_rng(seed)
    rows = dice.integers(0, 256, (height, width, 3))
    if smooth:
        rows = rows[:1, :1] + np.add.outer(np.arange(height), np.arange(width))[..., None]
    return Picture(width=width, height=height, pixels=(rows % 256).astype(np.uint8).tobytes())


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@given(
    width=st.integers(1, 40), height=st.integers(1, 40), seed=st.integers(0, 99),
    smooth=st.booleans(),
)  # fmt: skip
def test_every_pixel_comes_back(width: int, height: int, seed: int, smooth: bool) -> None:
    """Smooth pictures are written as differences, noise as it is: both ways are tried."""
    drawn = picture(width, height, seed, smooth=smooth)
    image = opened(colour_png(drawn))
    assert (image.mode, image.size) == ("RGB", (width, height))
    assert image.tobytes() == drawn.pixels


def test_a_smooth_picture_is_written_as_differences_and_noise_is_not() -> None:
    smooth, noise = (len(colour_png(picture(64, 64, 1, smooth=flag))) for flag in (True, False))
    assert smooth < 64 * 64 * 3 / 20
    assert noise < 64 * 64 * 3 + 300  # what does not pack grows by no more than the frame


@pytest.mark.parametrize("text", ["", "红苹果 🍎", json.dumps({"a": "é\n"}, ensure_ascii=False)])
def test_texts_go_along_in_any_script(text: str) -> None:
    assert opened(colour_png(picture(3, 2, 0), {"gongwu": text})).text == {"gongwu": text}  # type: ignore[attr-defined]


def test_the_same_picture_is_the_same_bytes() -> None:
    assert colour_png(picture(9, 5, 3)) == colour_png(picture(9, 5, 3))


def test_grey_shares_become_levels() -> None:
    image = opened(grayscale_png([[0.0, 0.5, 1.0], [2.0, -1.0, float("nan")]]))
    assert (image.mode, list(image.tobytes())) == ("L", [0, 128, 255, 255, 0, 0])
