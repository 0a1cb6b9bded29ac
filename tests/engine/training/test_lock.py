import subprocess
import sys
from pathlib import Path

import pytest

from gongwu.engine.training.lock import hold
from gongwu.errors import TryLaterError

HOLDER = """
import sys
from pathlib import Path
from gongwu.engine.training.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """The lock file of a run in a folder."""
    (tmp_path / "out" / "run").mkdir(parents=True)
    return tmp_path / "out" / "run" / "lock"


def holder_of(lock: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its stdin ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_asked_to_come_later(lock: Path) -> None:
    with holder_of(lock), pytest.raises(TryLaterError) as caught, hold(lock):
        pass
    # The folder of the run, not the file within.
    assert f"training in {lock.parent.parent}." in caught.value.en
    assert f"正在 {lock.parent.parent} 里训练" in caught.value.zh


def test_a_second_holder_in_the_same_process_is_too(lock: Path) -> None:
    with hold(lock), pytest.raises(TryLaterError), hold(lock):
        pass


def test_the_lock_is_free_again_afterwards(lock: Path) -> None:
    with hold(lock):
        pass
    with holder_of(lock):
        pass
    with pytest.raises(KeyboardInterrupt), hold(lock):
        raise KeyboardInterrupt
    with hold(lock):
        pass


def test_a_killed_holder_holds_nothing(lock: Path) -> None:
    with holder_of(lock) as process:
        process.kill()
        process.wait()
        with hold(lock):
            pass


def test_a_file_that_another_run_left_is_no_lock(lock: Path) -> None:
    lock.write_bytes(b"4711")
    with hold(lock):
        pass
