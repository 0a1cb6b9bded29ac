"""`--schema`, `--regex` and `--choice`: what a text must be as a whole, and whether it is."""

import sys
from pathlib import Path

from gongwu.doors.cli.language import say
from gongwu.doors.cli.standard_input import checked
from gongwu.errors import BadInputError, FailedError
from gongwu.ports import Choices, Completion, Form, JSONSchema, Regex


def read_form(schema: Path | None, regex: str | None, choices: list[str] | None) -> Form | None:
    """The form that was asked for. Raises BadInputError when it is to be two things."""
    asked = {"--schema": schema, "--regex": regex, "--choice": choices or None}
    given = [name for name, value in asked.items() if value is not None]
    if len(given) > 1:
        raise BadInputError(
            en=f"{' and '.join(given)} cannot be given together: choose one.",
            zh=f"{'、'.join(given)} 不能同时给出：请只选一个。",
        )
    if schema is not None:
        return JSONSchema(_read(schema))
    if regex is not None:
        return Regex(checked(regex, name="--regex"))
    return Choices(tuple(checked(each, name="--choice") for each in choices)) if choices else None


def judge(form: Form | None, answers: list[Completion]) -> None:
    """Tell which answers are not what was asked for. Raises FailedError for one that has ended."""
    if form is None:
        return
    from gongwu.studio.control.checking import complaint

    for answer in answers:
        found = complaint(form, answer.text)
        if found and answer.finish == "stop":
            raise FailedError(
                en=f"The text is not what was asked for. {found.en}",
                zh=f"写出的文本不合要求。{found.zh}",
            )
        if found:
            print(_cut_off(), file=sys.stderr)


def _cut_off() -> str:
    return say(
        en="The text was cut off by --max-tokens before its form was complete: allow more tokens.",
        zh="文本还没有写完规定的格式，就被 --max-tokens 截断了：请放宽词元数。",
    )


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(
            en=f"{file} is not UTF-8 (byte {error.start}), as JSON must be. Convert it first.",
            zh=f"{file} 不是 UTF-8（第 {error.start} 字节），而 JSON 必须是。请先转换。",
        ) from None
