"""Compile the C of this folder with the compiler at hand, keep the result, load it.

Knows compilers and a cache folder, not nets. Nothing here raises for want of a compiler: the
answer is then a sentence that says why, and the caller goes on in torch.
"""

import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from gongwu.engine.inference.native.structs import Net, Step, expected_sizes

SOURCES = Path(__file__).parent
MAIN = "step.c"

# No flag may let the compiler reorder or fuse sums: the bits are promised (vector.h). The two
# "no" flags only say that nobody reads errno or the trap flags.
FLAGS = (
    "-std=gnu11",
    "-O3",
    "-ffp-contract=off",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-fvisibility=hidden",
    "-shared",
    "-fPIC",
    "-pthread",
)
# For this processor; compilers differ in how they want to be told.
TARGETS = (("-march=native",), ("-mcpu=native",), ())

COMPILERS = ("cc", "gcc", "clang")
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
TIMEOUT_SECONDS = 300.0


@dataclass(frozen=True)
class Library:
    """The compiled functions, ready to call."""

    path: Path
    handle: ctypes.CDLL

    def scratch_floats(self, net: Net, step: Step) -> int:
        """How much scratch memory this step needs."""
        return int(self.handle.gongwu_scratch(ctypes.byref(net), ctypes.byref(step)))

    def run(self, net: Net, step: Step) -> None:
        """One step; other Python threads go on meanwhile."""
        self.handle.gongwu_step(ctypes.byref(net), ctypes.byref(step))


@dataclass(frozen=True)
class Compiler:
    """A command that compiles C, and the flags with which it compiles for this processor."""

    command: tuple[str, ...]
    target: tuple[str, ...]
    macros: str  # all it predefines: its version, and what the processor can do

    @property
    def line(self) -> tuple[str, ...]:
        """The command with its flags."""
        return (*self.command, *FLAGS, *self.target)


def load_library(cache: Path, compilers: Sequence[Sequence[str]] | None = None) -> Library | str:
    """The library from the cache folder, compiled if need be; or the reason why there is none.

    `compilers` are commands to try in order; None means whatever this machine has.
    """
    if sys.byteorder != "little":
        return "the C step needs a little-endian processor"
    reasons: list[str] = []
    for command in _found_compilers() if compilers is None else compilers:
        loaded = _load_with(tuple(command), cache)
        if isinstance(loaded, Library):
            return loaded
        reasons.append(f"{' '.join(command)}: {loaded}")
    if not reasons:
        return "no C compiler found (looked for $CC, cc, gcc, clang and the ziglang package)"
    return "; ".join(reasons)


def _found_compilers() -> Iterator[tuple[str, ...]]:
    named = os.environ.get("CC")
    if named:
        yield tuple(shlex.split(named))
    for name in COMPILERS:
        if shutil.which(name):
            yield (name,)
    if find_spec("ziglang"):
        yield (sys.executable, "-m", "ziglang", "cc")


def _load_with(command: tuple[str, ...], cache: Path) -> Library | str:
    compiler = _ask(command)
    if isinstance(compiler, str):
        return compiler
    stem = f"decoder-step-{_key(compiler)}"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        for path in sorted(cache.glob(f"{stem}-*{SUFFIX}")):
            library = _open(path)
            if library is not None:
                return library
        path_or_reason = _compile(compiler, cache, stem)
    except OSError as problem:
        return f"cache folder {cache}: {problem}"
    if isinstance(path_or_reason, str):
        return path_or_reason
    return _open(path_or_reason) or f"{path_or_reason} was compiled but cannot be loaded"


def _ask(command: tuple[str, ...]) -> Compiler | str:
    """Which flags this compiler takes, and what it then knows of the processor; or why not."""
    said = ""
    for target in TARGETS:
        answer = _run((*command, *target, "-dM", "-E", "-x", "c", os.devnull))
        if isinstance(answer, str):
            return answer
        if answer.returncode == 0:
            return Compiler(command, target, answer.stdout)
        said = _complaint(answer.stderr)
    return said


def _key(compiler: Compiler) -> str:
    """Changes whenever the compiled bytes might: with source, flags, compiler or processor."""
    digest = hashlib.sha256(repr((compiler.line, compiler.macros)).encode())
    for path in sorted((*SOURCES.glob("*.c"), *SOURCES.glob("*.h"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _compile(compiler: Compiler, cache: Path, stem: str) -> Path | str:
    """Compile aside and rename: another process sees a whole library or none."""
    with tempfile.TemporaryDirectory(dir=cache, prefix="compiling-") as folder:
        made = Path(folder) / f"step{SUFFIX}"
        answer = _run((*compiler.line, str(SOURCES / MAIN), "-o", str(made), "-lm"))
        if isinstance(answer, str):
            return answer
        if answer.returncode != 0:
            return f"does not compile {MAIN}: {_complaint(answer.stderr)}"
        final = cache / f"{stem}-{_digest(made)}{SUFFIX}"
        return made.replace(final)


def _run(line: Sequence[str]) -> subprocess.CompletedProcess[str] | str:
    try:
        return subprocess.run(
            line, capture_output=True, text=True, errors="replace", timeout=TIMEOUT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)


def _complaint(text: str) -> str:
    """The first error of a compiler; failing that, its last word."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line]
    return (errors or lines[-1:] or ["it failed without a word"])[0]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _open(path: Path) -> Library | None:
    """Load a library whose bytes are those its name promises: a cut one could crash us."""
    try:
        if not path.stem.endswith(_digest(path)):
            return None
        handle = ctypes.CDLL(str(path))
    except OSError:
        return None
    handle.gongwu_scratch.argtypes = (ctypes.POINTER(Net), ctypes.POINTER(Step))
    handle.gongwu_scratch.restype = ctypes.c_int64
    handle.gongwu_step.argtypes = (ctypes.POINTER(Net), ctypes.POINTER(Step))
    handle.gongwu_step.restype = None
    sizes = (ctypes.c_int64 * len(expected_sizes()))()
    handle.gongwu_sizes(sizes)
    assert tuple(sizes) == expected_sizes(), "structs.py and net.h have parted"
    return Library(path, handle)
