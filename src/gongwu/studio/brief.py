"""From what a person asked for to a brief: read, checked, and told about field by field."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from difflib import get_close_matches
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from gongwu.errors import BadInputError
from gongwu.ports import Words

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class BriefField:
    """One thing that a brief may say. `default` is None where the field must be given."""

    name: str
    about: Words
    default: str | None
    values: str


def brief_fields(brief_type: type) -> list[BriefField]:
    """The fields of a brief, for a help page. `Annotated[…, Words]` says what a field is."""
    hints = get_type_hints(brief_type, include_extras=True)
    schema = TypeAdapter(brief_type).json_schema()["properties"]
    return [
        BriefField(
            name=field.name,
            about=_about(hints[field.name]),
            default=_default(field),
            values=_values(schema[field.name]),
        )
        for field in fields(brief_type)
    ]


def read_brief(brief_type: type[T], values: Mapping[str, object]) -> T:
    """The brief with these values, text among them read as numbers where numbers are meant.

    Raises BadInputError, naming the field, what is wrong with it, and what is allowed.
    """
    known = [field.name for field in fields(brief_type)]  # type: ignore[arg-type]
    for name in values:
        if name not in known:
            raise _unknown(name, known)
    try:
        return TypeAdapter(brief_type).validate_python(dict(values))
    except ValidationError as error:
        raise _refused(error) from error


def parse_brief(content: bytes, name: str) -> dict[str, Any]:
    """The values in a brief file: JSON, or TOML by its name."""
    try:
        text = content.decode("utf-8-sig")
        values = tomllib.loads(text) if name.endswith(".toml") else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            en=f"{name} is neither JSON nor TOML: {error}. Name a TOML file *.toml.",
            zh=f"{name} 不是合格的 JSON 或 TOML：{error}。TOML 文件的名称须以 .toml 结尾。",
        ) from error
    if not isinstance(values, dict):
        raise BadInputError(
            en=f"{name} must hold one object with the fields of a brief.",
            zh=f"{name} 须为一个对象，其中是任务书的各项。",
        )
    return values


def parse_settings(pairs: Sequence[str]) -> dict[str, str]:
    """`key=value` words as values."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise BadInputError(
                en=f"--set {pair}: write it as --set name=value.",
                zh=f"--set {pair}：应写作 --set 名称=值。",
            )
        values[name.strip()] = value
    return values


def texts_in(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Each text within plain values, with its place: what a policy must read."""
    match value:
        case str():
            yield place, value
        case Mapping():
            for name, each in value.items():
                yield from texts_in(each, f"{place}/{name}".lstrip("/"))
        case Sequence():
            for number, each in enumerate(value, start=1):
                yield from texts_in(each, f"{place}/{number}".lstrip("/"))


def _about(hint: Any) -> Words:
    found = [each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Words)]
    return found[0] if found else Words(en="", zh="")


def _default(field: "Field[Any]") -> str | None:
    if field.default is MISSING and field.default_factory is MISSING:
        return None
    return "" if field.default in (None, MISSING) else str(field.default)


def _values(schema: Mapping[str, Any]) -> str:
    """The allowed values in short: `en|zh`, `1..3`, `text`."""
    parts = [each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"]
    first = parts[0] if parts else {}
    if "enum" in first or "const" in first:
        return "|".join(map(str, first.get("enum", [first.get("const")])))
    kind = {"integer": "number", "number": "number", "boolean": "true|false", "array": "list"}
    low, high = first.get("minimum"), first.get("maximum")
    if low is not None or high is not None:
        return f"{'' if low is None else low}..{'' if high is None else high}"
    return kind.get(str(first.get("type")), "text")


def _unknown(name: str, known: Sequence[str]) -> BadInputError:
    near = get_close_matches(name, known, n=1)
    listed = ", ".join(known)
    return BadInputError(
        en=f"A brief of this kind has no field {name!r}. "
        f"{f'Did you mean {near[0]}? ' if near else ''}Its fields: {listed}.",
        zh=f"这类任务书没有“{name}”这一项。{f'是不是 {near[0]}？' if near else ''}可用：{listed}。",
    )


def _refused(error: ValidationError) -> BadInputError:
    first = error.errors()[0]
    name = ".".join(map(str, first["loc"])) or "brief"
    given = first.get("input")
    if first["type"] == "missing":
        return BadInputError(
            en=f"The brief must say {name}: --set {name}=…",
            zh=f"任务书缺少 {name}：--set {name}=…",
        )
    reason = first["msg"].removeprefix("Value error, ")
    return BadInputError(
        en=f"{name}={given}: {reason}.", zh=f"{name}={given}：值不合要求（{reason}）。"
    )
