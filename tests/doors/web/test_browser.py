"""The pages in a real browser: no error, no request, and something to see."""

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from zlib import decompressobj

import pytest

from gongwu.doors.web.demo_page import demo_page
from gongwu.doors.web.film_page import film_page
from gongwu.doors.web.trace_page import trace_page
from tests.doors.web.chromium import Chromium, find_chromium
from tests.doors.web.conftest import TraceOf
from tests.doors.web.test_demo_page import FILM, REPORT

pytestmark = pytest.mark.slow  # a browser takes seconds to start

NETS = ("gru", "decoder", "encoder-decoder")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    opened = Chromium(found, tmp_path_factory.mktemp("browser"))
    opened.resize(390, 800)
    yield opened
    opened.close()


@pytest.fixture
def pages(trace_of: TraceOf, tmp_path: Path) -> list[Path]:
    """Every page in both languages, on disk."""
    made = []
    for language in ("en", "zh"):
        texts = {name: trace_page(trace_of(name), language, model=name) for name in NETS}
        texts["demo"] = demo_page(REPORT, language)
        texts["film"] = film_page(FILM, language, model="icons")
        for name, text in texts.items():
            made.append(tmp_path / f"{name}-{language}.html")
            made[-1].write_text(text, "utf-8")
    return made


def test_pages_open_without_an_error_and_ask_for_nothing(
    browser: Chromium, pages: list[Path]
) -> None:
    for page in pages:
        browser.open(page)
        assert browser.named("Runtime.exceptionThrown", "Log.entryAdded") == []
        assert browser.named("Runtime.consoleAPICalled") == []
        asked = [event["request"]["url"] for event in browser.named("Network.requestWillBeSent")]
        assert [url for url in asked if not url.startswith("data:")] == [page.as_uri()]


def test_pages_are_not_blank_and_no_wider_than_a_phone(
    browser: Chromium, pages: list[Path]
) -> None:
    for page in pages:
        browser.open(page)
        picture = b64decode(browser.send("Page.captureScreenshot", format="png")["data"])
        assert colours(picture) > 50
        assert browser.evaluate("document.documentElement.scrollWidth") <= 390


def test_choosing_a_small_map_shows_the_large_one(
    browser: Chromium, trace_of: TraceOf, tmp_path: Path
) -> None:
    open_trace(browser, trace_of, tmp_path, "decoder")
    shown = (
        "[...document.querySelectorAll('.shown figure')].filter(f => f.offsetParent).map(f => f.id)"
    )
    assert browser.evaluate(shown) == ["show-text-text-1-1"]
    browser.evaluate("document.getElementById('pick-text-text-2-3').click()")
    assert browser.evaluate(shown) == ["show-text-text-2-3"]


def test_a_map_says_what_lies_under_the_pointer(
    browser: Chromium, trace_of: TraceOf, tmp_path: Path
) -> None:
    traced = open_trace(browser, trace_of, tmp_path, "decoder")
    value = trace_of("decoder").streams[0].layers[0].attention[0].heads[0][3][1]
    assert traced == "decoder"
    point_at(browser, "text-text-1-1", row=3, column=1)
    readout = browser.evaluate("document.querySelector('[data-for=text-text-1-1]').textContent")
    assert readout == f"“又” gives “春” a share of {value:.3f}"


def test_the_large_map_is_painted(browser: Chromium, trace_of: TraceOf, tmp_path: Path) -> None:
    """It was once black: styles that name an ancestor do not reach what <use> shows."""
    open_trace(browser, trace_of, tmp_path, "decoder")
    shade = "getComputedStyle(document.querySelector('.shade.above')).fill"
    accent = "getComputedStyle(document.documentElement).getPropertyValue('--above').trim()"
    probe = f"(() => {{ const p = document.createElement('p'); p.style.color = {accent}; " \
            "document.body.append(p); return getComputedStyle(p).color })()"  # fmt: skip
    assert browser.evaluate(shade) == browser.evaluate(probe)


def open_trace(browser: Chromium, trace_of: TraceOf, folder: Path, name: str) -> str:
    page = folder / "trace.html"
    page.write_text(trace_page(trace_of(name), "en"), "utf-8")
    browser.open(page)
    return name


def point_at(browser: Chromium, name: str, *, row: int, column: int) -> None:
    """Move the pointer to the middle of a cell."""
    x, y = browser.evaluate(
        f"""(() => {{
            const map = document.querySelector('[data-map={name}]');
            map.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const box = map.getBoundingClientRect(), at = map.dataset;
            return [box.left + Number(at.left) + {column + 0.5} * at.wide,
                    box.top + Number(at.top) + {row + 0.5} * at.high];
        }})()"""
    )
    browser.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)


def colours(png: bytes) -> int:
    """How many different bytes the picture's pixels take: one or two for a blank page."""
    raw, place = b"", 8
    unpacked = decompressobj()
    while place < len(png):
        size = int.from_bytes(png[place : place + 4], "big")
        if png[place + 4 : place + 8] == b"IDAT":
            raw += unpacked.decompress(png[place + 8 : place + 8 + size])
        place += 12 + size
    return len(set(raw))
