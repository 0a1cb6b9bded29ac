"""Help, for every command there is and in both languages."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from gongwu.doors.cli.help_page import help_page
from gongwu.doors.cli.language import half, speak
from gongwu.doors.cli.main import build
from tests.doors.cli.conftest import Gongwu, Probe, assert_understood

Branch = TyperGroup | TyperCommand

CHINESE = re.compile(r"[\u4e00-\u9fff]")
HEAVY = (
    "torch", "numpy", "tokenizers", "transformers", "jinja2", "rich", "pydantic", "sqlalchemy",
    "alembic", "sympy", "z3", "llguidance", "httpx", "cryptography", "PIL",
)  # fmt: skip


def branches(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Branch]]:
    assert isinstance(command, TyperGroup | TyperCommand)
    yield " ".join(("gongwu", *path)), command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from branches(inner, (*path, name))


BRANCHES = dict(branches(build()))
LEAVES = {path: one for path, one in BRANCHES.items() if not isinstance(one, TyperGroup)}


def texts(command: Branch) -> list[str]:
    """Each help text of a command and of its parameters."""
    parameters = [one for one in command.params if isinstance(one, TyperOption | TyperArgument)]
    return [command.help or "", *(one.help or "" for one in parameters)]


@pytest.mark.parametrize("path", BRANCHES)
def test_every_help_text_stands_in_both_languages(path: str) -> None:
    for text in texts(BRANCHES[path]):
        speak([], {"LANG": "en"})
        english = half(text)
        speak([], {"LANG": "zh"})
        chinese = half(text)
        assert CHINESE.search(chinese), f"no Chinese: {english!r}"
        assert not CHINESE.search(english), f"no English: {chinese!r}"


@pytest.mark.parametrize("path", BRANCHES)
def test_every_page_is_shown_in_the_language_asked_for(path: str, gongwu: Gongwu) -> None:
    words = path.split()[1:]
    english, chinese = gongwu(*words, "--help"), gongwu(*words, "--help", "--lang", "zh")
    assert english.code == chinese.code == 0
    assert english.out.startswith(f"Usage: {path} ")
    assert chinese.out.startswith(f"用法：{path} ")


@pytest.mark.parametrize("path", LEAVES)
def test_every_command_has_an_example_that_it_understands(path: str) -> None:
    examples = (LEAVES[path].epilog or "").splitlines()
    assert examples
    for example in examples:
        ours = example[example.index(path) :]  # an example may begin with `echo … |`
        assert_understood(shlex.split(ours)[1:])


@pytest.mark.parametrize("path", LEAVES)
def test_every_command_can_answer_in_json(path: str) -> None:
    assert any("--json" in parameter.opts for parameter in LEAVES[path].params)


@pytest.mark.parametrize("path", LEAVES)
def test_every_option_is_named_as_its_variable_and_its_setting(path: str) -> None:
    """GONGWU_TRAIN_TEXT_BATCH_SIZE must be the way to set `--batch-size`."""
    for option in LEAVES[path].params:
        if isinstance(option, TyperOption) and option.allow_from_autoenv:
            assert f"--{option.name.replace('_', '-')}" in option.opts


def test_gongwu_alone_and_a_group_alone_show_their_help(gongwu: Gongwu, probe: Probe) -> None:
    for words in ((), ("outer",)):
        answer = gongwu(*words)
        assert answer.code == 0
        assert answer.out == gongwu(*words, "--help").out
        assert answer.err == ""


def test_the_page_shows_defaults_and_values(gongwu: Gongwu, probe: Probe) -> None:
    page = gongwu("probe", "--help").out
    assert "-s, --steps N " in page
    assert "Steps. [default: 7]" in page
    assert "--sort plain|fancy" in page
    assert "Sort. [default: plain]" in page
    assert "Heat. [default: 0.0]" in page
    assert "Loud.\n" in page
    assert "步数。 [默认：7]" in gongwu("probe", "--help", "--lang", "zh").out


def test_no_line_of_help_is_wider_than_the_terminal(
    gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for command in BRANCHES.values():
        speak([], {"LANG": "zh"})
        page = help_page(command, typer.Context(command, info_name="gongwu"))
        prose = page.split("示例：")[0]  # an example is one line, to be copied
        assert all(len(line) <= 60 for line in prose.splitlines())


def test_the_version_is_printed(gongwu: Gongwu) -> None:
    assert re.fullmatch(r"gongwu \d+\.\d+\.\d+\S*\n", gongwu("--version").out)


def test_help_loads_nothing_heavy() -> None:
    """`gongwu --help` must answer at once: torch alone would take seconds."""
    script = (
        "import sys; from gongwu.doors.cli.main import main; main(['--help']);"
        f"sys.exit(' '.join(sorted(set({HEAVY}) & set(sys.modules))) or 0)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert answer.stderr.strip() == ""
    assert answer.returncode == 0
