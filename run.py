"""From Python 3.11 alone to a running Gongwu. With GONGWU_OFFLINE=1 pip asks no package index.

python3 run.py            sets up what is missing and runs `gongwu demo`; options may follow
python3 run.py test       sets up what is missing and runs format, lint, types, layers and tests
python3 run.py WORDS...   sets up what is missing and runs `gongwu WORDS...`
"""

import hashlib
import os
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be told so, in a sentence
    sys.exit("Gongwu needs Python 3.11 or newer. / 共舞需要 Python 3.11 或更新的版本。")
import tomllib

ROOT = Path(__file__).resolve().parent  # in the stamp too: a moved folder breaks its .venv
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "gongwu.stamp"
PROJECT, CONSTRAINTS = ROOT / "pyproject.toml", ROOT / "constraints.txt"
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "tests": ["-m", "pytest"],
}


def set_up(floor: str) -> None:
    """Bring .venv to a floor: "demo", or "test", which holds all that the demo needs."""
    parts = [sys.version, str(ROOT), PROJECT.read_text("utf-8"), CONSTRAINTS.read_text("utf-8")]
    stamp = f"{sys.version} {hashlib.sha256(repr(parts).encode()).hexdigest()}"
    seen = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if PYTHON.exists() and seen in (f"{stamp} {floor}", f"{stamp} test"):
        return
    if find_spec("ensurepip") is None:
        sys.exit("Python's ensurepip is missing / 缺少 ensurepip: sudo apt install python3-venv")
    print("Setting up .venv, once / 首次安装……", file=sys.stderr, flush=True)
    mendable = PYTHON.exists() and seen.startswith(sys.version)  # else another Python's, or half
    venv.create(VENV, clear=not mendable, symlinks=os.name == "posix", with_pip=True)
    STAMP.write_text("unfinished", "utf-8")
    # The group's packages by their names: an old pip knows no groups.
    group = tomllib.loads(PROJECT.read_text("utf-8"))["dependency-groups"]["test"]
    wanted = ["-e", ".[engine,teaching]", *(group if floor == "test" else ())]
    offline = ["--no-index"] if os.environ.get("GONGWU_OFFLINE") == "1" else []
    pip = [str(PYTHON), "-m", "pip", "install", *offline, "-c", str(CONSTRAINTS)]
    subprocess.run([*pip, *wanted], cwd=ROOT, check=True, stdout=sys.stderr)
    STAMP.write_text(f"{stamp} {floor}", "utf-8")


def main(words: list[str]) -> None:
    """Set up, then run the checks or a command. What fails gives its exit code on."""
    if words[:1] == ["test"]:
        set_up("test")
        for name, check in CHECKS.items():
            print(f"== {name}", flush=True)
            extra = words[1:] if name == "tests" else []
            subprocess.run([str(PYTHON), *check, *extra], cwd=ROOT, check=True)
        return
    set_up("demo")
    demo = not words or (words[0].startswith("-") and words[0] not in ("--help", "--version"))
    # -P: the folder one happens to stand in must not lend us its modules.
    cli = [str(PYTHON), "-P", "-m", "gongwu.doors.cli.main", *(["demo"] if demo else []), *words]
    if os.name == "posix":
        os.execv(cli[0], cli)
    subprocess.run(cli, check=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
