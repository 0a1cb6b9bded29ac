"""Briefs: read, refused, told about."""

import pytest

from gongwu.errors import BadInputError
from gongwu.studio.brief import brief_fields, parse_brief, parse_settings, read_brief, texts_in
from tests.studio.sample_kind import SumsBrief


def test_words_of_a_line_become_numbers_where_numbers_are_meant() -> None:
    assert read_brief(SumsBrief, {"count": "7", "lang": "zh"}) == SumsBrief(count=7, lang="zh")


def test_an_empty_brief_has_its_defaults() -> None:
    assert read_brief(SumsBrief, {}) == SumsBrief()


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"count": "many"}, "count=many"),
        ({"count": 0}, "count=0"),
        ({"count": 51}, "count=51"),
        ({"lang": "fr"}, "lang=fr"),
        ({"mood": "sad"}, "mood=sad"),
        ({"cuont": 3}, "Did you mean count"),
        ({"count": None}, "count=None"),
        ({"greeting": ["a"]}, "greeting"),
    ],
)
def test_a_wrong_field_is_named(values: dict[str, object], named: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_brief(SumsBrief, values)
    assert named in caught.value.en
    assert caught.value.zh


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b"{", b"\xff\xfe", b'"text"', b"[" * 100_000, b"null"]
)
def test_a_file_that_is_no_brief_is_refused(content: bytes) -> None:
    with pytest.raises(BadInputError):
        parse_brief(content, "brief.json")


def test_toml_is_read_by_its_name() -> None:
    assert parse_brief(b'count = 4\nlang = "zh"\n', "b.toml") == {"count": 4, "lang": "zh"}


@pytest.mark.parametrize("pair", ["count", "=3", ""])
def test_a_setting_needs_a_name_and_a_value(pair: str) -> None:
    with pytest.raises(BadInputError):
        parse_settings([pair])


def test_a_value_may_hold_the_sign() -> None:
    assert parse_settings(["problem=x=1", "note="]) == {"problem": "x=1", "note": ""}


def test_fields_tell_what_they_take() -> None:
    told = {field.name: field for field in brief_fields(SumsBrief)}
    assert told["count"].values == "1..50"
    assert told["count"].default == "3"
    assert told["lang"].values == "en|zh"
    assert told["mood"].values == "plain|fancy"
    assert told["count"].about.zh == "几道题。"


def test_every_text_is_found() -> None:
    value = {"a": "x", "b": ["y", {"c": "z"}], "d": 3}
    assert list(texts_in(value)) == [("a", "x"), ("b/1", "y"), ("b/2/c", "z")]
