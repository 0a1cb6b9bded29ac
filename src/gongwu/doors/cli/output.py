"""How a command gives its result: for people, or as one JSON object for programs."""

import json
import math
from collections.abc import Mapping
from typing import Annotated

import typer

from gongwu.doors.cli.language import both

JsonFlag = Annotated[
    bool,
    typer.Option(
        "--json",
        help=both(
            en="Print one JSON object instead of text.", zh="输出一个 JSON 对象，而不是文字。"
        ),
        # Whoever calls asks for JSON on the line itself: a setting would break other callers.
        allow_from_autoenv=False,
    ),
]


def emit(result: Mapping[str, object], text: str, *, as_json: bool) -> None:
    """Print the result on stdout, once, at the end of a command."""
    print(to_json(result) if as_json else text)


def to_json(result: Mapping[str, object]) -> str:
    """One line. Chinese stays readable; paths are written as they print."""
    return json.dumps(_strict(result), ensure_ascii=False, default=str)


def _strict(value: object) -> object:
    """JSON has no NaN and no infinity; a loss may be either, and then it is null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {key: _strict(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_strict(item) for item in value]
    return value
