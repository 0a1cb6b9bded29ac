"""A training run as a person follows it, whatever it trains: progress, Ctrl-C, and the curve.

What a step is said to be, and what is shown of the net on the way, is told by who follows.
"""

import json
import math
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Protocol, TypeVar

from gongwu.doors.cli.language import say, spoken
from gongwu.doors.cli.progress import Meter, meter

CURVE = "loss.svg"
SAMPLES = 5  # over a run

SeenT = TypeVar("SeenT", covariant=True)


class Seen(Protocol):
    """What every step of every run tells."""

    @property
    def progress(self) -> float:
        """0 … 1 over the whole run."""
        ...

    @property
    def seconds(self) -> float: ...

    @property
    def held_out_loss(self) -> float | None:
        """Where it was measured."""
        ...


class Run(AbstractContextManager[object], Protocol[SeenT]):
    """A run in its folder, as text and pictures have it."""

    @property
    def out(self) -> Path: ...

    def prepare(self, progress: Callable[[int, int], None]) -> None: ...

    def steps(self, *, save_every_seconds: float) -> Iterator[SeenT]: ...

    def stop(self) -> None: ...


def follow(
    run: Run[SeenT],
    look: Callable[[Meter, SeenT], None],
    *,
    quiet: bool,
    save_every_seconds: float,
    prepared: Callable[[], None] = lambda: None,
) -> None:
    """Prepare and train; Ctrl-C saves and ends the sitting.

    `prepared` is called before the first step of this sitting, `look` with every step.
    """
    with run:
        with meter(say(en="reading", zh="读取"), quiet=quiet) as shown:
            run.prepare(lambda done, total: shown.show(done / total, f"{done:,}"))
        prepared()
        title = say(en="training", zh="训练")
        with meter(title, quiet=quiet) as shown, stopped_by_ctrl_c(run.stop, shown):
            for seen in run.steps(save_every_seconds=save_every_seconds):
                look(shown, seen)
        draw_curve(run.out)


class SampleTimes:
    """When to show what the net can do: evenly over a run, at steps that were evaluated."""

    def __init__(self, done: float = 0.0) -> None:
        """`done`: the share of the run whose samples were shown in earlier sittings."""
        self._shown = int(done * SAMPLES)

    def due(self, seen: Seen) -> bool:
        """Whether now; asked once for each step."""
        if seen.held_out_loss is None or seen.progress * SAMPLES < self._shown + 1:
            return False
        self._shown = int(seen.progress * SAMPLES)
        return True


def time_left(seen: Seen) -> str:
    """Minutes and seconds, if all goes on as it went."""
    return duration(seen.seconds * (1 - seen.progress) / max(seen.progress, 1e-9))


def duration(seconds: float) -> str:
    """754 -> 12:34."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def median(speeds: list[float]) -> float | None:
    """The upper one of two in the middle; None of nothing."""
    return sorted(speeds)[len(speeds) // 2] if speeds else None


def known(best: float) -> float | None:
    """The best held-out loss, None where none was measured."""
    return best if best < math.inf else None


@contextmanager
def stopped_by_ctrl_c(stop: Callable[[], None], shown: Meter) -> Iterator[None]:
    """The first Ctrl-C asks to stop after the step at hand, a second one ends at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_signal(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.default_int_handler)
        shown.say(say(en="saving after this step …", zh="完成这一步后保存……"))
        stop()

    before = signal.signal(signal.SIGINT, on_signal)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def draw_curve(out: Path) -> None:
    """OUT/loss.svg from OUT/metrics.jsonl."""
    from gongwu.doors.web.charts import loss_curve

    if points := loss_points(out):
        (out / CURVE).write_text(loss_curve(points, language=spoken()), encoding="utf-8")


def loss_points(out: Path) -> list[tuple[int, float, float | None]]:
    """Step, training loss and, where it was measured, held-out loss, from OUT/metrics.jsonl."""
    return [(seen["step"], seen["loss"], seen["held_out_loss"]) for seen in metrics_of(out)]


def metrics_of(out: Path) -> list[dict[str, Any]]:
    """Every step so far, as OUT/metrics.jsonl tells it."""
    metrics = out / "metrics.jsonl"
    if not metrics.is_file():
        return []
    return [json.loads(line) for line in metrics.read_text(encoding="utf-8").splitlines()]
