"""The command line as a function, and a command that does what a test tells it to."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from gongwu.doors.cli import main
from gongwu.doors.cli.app import add_command, add_group
from gongwu.doors.cli.language import both, speak
from gongwu.doors.cli.output import JsonFlag, emit


@dataclass(frozen=True)
class Answer:
    """What a command line gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)


Gongwu = Callable[..., Answer]


@pytest.fixture
def gongwu(capsys: pytest.CaptureFixture[str]) -> Gongwu:
    def call(*words: str) -> Answer:
        capsys.readouterr()
        code = main.main(words)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


def assert_understood(words: list[str]) -> None:
    """There is such a command, with such flags and a place for each argument. Runs nothing."""
    command: object = main.build()
    left = speak(words, {})
    while isinstance(command, TyperGroup) and left and not left[0].startswith("-"):
        assert left[0] in command.commands, f"no command {left[0]}"
        command, left = command.commands[left[0]], left[1:]
    assert isinstance(command, TyperGroup | TyperCommand)
    context = command.make_context("gongwu", [], resilient_parsing=True)
    context.resilient_parsing = False
    _, too_many, _ = command.make_parser(context).parse_args(left)
    assert too_many == []


class Sort(StrEnum):
    PLAIN = "plain"
    FANCY = "fancy"


class Probe:
    """A command module: `probe` and `outer probe` print what they were given, or fail."""

    def __init__(self) -> None:
        self.fault: BaseException | None = None

    def register(self, app: typer.Typer) -> None:
        outer = add_group(app, "outer", en="Outer.", zh="外层。")
        for group in (app, outer):
            add_command(
                group, self.probe, name="probe", en="Probe.", zh="探针。", examples=["gongwu probe"]
            )

    def probe(
        self,
        steps: Annotated[
            int, typer.Option("--steps", "-s", min=1, max=1000, help=both(en="Steps.", zh="步数。"))
        ] = 7,
        heat: Annotated[float, typer.Option("--heat", help=both(en="Heat.", zh="热度。"))] = 0.0,
        sort: Annotated[
            Sort, typer.Option("--sort", help=both(en="Sort.", zh="种类。"))
        ] = Sort.PLAIN,
        loud: Annotated[bool, typer.Option("--loud", help=both(en="Loud.", zh="大声。"))] = False,
        stop_word: Annotated[
            list[str] | None, typer.Option("--stop-word", help=both(en="Stop.", zh="停止串。"))
        ] = None,
        as_json: JsonFlag = False,
    ) -> None:
        if self.fault is not None:
            raise self.fault
        given = {"steps": steps, "heat": heat, "sort": sort, "loud": loud, "stop_word": stop_word}
        emit(given, text=f"{steps} steps", as_json=as_json)


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Probe:
    module = Probe()
    monkeypatch.setattr(main, "COMMANDS", (*main.COMMANDS, module))
    return module
