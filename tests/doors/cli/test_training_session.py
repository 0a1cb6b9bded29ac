import json
import signal
import threading
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongwu.doors.cli.language import speak
from gongwu.doors.cli.training_session import (
    SampleTimes,
    draw_curve,
    duration,
    median,
    stopped_by_ctrl_c,
    time_left,
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is asked of a step."""

    progress: float
    seconds: float = 0.0
    held_out_loss: float | None = 1.0


@pytest.fixture(autouse=True)
def english() -> None:
    speak([], {})


# --- Figures ---


@pytest.mark.parametrize(("seconds", "said"), [
    (0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (3600, "60:00"), (754, "12:34"),
])  # fmt: skip
def test_time_left_is_minutes_and_seconds(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_time_left_is_as_long_for_each_part_as_it_took_so_far() -> None:
    assert time_left(Step(progress=0.25, seconds=60)) == "3:00"
    assert time_left(Step(progress=1, seconds=60)) == "0:00"


def test_one_slow_step_does_not_change_the_speed_told() -> None:
    assert median([10.0, 1000.0, 12.0]) == 12.0
    assert median([]) is None


# --- When samples are shown ---


def shown(times: SampleTimes, steps: list[Step]) -> list[int]:
    return [number for number, step in enumerate(steps, start=1) if times.due(step)]


EVEN = [Step(progress=number / 20) for number in range(1, 21)]


def test_samples_come_five_times_over_a_run() -> None:
    assert shown(SampleTimes(), EVEN) == [4, 8, 12, 16, 20]


def test_samples_come_at_steps_that_were_evaluated() -> None:
    steps = [Step(progress=number / 20, held_out_loss=1.0 if number % 3 == 0 else None)
             for number in range(1, 21)]  # fmt: skip
    assert shown(SampleTimes(), steps) == [6, 9, 12, 18]


def test_steps_that_took_long_do_not_make_samples_pile_up() -> None:
    steps = [Step(progress=progress) for progress in (0.1, 0.7, 0.75, 0.79, 1.0)]
    assert shown(SampleTimes(), steps) == [2, 5]


def test_a_sitting_shows_what_earlier_ones_did_not() -> None:
    assert shown(SampleTimes(done=0.5), EVEN[10:]) == [2, 6, 10]


# --- Ctrl-C ---


def test_elsewhere_than_in_the_main_thread_signals_are_left_alone() -> None:
    """Python lets only the main thread set them; a server may train in another."""
    seen: list[bool] = []

    def work() -> None:
        with stopped_by_ctrl_c(lambda: None, shown=None):  # type: ignore[arg-type]
            seen.append(signal.getsignal(signal.SIGINT) is before)

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [True]


# --- The curve ---


def write_metrics(out: Path, *losses: tuple[float, float | None]) -> None:
    lines = [
        json.dumps({"step": step, "loss": loss, "held_out_loss": held_out})
        for step, (loss, held_out) in enumerate(losses, start=1)
    ]
    (out / "metrics.jsonl").write_text("".join(line + "\n" for line in lines))


def test_the_curve_is_drawn_from_the_metrics(tmp_path: Path) -> None:
    write_metrics(tmp_path, (3.0, None), (2.5, 2.7), (2.0, None), (1.5, 2.2))
    draw_curve(tmp_path)
    svg = (tmp_path / "loss.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"


def test_the_curve_speaks_the_language_of_the_line(tmp_path: Path) -> None:
    write_metrics(tmp_path, (3.0, None), (2.5, 2.7))
    speak(["--lang", "zh"], {})
    draw_curve(tmp_path)
    assert "损失" in (tmp_path / "loss.svg").read_text(encoding="utf-8")


def test_a_run_stopped_before_its_first_step_has_no_curve(tmp_path: Path) -> None:
    draw_curve(tmp_path)
    write_metrics(tmp_path)
    draw_curve(tmp_path)
    assert not (tmp_path / "loss.svg").exists()
