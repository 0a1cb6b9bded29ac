"""`gongwu train image` as a process that is killed, interrupted, or not alone."""

import itertools
import json
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.doors.cli.commands.training_process import (
    LONGEST,
    Growth,
    Trainer,
    reports_in,
    steps_in,
    wait_until,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them"),
]

STEPS = 40
SAVE = ("--save-every", 0.05)  # seconds: every few steps
COMMON = ("--steps", STEPS, "--size", "tiny", "--batch", 2, "--seed", 4, *SAVE)

RUNS: dict[str, tuple[object, ...]] = {
    "pixels": (),
    "flow, bfloat16, mirrored": (
        "--prediction", "flow", "--precision", "bfloat16", "--stored", "bfloat16", "--flips",
    ),
    "latents": ("--side", 32, "--space", "latents"),
}  # fmt: skip


@pytest.fixture
def trainer(tmp_path: Path) -> Iterator[Trainer]:
    source = tmp_path / "pictures"
    dice = np.random.default_rng(3)
    for number in range(24):
        path = source / ("stripes" if number % 2 else "spots") / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(dice.integers(0, 256, (12, 12, 3), np.uint8)).save(path)
    trainer = Trainer("image", tmp_path, source)
    yield trainer
    trainer.end()


def bytes_in(out: Path) -> dict[str, bytes]:
    """Every file, the sheets among them; of the metrics timing aside."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != "metrics.jsonl"
    }


def assert_as_if_never_killed(out: Path, whole: Path) -> None:
    assert bytes_in(out) == bytes_in(whole)
    assert [report["step"] for report in reports_in(out)] == list(range(1, STEPS + 1))
    assert reports_in(out) == reports_in(whole)


@pytest.mark.parametrize("run", RUNS)
def test_killed_again_and_again_it_ends_as_if_it_never_was(trainer: Trainer, run: str) -> None:
    """While it reads, then while it trains, some milliseconds after a step: in the middle of the
    next, of a save, of an evaluation, of a sheet."""
    options = (*RUNS[run], *COMMON)
    whole, out = trainer.folder / "whole", trainer.folder / "killed"
    code, _, err = trainer.finish(trainer.source, *options, "--out", whole)
    assert code == 0, err

    dice = random.Random(run)
    process = trainer.start(trainer.source, *options, "--out", out)
    assert wait_until((out / "run" / "settings.json").is_file, process)
    time.sleep(dice.uniform(0, 0.05))
    trainer.kill(process)

    from_a_save = 0
    for _ in range(5):
        from_a_save += bool(list((out / "run").glob("state-*")))
        process = trainer.start("--resume", "--out", out, *SAVE)
        assert wait_until(Growth(out, dice.randint(1, 6)), process)
        time.sleep(dice.uniform(0, 0.06))
        trainer.kill(process)
    assert from_a_save >= 2  # or this test tests only how to begin again

    code, _, err = trainer.finish("--resume", "--out", out, *SAVE)
    assert code == 0, err
    assert_as_if_never_killed(out, whole)


def test_ctrl_c_saves_and_what_follows_is_the_same(trainer: Trainer) -> None:
    whole, out = trainer.folder / "whole", trainer.folder / "interrupted"
    code, _, err = trainer.finish(trainer.source, *COMMON, "--out", whole)
    assert code == 0, err
    process = trainer.start(trainer.source, *COMMON, "--out", out)
    assert wait_until(lambda: steps_in(out) >= STEPS // 3, process)
    process.send_signal(signal.SIGINT)
    said, err = process.communicate(timeout=LONGEST)
    assert process.returncode == 130, err
    assert f"Stopped at step {steps_in(out)}, saved" in said
    assert "saving after this step" in err
    assert "Traceback" not in err
    code, said, err = trainer.finish("--resume", "--out", out, "--json")
    assert code == 0, err
    assert json.loads(said)["steps"] == STEPS
    assert_as_if_never_killed(out, whole)


def test_a_second_process_is_told_to_come_later(trainer: Trainer) -> None:
    out = trainer.folder / "out"
    process = trainer.start(trainer.source, "--minutes", 60, "--size", "tiny", "--out", out)
    assert wait_until(lambda: steps_in(out) >= 1, process)
    before = sorted(path.name for path in (out / "samples").iterdir())
    code, _, err = trainer.finish("--resume", "--out", out)
    assert code == 75
    assert "Another process is training" in err
    assert set(before) <= {path.name for path in (out / "samples").iterdir()}
    trainer.kill(process)


def test_a_run_of_minutes_ends_on_time_with_its_sheets(trainer: Trainer) -> None:
    """Late or early by the longest step, an evaluation, a sheet and a save."""
    out = trainer.folder / "out"
    code, said, err = trainer.finish(
        trainer.source, "--size", "tiny", "--minutes", 0.3, "--out", out, "--json"
    )
    assert code == 0, err
    told = json.loads(said)
    reports = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    times = [0.0, *(report["seconds"] for report in reports)]
    slowest = max(after - before for before, after in itertools.pairwise(times))
    assert abs(told["seconds"] - 18) < 1 + 3 * slowest
    assert reports[-1]["progress"] == 1
    assert told["samples"] == str(out / "samples" / f"{told['steps']:06d}.png")
