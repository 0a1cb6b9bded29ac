"""The page of a trace, read as a browser reads it."""

import json
from typing import get_args

import pytest

from gongwu.doors.web.stage_words import LETTERS, NETS, SIZES, STAGES, STREAMS
from gongwu.doors.web.trace_page import trace_page
from gongwu.doors.web.words import percent, visible
from gongwu.engine.inference.tracing.numerals import written
from gongwu.engine.inference.tracing.record import NetKind, Role, SizeName, StageKind
from gongwu.errors import Language
from tests.doors.web.conftest import TraceOf
from tests.doors.web.markup import Markup, faults
from tests.engine.conftest import NETS as TINY_NETS

LANGUAGES: tuple[Language, ...] = get_args(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TINY_NETS)
def test_the_page_stands_alone(name: str, language: Language, trace_of: TraceOf) -> None:
    assert faults(trace_page(trace_of(name), language)) == []


@pytest.mark.parametrize("name", TINY_NETS)
def test_a_prompt_is_text_whatever_it_says(name: str, trace_of: TraceOf) -> None:
    attack = "</script><script>alert(1)</script>{{ 7 * 7 }} & \"quotes\" 'b'\x00"
    page = trace_page(trace_of(name, prompt="春" + attack), "en", model="<b>m</b>")
    assert faults(page) == []
    read = Markup(page)
    assert "<script>alert(1)</script>{{ 7 * 7 }} & \"quotes\" 'b'␀" in read.text
    assert "<b>m</b>" in read.text
    assert len(read.contents["script"]) == 2  # the maps' numbers and our own


@pytest.mark.parametrize("name", TINY_NETS)
def test_formula_shape_and_numbers_of_every_stage_stand_on_the_page(
    name: str, trace_of: TraceOf
) -> None:
    traced = trace_of(name)
    text = Markup(trace_page(traced, "zh")).text
    for stream in traced.streams:
        stages = [stage for layer in stream.layers for stage in layer.stages]
        for stage in (*stream.opening, *stages, *stream.closing):
            assert STAGES[stage.kind].plain.zh in text
            assert plain(stage.formula) in plain(text)
            assert all(written(line.result) in text for line in stage.worked)
            assert all(plain(line.numbers) in plain(text) for line in stage.worked)
    for guess in traced.softmax.guesses:
        assert percent(guess.probability) in text


@pytest.mark.parametrize("name", TINY_NETS)
def test_every_map_has_its_numbers_for_the_script(name: str, trace_of: TraceOf) -> None:
    traced = trace_of(name)
    read = Markup(trace_page(traced, "en"))
    told = json.loads(read.contents["script"][0])
    assert set(told["maps"]) == set(read.values("data-map"))
    assert set(told["maps"]) == set(read.values("data-for"))
    for stream in traced.streams:
        assert told["labels"][stream.role] == [visible(token.text) for token in stream.tokens]
        for layer in stream.layers:
            for seen in layer.attention:
                rows = told["maps"][f"{stream.role}-{seen.reads}-{layer.number}-1"]["rows"]
                for shown, row in zip(rows, seen.heads[0], strict=True):
                    filled = shown + [0] * (len(row) - len(shown))
                    assert filled == [round(1000 * share) for share in row]


def test_a_net_whose_training_diverged_still_has_a_page(trace_of: TraceOf) -> None:
    for name in ("gru", "decoder", "encoder-decoder"):
        page = trace_page(trace_of(name, weight=float("nan")), "en")
        assert faults(page) == []
        assert "NaN" in page


def test_one_token_is_enough(trace_of: TraceOf) -> None:
    page = trace_page(trace_of("gru", prompt=""), "en")
    assert faults(page) == []
    assert "there is no surprise to measure" in page


def test_a_long_prompt_is_said_to_be_cut(trace_of: TraceOf) -> None:
    read = Markup(trace_page(trace_of("decoder", prompt="春风又绿江南岸" * 40), "en"))
    assert "The prompt is long: 268 of its tokens are left out" in read.text
    assert "…风又绿江南岸春风又绿江南岸" in read.text


def test_the_heading_shows_the_prompt_and_the_likeliest_next_token(trace_of: TraceOf) -> None:
    traced = trace_of("decoder")
    expected = "春风又绿江南岸" + visible(traced.softmax.guesses[0].token.text)
    assert expected in Markup(trace_page(traced, "en")).text


def test_whatever_a_trace_names_is_explained_in_both_languages() -> None:
    assert set(STAGES) == set(get_args(StageKind))
    assert set(NETS) == set(get_args(NetKind))
    assert set(STREAMS) == set(get_args(Role))
    assert set(SIZES) == set(get_args(SizeName))
    said = [words for stage in (*STAGES.values(), *STREAMS.values())
            for words in (stage.name, stage.plain)]  # fmt: skip
    for words in (*said, *NETS.values(), *SIZES.values(), *LETTERS.values()):
        assert words.en.strip()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)


def plain(formula: str) -> str:
    """A formula as text, its indices no longer set lower."""
    return "".join(formula.replace("_", "").split())
