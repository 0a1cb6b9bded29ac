import io
import struct
import zlib
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongwu.engine.pictures.decoding import colour, header_of, squared
from gongwu.engine.pictures.found import Found
from gongwu.errors import BadInputError
from tests.engine.pictures.conftest import png


def found(content: bytes, name: str = "pets/cat.png") -> Found:
    return Found(place=name, path=PurePosixPath(name), source=0, content=io.BytesIO(content))


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(8, 8), (37, 21), (5, 64), (200, 90)])
def test_every_size_and_format_becomes_the_square(kind: str, size: tuple[int, int]) -> None:
    square = squared(found(saved(Image.new("RGB", size, "#204060"), kind)), 16, 3, "#ffffff")
    assert square.shape == (16, 16, 3)
    assert square.dtype == np.uint8
    # One colour stays that colour; JPEG and WebP may miss it by a little.
    assert np.abs(square.astype(int) - (0x20, 0x40, 0x60)).max() <= (0 if kind == "PNG" else 3)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_keeps_its_white(mode: str) -> None:
    white = 65_535 if mode == "I;16" else "white"
    square = squared(found(png((8, 8), white, mode)), 8, 3, "#000000")
    assert np.array_equal(square, np.full((8, 8, 3), 255))


def test_sixteen_bits_of_grey_keep_their_middle() -> None:
    """Pillow's own conversion makes everything above 255 white."""
    square = squared(found(png((8, 8), 0x8000, "I;16")), 8, 1, "#ffffff")
    assert set(square.flatten()) == {0x80}


def test_a_jpeg_of_printing_inks_is_read() -> None:
    cyan = saved(Image.new("CMYK", (16, 16), (255, 0, 0, 0)), "JPEG")
    red, green, blue = squared(found(cyan), 8, 3, "#ffffff")[4, 4]
    assert red < 10
    assert min(green, blue) > 240


@given(
    alpha=st.integers(0, 255),
    behind=st.tuples(*[st.integers(0, 255)] * 3),
    ink=st.tuples(*[st.integers(0, 255)] * 3),
)
def test_transparency_shows_the_background(
    alpha: int, behind: tuple[int, int, int], ink: tuple[int, int, int]
) -> None:
    """Against the definition of compositing in exact numbers; Pillow rounds twice: 1 is allowed."""
    clear = png((8, 8), (*ink, alpha), "RGBA")
    square = squared(found(clear), 8, 3, "#" + bytes(behind).hex())
    wanted = (np.array(ink) * alpha + np.array(behind) * (255 - alpha)) / 255
    assert np.abs(square[4, 4] - wanted).max() <= 1


def test_a_transparent_colour_of_a_palette_shows_the_background() -> None:
    image = Image.new("P", (8, 8), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (0, 0, 4, 8))
    square = squared(found(saved(image, transparency=0)), 8, 3, "#0000ff")
    assert tuple(square[0, 0]) == (0, 255, 0)
    assert tuple(square[0, 7]) == (0, 0, 255)


def test_an_opaque_picture_is_cropped_to_its_middle() -> None:
    image = Image.new("RGB", (24, 8), "red")
    image.paste("green", (8, 0, 16, 8))
    assert {tuple(pixel) for pixel in squared(found(saved(image)), 8, 3, "#ffffff").reshape(-1, 3)
            } == {(0, 128, 0)}  # fmt: skip


def test_nothing_of_a_transparent_picture_is_lost() -> None:
    image = Image.new("RGBA", (4, 8), "red")
    image.putpixel((0, 0), (0, 0, 0, 0))
    square = squared(found(saved(image)), 8, 3, "#ffffff")
    red = (square == (255, 0, 0)).all(axis=2)
    assert red.sum() == 31
    assert red[:, 2:6].sum() == 31


def test_a_cameras_orientation_is_obeyed() -> None:
    image = Image.new("RGB", (8, 8), "white")
    image.paste("black", (0, 0, 8, 4))  # dark above
    exif = Image.Exif()
    exif[0x0112] = 3  # turned by half
    square = squared(found(saved(image, exif=exif)), 8, 1, "#ffffff")[:, :, 0]
    assert (square[0, 0], square[7, 7]) == (255, 0)


def test_a_header_says_size_and_kind() -> None:
    header = header_of(found(png((12, 9), (0, 0, 0, 0), "RGBA")))
    assert (header.width, header.height, header.grey, header.transparent) == (12, 9, False, True)
    assert header_of(found(png((12, 9), 3, "L"))).grey


def bomb(side: int) -> bytes:
    """A PNG of so many pixels squared in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + (chunk(b"IEND", b""))
    )


# Pillow refuses above twice its limit of 89 million pixels; in between it only warns.
BOMBS = [bomb(40_000), bomb(10_000)]

WHOLE = saved(Image.effect_noise((64, 64), 80))
BROKEN = {
    "empty": b"",
    "text": b"hello",
    "another format": saved(Image.new("RGB", (8, 8)), "GIF"),
    "header only": WHOLE[:40],
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_picture_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(BadInputError) as caught:
        squared(found(content), 8, 3, "#ffffff")
    assert "pets/cat.png" in caught.value.en
    assert "pets/cat.png" in caught.value.zh


@pytest.mark.parametrize("content", BOMBS)
def test_a_bomb_is_called_one(content: bytes) -> None:
    with pytest.raises(BadInputError, match="decompression bomb"):
        squared(found(content), 8, 3, "#ffffff")
    with pytest.raises(BadInputError, match="decompression bomb"):
        header_of(found(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@given(share=st.floats(0.0, 0.8))
def test_a_truncated_picture_is_refused(kind: str, share: float) -> None:
    content = saved(Image.effect_noise((64, 64), 80).convert("RGB"), kind)
    with pytest.raises(BadInputError, match=r"pets/cat\.png"):
        squared(found(content[: int(len(content) * share)]), 16, 3, "#ffffff")


@pytest.mark.parametrize("size", [(3, 3), (3, 80), (8, 8 * 17)])
def test_impossible_sizes_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadInputError, match=f"{size[0]}×{size[1]}"):
        header_of(found(png(size)))


@pytest.mark.parametrize("written", ["", "white", "#fff", "#gggggg", "ffffff", "#ffffffff"])
def test_a_background_is_a_colour(written: str) -> None:
    with pytest.raises(BadInputError, match="#ffffff"):
        colour(written)
