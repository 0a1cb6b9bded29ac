"""The files of a picture: its pixels unharmed, its label seen, its words escaped."""

from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from gongwu.fields.pictures.artwork import Artwork
from gongwu.fields.pictures.exports import LEAST_SIDE, times_larger
from gongwu.fields.pictures.kind import PICTURE
from gongwu.studio.kind import Notice
from gongwu.studio.label.picture import layout, words_drawn
from gongwu.studio.label.visible import sentence
from tests.fields.pictures.scripted_painter import ScriptedPainter, drawn, pixels_of, planned

NOTICE = Notice(
    text=sentence("en"), language="en", made_at=datetime(2026, 11, 23, tzinfo=UTC), title="t"
)
SIZES = [(16, 16), (32, 32), (48, 300), (100, 70), (192, 192), (300, 240), (16, 256)]
each_size = pytest.mark.parametrize("size", SIZES, ids=str)
each_place = pytest.mark.parametrize("place", ["corner", "edge"])
HOSTILE = "<script>alert(1)</script> **bold** $x^2$ \"quoted' & \\"


def written(draft: Artwork, format_name: str) -> bytes:
    return PICTURE.exports[format_name].write(draft, NOTICE)


def sized(size: tuple[int, int], place: str) -> Artwork:
    return drawn(planned({"width": size[0], "height": size[1], "label": place, "colors": 4}))


@each_place
@each_size
@pytest.mark.parametrize("format_name", ["png", "jpeg", "webp"])
def test_a_picture_of_any_size_leaves_with_a_label_that_can_be_read(
    format_name: str, size: tuple[int, int], place: str
) -> None:
    content = written(sized(size, place), format_name)
    image = Image.open(BytesIO(content))
    assert image.format == format_name.upper()
    assert min(image.size) >= LEAST_SIDE
    assert words_drawn(content) == "人工智能生成"


@each_place
@each_size
@pytest.mark.parametrize("format_name", ["png", "webp"])
def test_above_the_label_every_pixel_is_as_it_was_drawn(
    format_name: str, size: tuple[int, int], place: str
) -> None:
    draft = sized(size, place)
    times = times_larger(*size)
    shown = np.asarray(Image.open(BytesIO(written(draft, format_name))).convert("RGB"))
    top = layout(shown.shape[1], shown.shape[0], draft.label).top
    expected = pixels_of(draft).repeat(times, axis=0).repeat(times, axis=1)
    assert shown.shape == expected.shape
    assert (shown[:top] == expected[:top]).all()
    assert (shown[top:] != expected[top:]).any()


def test_only_a_small_picture_is_enlarged() -> None:
    assert [times_larger(*size) for size in SIZES] == [12, 6, 4, 3, 1, 1, 12]


@pytest.mark.parametrize("painter", [None, ScriptedPainter(name=HOSTILE)], ids=["rule", "model"])
def test_the_page_shows_the_picture_its_description_and_how_it_was_made(
    painter: ScriptedPainter | None,
) -> None:
    draft = drawn(planned({"subject": HOSTILE, "style": "<b>", "negative": "$y$"}), painter)
    page = written(draft, "html").decode()
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find("script") is None
    assert soup.find("b") is None
    (image,) = soup.find_all("img")
    assert image["alt"] == draft.alt
    assert str(image["src"]).startswith("data:image/png;base64,")
    text = soup.get_text()
    assert HOSTILE in text
    assert draft.pixels_sha256 in text
    assert NOTICE.text in text
    assert ("no model" in text) == (painter is None)
    if painter:
        assert painter.weights_sha256 in text
        assert all(str(each.seed) in text for each in draft.origin.candidates)


def test_the_picture_within_the_page_has_its_label_too() -> None:
    """Whoever saves it from there still has a labelled file."""
    from base64 import b64decode

    page = BeautifulSoup(written(sized((64, 64), "edge"), "html"), "html.parser")
    source = str(page.find_all("img")[0]["src"])
    assert words_drawn(b64decode(source.removeprefix("data:image/png;base64,")))


def test_the_text_holds_description_and_provenance() -> None:
    draft = drawn(planned({"lang": "zh", "subject": "红苹果"}))
    text = written(draft, "txt").decode()
    assert draft.alt in text
    assert "规则，未用模型" in text
    assert str(draft.origin.seed) in text
    assert text.rstrip().endswith(NOTICE.text)
