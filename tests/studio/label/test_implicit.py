"""The record of Annex E."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.studio.label.implicit import KEYS, ImplicitLabel, faults, first_label, parse

ALLOWED = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
names = st.text(ALLOWED, min_size=1, max_size=40)
codes = st.text(ALLOWED, max_size=40)


@st.composite
def labels(draw: st.DrawFn) -> ImplicitLabel:
    return ImplicitLabel(
        label=draw(st.sampled_from(["1", "2", "3"])),
        content_producer=draw(names),
        produce_id=draw(names),
        reserved_code_1=draw(codes),
        content_propagator=draw(names),
        propagate_id=draw(names),
        reserved_code_2=draw(codes),
    )


@given(labels())
def test_what_is_written_is_read_bare_and_wrapped(label: ImplicitLabel) -> None:
    assert parse(label.json("bare")) == label
    assert parse(label.json("wrapped")) == label


@given(labels())
def test_the_json_has_the_seven_keys_in_the_standards_order_and_strings_only(
    label: ImplicitLabel,
) -> None:
    fields = json.loads(label.json("wrapped"))["AIGC"]
    assert tuple(fields) == KEYS
    assert all(isinstance(value, str) for value in fields.values())
    assert json.loads(label.json("bare")) == fields
    assert label.json("wrapped").isascii()


@given(st.characters().filter(lambda character: character not in ALLOWED))
def test_no_other_character_gets_into_a_label(character: str) -> None:
    with pytest.raises(BadInputError) as refusal:
        first_label("Gongwu" + character, "1")
    assert "ContentProducer" in refusal.value.en
    assert "ContentProducer" in refusal.value.zh


def test_at_the_first_writing_the_producer_is_the_propagator() -> None:
    label = first_label("Gongwu", "gongwu-1-1")
    assert label.fields["ContentPropagator"] == "Gongwu"
    assert label.fields["PropagateID"] == "gongwu-1-1"
    assert label.fields["Label"] == "1"


@pytest.mark.parametrize("producer", ["", "共舞", "a b", 'a"b', "a\\b", "a\nb", "é"])
def test_a_producer_that_strict_verifiers_refuse_is_refused_here(producer: str) -> None:
    with pytest.raises(BadInputError):
        first_label(producer, "1")


GOOD = first_label("Gongwu", "1").fields


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        '"AIGC"',
        "{}",
        '{"AIGC":[]}',
        json.dumps({**GOOD, "Label": "4"}),
        json.dumps({**GOOD, "Label": 1}),
        json.dumps({**GOOD, "Other": "1"}),
        json.dumps({**GOOD, "ProduceID": ""}),
        json.dumps({key: GOOD[key] for key in KEYS[:-1]}),
        json.dumps(GOOD)[:-1] + ',"Label":"1"}',
        "[" * 100_000,
        '{"AIGC":' * 50_000,
        " " * 100_000 + json.dumps(GOOD),
    ],
)
def test_what_is_no_label_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        parse(text)


@given(st.dictionaries(st.sampled_from([*KEYS, "x"]), st.none() | st.text() | st.integers()))
def test_fields_without_faults_make_a_label_and_others_do_not(fields: dict[str, object]) -> None:
    if faults(fields):
        with pytest.raises(BadInputError):
            parse(json.dumps(fields))
    else:
        assert parse(json.dumps(fields)).fields == fields
