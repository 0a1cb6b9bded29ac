"""How a command ends when it does not end well."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from gongwu.doors.cli.main import main
from gongwu.errors import BadInputError, ExitCode, FailedError, NotFoundError, TryLaterError
from tests.doors.cli.conftest import Gongwu, Probe


class OutOfMemoryError(RuntimeError):
    """As torch names its own."""


def _full_disk() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "model.safetensors")


FAULTS = [
    (FailedError(en="It did not work.", zh="没成功。"), 1, "It did not work."),
    (BadInputError(en="Not so.", zh="不是这样。"), 2, "Not so."),
    (NotFoundError(en="Not here.", zh="不在这里。"), 3, "Not here."),
    (TryLaterError(en="Taken.", zh="被占用。"), 75, "Taken."),
    (FileNotFoundError(errno.ENOENT, "No such file", "poems.txt"), 3, "poems.txt"),
    (PermissionError(errno.EACCES, "Permission denied", "poems.txt"), 2, "poems.txt"),
    (_full_disk(), 5, "model.safetensors"),
    (MemoryError(), 5, "memory"),
    (OutOfMemoryError("CUDA"), 5, "memory"),
    (RuntimeError("DefaultCPUAllocator: can't allocate memory"), 5, "memory"),
    (KeyboardInterrupt(), 130, "interrupted"),
    (typer.Abort(), 130, "interrupted"),
    (ValueError("a secret"), 1, "ValueError"),
]
NAMES = [type(fault).__name__ for fault, _, _ in FAULTS]


@pytest.mark.parametrize(("fault", "code", "words"), FAULTS, ids=NAMES)
def test_each_failure_has_its_exit_code_and_no_traceback(
    fault: BaseException, code: int, words: str, gongwu: Gongwu, probe: Probe
) -> None:
    probe.fault = fault
    answer = gongwu("probe")
    assert answer.code == code
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(("fault", "code", "words"), FAULTS, ids=NAMES)
def test_a_program_that_asked_for_json_gets_the_failure_as_json(
    fault: BaseException, code: int, words: str, gongwu: Gongwu, probe: Probe
) -> None:
    probe.fault = fault
    answer = gongwu("probe", "--json")
    assert answer.code == code
    assert answer.json["error"]["code"] == code
    assert words in answer.json["error"]["message"]
    assert answer.err == ""


def test_failures_are_told_in_chinese_too(gongwu: Gongwu, probe: Probe) -> None:
    probe.fault = NotFoundError(en="Not here.", zh="不在这里。")
    assert gongwu("probe", "--lang", "zh").err == "gongwu: 不在这里。\n"


def test_a_fault_of_ours_keeps_its_traceback_in_a_file(
    gongwu: Gongwu, probe: Probe, home: Path
) -> None:
    probe.fault = ValueError("a secret")
    answer = gongwu("probe")
    (file,) = (home / "log").iterdir()
    assert str(file) in answer.err
    assert "a secret" not in answer.err
    assert "Traceback" in file.read_text("utf-8")
    assert "ValueError: a secret" in file.read_text("utf-8")


def test_a_fault_is_told_even_when_its_traceback_cannot_be_kept(
    gongwu: Gongwu, probe: Probe, home: Path
) -> None:
    (home / "log").write_text("a file where the folder should be")
    probe.fault = ValueError("a secret")
    answer = gongwu("probe")
    assert answer.code == ExitCode.FAILED
    assert "No trace was kept" in answer.err


def test_a_command_may_choose_its_exit_code(gongwu: Gongwu, probe: Probe) -> None:
    probe.fault = typer.Exit(4)
    answer = gongwu("probe")
    assert (answer.code, answer.out, answer.err) == (4, "", "")


def test_a_reader_who_goes_away_is_no_news(gongwu: Gongwu, probe: Probe) -> None:
    probe.fault = BrokenPipeError(errno.EPIPE, "Broken pipe")
    answer = gongwu("probe", "--json")
    assert (answer.code, answer.out, answer.err) == (ExitCode.FAILED, "", "")


def test_main_takes_a_list_as_a_shell_gives_it() -> None:
    assert main(["--version"]) == 0


def _console(*words: str, stdout: int | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongwu.doors.cli.main", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk without room")
def test_a_full_disk_behind_stdout_is_told_once() -> None:
    with Path("/dev/full").open("w") as full:
        answer = _console("models", stdout=full.fileno())
    assert answer.returncode == ExitCode.NO_ROOM
    assert answer.stderr.count("\n") == 1


def test_a_closed_pipe_behind_stdout_is_quiet() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    answer = _console("models", stdout=writer)
    os.close(writer)
    assert answer.returncode == ExitCode.FAILED
    assert answer.stderr == ""
