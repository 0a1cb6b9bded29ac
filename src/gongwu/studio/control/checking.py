"""Whether a finished answer satisfies its form. Knows nothing of how it was made.

The judge of our own constraints and of servers that promise the like. It shares no code with them.
"""

import json
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from gongwu.errors import BadInputError
from gongwu.ports import Choices, Form, JSONSchema, Regex
from gongwu.studio.finding import Finding

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_SHOWN = 200  # characters of evidence


def complaint(form: Form, text: str) -> Finding | None:
    """What is wrong with an answer, or None. Raises BadInputError for a form that is not one."""
    match form:
        case JSONSchema(schema):
            return _json_complaint(schema, text)
        case Regex(pattern):
            if _compiled(pattern).fullmatch(text):
                return None
            return _found(
                "form/regex", "", text,
                en=f"The regular expression {pattern!r} does not match the answer as a whole.",
                zh=f"正则表达式 {pattern!r} 不能匹配整个回答。",
            )  # fmt: skip
        case Choices(options):
            if text in options:
                return None
            return _found(
                "form/choices", "", text,
                en=f"The answer is none of the choices: {_listed(options)}",
                zh=f"回答不在选项之中：{_listed(options)}",
            )  # fmt: skip


def refuse_unless_wellformed(form: Form) -> None:
    """Raises BadInputError for a form that no answer could be judged by."""
    match form:
        case JSONSchema(schema):
            _validator(schema)
        case Regex(pattern):
            _compiled(pattern)
        case Choices():
            pass


def _json_complaint(schema: str, text: str) -> Finding | None:
    validator = _validator(schema)
    try:
        answer = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return _found(
            "form/json", "", text,
            en=f"The answer is not JSON: {error}", zh=f"回答不是 JSON：{error}",
        )  # fmt: skip
    worst = _worst(validator, answer)
    if worst is None:
        return None
    rule = str(worst.validator)
    return _found(
        "form/schema", "/".join(map(str, worst.absolute_path)), _written(worst.instance),
        en=f"The schema's {rule!r} is broken: {worst.message[:_SHOWN]}",
        zh=f"违反了 schema 的 {rule!r}：{worst.message[:_SHOWN]}",
    )  # fmt: skip


def _worst(validator: "Validator", answer: object) -> Any:
    from jsonschema.exceptions import best_match
    from referencing.exceptions import Unresolvable

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return best_match(validator.iter_errors(answer))
    except Unresolvable as error:
        raise _no_schema(f"{error} (only references within the schema are followed)") from None
    except (re.error, RecursionError) as error:
        raise _no_schema(str(error)) from None


def _validator(schema: str) -> "Validator":
    from jsonschema import Draft202012Validator, SchemaError
    from jsonschema.validators import validator_for
    from referencing.jsonschema import EMPTY_REGISTRY

    try:
        read = json.loads(schema)
        if not isinstance(read, dict | bool):
            raise _no_schema("it must be an object, true or false")
        kind = validator_for(read, default=Draft202012Validator)
        with warnings.catch_warnings():
            # The schema's own patterns are compiled, and not all are as the library would write.
            warnings.simplefilter("ignore", FutureWarning)
            kind.check_schema(read)
    except SchemaError as error:
        raise _no_schema(error.message) from None
    except (ValueError, RecursionError) as error:
        raise _no_schema(str(error)) from None
    # Empty, so that a schema's reference to another place is never fetched from there.
    validator: Validator = kind(read, registry=EMPTY_REGISTRY, format_checker=kind.FORMAT_CHECKER)
    return validator


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadInputError(
            en=f"{pattern!r} is not a regular expression: {error}. Correct it.",
            zh=f"{pattern!r} 不是正则表达式：{error}。请改正。",
        ) from None


def _no_schema(reason: str) -> BadInputError:
    return BadInputError(
        en=f"The JSON Schema is not one: {reason[:_SHOWN]}. Correct it.",
        zh=f"JSON Schema 不成立：{reason[:_SHOWN]}。请改正。",
    )


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _found(rule: str, place: str, evidence: str, *, en: str, zh: str) -> Finding:
    return Finding(
        rule=rule, severity="error", place=place, en=en, zh=zh, evidence=evidence[:_SHOWN]
    )


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(options: tuple[str, ...]) -> str:
    return ", ".join(_first_few(options))


def _first_few(options: tuple[str, ...]) -> Iterator[str]:
    for number, option in enumerate(options):
        if number == 8:
            yield "…"
            return
        yield repr(option)
