"""`run.py`: set up once, run at once. Nothing here installs anything."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

Commands = list[list[str]]


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """A copy of what run.py reads, in a folder of its own."""
    for name in ("run.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(repository / name, tmp_path)
    return tmp_path


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py of that folder as a module."""
    spec = importlib.util.spec_from_file_location("run", project / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def commands(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """What run.py starts: nothing runs, and a new environment is a lone interpreter."""
    started: Commands = []

    def create(folder: Path, *, clear: bool, **_: object) -> None:
        started.append(["venv", "--clear" if clear else "in place"])
        if clear:
            shutil.rmtree(folder, ignore_errors=True)
        run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        run.PYTHON.touch()

    monkeypatch.setattr(run.venv, "create", create)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: started.append(command[1:]))
    return started


def test_it_stays_small_and_old_pythons_can_read_it(repository: Path) -> None:
    """Python 3.7 must get as far as the sentence that says it is too old."""
    text = (repository / "run.py").read_text("utf-8")
    ast.parse(text, feature_version=(3, 7))
    assert len(text.splitlines()) <= 80


def test_an_old_python_is_refused_in_a_sentence(project: Path) -> None:
    script = "import runpy, sys; sys.version_info = (3, 10, 9); runpy.run_path('run.py')"
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=project, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert "Python 3.11" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_second_set_up_does_nothing(run: ModuleType, commands: Commands) -> None:
    run.set_up("demo")
    assert [command[0] for command in commands] == ["venv", "-m"]
    assert commands[1][:3] == ["-m", "pip", "install"]
    commands.clear()
    run.set_up("demo")
    assert commands == []


def test_what_the_tests_need_holds_what_the_demo_needs(run: ModuleType, commands: Commands) -> None:
    run.set_up("test")
    commands.clear()
    run.set_up("demo")
    assert commands == []


def test_the_tests_need_more_than_the_demo(run: ModuleType, commands: Commands) -> None:
    run.set_up("demo")
    commands.clear()
    run.set_up("test")
    (pip,) = [command for command in commands if "pip" in command]
    group = tomllib.loads(run.PROJECT.read_text("utf-8"))["dependency-groups"]["test"]
    assert pip[-len(group) :] == group


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_file_is_installed_in_place(
    name: str, run: ModuleType, commands: Commands, project: Path
) -> None:
    run.set_up("demo")
    commands.clear()
    (project / name).write_text((project / name).read_text("utf-8") + "# changed\n", "utf-8")
    run.set_up("demo")
    assert commands[0] == ["venv", "in place"]
    assert commands[1][1] == "pip"


def _interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("stage", ["venv", "pip"])
def test_an_interrupted_set_up_begins_again(
    stage: str, run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A half-emptied environment still has its interpreter, and once passed for a whole one."""
    with monkeypatch.context() as patch:
        if stage == "venv":
            patch.setattr(run.venv, "create", _interrupt)
        else:
            patch.setattr(subprocess, "run", _interrupt)
        run.PYTHON.parent.mkdir(parents=True)
        run.PYTHON.touch()
        with pytest.raises(KeyboardInterrupt):
            run.set_up("demo")
    commands.clear()
    run.set_up("demo")
    assert commands[0] == ["venv", "--clear"]
    commands.clear()
    run.set_up("demo")
    assert commands == []


def test_another_python_begins_again(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.set_up("demo")
    commands.clear()
    monkeypatch.setattr(sys, "version", "3.99.0 (another)")
    run.set_up("demo")
    assert commands[0] == ["venv", "--clear"]


def test_an_environment_whose_python_is_gone_begins_again(
    run: ModuleType, commands: Commands
) -> None:
    run.set_up("demo")
    commands.clear()
    run.PYTHON.unlink()
    run.set_up("demo")
    assert commands[0] == ["venv", "--clear"]


@pytest.mark.parametrize(("value", "offline"), [("1", True), ("0", False), (None, False)])
def test_offline_asks_no_index(
    value: str | None,
    offline: bool,
    run: ModuleType,
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if value is not None:
        monkeypatch.setenv("GONGWU_OFFLINE", value)
    run.set_up("demo")
    assert ("--no-index" in commands[1]) is offline


def test_a_python_without_ensurepip_is_told_what_to_install(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="python3-venv"):
        run.set_up("demo")
    assert commands == []


@pytest.mark.parametrize(
    ("words", "passed_on"),
    [
        ([], ["demo"]),
        (["--out", "page"], ["demo", "--out", "page"]),
        (["--help"], ["--help"]),
        (["generate", "春风", "-m", "verse"], ["generate", "春风", "-m", "verse"]),
    ],
)
def test_words_go_to_the_command_line_and_none_means_the_demo(
    words: list[str],
    passed_on: list[str],
    run: ModuleType,
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "name", "nt")  # where it starts a process instead of becoming it
    run.main(words)
    assert commands[-1] == ["-P", "-m", "gongwu.doors.cli.main", *passed_on]


def test_the_checks_run_in_order_and_pytest_gets_the_rest(
    run: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    run.main(["test", "-k", "laws"])
    checks = commands[2:]
    assert len(checks) == len(run.CHECKS) == 5
    assert checks[-1] == ["-m", "pytest", "-k", "laws"]
    assert capsys.readouterr().out.splitlines() == [f"== {name}" for name in run.CHECKS]


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for Python is a shell script")
@pytest.mark.parametrize(("words", "code"), [(["models"], 7), (["test"], 7)])
def test_the_exit_code_is_passed_on(
    words: list[str], code: int, run: ModuleType, commands: Commands, project: Path
) -> None:
    run.set_up("test")
    run.PYTHON.write_text(f"#!/bin/sh\nexit {code}\n")
    run.PYTHON.chmod(0o755)
    ended = os.spawnv(os.P_WAIT, sys.executable, [sys.executable, str(project / "run.py"), *words])
    assert ended == code


def test_each_requirement_has_its_exact_version(repository: Path) -> None:
    """Two people who set up on different days must get the same packages."""
    text = (repository / "constraints.txt").read_text("utf-8")
    pins = dict(line.split("==") for line in text.splitlines() if not line.startswith("#"))
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["engine"],
        *project["project"]["optional-dependencies"]["hub"],
        *project["dependency-groups"]["test"],
    ]
    names = {requirement.partition(">")[0].partition("[")[0] for requirement in wanted}
    assert names - {"gongwu"} <= set(pins)
    assert pins["torch"] == "2.13.0"
