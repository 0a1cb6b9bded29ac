"""`gongwu train` as a process of its own, to be killed, interrupted, or disturbed."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TIMING = ("seconds", "tokens_per_second", "pictures_per_second")
LONGEST = 600.0  # seconds of waiting: a machine that is busy with other things is no failure


class Trainer:
    """`gongwu train text` or `gongwu train image`, one process after another, in a folder."""

    def __init__(self, kind: str, folder: Path, source: Path) -> None:
        self.kind, self.folder, self.source = kind, folder, source
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *words: object) -> subprocess.Popen[str]:
        environ = {**os.environ, "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "gongwu.doors.cli.main", "train", self.kind]
        process = subprocess.Popen(
            [*command, *map(str, words)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ,
            cwd=self.folder,
        )  # fmt: skip
        self.started.append(process)
        return process

    def finish(self, *words: object) -> tuple[int, str, str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=LONGEST)
        return process.returncode, out, err

    def kill(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        process.communicate()

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                self.kill(process)
            for stream in (process.stdout, process.stderr):
                assert stream is not None
                stream.close()


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[str]) -> bool:
    """True as soon as it holds; False when the process ended before."""
    began = time.monotonic()
    while not holds():
        if process.poll() is not None:
            return holds()
        assert time.monotonic() - began < LONGEST
        time.sleep(0.002)
    return True


def steps_in(out: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return (out / "metrics.jsonl").read_bytes().count(b"\n")
    return 0


def reports_in(out: Path) -> list[dict[str, Any]]:
    """The metrics, each of them whole, timing aside."""
    reports = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    return [
        {name: value for name, value in report.items() if name not in TIMING} for report in reports
    ]


class Growth:
    """Whether a sitting has taken so many steps. What an earlier one reported after its last save
    is taken out of the metrics first, so only what is added counts."""

    def __init__(self, out: Path, goal: int) -> None:
        self.out, self.goal = out, goal
        self.seen = steps_in(out)

    def __call__(self) -> bool:
        now = steps_in(self.out)
        self.goal -= max(0, now - self.seen)
        self.seen = now
        return self.goal <= 0
