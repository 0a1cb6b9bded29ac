"""The visible label in pictures, judged in pixels."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gongwu.errors import BadInputError
from gongwu.studio.label import picture
from gongwu.studio.label.carriers import choose
from gongwu.studio.label.implicit import parse
from gongwu.studio.label.strokes import LETTERS
from gongwu.studio.label.visible import states
from tests.studio.label.samples import OURS, sound
from tests.studio.label.samples import picture as made

SIZES = [(48, 48), (64, 64), (64, 300), (96, 96), (128, 100), (333, 512), (1024, 1024), (2000, 900)]
GROUNDS = ["white", "black", "gray", "yellow", "navy"]
every_size = pytest.mark.parametrize("size", SIZES, ids=str)


def saved(image: Image.Image, format_name: str = "PNG", **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, format_name, **options)
    return out.getvalue()


def changed_box(size: tuple[int, int], ground: str) -> tuple[int, int, int, int]:
    plain = Image.new("RGB", size, ground)
    before, after = (np.asarray(one, dtype=int) for one in (plain, picture.drawn(plain)))
    rows, columns = np.nonzero(np.abs(after - before).sum(axis=2))
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


def bright_heights(size: tuple[int, int]) -> list[int]:
    """The height in pixels of each letter, measured on a black picture."""
    after = np.asarray(picture.drawn(Image.new("L", size, 0)).convert("L"))
    columns = (after > 96).any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], columns, [False]]).astype(int)))
    rows = [np.flatnonzero((after[:, a:b] > 96).any(axis=1)) for a, b in edges.reshape(-1, 2)]
    return [int(row.max() - row.min() + 1) for row in rows]


@every_size
def test_every_letter_is_at_least_a_twentieth_of_the_shortest_side(size: tuple[int, int]) -> None:
    assert min(bright_heights(size)) >= 0.05 * min(size)


@pytest.mark.parametrize("ground", GROUNDS)
@every_size
def test_the_label_lies_at_the_lower_right_and_inside(size: tuple[int, int], ground: str) -> None:
    left, top, right, bottom = changed_box(size, ground)
    place = picture.layout(*size)
    assert left >= 0
    assert right <= size[0]
    assert bottom <= size[1]
    assert size[0] - right <= place.letter
    assert size[1] - bottom <= place.letter
    assert top > size[1] / 4


@pytest.mark.parametrize("ground", GROUNDS)
@every_size
def test_letters_stand_out_from_any_ground(size: tuple[int, int], ground: str) -> None:
    """WCAG asks 4.5 to 1 of text; the strokes are judged where they are brightest."""
    image = picture.drawn(Image.new("RGB", size, ground)).convert("L")
    place = picture.layout(*size)
    box = (place.left, place.top, place.left + place.width, place.top + place.height)
    grey = np.asarray(image.crop(box), dtype=float) / 255
    middle = grey[place.height // 8 : -place.height // 8]
    light, dark = np.quantile(middle, 0.97) ** 2.2, np.quantile(middle, 0.2) ** 2.2
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@every_size
def test_the_words_are_a_visible_label_and_are_known_again(size: tuple[int, int]) -> None:
    words = picture.words_drawn(saved(picture.drawn(Image.radial_gradient("L").resize(size))))
    assert states(words)


@pytest.mark.parametrize("quality", [95, 75, 50])
def test_the_label_is_known_again_after_jpeg(quality: int) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    image = picture.drawn(Image.fromarray(noise))
    assert picture.words_drawn(saved(image, "JPEG", quality=quality))


@settings(max_examples=40)
@given(st.integers(48, 300), st.integers(48, 300), st.integers(0, 99), st.booleans())
def test_no_label_is_seen_where_none_was_drawn(w: int, h: int, seed: int, smooth: bool) -> None:
    dice = np.random.default_rng(seed)
    small = Image.fromarray(dice.integers(0, 256, (9, 9, 3), dtype=np.uint8))
    noise = Image.fromarray(dice.integers(0, 256, (h, w, 3), dtype=np.uint8))
    assert picture.words_drawn(saved(small.resize((w, h)) if smooth else noise)) == ""


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode_take_the_label(mode: str) -> None:
    plain = saved(Image.new(mode, (100, 80)))
    labelled = picture.with_visible_label(plain)
    assert picture.words_drawn(labelled)
    assert Image.open(io.BytesIO(labelled)).size == (100, 80)


def test_what_lies_outside_the_plate_stays_as_it_was() -> None:
    plain = Image.open(io.BytesIO(made("PNG", (200, 150))))
    place = picture.layout(200, 150)
    drawn = picture.drawn(plain)
    assert (
        drawn.crop((0, 0, 200, place.top)).tobytes() == plain.crop((0, 0, 200, place.top)).tobytes()
    )


@pytest.mark.parametrize("ground", GROUNDS)
@every_size
def test_a_band_along_the_lower_edge_holds_the_label_too(
    size: tuple[int, int], ground: str
) -> None:
    plain = Image.new("RGB", size, ground)
    drawn = picture.drawn(plain, "edge")
    assert picture.words_drawn(saved(drawn)) == picture.layout(*size, "edge").words
    band = picture.layout(*size, "edge").top
    assert (
        drawn.crop((0, 0, size[0], band)).tobytes() == plain.crop((0, 0, size[0], band)).tobytes()
    )
    letters = np.asarray(picture.drawn(Image.new("L", size, 0), "edge").convert("L")) > 96
    rows, columns = np.nonzero(letters)
    assert rows.max() - rows.min() + 1 >= 0.05 * min(size)
    # The words stand in the middle, but for the odd pixel and the letters' own edges.
    assert abs(columns.min() + columns.max() + 1 - size[0]) <= picture.layout(*size).letter


def test_clear_pictures_stay_clear_outside_the_plate() -> None:
    labelled = picture.with_visible_label(saved(Image.new("RGBA", (90, 90), (0, 0, 0, 0))))
    image = Image.open(io.BytesIO(labelled))
    assert image.mode == "RGBA"
    assert image.getpixel((3, 3)) == (0, 0, 0, 0)


def test_a_photo_that_says_how_to_turn_it_gets_the_label_where_people_see_the_corner() -> None:
    exif = Image.Exif()
    exif[0x112] = 6
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(out, "JPEG", exif=exif)
    labelled = picture.with_visible_label(out.getvalue())
    assert Image.open(io.BytesIO(labelled)).size == (100, 200)
    assert picture.words_drawn(labelled)


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_an_implicit_label_survives_the_drawing(name: str) -> None:
    plain = made("PNG" if name == "a.png" else "JPEG")
    labelled = picture.with_visible_label(choose.write(plain, name, OURS))
    (found,) = choose.read(labelled, name)
    assert parse(found.text) == OURS


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert picture.with_visible_label(made("PNG")) == picture.with_visible_label(made("PNG"))


@pytest.mark.parametrize(
    "data", [b"", sound(), b"\x89PNG\r\n\x1a\n", made("PNG")[:90], made("GIF")]
)
def test_what_is_no_png_or_jpeg_is_refused(data: bytes) -> None:
    with pytest.raises(BadInputError):
        picture.with_visible_label(data)


def test_a_picture_too_small_for_letters_is_refused_with_its_size() -> None:
    with pytest.raises(BadInputError) as refusal:
        picture.with_visible_label(made("PNG", (47, 400)))
    assert "47x400" in refusal.value.en
    assert "47×400" in refusal.value.zh


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_stays_on_its_grid_and_fills_it(letter: str) -> None:
    points = [point for stroke in LETTERS[letter].strokes for point in stroke]
    assert all(0 <= x <= LETTERS[letter].width and 0 <= y <= 100 for x, y in points)
    assert max(y for _, y in points) - min(y for _, y in points) >= 70


def test_no_two_letters_are_alike() -> None:
    shapes = {letter: LETTERS[letter].strokes for letter in LETTERS}
    assert len(set(shapes.values())) == len(shapes)
    assert set("人工智能生成合成AI") == set(LETTERS)
