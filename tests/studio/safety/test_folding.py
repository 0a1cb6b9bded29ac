import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.studio.safety.folding import fold, fold_width, unleet


@given(st.text(max_size=120))
def test_every_folded_character_has_a_place_in_the_original(text: str) -> None:
    for folded in (fold(text), fold_width(text)):
        assert len(folded.origin) == len(folded.text)
        assert all(0 <= place < len(text) for place in folded.origin)
        assert list(folded.origin) == sorted(folded.origin)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more_in_width(text: str) -> None:
    once = fold_width(text).text
    assert fold_width(once).text == once


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ＢＯＭＢ", "bomb"),
        ("b\u200bo\u2060m\u202eb", "bomb"),
        ("bоmb", "bomb"),
        ("b o m b", "bomb"),
        ("bömb", "bomb"),
        ("炸*弹", "炸弹"),
        ("炸 弹", "炸弹"),
        ("炸彈", "炸弹"),
        ("诈弹", "炸弹"),
        ("zisha", "自杀"),
        ("殺人", "杀人"),
    ],
)
def test_a_disguise_is_seen_through_and_its_span_covers_it(written: str, meant: str) -> None:
    text = f"ab，{written}。cd"
    folded = fold(text)
    at = folded.text.index(meant)
    start, end = folded.span(at, at + len(meant))
    assert text[start:end] == written


def test_plain_words_stay_as_they_are() -> None:
    assert fold("a cat sat on it").text == "a cat sat on it"
    assert fold("我们在学校学习。").text == "我们在学校学习。"


def test_digits_in_a_word_are_read_as_letters() -> None:
    assert unleet("k1ll") == "kill"
