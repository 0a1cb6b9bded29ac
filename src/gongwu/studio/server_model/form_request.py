"""A form as servers understand it, and the answer taken out again.

Every such server knows `response_format` with a JSON Schema. A pattern or a list of choices is put
into an object with one key, so that nothing else is asked of the server; where it does not heed the
format, the bare text is taken, and judged like any other.
"""

import json
import re
from typing import Any

from gongwu.ports import Choices, Form, JSONSchema, Regex

_KEY = "answer"


def response_format(form: Form) -> dict[str, Any]:
    """The `response_format` of a request."""
    schema = json.loads(form.schema) if isinstance(form, JSONSchema) else _wrapped(form)
    return {"type": "json_schema", "json_schema": {"name": _KEY, "schema": schema}}


def taken_out(form: Form, text: str) -> str:
    """The answer itself."""
    if isinstance(form, JSONSchema):
        return text
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text.strip()
    inner = found.get(_KEY) if isinstance(found, dict) and set(found) == {_KEY} else None
    return inner if isinstance(inner, str) else text.strip()


def instruction(form: Form) -> str:
    """What is asked for, in words, for an answer that missed it."""
    match form:
        case JSONSchema(schema):
            return f"Answer with JSON alone, without code fences, valid under this schema: {schema}"
        case Regex() | Choices():
            return (
                "Answer with JSON alone, without code fences, valid under this schema: "
                + json.dumps(_wrapped(form), ensure_ascii=False)
            )


def _wrapped(form: Regex | Choices) -> dict[str, Any]:
    match form:
        case Regex(pattern):
            # A pattern of a schema may match anywhere in the text, a form's matches all of it.
            value: dict[str, Any] = {"type": "string", "pattern": f"^(?:{_unanchored(pattern)})$"}
        case Choices(options):
            value = {"type": "string", "enum": list(options)}
    return {
        "type": "object",
        "properties": {_KEY: value},
        "required": [_KEY],
        "additionalProperties": False,
    }


def _unanchored(pattern: str) -> str:
    """Without the ^ and $ at its ends, which say nothing here and which some servers refuse."""
    return re.sub(r"(?<!\\)\$$", "", pattern.removeprefix("^"))
