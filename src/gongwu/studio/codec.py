"""Plans and drafts as JSON and back: one canonical spelling, so that equal things hash alike."""

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from gongwu.errors import BadInputError

T = TypeVar("T")

# Building one takes milliseconds; a kind has a few.
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def encode(value: object) -> str:
    """Keys in order, no spaces, Chinese readable."""
    kind: Any = type(value)
    plain = _adapter(kind).dump_python(value, mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: type[T], text: str | bytes) -> T:
    """The value that was encoded. Raises BadInputError, naming the place that does not fit."""
    try:
        found: T = _adapter(kind).validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(map(str, first["loc"])) or "the whole"
        raise BadInputError(
            en=f"This does not fit at {place}: {first['msg']}.",
            zh=f"{place} 处不合要求：{first['msg']}。",
        ) from error
    return found


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
