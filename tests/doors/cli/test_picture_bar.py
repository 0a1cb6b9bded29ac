"""Pictures in characters, and when they are looked at."""

import io
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from gongwu.doors.cli import drawing_watch, progress
from gongwu.doors.cli.drawing_watch import LOOKING_SHARE, watched
from gongwu.doors.cli.picture_bar import half_blocks, shows_pictures
from gongwu.doors.cli.progress import meter
from gongwu.ports import Picture, PictureStep


def dots(width: int, height: int) -> Picture:
    numbers = np.random.default_rng(0).integers(0, 256, 3 * width * height, np.uint8)
    return Picture(width=width, height=height, pixels=numbers.tobytes())


def pixels_of(text: Text) -> list[list[tuple[int, int, int]]]:
    """The colours of the characters, upper and lower halves as rows of their own."""
    console = Console(file=io.StringIO(), color_system="truecolor", width=200)
    rows: list[list[tuple[int, int, int]]] = []
    for line in console.render_lines(text, pad=False):
        cells = [(style, letter) for letter, style, _ in line for letter in letter if style]
        assert {letter for _, letter in cells} == {"▀"}
        for which in ("color", "bgcolor"):
            found = [getattr(style, which) for style, _ in cells]
            if all(found):
                rows.append([tuple(colour.triplet) for colour in found])
    return rows


@given(width=st.integers(1, 30), height=st.integers(1, 30))
def test_a_small_picture_is_shown_pixel_by_pixel(width: int, height: int) -> None:
    picture = dots(width, height)
    shown = np.array(pixels_of(half_blocks(picture, columns=30, rows=15)), np.uint8)
    assert shown.tobytes() == picture.pixels


@given(width=st.integers(1, 90), height=st.integers(1, 90))
def test_a_large_picture_is_thinned_until_it_fits(width: int, height: int) -> None:
    text = half_blocks(dots(width, height), columns=16, rows=5)
    lines = text.plain.split("\n")
    assert len(lines) <= 5
    assert len({len(line) for line in lines}) == 1
    assert 1 <= len(lines[0]) <= 16


@pytest.mark.parametrize(
    ("colours", "shown"), [("truecolor", True), ("256", True), ("standard", False), (None, False)]
)
def test_few_colours_show_no_picture(colours: str | None, shown: bool) -> None:
    console = Console(file=io.StringIO(), color_system=colours)  # type: ignore[arg-type]
    assert shows_pictures(console) is shown
    plain = Console(file=io.StringIO(), color_system="truecolor", no_color=True)
    assert not shows_pictures(plain)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_colour", "seen"), [("", True), ("1", False)])
def test_the_bar_has_the_picture_below_it(
    no_colour: str, seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("NO_COLOR", no_colour), ("TERM", "xterm"), ("COLORTERM", "truecolor")):
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=terminal))
    with meter("drawing") as shown:
        shown.show(0.5, "5/10")
        shown.show_picture(dots(4, 4))
    said = terminal.getvalue()
    assert "5/10" in said
    assert ("▀" in said) is seen


# ---- when to look ----


class Shown:
    """A meter that keeps what it is told."""

    def __init__(self, *, shows_pictures: bool) -> None:
        self.shows_pictures = shows_pictures
        self.told: list[tuple[float, str]] = []
        self.pictures = 0

    def show(self, done: float, status: str) -> None:
        self.told.append((done, status))

    def say(self, text: str) -> None:
        raise AssertionError(text)

    def show_picture(self, picture: Picture) -> None:
        self.pictures += 1


def test_every_step_is_told_with_its_picture() -> None:
    shown = Shown(shows_pictures=False)
    tell = watched(shown, count=2)
    for item in (0, 1):
        for step in (1, 2):
            tell(PictureStep(item=item, step=step, steps=2, look=lambda: dots(1, 1)))
    assert shown.told == [
        (0.25, "1/2 · 1/2"), (0.5, "2/2 · 1/2"), (0.75, "1/2 · 2/2"), (1.0, "2/2 · 2/2"),
    ]  # fmt: skip
    assert shown.pictures == 0


def test_looking_takes_a_small_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look of one second, as a large autoencoder needs, among steps of a tenth."""
    now = looking = 0.0
    monkeypatch.setattr(drawing_watch, "time", SimpleNamespace(monotonic=lambda: now))

    def look() -> Picture:
        nonlocal now, looking
        now += 1.0
        looking += 1.0
        return dots(1, 1)

    shown = Shown(shows_pictures=True)
    tell = watched(shown, count=1)
    for step in range(1, 1001):
        now += 0.1
        tell(PictureStep(item=0, step=step, steps=1000, look=look))
    assert shown.pictures > 5
    assert looking / now <= LOOKING_SHARE * 1.2  # the first look comes at once
