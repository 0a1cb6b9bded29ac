"""A schema in words that the grammar knows, where they say the same.

`oneOf` is read as `anyOf` where no value could satisfy two of its branches. That is proven from
their types, their constants, or a property that both require or one forbids, and references within
the schema are followed; what is not proven stays `oneOf`, and is refused later. A `format` that no
standard knows asserts nothing, and is left out.
"""

import json
from collections.abc import Mapping
from itertools import combinations
from typing import Any

# Where a schema holds schemas: one, several in a row, several by name.
_ONE = {
    "items", "additionalProperties", "additionalItems", "contains", "not", "if", "then", "else",
    "propertyNames", "unevaluatedItems", "unevaluatedProperties",
}  # fmt: skip
_ROW = {"allOf", "anyOf", "oneOf", "prefixItems", "items"}
_NAMED = {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"}

_TYPE_OF = {
    type(None): "null", bool: "boolean", int: "number", float: "number", str: "string",
    list: "array", dict: "object",
}  # fmt: skip
_TYPES = frozenset(_TYPE_OF.values())
_STANDARD_FORMATS = {
    "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
    "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template",
    "json-pointer", "relative-json-pointer", "regex", "color", "host-name", "ip-address",
}  # fmt: skip

_DEEPEST = 8  # references and properties followed for one proof


def in_known_words(schema: Any) -> Any:
    """A schema that the same values satisfy."""
    return _rewritten(schema, schema)


def _rewritten(schema: Any, root: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    told = {key: _within(key, value, root) for key, value in schema.items()}
    branches = told.get("oneOf")
    if isinstance(branches, list) and "anyOf" not in told and _all_disjoint(branches, told, root):
        told["anyOf"] = told.pop("oneOf")
    if isinstance(told.get("format"), str) and told["format"] not in _STANDARD_FORMATS:
        del told["format"]
    return told


def _within(key: str, value: Any, root: Any) -> Any:
    if key in _NAMED and isinstance(value, dict):
        return {name: _rewritten(each, root) for name, each in value.items()}
    if key in _ROW and isinstance(value, list):
        return [_rewritten(each, root) for each in value]
    return _rewritten(value, root) if key in _ONE else value


def _all_disjoint(branches: list[Any], around: Mapping[str, Any], root: Any) -> bool:
    """Whether no two branches share a value, with what is said beside them."""
    narrowed = [_narrowed(_resolved(branch, root, _DEEPEST), around) for branch in branches]
    return all(disjoint(one, other, root) for one, other in combinations(narrowed, 2))


def _narrowed(branch: Mapping[str, Any] | None, around: Mapping[str, Any]) -> Any:
    if branch is None:
        return None
    return {
        **branch,
        "type": sorted(_types(branch) & _types(around)),
        "required": sorted(_required(branch) | _required(around)),
    }


def disjoint(one: Any, other: Any, root: Any, depth: int = _DEEPEST) -> bool:
    """Whether it is proven that no value satisfies both."""
    one, other = _resolved(one, root, depth), _resolved(other, root, depth)
    if depth == 0 or one is None or other is None:
        return False
    if not _types(one) & _types(other):
        return True
    mine, theirs = _constants(one), _constants(other)
    if mine is not None and theirs is not None and not mine & theirs:
        return True
    if _types(one) & _types(other) != {"object"}:
        return False
    return (
        _clash(one, other, root, depth - 1)
        or _forbids_what_is_required(one, other)
        or _forbids_what_is_required(other, one)
    )


def _clash(one: Mapping[str, Any], other: Mapping[str, Any], root: Any, depth: int) -> bool:
    """Whether a property that both require cannot be the same in both."""
    shared = _required(one) & _required(other) & _properties(one).keys() & _properties(other).keys()
    return any(
        disjoint(_properties(one)[name], _properties(other)[name], root, depth) for name in shared
    )


def _forbids_what_is_required(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("additionalProperties") is not False or one.get("patternProperties"):
        return False
    return bool(_required(other) - _properties(one).keys())


def _resolved(schema: Any, root: Any, depth: int) -> Mapping[str, Any] | None:
    """A schema that says something by itself, or None."""
    for _ in range(depth):
        if not isinstance(schema, dict):
            return None
        if "$ref" not in schema:
            return schema
        schema = _pointed_at(schema["$ref"], root)
    return None


def _pointed_at(reference: Any, root: Any) -> Any:
    if reference == "#":
        return root
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return None
    found = root
    for step in reference[2:].split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    told = schema.get("type", list(_TYPES))
    names = frozenset([told] if isinstance(told, str) else told)
    if "integer" in names:
        names = names - {"integer"} | {"number"}
    values = _listed(schema)
    return names if values is None else names & {_TYPE_OF[type(value)] for value in values}


def _constants(schema: Mapping[str, Any]) -> frozenset[str] | None:
    """The values that there are, if they are listed; 1 and 1.0 are the same."""
    values = _listed(schema)
    if values is None:
        return None
    return frozenset(json.dumps(_even(value), sort_keys=True) for value in values)


def _listed(schema: Mapping[str, Any]) -> list[Any] | None:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return values if isinstance(values, list) else None


def _even(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_even(each) for each in value]
    return {name: _even(each) for name, each in value.items()} if isinstance(value, dict) else value


def _required(schema: Mapping[str, Any]) -> frozenset[str]:
    told = schema.get("required", [])
    return frozenset(told) if isinstance(told, list) else frozenset()


def _properties(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    told = schema.get("properties", {})
    return told if isinstance(told, dict) else {}
