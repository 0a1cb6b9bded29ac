"""What docs/ says is so: commands, options, examples, settings, places, and tests by name."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperOption

from gongwu.doors.cli.folders import find_folders
from gongwu.doors.cli.help_page import argument_name
from gongwu.doors.cli.main import build
from gongwu.doors.cli.settings import read_settings
from tests.doors.cli.conftest import assert_understood
from tests.doors.cli.test_help_page import LEAVES
from tests.test_readme import ROOT, commands, words_of

CHINESE = sorted((ROOT / "docs").glob("*.zh-CN.md"))
ENGLISH = sorted(set((ROOT / "docs").glob("*.md")) - set(CHINESE))
DOCUMENTS = [*ENGLISH, *CHINESE]
COMMAND_LINES = [path for path in DOCUMENTS if path.name.startswith("command-line.")]

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
each_command_line = pytest.mark.parametrize("document", COMMAND_LINES, ids=lambda path: path.name)


def chinese_of(english: Path) -> Path:
    return english.with_suffix(".zh-CN.md")


def headings(document: Path) -> list[str]:
    """Those of one # and more; a comment in a code block is none."""
    prose = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.S)
    return re.findall(r"^#+ .*$", prose, re.M)


def section(document: Path, heading: str) -> str:
    """What stands under a heading of the second level, the code blocks left out."""
    parts = document.read_text("utf-8").split("\n## ")
    found = [part for part in parts if part.splitlines()[0] == heading]
    assert len(found) == 1, f"{document.name}: {len(found)} sections ## {heading}"
    return re.sub(r"```.*?```", "", found[0], flags=re.S)


def flags_named(text: str) -> set[str]:
    """Each option that stands in code: `--top-p X`, `-m`."""
    code = " ".join(re.findall(r"`([^`]+)`", text))
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", code))


def flags_of(path: str) -> set[str]:
    options = [one for one in LEAVES[path].params if isinstance(one, TyperOption)]
    return {flag for one in options if not one.hidden for flag in one.opts + one.secondary_opts}


EVERYWHERE = {flag for one in build().params for flag in one.opts} | {"-h", "--help"}
EVERY_FLAG = EVERYWHERE.union(*map(flags_of, LEAVES))


def test_every_document_stands_in_both_languages() -> None:
    assert [chinese_of(path) for path in ENGLISH] == CHINESE
    assert COMMAND_LINES


@pytest.mark.parametrize("english", ENGLISH, ids=lambda path: path.name)
def test_both_languages_say_the_same(english: Path) -> None:
    """As far as a test can tell: the same sections, examples, settings, options and tests."""
    chinese = chinese_of(english)
    assert f"]({chinese.name})" in english.read_text("utf-8")
    assert f"]({english.name})" in chinese.read_text("utf-8")
    levels = [[heading.count("#") for heading in headings(path)] for path in (english, chinese)]
    assert levels[0] == levels[1]
    readings: list[Callable[[Path], Iterable[str]]] = [commands, toml_blocks, flags_in, named_tests]
    for told in readings:
        assert sorted(told(english)) == sorted(told(chinese))


def flags_in(document: Path) -> set[str]:
    return flags_named(document.read_text("utf-8"))


def toml_blocks(document: Path) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", document.read_text("utf-8"), re.S)


def named_tests(document: Path) -> set[str]:
    return set(re.findall(r"`(test_\w+)`", document.read_text("utf-8")))


@each_command_line
def test_what_every_command_has_is_named(document: Path) -> None:
    assert flags_in(document) >= EVERYWHERE


@each_command_line
@pytest.mark.parametrize("path", LEAVES)
def test_a_command_has_a_section_with_each_of_its_options(path: str, document: Path) -> None:
    """And with none that is no longer there."""
    text = section(document, f"`{path}`")
    assert flags_of(path) - EVERYWHERE <= flags_named(text)
    assert {flag for flag in flags_named(text) if flag.startswith("--")} <= EVERY_FLAG
    for argument in LEAVES[path].params:
        if isinstance(argument, TyperArgument):
            assert argument_name(argument).rstrip("…") in text


@each_document
def test_each_example_is_understood(document: Path) -> None:
    for line in commands(document):
        assert_understood(words_of(line))


@each_document
def test_each_example_of_settings_is_accepted(document: Path, tmp_path: Path) -> None:
    for block in toml_blocks(document):
        (tmp_path / "gongwu.toml").write_text(block, "utf-8")
        assert read_settings(build(), find_folders(os.environ), tmp_path).values


@each_document
def test_each_place_that_a_link_points_at_is_a_heading(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]*)#([^)\s]+)\)", document.read_text("utf-8"))
    for file, place in links:
        there = document.parent / file if file else document
        assert place in {anchor(heading) for heading in headings(there)}, f"{file}#{place}"


def anchor(heading: str) -> str:
    """How hubs name the place of a heading."""
    words = re.sub(r"[^\w\- ]", "", heading.lstrip("#").strip().lower())
    return words.replace(" ", "-")


@each_document
def test_each_test_that_a_document_names_exists(document: Path) -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    there = set(re.findall(r"^def (test_\w+)\(", "\n".join(sources), re.M))
    assert named_tests(document) - there == set()
