"""Facts about the machine that runs the tests."""

import sys
from pathlib import Path

import pytest

from gongwu.doors.cli import machine


def test_there_is_a_core_and_some_memory() -> None:
    assert machine.cores() >= 1
    total = machine.memory_bytes()
    assert total is None or total > 2**20


def test_free_space_is_that_of_the_nearest_folder_there_is(tmp_path: Path) -> None:
    there, not_yet = (machine.free_disk_bytes(tmp_path / name) for name in ("", "not/yet"))
    # Other programs write meanwhile; a disk of another size would differ by far more.
    assert abs(there - not_yet) < 2**30


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists them in /proc/cpuinfo")
def test_the_processor_names_its_features() -> None:
    assert machine.cpu_flags()


def test_the_ziglang_wheel_is_a_compiler_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(machine, "has_package", lambda name: name == "ziglang")
    assert machine.c_compiler() == "ziglang"


def test_torch_is_asked_in_another_process() -> None:
    torch = machine.ask_torch()
    assert torch.fault == ""
    assert torch.version[0].isdigit()


def test_a_torch_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_PROBE", "import no_such_package")
    assert "no_such_package" in machine.ask_torch().fault


def test_a_torch_that_dies_without_a_word_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_PROBE", "import os; os._exit(3)")
    assert machine.ask_torch().fault == "exit code 3"
