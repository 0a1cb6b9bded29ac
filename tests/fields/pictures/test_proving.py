"""The verifier of pictures finds every fault that is planted, and shares nothing with drawing."""

import ast
import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongwu.fields.pictures import proving, seen
from gongwu.fields.pictures.artwork import Artwork
from gongwu.fields.pictures.colours import distance, from_lab, to_lab
from gongwu.fields.pictures.kind import PICTURE
from gongwu.studio.finding import errors
from tests.fields.pictures.scripted_painter import (
    Pixels,
    ScriptedPainter,
    drawn,
    pixels_of,
    planned,
)

PLAN = planned(
    {"palette": "#c1121f,#588157,#fefae0", "colors": 3, "background": "#fefae0", "width": 40,
     "height": 48, "candidates": 2, "style": "flat"}
)  # fmt: skip
DRAFT = drawn(PLAN, ScriptedPainter())


def with_file(png: bytes) -> Artwork:
    return replace(DRAFT, png=b64encode(png).decode())


def with_image(image: Image.Image) -> Artwork:
    """Another picture, its hash stated as it is."""
    out = BytesIO()
    image.save(out, "PNG")
    stated = sha256(image.convert("RGB").tobytes()).hexdigest()
    return replace(with_file(out.getvalue()), pixels_sha256=stated)


def with_pixels(change: Callable[[Pixels], None]) -> Artwork:
    pixels = pixels_of(DRAFT).copy()
    change(pixels)
    return with_image(Image.fromarray(pixels))


def claiming(width: int, height: int) -> bytes:
    """A small file whose head says that it is large."""
    png = b64decode(DRAFT.png)
    head = struct.pack(">II", width, height) + png[24:29]
    return png[:16] + head + struct.pack(">I", zlib.crc32(b"IHDR" + head)) + png[33:]


def _put(colour: tuple[int, int, int], *places: tuple[int, int]) -> Callable[[Pixels], None]:
    def change(pixels: Pixels) -> None:
        for column, row in places:
            pixels[row, column] = colour

    return change


def _rim(pixels: Pixels) -> None:
    pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1] = ([193, 18, 31],) * 4


def _clear(image: Image.Image) -> Image.Image:
    clear = image.convert("RGBA")
    clear.putpixel((3, 3), (254, 250, 224, 0))
    return clear


IMAGE = Image.fromarray(pixels_of(DRAFT))
FILE = b64decode(DRAFT.png)
PLANTED: dict[str, tuple[str, Artwork]] = {
    "not Base64": ("picture-unreadable", replace(DRAFT, png="@@@")),
    "empty": ("picture-unreadable", replace(DRAFT, png="")),
    "no PNG": ("picture-unreadable", with_file(b"GIF89a" + bytes(60))),
    "cut off": ("picture-unreadable", with_file(FILE[:-60])),
    "byte changed": ("picture-unreadable", with_file(FILE[:60] + b"\xff\xff\xff" + FILE[63:])),
    "a bomb": ("wrong-size", with_file(claiming(100_000, 100_000))),
    "rows missing": ("picture-unreadable", with_file(claiming(40, 48)[:80])),
    "turned": ("wrong-size", with_image(IMAGE.transpose(Image.Transpose.ROTATE_90))),
    "size said wrong": ("wrong-size", replace(DRAFT, width=41)),
    "hash of another": ("pixels-changed", replace(DRAFT, pixels_sha256="0" * 64)),
    "see-through": ("see-through", with_image(_clear(IMAGE))),
    "one strange pixel": ("off-palette", with_pixels(_put((90, 90, 200), (5, 7)))),
    "one colour": ("nothing-to-see", with_image(Image.new("RGB", (40, 48), "#fefae0"))),
    "other ground": ("other-background", with_pixels(_rim)),
    "no title": ("no-title", replace(DRAFT, title=" ")),
    "no words": ("no-description", replace(DRAFT, alt="\n")),
    "in Chinese": ("other-language", replace(DRAFT, alt="一张图：a red apple。")),
    "of a pear": ("subject-unsaid", replace(DRAFT, alt="Picture of a green pear.")),
    "an essay": ("description-too-long", replace(DRAFT, alt="a red apple " * 99)),
    "subject": ("another-brief", replace(DRAFT, subject="a pear")),
    "label moved": ("another-brief", replace(DRAFT, label="edge")),
    "seed": ("another-seed", replace(DRAFT, origin=replace(DRAFT.origin, seed=1))),
    "weights": ("model-unknown", replace(DRAFT, origin=replace(DRAFT.origin, weights_sha256=""))),
    "prompt": ("another-prompt", replace(DRAFT, origin=replace(DRAFT.origin, prompt="a pear"))),
    "candidates": (
        "candidates-missing",
        replace(DRAFT, origin=replace(DRAFT.origin, candidates=DRAFT.origin.candidates[:1])),
    ),
}


