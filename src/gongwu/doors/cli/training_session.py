"""A training run as a person follows it: progress, samples, Ctrl-C, and the curve at the end."""

import json
import math
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from gongwu.doors.cli.language import say, spoken
from gongwu.doors.cli.progress import Meter, meter
from gongwu.ports import Sampling

if TYPE_CHECKING:
    from gongwu.engine.training.text_run import Progress, TextRun

CURVE = "loss.svg"
SAMPLES = 5  # over a run
SAMPLE_TOKENS = 80


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a sitting ended."""

    finished: bool
    steps: int
    seconds: float
    loss: float | None
    held_out_loss: float | None
    bits_per_character: float | None
    tokens_per_second: float | None


def follow(
    run: "TextRun",
    *,
    prompt: str | None,
    quiet: bool,
    save_every_seconds: float = 60.0,
    prepared: Callable[["TextRun"], None] = lambda _: None,
) -> Outcome:
    """Prepare and train, showing what happens; Ctrl-C saves and ends the sitting.

    `prepared` is called with the run before its first step of this sitting.
    """
    with run:
        with meter(say(en="reading", zh="读取"), quiet=quiet) as shown:
            run.prepare(lambda done, total: shown.show(done / total, f"{done:,}"))
        prepared(run)
        title = say(en="training", zh="训练")
        with meter(title, quiet=quiet) as shown, stopped_by_ctrl_c(run.stop, shown):
            steps = run.steps(save_every_seconds=save_every_seconds)
            outcome = _watch(run, steps, shown, None if quiet else lambda: sample_text(run, prompt))
        draw_curve(run.out)
    return outcome


def _watch(
    run: "TextRun",
    steps: Iterator["Progress"],
    shown: Meter,
    sample: Callable[[], str] | None,
) -> Outcome:
    seen: Progress | None = None
    samples = 0
    speeds = []
    for seen in steps:
        speeds.append(seen.tokens_per_second)
        shown.show(seen.progress, _status(run, seen))
        if sample and seen.held_out_loss is not None and seen.progress * SAMPLES >= samples + 1:
            samples = int(seen.progress * SAMPLES)
            shown.say(f"  {seen.progress:4.0%} │ " + sample().replace("\n", " ⏎ "))
    best = run.counters.best
    return Outcome(
        finished=run.finished,
        steps=run.counters.step,
        seconds=seen.seconds if seen else run.counters.seconds,
        loss=seen.loss if seen else None,
        held_out_loss=best if best < math.inf else None,
        bits_per_character=run.bits_per_character(best) if best < math.inf else None,
        tokens_per_second=sorted(speeds)[len(speeds) // 2] if speeds else None,
    )


def _status(run: "TextRun", seen: "Progress") -> str:
    left = seen.seconds * (1 - seen.progress) / max(seen.progress, 1e-9)
    best = run.counters.best
    held_out = f"{run.bits_per_character(best):.3f}" if best < math.inf else "–"
    return say(
        en=f"step {seen.step} · loss {seen.loss:.3f} · held-out bits/char {held_out} · "
        f"{seen.tokens_per_second:,.0f} tokens/s · {_duration(left)} left",
        zh=f"第 {seen.step} 步 · 损失 {seen.loss:.3f} · 留出集每字比特 {held_out} · "
        f"{seen.tokens_per_second:,.0f} 词元/秒 · 还需 {_duration(left)}",
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def sample_text(run: "TextRun", prompt: str | None) -> str:
    """What the net says now, after a prompt or after the first words of the held-out text."""
    from gongwu.engine.inference.text_model import text_model_of

    if prompt is None:
        prompt = run.tokenizer.decode(run.files.stretch("held_out", 0, 12).tolist())
    net = run.net if next(run.net.parameters()).device.type == "cpu" else deepcopy(run.net).cpu()
    model = text_model_of(net, run.tokenizer, run.out.name)
    sampling = Sampling(
        max_new_tokens=SAMPLE_TOKENS, temperature=0.8, top_p=0.95, seed=run.settings.seed
    )
    (answer,) = model.complete(prompt, [sampling])
    return prompt + answer.text if model.continues else f"{prompt} → {answer.text}"


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
    metrics = out / "metrics.jsonl"
    if not metrics.is_file():
        return []
    reports = [json.loads(line) for line in metrics.read_text(encoding="utf-8").splitlines()]
    return [(seen["step"], seen["loss"], seen["held_out_loss"]) for seen in reports]
