"""The judge of finished answers."""

import socket

import pytest

from gongwu.errors import BadInputError
from gongwu.ports import Choices, Form, JSONSchema, Regex
from gongwu.studio.control.checking import complaint, refuse_unless_wellformed

ITEMS = JSONSchema(
    '{"type":"object","properties":{"items":{"type":"array","items":{"type":"integer"}}}}'
)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (ITEMS, '{"items": [1, 2]}'),
        (ITEMS, " {}\n"),
        (JSONSchema("{}"), "null"),
        (JSONSchema("true"), "3"),
        (JSONSchema('{"pattern":"[[a]"}'), '"["'),  # a warning of re's is no fault of the answer
        (Regex("春.*"), "春风"),
        (Regex(""), ""),
        (Choices(("a", "")), ""),
    ],
)
def test_of_a_good_answer_nothing_is_said(form: Form, text: str) -> None:
    assert complaint(form, text) is None


@pytest.mark.parametrize(
    ("form", "text", "rule", "place", "evidence"),
    [
        (ITEMS, '{"items": [1, "b"]}', "form/schema", "items/1", '"b"'),
        (ITEMS, "[]", "form/schema", "", "[]"),
        (ITEMS, "{", "form/json", "", "{"),
        (ITEMS, "", "form/json", "", ""),
        (ITEMS, "[NaN]", "form/json", "", "[NaN]"),
        (ITEMS, "{} {}", "form/json", "", "{} {}"),
        (JSONSchema("{}"), "[" * 100_000, "form/json", "", "[" * 200),
        (JSONSchema('{"format":"date"}'), '"2026-02-30"', "form/schema", "", '"2026-02-30"'),
        (Regex("a+"), "aab", "form/regex", "", "aab"),
        (Regex("a$"), "a\n", "form/regex", "", "a\n"),
        (Choices(("春", "风")), "雨", "form/choices", "", "雨"),
        (Choices(tuple(map(str, range(99)))), "100", "form/choices", "", "100"),
    ],
)
def test_of_a_bad_answer_the_place_and_the_evidence_are_told(
    form: Form, text: str, rule: str, place: str, evidence: str
) -> None:
    found = complaint(form, text)
    assert found is not None
    assert (found.rule, found.place, found.evidence) == (rule, place, evidence)
    assert found.severity == "error"
    assert found.en != found.zh


@pytest.mark.parametrize(
    "form",
    [
        JSONSchema("{"),
        JSONSchema('{"type":"banana"}'),
        JSONSchema("3"),
        JSONSchema("[" * 100_000),
        Regex("["),
        Regex("a{2,1}"),
    ],
    ids=lambda form: repr(form)[:40],
)
def test_a_form_that_is_none_is_refused_before_an_answer_is_there(form: Form) -> None:
    with pytest.raises(BadInputError):
        refuse_unless_wellformed(form)
    with pytest.raises(BadInputError):
        complaint(form, "x")


def test_a_reference_to_another_place_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library would, over the network, if it were not given an empty registry."""

    def called(*_: object, **__: object) -> None:
        pytest.fail("something was to be fetched")

    monkeypatch.setattr("urllib.request.urlopen", called)
    monkeypatch.setattr(socket, "create_connection", called)
    elsewhere = JSONSchema('{"$ref":"http://example.org/schema.json"}')
    with pytest.raises(BadInputError, match="only references within"):
        complaint(elsewhere, "3")


def test_a_reference_within_is_followed() -> None:
    form = JSONSchema('{"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n"}}')
    assert complaint(form, "[1]") is None
    assert complaint(form, '["a"]') is not None
