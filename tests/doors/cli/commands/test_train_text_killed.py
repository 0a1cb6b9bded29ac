"""The promise: killed at any moment and resumed, a run ends as one that was never killed.

Everything here is a real process with a real kill, so everything here is slow.
"""

import itertools
import json
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwu.engine.training.lock import hold
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

TEXT = "".join(
    f"第 {n} 首：春风又绿江南岸，明月何时照我还。\nPoem {n}: the river bends; the town sleeps.\n"
    for n in range(400)
)
MADE = {
    "config.json", "generation_config.json", "loss.svg", "metrics.jsonl", "model.safetensors",
    "tokenizer.json", "tokenizer_config.json",
}  # fmt: skip


@pytest.fixture
def trainer(tmp_path: Path) -> Iterator[Trainer]:
    source = tmp_path / "poems.txt"
    source.write_text(TEXT, encoding="utf-8")
    trainer = Trainer("text", tmp_path, source)
    yield trainer
    trainer.end()


def assert_as_if_never_killed(out: Path, whole: Path, steps: int) -> None:
    assert {path.name for path in out.iterdir()} == MADE
    # The curve is drawn from the metrics, and those agree below.
    for name in MADE - {"metrics.jsonl"}:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name
    assert [report["step"] for report in reports_in(out)] == list(range(1, steps + 1))
    assert reports_in(out) == reports_in(whole)


RUNS: dict[str, tuple[object, ...]] = {
    "gru": ("--model", "gru", "--context", 32, "--batch", 4),
    "gru, byte pairs": (
        "--model", "gru", "--context", 32, "--batch", 4, "--tokens", "bpe", "--vocabulary", 400,
    ),
    "decoder": ("--model", "decoder", "--context", 16, "--batch", 2),
    "decoder, bfloat16": (
        "--model", "decoder", "--context", 16, "--batch", 2, "--precision", "bfloat16",
        "--stored", "bfloat16",
    ),
    "encoder-decoder": ("--model", "encoder-decoder", "--context", 16, "--batch", 2),
}  # fmt: skip
STEPS = 100
SAVE = ("--save-every", 0.05)  # seconds: every few steps
COMMON = ("--size", "tiny", "--steps", STEPS, "--seed", 4, *SAVE)


@pytest.mark.parametrize("run", RUNS)
def test_killed_again_and_again_it_ends_as_if_it_never_was(trainer: Trainer, run: str) -> None:
    """Once while it reads, then seven times while it trains, some milliseconds after a step: in
    the middle of the next, of a save, of an evaluation, of a sample."""
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
    for _ in range(7):
        from_a_save += bool(list((out / "run").glob("state-*")))
        process = trainer.start("--resume", "--out", out, *SAVE)
        assert wait_until(Growth(out, dice.randint(1, 8)), process)
        time.sleep(dice.uniform(0, 0.06))
        trainer.kill(process)
    assert from_a_save >= 3  # or this test tests only how to begin again

    code, _, err = trainer.finish("--resume", "--out", out, *SAVE)
    assert code == 0, err
    assert_as_if_never_killed(out, whole, STEPS)


def test_killed_while_it_reads_it_reads_again(trainer: Trainer) -> None:
    """At ten moments from the first file it makes to the first step it takes."""
    options = (*RUNS["gru, byte pairs"], "--size", "tiny", "--steps", 2, "--save-every", 0.2)
    whole, out = trainer.folder / "whole", trainer.folder / "killed"
    assert trainer.finish(trainer.source, *options, "--out", whole)[0] == 0
    moments = [
        out, out / "run", out / "run" / "settings.json", out / "run" / "lock",
        out / "tokenizer.json", out / "generation_config.json", out / "run" / "tokens",
        out / "run" / "tokens" / "train-00000.bin", out / "run" / "tokens" / "index.json",
        out / "metrics.jsonl",
    ]  # fmt: skip
    begun = False
    for moment in moments:
        words = ("--resume",) if begun else (trainer.source, *options)
        process = trainer.start(*words, "--out", out)
        assert wait_until(moment.exists, process)
        trainer.kill(process)
        begun = (out / "run" / "settings.json").is_file()
        if not (out / "run").exists():
            break  # it was faster than the kill, and is done
    if (out / "run").exists():
        code, _, err = trainer.finish("--resume", "--out", out)
        assert code == 0, err
    assert_as_if_never_killed(out, whole, steps=2)


@pytest.mark.parametrize("run", ["gru", "decoder"])
def test_ctrl_c_saves_and_what_follows_is_the_same(trainer: Trainer, run: str) -> None:
    options = (*RUNS[run], *COMMON)
    whole, out = trainer.folder / "whole", trainer.folder / "interrupted"
    assert trainer.finish(trainer.source, *options, "--out", whole)[0] == 0
    process = trainer.start(trainer.source, *options, "--out", out)
    assert wait_until(lambda: steps_in(out) >= STEPS // 3, process)
    process.send_signal(signal.SIGINT)
    said, err = process.communicate(timeout=LONGEST)
    assert process.returncode == 130, err
    assert "Stopped at step" in said
    assert "saving after this step" in err
    assert "Traceback" not in err
    stopped = steps_in(out)
    assert f"step {stopped}," in said
    assert list((out / "run").glob(f"state-{stopped:08d}"))
    code, said, err = trainer.finish("--resume", "--out", out, "--json")
    assert code == 0, err
    assert json.loads(said)["steps"] == STEPS
    assert_as_if_never_killed(out, whole, STEPS)


def test_ctrl_c_while_it_reads_leaves_a_run_to_go_on_with(trainer: Trainer) -> None:
    options = (*RUNS["gru"], *COMMON)
    whole, out = trainer.folder / "whole", trainer.folder / "interrupted"
    assert trainer.finish(trainer.source, *options, "--out", whole)[0] == 0
    process = trainer.start(trainer.source, *options, "--out", out)
    assert wait_until((out / "run" / "lock").exists, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=LONGEST)
    assert process.returncode == 130
    assert "Traceback" not in err
    code, _, err = trainer.finish("--resume", "--out", out)
    assert code == 0, err
    assert_as_if_never_killed(out, whole, STEPS)


def test_a_second_process_is_told_to_come_later(trainer: Trainer) -> None:
    out = trainer.folder / "out"
    process = trainer.start(trainer.source, *RUNS["gru"], "--minutes", 60, "--out", out)
    assert wait_until(lambda: steps_in(out) >= 1, process)
    code, _, err = trainer.finish("--resume", "--out", out)
    assert code == 75
    assert "Another process is training" in err
    trainer.kill(process)
    with hold(out / "run" / "lock"):
        pass


def test_a_run_of_minutes_ends_on_time(trainer: Trainer) -> None:
    """Late or early by the longest step, an evaluation and a save: about a second here. Half a
    minute is said to be enough on any machine; a busy one is given what its slowest step shows."""
    out = trainer.folder / "out"
    code, said, err = trainer.finish(
        trainer.source, *RUNS["gru"], "--size", "tiny", "--minutes", 0.2, "--out", out, "--json"
    )
    assert code == 0, err
    told = json.loads(said)
    reports = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    times = [0.0, *(report["seconds"] for report in reports)]
    slowest = max(after - before for before, after in itertools.pairwise(times))
    assert abs(told["seconds"] - 12) < 1 + 3 * slowest
    assert reports[-1]["progress"] == 1
    assert reports[-1]["held_out_loss"] is not None
    peak = max(report["rate"] for report in reports)
    assert reports[-1]["rate"] < peak * (0.1 + 3 * slowest / 12)
