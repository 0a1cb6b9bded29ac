import re
from dataclasses import replace

import pytest

from gongwu.doors.web.demo_page import (
    BeforeAfter,
    DemoReport,
    Drawings,
    MadePicture,
    MadePiece,
    MadeText,
    Trained,
    demo_page,
)
from gongwu.errors import Language
from tests.doors.web.markup import Markup, faults
from tests.doors.web.test_film_page import film_of

FILM = film_of()
REPORT = DemoReport(
    model="verse",
    parameters=6_300_000,
    verses=[MadeText(prompt="春风", text="<b>不</b>\n度", seed=7, command="gongwu generate")],
    drawings=Drawings(
        model="icons",
        made=[
            MadePicture(prompt="a <red> cat", picture=FILM.picture, seed=3, command="gongwu draw"),
            MadePicture(prompt="猫", picture=FILM.picture, seed=4, command="gongwu draw 猫"),
        ],
        film=FILM,
        page="film.html",
        command="gongwu trace",
    ),
    pieces=[
        MadePiece(
            kind="exercises",
            about="Questions.",
            text="1. 解方程 x < 2",
            findings=[],
            commands=["gongwu make exercises", "gongwu review ID"],
        )
    ],
    trained=Trained(
        source="demo_text",
        characters=56_262,
        parameters=658_000,
        steps=200,
        seconds=40.2,
        tokens_per_second=12_345.6,
        bits_before=9.9,
        bits_after=3.25,
        points=[(1, 6.8, None), (200, 2.1, 2.3)],
        samples=[BeforeAfter(prompt="小河", before="\x00?", after="流过 & 小镇")],
        folder="gru",
    ),
    trace="trace.html",
    trace_prompt="春风又绿",
    machine="x86_64, 2 cores",
    seconds=61.0,
    version="0.1.0",
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_generated_text_is_labelled(language: Language) -> None:
    page = demo_page(REPORT, language)
    assert REPORT.drawings is not None
    generated = (
        len(REPORT.verses)
        + len(REPORT.drawings.made)
        + len(REPORT.pieces)
        + 2 * len(REPORT.trained.samples)
    )
    label = {"en": "AI-generated", "zh": "AI 生成"}[language]
    assert page.count(f'class="made">{label}<') == generated


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_stands_alone(language: Language) -> None:
    assert faults(demo_page(REPORT, language)) == []


def test_what_a_model_said_stays_text() -> None:
    page = demo_page(REPORT, "en")
    assert "&lt;b&gt;不&lt;/b&gt;" in page
    assert "流过 &amp; 小镇" in page
    assert "a &lt;red&gt; cat" in page


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    page = demo_page(REPORT, "zh")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    elsewhere = {address for address in addresses if not address.startswith("data:image/png;")}
    assert elsewhere == {"gru/", "trace.html", "film.html"}
    assert "default-src &#39;none&#39;" in page


def test_the_numbers_stand_on_the_page() -> None:
    page = demo_page(replace(REPORT, seconds=61.4), "en")
    for shown in ("6.3 million", "658 thousand", "12,346", "9.90 → 3.25", "61 seconds"):
        assert shown in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_the_model_that_draws_the_page_is_whole_without_pictures(
    language: Language,
) -> None:
    page = demo_page(replace(REPORT, drawings=None), language)
    assert faults(page) == []
    assert "film.html" not in page
    assert Markup(page).values("src") == []