def test_without_a_fault_no_error_is_found() -> None:
    assert errors(PICTURE.verify(PLAN, DRAFT)) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_and_told_in_both_languages(fault: str) -> None:
    rule, draft = PLANTED[fault]
    found = {each.rule: each for each in errors(PICTURE.verify(PLAN, draft))}
    assert rule in found
    assert found[rule].en
    assert found[rule].zh
    assert found[rule].place


def test_the_place_of_a_strange_pixel_is_named() -> None:
    found = PICTURE.verify(PLAN, with_pixels(_put((1, 2, 255), (31, 40), (33, 45))))
    (strange,) = [each for each in found if each.rule == "off-palette"]
    assert strange.place == "png/31,40"
    assert strange.evidence == "#0102ff"
    assert "2 pixels" in strange.en


def test_one_colour_too_many_is_found_though_nobody_could_see_it() -> None:
    def change(pixels: Pixels) -> None:
        _put((88, 129, 87), (5, 7))(pixels)
        _put((194, 18, 31), (6, 7), (6, 8))(pixels)

    found = PICTURE.verify(PLAN, with_pixels(change))
    assert [each.rule for each in errors(found)] == ["too-many-colours"]


def test_only_the_words_of_a_description_must_be_in_the_language() -> None:
    """Subject and style are quoted, whatever language they were given in."""
    plan = planned({"subject": "春天 spring", "lang": "en"})
    assert errors(PICTURE.verify(plan, drawn(plan, ScriptedPainter()))) == []
    plan = planned({"subject": "spring", "style": "flat icon", "lang": "zh"})
    draft = drawn(plan, ScriptedPainter())
    assert errors(PICTURE.verify(plan, draft)) == []
    found = PICTURE.verify(plan, replace(draft, alt="A picture of spring"))
    assert [each.rule for each in errors(found)] == ["other-language"]


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    for png in (data, FILE[:33] + data, FILE[:40] + data + FILE[60:]):
        rules = {each.rule for each in errors(PICTURE.verify(PLAN, with_file(png)))}
        assert rules & {"picture-unreadable", "wrong-size", "pixels-changed"} or png == FILE


# ---- two sets of formulas ----


@pytest.mark.parametrize(
    ("colour", "lab"),
    [
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 255, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
    ],
)
def test_the_primaries_have_their_known_places(
    colour: tuple[int, int, int], lab: tuple[float, float, float]
) -> None:
    """Values that stand in tables of sRGB primaries under D65, to two digits."""
    assert seen.lab_of(colour) == pytest.approx(lab, abs=0.03)
    assert tuple(to_lab(np.array(colour))) == pytest.approx(lab, abs=0.03)


rgb = st.tuples(*[st.integers(0, 255)] * 3)


@given(rgb, rgb)
def test_verifier_and_drawing_measure_colours_alike(
    one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    """By constants of different precision, so to a fiftieth of what an eye can see."""
    ours = seen.delta_e(one, [seen.lab_of(other)])
    theirs = float(distance(to_lab(np.array([one])), to_lab(np.array([other])))[0, 0])
    assert ours == pytest.approx(theirs, abs=0.05)


@given(rgb)
def test_a_colour_comes_back_from_lab(colour: tuple[int, int, int]) -> None:
    assert tuple(from_lab(to_lab(np.array(colour))).tolist()) == colour


def test_the_verifier_imports_nothing_that_draws() -> None:
    drawing = {"colours", "drawing", "emblem", "fitting", "holding", "png_file", "shapes"}
    for module in (proving, seen):
        assert module.__file__ is not None
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        imported = {
            node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        }
        assert not drawing & {name.rpartition(".")[2] for name in imported}
        assert "numpy" not in imported
