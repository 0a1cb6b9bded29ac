"""`gongwu doctor`."""

from pathlib import Path
from typing import Any

import pytest

from gongwu.doors.cli import machine
from tests.doors.cli.conftest import Gongwu

CHECKS = ["python", "platform", "cores", "memory", "disk", "torch", "bf16", "compiler", "hub"]


@pytest.fixture(autouse=True)
def _quick_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking the real one takes seconds; test_machine.py does."""
    monkeypatch.setattr(machine, "ask_torch", lambda: machine.Torch(version="2.13.0"))
    monkeypatch.setattr(machine, "has_package", lambda _: True)


def rows(gongwu: Gongwu, *, code: int = 0) -> dict[str, Any]:
    answer = gongwu("doctor", "--json")
    assert answer.code == code
    assert answer.json["fit"] is (code == 0)
    return {check["name"]: check for check in answer.json["checks"]}


def test_a_fit_machine_is_told_so(gongwu: Gongwu, home: Path) -> None:
    assert list(rows(gongwu)) == CHECKS
    page = gongwu("doctor").out
    assert all(name in page for name in CHECKS)
    assert str(home / "cache") in page


def test_without_the_engine_it_is_not_fit_and_says_what_to_install(
    gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "has_package", lambda name: name != "torch")
    row = rows(gongwu, code=1)["torch"]
    assert (row["status"], row["found"]) == ("problem", "missing: torch")
    assert row["advice"] == "pip install 'gongwu[engine]'"
    assert "PROBLEM" in gongwu("doctor").out
    assert "问题" in gongwu("doctor", "--lang", "zh").out


def test_a_torch_that_does_not_start_is_a_problem(
    gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = machine.Torch(fault="ImportError: libgomp.so.1")
    monkeypatch.setattr(machine, "ask_torch", lambda: broken)
    row = rows(gongwu, code=1)["torch"]
    assert row["found"] == "ImportError: libgomp.so.1"
    assert "reinstall" in row["advice"]


def test_what_is_optional_may_be_missing(gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "has_package", lambda name: name in machine.ENGINE_PARTS)
    monkeypatch.setattr(machine, "c_compiler", lambda: None)
    monkeypatch.setattr(machine, "cpu_flags", lambda: frozenset({"sse2"}))
    found = rows(gongwu)
    assert {found[name]["status"] for name in ("hub", "compiler", "bf16")} == {"optional"}
    assert found["hub"]["advice"]
    assert found["compiler"]["advice"]


@pytest.mark.parametrize(
    ("name", "fact", "value"),
    [("memory", "memory_bytes", 10**8), ("disk", "free_disk_bytes", 10**8)],
)
def test_too_little_room_is_a_problem(
    name: str, fact: str, value: int, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, fact, lambda *_: value)
    row = rows(gongwu, code=1)[name]
    assert row["status"] == "problem"
    assert row["advice"]


def test_what_a_system_does_not_tell_is_no_problem(
    gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "memory_bytes", lambda: None)
    monkeypatch.setattr(machine, "cpu_flags", lambda: None)
    found = rows(gongwu)
    assert "not known" in found["memory"]["found"]
    assert "not known" in found["bf16"]["found"]


@pytest.mark.parametrize(
    ("flags", "shown"),
    [
        ({"avx512_bf16", "amx_bf16"}, "AMX"),
        ({"avx512_bf16"}, "AVX512-bf16"),
        ({"asimd", "bf16"}, "Arm"),
    ],
)
def test_the_best_bf16_there_is_is_named(
    flags: set[str], shown: str, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "cpu_flags", lambda: frozenset(flags))
    assert rows(gongwu)["bf16"]["found"] == shown


def test_the_settings_files_are_named(gongwu: Gongwu, home: Path) -> None:
    file = home / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text("")
    assert str(file) in gongwu("doctor", "--json").json["settings"]
    assert str(file) in gongwu("doctor").out
