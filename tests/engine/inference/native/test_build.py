import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gongwu.engine.inference.native import build
from gongwu.engine.inference.native.build import SOURCES, Library, load_library

# A compiler that answers at once: it says what it predefines, and "compiles" by copying a library
# that is already there. It writes a line into a log for each compilation.
SWIFT_COMPILER = """
import shutil, sys, time
library, log, flaw = sys.argv[1:4]
arguments = sys.argv[4:]
if "-dM" in arguments:
    if "unknown processor" in flaw and any("native" in a for a in arguments):
        sys.exit("error: unknown processor")
    print("#define __SWIFT__ 1")
    sys.exit()
if "cannot" in flaw:
    sys.exit("step.c:3: error: cannot compile this\\n1 error generated.")
time.sleep(0.05)
shutil.copy(library, arguments[arguments.index("-o") + 1])
with open(log, "a") as file:
    file.write(" ".join(arguments) + "\\n")
"""


class Swift:
    """The swift compiler as a command, and what it was asked to compile."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.script, self.log = folder / "swift.py", folder / "log"
        self.script.write_text(SWIFT_COMPILER)
        self.library = library

    def command(self, flaw: str = "") -> tuple[str, ...]:
        return (sys.executable, str(self.script), str(self.library.path), str(self.log), flaw)

    @property
    def compiled(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def swift(tmp_path: Path, library: Library) -> Swift:
    return Swift(tmp_path, library)


def test_it_compiles_once_and_then_loads(tmp_path: Path, swift: Swift) -> None:
    for _ in range(3):
        assert isinstance(load_library(tmp_path / "a" / "b", [swift.command()]), Library)
    assert len(swift.compiled) == 1
    assert len(list((tmp_path / "a" / "b").iterdir())) == 1  # nothing is left lying about


@pytest.mark.parametrize("damage", ["cut", "changed", "empty"])
def test_a_damaged_library_is_compiled_again(tmp_path: Path, swift: Swift, damage: str) -> None:
    first = load_library(tmp_path / "cache", [swift.command()])
    assert isinstance(first, Library)
    whole = first.path.read_bytes()
    damaged = {"cut": whole[:5000], "changed": whole[:-1] + b"?", "empty": b""}[damage]
    first.path.unlink()
    first.path.write_bytes(damaged)
    second = load_library(tmp_path / "cache", [swift.command()])
    assert isinstance(second, Library)
    assert second.path.read_bytes() == whole
    assert len(swift.compiled) == 2


def test_another_compiler_or_flag_is_another_library(tmp_path: Path, swift: Swift) -> None:
    load_library(tmp_path / "cache", [swift.command()])
    load_library(tmp_path / "cache", [swift.command("harmless")])
    assert len(swift.compiled) == 2


def test_several_processes_may_compile_at_once(tmp_path: Path, swift: Swift) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from gongwu.engine.inference.native.build import load_library\n"
        "print(load_library(Path(sys.argv[1]), [sys.argv[2:]]).path)"
    )
    line = [sys.executable, "-c", script, str(tmp_path / "cache"), *swift.command()]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda _: subprocess.run(line, capture_output=True), range(3)))
    assert {answer.returncode for answer in answers} == {0}, answers[0].stderr
    assert len({answer.stdout for answer in answers}) == 1
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_compiler_that_does_not_know_native_is_asked_without(
    tmp_path: Path, swift: Swift
) -> None:
    loaded = load_library(tmp_path / "cache", [swift.command("unknown processor")])
    assert isinstance(loaded, Library)
    assert "native" not in swift.compiled[0].replace(str(SOURCES), "")


def test_a_compiler_that_fails_is_a_reason(tmp_path: Path, swift: Swift) -> None:
    reason = load_library(tmp_path / "cache", [swift.command("cannot")])
    assert isinstance(reason, str)
    assert "does not compile step.c: step.c:3: error: cannot compile this" in reason
    assert list((tmp_path / "cache").iterdir()) == []


def test_after_a_compiler_that_fails_the_next_is_tried(tmp_path: Path, swift: Swift) -> None:
    commands = [("no-such-compiler",), swift.command("cannot"), swift.command()]
    assert isinstance(load_library(tmp_path / "cache", commands), Library)


def test_a_missing_compiler_is_a_reason(tmp_path: Path) -> None:
    reason = load_library(tmp_path, [("no-such-compiler",)])
    assert isinstance(reason, str)
    assert reason.startswith("no-such-compiler: ")


def test_no_compiler_at_all_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setattr(build, "find_spec", lambda name: None)
    reason = load_library(tmp_path / "cache")
    assert isinstance(reason, str)
    assert "no C compiler found" in reason


def test_a_compiler_that_hangs_is_a_reason(
    tmp_path: Path, swift: Swift, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "TIMEOUT_SECONDS", 0.001)
    reason = load_library(tmp_path / "cache", [swift.command()])
    assert isinstance(reason, str)
    assert "timed out" in reason


def test_a_cache_that_cannot_be_written_is_a_reason(tmp_path: Path, swift: Swift) -> None:
    (tmp_path / "file").touch()
    reason = load_library(tmp_path / "file" / "cache", [swift.command()])
    assert isinstance(reason, str)
    assert f"cache folder {tmp_path / 'file' / 'cache'}" in reason


def test_the_compiler_in_cc_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "my-cc -m64")
    assert next(build._found_compilers()) == ("my-cc", "-m64")


def test_the_source_compiles_without_a_warning(tmp_path: Path) -> None:
    compiler = next((name for name in build.COMPILERS if shutil.which(name)), None)
    if compiler is None:
        pytest.skip("no C compiler")
    flags = ("-std=gnu11", "-O1", "-Wall", "-Wextra", "-Wshadow", "-Werror", "-c")
    line = (compiler, *flags, str(SOURCES / build.MAIN), "-o", str(tmp_path / "step.o"))
    answer = subprocess.run(line, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
