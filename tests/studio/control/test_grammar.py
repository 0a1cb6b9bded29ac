"""Forms that can be held to, and why others cannot."""

import pytest

from gongwu.errors import BadInputError
from gongwu.ports import Choices, Form, JSONSchema, Regex
from gongwu.studio.control.constraining import FormConstrainer
from gongwu.studio.control.grammar import refuse_unless_supported
from tests.studio.control.spelled import bytes_vocabulary

REFUSED: list[tuple[Form, str]] = [
    (JSONSchema("{"), "not JSON"),
    (JSONSchema("[" * 100_000), "not JSON"),
    (JSONSchema("[]"), "must be a JSON object"),
    (JSONSchema('{"type":"banana"}'), "banana"),
    (JSONSchema('{"oneOf":[{"type":"string"},{"minLength":2}]}'), "oneOf"),
    (JSONSchema('{"type":"array","uniqueItems":true}'), "uniqueItems"),
    (JSONSchema('{"uniqueItems":true,"x-guidance":{"lenient":true}}'), "uniqueItems"),
    (JSONSchema('{"const":"\\ud800"}'), "hex escape"),
    (Regex("["), "unterminated"),
    (Regex("(?=a)b"), "look-around"),
    (Regex(r"(a)\1"), "backreferences"),
    (Regex(r"a\b"), "lookarounds"),
    (Regex("a$b"), "lookarounds"),
    (Regex("[[a]]"), "nested set"),
    (Regex("[a&&b]"), "set intersection"),
    (Regex("a++b"), "possessive"),
    (Regex("(?x) a b"), r"\(\?x\)"),
    (Regex(r"\p{L}"), "bad escape"),
    (Regex("\ud800"), "."),
    (Choices(("\ud800",)), "Unicode"),
]


@pytest.mark.parametrize(("form", "reason"), REFUSED, ids=lambda value: repr(value)[:40])
def test_what_cannot_be_held_to_is_refused_when_an_answer_begins(form: Form, reason: str) -> None:
    with pytest.raises(BadInputError, match=reason):
        FormConstrainer(bytes_vocabulary()).begin(form)


@pytest.mark.parametrize(("form", "reason"), REFUSED, ids=lambda value: repr(value)[:40])
def test_what_cannot_be_held_to_is_refused_with_the_reason(form: Form, reason: str) -> None:
    with pytest.raises(BadInputError, match=reason) as refused:
        refuse_unless_supported(form)
    assert "Enable" not in refused.value.en  # advice on options that nobody can set here
    assert refused.value.zh != refused.value.en


def test_no_choice_at_all_is_no_form() -> None:
    with pytest.raises(BadInputError, match="at least one"):
        Choices(())


@pytest.mark.parametrize(
    "pattern",
    [r"[*+]+\+", r"a\++", "[+]+", r"\\+", "[]a]+", "(?i)a", "(?P<year>[0-9]{4})", "(?:a|b)"],
)
def test_what_only_looks_like_a_foreign_pattern_is_held_to(pattern: str) -> None:
    refuse_unless_supported(Regex(pattern))
