"""`oneOf` as `anyOf`: only where the same values satisfy it."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gongwu.studio.control.known_words import in_known_words

NUMBER, TEXT = {"type": "number"}, {"type": "string"}


def of_kind(name: str) -> dict[str, Any]:
    return {"type": "object", "required": ["kind"], "properties": {"kind": {"const": name}}}


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [NUMBER, TEXT, {"type": ["null", "array"]}]},
        {"oneOf": [{"const": 1}, {"enum": [2, "a"]}]},
        {"oneOf": [of_kind("a"), of_kind("b")]},
        {"oneOf": [{"type": "object", "properties": {"a": {}}, "additionalProperties": False},
                   {"type": "object", "required": ["b"]}]},
        {"oneOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/~1"}],
         "$defs": {"a": NUMBER, "/": TEXT}},
        {"type": "object", "required": ["kind"],
         "oneOf": [{"properties": {"kind": {"const": 1}}}, {"properties": {"kind": {"const": 2}}}]},
        {"properties": {"a": {"items": {"oneOf": [NUMBER, TEXT]}}}},
        {"anyOf": [{"oneOf": [NUMBER, TEXT]}, {"type": "null"}]},
    ],
    ids=lambda schema: str(schema)[:50],
)  # fmt: skip
def test_branches_that_share_nothing_become_any_of(schema: dict[str, Any]) -> None:
    assert "oneOf" not in str(in_known_words(schema))


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [NUMBER, {"type": "integer"}]},
        {"oneOf": [{"const": 1}, {"const": 1.0}]},
        {"oneOf": [{"minLength": 1}, {"maxLength": 3}]},
        {"oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]},
        {"oneOf": [of_kind("a"), {"type": "object", "properties": {"kind": {"const": "b"}}}]},
        {"oneOf": [NUMBER, TEXT], "anyOf": [{}]},
        {"oneOf": [{"$ref": "#"}, {"$ref": "#/$defs/none"}]},
        {"oneOf": [{"$ref": "http://example.org/a"}, TEXT]},
        {"$defs": {"a": {"$ref": "#/$defs/a"}}, "oneOf": [{"$ref": "#/$defs/a"}, TEXT]},
        {"oneOf": [True, TEXT]},
        {"oneOf": 3},
        {"const": {"oneOf": [NUMBER, TEXT]}},
        {"enum": [{"oneOf": [NUMBER, TEXT]}]},
    ],
    ids=lambda schema: str(schema)[:50],
)
def test_what_is_not_proven_stays(schema: dict[str, Any]) -> None:
    assert in_known_words(schema) == schema


def test_a_format_that_no_standard_knows_is_left_out_and_the_others_stay() -> None:
    schema = {"items": {"type": "string", "format": "path"}, "format": "date"}
    assert in_known_words(schema) == {"items": {"type": "string"}, "format": "date"}
    named = {"properties": {"format": {"format": "date"}}}  # a property of that name
    assert in_known_words(named) == named


VALUES = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 1.0, 2, "", "a", "b"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=4,
)
TYPES = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])


def schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Schemas of the words that the proof reads, in any mixture."""
    return st.fixed_dictionaries(
        {},
        optional={
            "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
            "const": VALUES,
            "enum": st.lists(VALUES, min_size=1, max_size=3),
            "required": st.lists(st.sampled_from("ab"), max_size=2, unique=True),
            "properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
            "additionalProperties": st.just(False) | inner,
            "oneOf": st.lists(inner, min_size=1, max_size=3),
            "$ref": st.sampled_from(["#", "#/properties/a", "#/oneOf", "#/nowhere"]),
        },
    )


SCHEMAS = st.recursive(st.booleans() | schemas(st.booleans()), schemas, max_leaves=6)


@given(
    branches=st.lists(SCHEMAS, min_size=2, max_size=3), around=schemas(st.booleans()), value=VALUES
)
@example(branches=[{"const": True}, {"const": 1}], around={}, value=True)
def test_the_same_values_satisfy_both(
    branches: list[Any], around: dict[str, Any], value: object
) -> None:
    schema = {key: told for key, told in around.items() if key != "$ref"} | {"oneOf": branches}
    known = in_known_words(schema)
    assert satisfies(schema, value) == satisfies(known, value)


def satisfies(schema: Any, value: object) -> bool | None:
    """None where the schema refers to itself forever, or to nothing."""
    try:
        return bool(Draft202012Validator(schema).is_valid(value))
    except Exception:  # the library's own, for references
        return None
