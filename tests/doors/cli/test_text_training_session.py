import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from gongwu.doors.cli import text_training_session
from gongwu.doors.cli.language import speak
from gongwu.doors.cli.text_training_session import Outcome, follow
from gongwu.engine.training.state import Counters
from gongwu.engine.training.text_run import Progress

STEPS = 20


class ScriptedRun:
    """A run of twenty steps that trains nothing; every second step is evaluated.

    `happens` is called after each step, as a person may press a key meanwhile.
    """

    def __init__(self, out: Path, happens: Callable[["ScriptedRun", int], None]) -> None:
        self.out, self.happens = out, happens
        self.counters = Counters()
        self.finished = self.stopped = False
        self.entered = self.left = 0

    def __enter__(self) -> Self:
        self.entered += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.left += 1

    def prepare(self, progress: Callable[[int, int], None]) -> None:
        progress(50, 100)
        progress(100, 100)

    def steps(self, *, save_every_seconds: float) -> Iterator[Progress]:
        for step in range(self.counters.step + 1, STEPS + 1):
            held_out = 4.0 - step / 10 if step % 2 == 0 else None
            best = min(self.counters.best, held_out or self.counters.best)
            self.counters = Counters(step=step, seconds=step / 2, best=best)
            self.happens(self, step)
            yield Progress(
                step=step,
                progress=step / STEPS,
                seconds=step / 2,
                loss=5.0 - step / 10,
                rate=0.1,
                tokens_per_second=1000.0 + step,
                held_out_loss=held_out,
                bits_per_character=held_out and self.bits_per_character(held_out),
            )
            if self.stopped:
                return
        self.finished = True

    def stop(self) -> None:
        self.stopped = True

    def bits_per_character(self, loss: float) -> float:
        return loss * 2


@pytest.fixture(autouse=True)
def english() -> None:
    speak([], {})


def nothing(run: ScriptedRun, step: int) -> None:
    pass


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The steps at which a sample was drawn; each sample has two lines."""
    drawn: list[int] = []

    def sample(run: ScriptedRun, prompt: str | None) -> str:
        drawn.append(run.counters.step)
        return f"{prompt or '小河'}\n流"

    monkeypatch.setattr(text_training_session, "sample_text", sample)
    return drawn


Session = Callable[..., Outcome]


@pytest.fixture
def session(tmp_path: Path, samples: list[int]) -> Session:
    """Follow a scripted run."""

    def start(
        happens: Callable[[ScriptedRun, int], None] = nothing,
        *,
        counters: Counters | None = None,
        **given: Any,
    ) -> Outcome:
        run = ScriptedRun(tmp_path, happens)
        run.counters = counters or run.counters
        try:
            return follow(run, **{"prompt": None, "quiet": False, **given})  # type: ignore[arg-type]
        finally:
            assert (run.entered, run.left) == (1, 1)

    return start


def test_the_outcome_is_the_best_so_far_and_the_middle_speed(session: Session) -> None:
    assert session() == Outcome(
        finished=True,
        steps=20,
        seconds=10.0,
        loss=3.0,
        held_out_loss=2.0,
        bits_per_character=4.0,
        tokens_per_second=1011.0,
    )


def test_a_sitting_that_takes_no_step_reports_what_was_reached_before(session: Session) -> None:
    """The run was killed between its last step and its end."""
    outcome = session(counters=Counters(step=STEPS, seconds=9.5, best=1.5))
    assert outcome == Outcome(
        finished=True,
        steps=20,
        seconds=9.5,
        loss=None,
        held_out_loss=1.5,
        bits_per_character=3.0,
        tokens_per_second=None,
    )


def test_a_sitting_that_did_worse_does_not_hide_the_best(session: Session) -> None:
    outcome = session(counters=Counters(step=10, seconds=5.0, best=0.5))
    assert (outcome.held_out_loss, outcome.bits_per_character) == (0.5, 1.0)


def test_samples_come_five_times_over_a_run(
    session: Session, samples: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    session(prompt="春风")
    assert samples == [4, 8, 12, 16, 20]
    lines = [line for line in capsys.readouterr().err.splitlines() if "│" in line]
    assert lines[0] == "   20% │ 春风 ⏎ 流"  # a line break would break the page
    assert lines[-1] == "  100% │ 春风 ⏎ 流"


def test_what_a_person_sees(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session()
    out, err = capsys.readouterr()
    assert out == ""
    assert "reading 100% 100" in err
    status = "step 20 · loss 3.000 · held-out bits/char 4.000 · 1,020 tokens/s · 0:00 left"
    assert f"training 100% {status}" in err


def test_what_a_chinese_reader_sees(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    speak(["--lang", "zh"], {})
    session()
    err = capsys.readouterr().err
    assert "读取 100% 100" in err
    assert "训练 100% 第 20 步 · 损失 3.000 · 留出集每字比特 4.000 · 1,020 词元/秒" in err


def test_quiet_draws_no_samples_and_says_nothing(
    session: Session, samples: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert session(quiet=True).finished
    assert samples == []
    assert capsys.readouterr() == ("", "")


# --- Ctrl-C ---


def press_ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def test_ctrl_c_ends_the_sitting_after_the_step_at_hand(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = session(lambda run, step: press_ctrl_c() if step == 7 else None)
    assert (outcome.finished, outcome.steps) == (False, 7)
    assert "saving after this step" in capsys.readouterr().err


def test_ctrl_c_twice_ends_at_once(session: Session) -> None:
    """Whoever cannot wait for the step need not."""

    def twice(run: ScriptedRun, step: int) -> None:
        press_ctrl_c()
        press_ctrl_c()

    with pytest.raises(KeyboardInterrupt):
        session(twice)


def test_ctrl_c_means_what_it_meant_before_once_the_run_is_over(session: Session) -> None:
    before = signal.getsignal(signal.SIGINT)
    session()
    assert signal.getsignal(signal.SIGINT) is before
    session(lambda run, step: press_ctrl_c() if step == 7 else None)
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(ZeroDivisionError):
        session(lambda run, step: 1 // (3 - step) and None)
    assert signal.getsignal(signal.SIGINT) is before


# --- The curve ---


def test_the_curve_is_there_before_the_run_is_over(tmp_path: Path, samples: list[int]) -> None:
    """Leaving the run clears its folder; killed in between, there was no curve for ever."""
    line = {"step": 1, "loss": 3.0, "held_out_loss": None}
    (tmp_path / "metrics.jsonl").write_text(json.dumps(line) + "\n")

    class Strict(ScriptedRun):
        def __exit__(self, *_: object) -> None:
            assert (tmp_path / "loss.svg").is_file()

    follow(Strict(tmp_path, nothing), prompt=None, quiet=True)  # type: ignore[arg-type]
