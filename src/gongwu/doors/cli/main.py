"""The `gongwu` command: from the words of a line to its exit code.

Each command lives in its own module in `commands/` and is named once, in `COMMANDS`. A module
imports light things only: what is heavy it imports inside its function, because `gongwu --help`
imports them all.
"""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import typer
from typer.core import TyperGroup

from gongwu.doors.cli.app import new_app
from gongwu.doors.cli.commands import (
    backup,
    check,
    demo,
    doctor,
    draw,
    evaluate,
    generate,
    kinds,
    make,
    models,
    pieces,
    publish,
    review,
    show,
    trace,
    train,
    verify,
)
from gongwu.doors.cli.failures import report
from gongwu.doors.cli.folders import find_folders
from gongwu.doors.cli.language import before_dashes, speak
from gongwu.doors.cli.settings import Settings, read_settings
from gongwu.errors import ExitCode


class CommandModule(Protocol):
    """A module in `commands/`."""

    def register(self, app: typer.Typer) -> None: ...


# In the order of the help page.
COMMANDS: tuple[CommandModule, ...] = (
    demo,
    make,
    kinds,
    pieces,
    show,
    review,
    publish,
    verify,
    check,
    train,
    generate,
    draw,
    trace,
    evaluate,
    models,
    backup,
    doctor,
)


def run() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A verse piped to a file is the same bytes on every machine, whatever its locale.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        # Already reported by main; without this, Python would report it again on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command line and give its exit code. It prints, and raises nothing."""
    as_json = "--json" in before_dashes(argv)
    try:
        _invoke(speak(argv, os.environ))
        sys.stdout.flush()
    except typer.Exit as done:
        return done.exit_code
    except (Exception, KeyboardInterrupt) as error:  # a door catches broadly
        return report(error, os.environ, as_json=as_json)
    return ExitCode.DONE


def build() -> TyperGroup:
    """The whole command line as a tree."""
    app = new_app()
    for module in COMMANDS:
        module.register(app)
    tree = typer.main.get_command(app)
    assert isinstance(tree, TyperGroup)
    return tree


def _invoke(words: list[str]) -> None:
    tree = build()
    # Help is always given: also to whoever asks for it because a settings file is broken.
    asks_help = not words or {"-h", "--help", "--version"}.intersection(before_dashes(words))
    settings = (
        Settings() if asks_help else read_settings(tree, find_folders(os.environ), Path.cwd())
    )
    with tree.make_context(
        "gongwu",
        words,
        obj=settings,
        default_map=settings.values,
        auto_envvar_prefix="GONGWU",
    ) as context:
        tree.invoke(context)


if __name__ == "__main__":
    run()
