"""The documents name only files that exist, and the READMEs only commands that work."""

import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from gongwu.doors.cli import main
from gongwu.doors.cli.shelf import list_models
from tests.doors.cli.conftest import assert_understood

ROOT = Path(__file__).parent.parent
READMES = [path for path in (ROOT / "README.md", ROOT / "README.zh-CN.md") if path.is_file()]
DOCUMENTS = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")]

# Those that end in a moment, need no network, and write nothing but to stdout.
QUICK = {"models", "doctor", "generate", "--version", "--help"}


def commands(document: Path) -> Iterator[str]:
    """The lines of its shell blocks that call us, without prompt, comment or pipe."""
    for block in re.findall(r"```(?:sh|console)\n(.*?)```", document.read_text("utf-8"), re.S):
        for line in block.replace("\\\n", " ").splitlines():
            called = line.removeprefix("$ ")
            if called.startswith(("gongwu ", "python3 run.py")):
                yield called


def words_of(line: str) -> list[str]:
    """What the command line gets to read: up to a pipe or a redirection."""
    words = shlex.split(line, comments=True)[1 if line.startswith("gongwu") else 2 :]
    end = next((at for at, word in enumerate(words) if word in {"|", ">", ">>", "<", "&&"}), None)
    return words[:end] or ["demo"]


COMMANDS = sorted({line for readme in READMES for line in commands(readme)})


@pytest.mark.skipif(not READMES, reason="there is no README yet")
def test_there_are_readmes_in_both_languages_with_commands() -> None:
    assert len(READMES) == 2
    assert COMMANDS


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_of_a_readme_is_understood(line: str) -> None:
    words = words_of(line)
    if words[0] != "test":  # that one is run.py's own
        assert_understood(words)


def runs_here(line: str) -> bool:
    """Quick, and with a model that comes with Gongwu if with any."""
    words = words_of(line)
    models = {value for flag, value in pairwise(words) if flag in {"-m", "--model"}}
    starters = {model.name for model in list_models() if model.origin == "starter"}
    return words[0] in QUICK and models <= starters


@pytest.mark.parametrize("line", [line for line in COMMANDS if runs_here(line)])
def test_each_quick_command_of_a_readme_works(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main.main(words_of(line)) == 0


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_file_that_a_document_names_exists(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))
    files = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    missing = [file for file in files if not (document.parent / file).exists()]
    assert missing == []
