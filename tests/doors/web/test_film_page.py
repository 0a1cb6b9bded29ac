"""The page of a film, read as a browser reads it."""

from base64 import b64decode
from dataclasses import replace
from functools import cache
from typing import get_args

import numpy as np
import pytest

from gongwu.doors.web.film_page import COMPARED, STRIP, film_page
from gongwu.doors.web.film_words import CANVASES, LEVELS, PARTS, PREDICTIONS, SAMPLERS, SIGNS
from gongwu.doors.web.formulas import prose_html
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.film import CanvasKind, Film, LevelKind, PartName
from gongwu.engine.inference.denoising.filming import film
from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.plans import SAMPLERS as WALKS
from gongwu.engine.inference.denoising.predictions import PREDICTIONS as PREDICTED
from gongwu.engine.inference.tracing.numerals import written
from gongwu.errors import Language
from tests.doors.web.markup import Markup, faults
from tests.doors.web.test_trace_page import plain
from tests.engine.inference.denoising.tiny_painters import Ground, tiny_painter

LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def film_of(
    ground: Ground = "patches", prompt: str = "a red cat", sampler: str = "dpm++2m", steps: int = 6
) -> Film:
    order = Drawing(
        prompt=prompt, width=16, height=16, steps=steps, seed=3, sampler=sampler,
        guidance=Guidance(scale=3.0),
    )  # fmt: skip
    return film(tiny_painter(ground), order)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", get_args(Ground))
def test_the_page_stands_alone(ground: Ground, language: Language) -> None:
    assert faults(film_page(film_of(ground), language)) == []


@pytest.mark.parametrize("sampler", WALKS)
def test_formulas_and_numbers_of_every_step_stand_on_the_page(sampler: str) -> None:
    told = film_of(sampler=sampler)
    text = Markup(film_page(told, "zh")).text
    assert plain(SAMPLERS[sampler].plain.zh) in plain(text)
    for frame in told.frames:
        guided = frame.guided.worked if frame.guided else ()
        for line in (*frame.prediction, *frame.step, *guided):
            assert plain(line.symbols.replace("{", "").replace("}", "")) in plain(text)
            assert plain(line.numbers) in plain(text)
            assert written(line.result) in text


def test_the_pictures_of_the_page_are_those_of_the_film() -> None:
    told = film_of()
    shown = {
        b64decode(source.partition(",")[2])
        for source in Markup(film_page(told, "en")).values("src")
    }
    assert {pixels_of(png) for png in shown} >= {
        told.picture.pixels,
        *(frame.noisy.pixels for frame in told.frames),
        *(frame.clean.pixels for frame in told.frames),
    }


def test_what_is_drawn_is_labelled() -> None:
    labels: dict[Language, str] = {"en": "AI-generated", "zh": "AI 生成"}
    for language, label in labels.items():
        assert film_page(film_of(), language).count(f'class="made">{label}<') == 2


def test_a_prompt_is_text_whatever_it_says() -> None:
    attack = "</title><script>alert(1)</script>{{ 7 * 7 }}\x00"
    read = Markup(page := film_page(film_of(prompt=attack), "en", model="<b>m</b>"))
    assert faults(page) == []
    assert "<script>alert(1)</script>{{ 7 * 7 }}␀" in read.text
    assert "<b>m</b>" in read.text
    assert "script" not in read.contents


def test_a_cut_prompt_is_said() -> None:
    assert "its last 30 tokens go unread" in Markup(film_page(film_of(prompt="r" * 40), "en")).text


def test_a_film_without_words_or_guidance_says_nothing_of_them() -> None:
    bare = film(tiny_painter(reads=False), Drawing(width=16, height=16, steps=1))
    for language in LANGUAGES:
        page = film_page(bare, language)
        assert faults(page) == []
        assert {"words", "guidance", "gazes"}.isdisjoint(Markup(page).values("id"))


def test_the_strip_and_the_comparison_are_short_however_many_the_steps() -> None:
    page = film_page(film_of(steps=40), "en")
    assert page.count("<li><img") == STRIP
    assert page.count('class="triple"') == COMPARED
    assert "Of 40 steps 24 are shown" in page


def test_noise_alone_is_written_too() -> None:
    told = film_of()
    first = replace(told.levels[0], signal=0.0, noise=1.0)
    frame = replace(told.frames[0], level=first)
    page = film_page(replace(told, frames=(frame, *told.frames[1:])), "en")
    assert "100.0% noise · −∞ dB" in " ".join(Markup(page).text.split())


def test_signs_within_a_sentence_are_set_as_in_a_formula() -> None:
    assert prose_html("走到 σ_d，从x_t & up_to") == (
        "走到 <i>σ</i><sub>d</sub>，从<i>x</i><sub>t</sub> &amp; up_to"
    )


def test_whatever_a_film_names_is_explained_in_both_languages() -> None:
    assert set(SAMPLERS) == set(WALKS)
    assert set(PREDICTIONS) == set(PREDICTED)
    assert set(CANVASES) == set(get_args(CanvasKind))
    assert set(LEVELS) == set(get_args(LevelKind))
    assert set(PARTS) == set(get_args(PartName))
    said = [*(each.plain for each in SAMPLERS.values()), *PREDICTIONS.values(), *CANVASES.values(),
            *LEVELS.values(), *PARTS.values(), *(words for _, _, words in SIGNS)]  # fmt: skip
    for words in said:
        assert words.en.strip()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)


def pixels_of(png: bytes) -> bytes:
    """By a decoder that is not ours."""
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB")).tobytes()
