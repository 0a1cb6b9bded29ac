"""A text training run as a person follows it: bits per character, and samples on the way."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwu.doors.cli import training_session
from gongwu.doors.cli.language import say
from gongwu.doors.cli.progress import Meter
from gongwu.doors.cli.training_session import SampleTimes, known, median, time_left
from gongwu.ports import Sampling

if TYPE_CHECKING:
    from gongwu.engine.training.text_run import Progress, TextRun

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
    watch = _Watch(run, None if quiet else lambda: sample_text(run, prompt))
    training_session.follow(
        run,
        watch.look,
        quiet=quiet,
        save_every_seconds=save_every_seconds,
        prepared=lambda: prepared(run),
    )
    return watch.outcome()


class _Watch:
    """What is said of each step, and remembered for the end."""

    def __init__(self, run: "TextRun", sample: Callable[[], str] | None) -> None:
        self.run, self.sample = run, sample
        self.times = SampleTimes()
        self.last: Progress | None = None
        self.speeds: list[float] = []

    def look(self, shown: Meter, seen: "Progress") -> None:
        self.last = seen
        self.speeds.append(seen.tokens_per_second)
        shown.show(seen.progress, self._status(seen))
        if self.sample and self.times.due(seen):
            shown.say(f"  {seen.progress:4.0%} │ " + self.sample().replace("\n", " ⏎ "))

    def outcome(self) -> Outcome:
        best = known(self.run.counters.best)
        return Outcome(
            finished=self.run.finished,
            steps=self.run.counters.step,
            seconds=self.last.seconds if self.last else self.run.counters.seconds,
            loss=self.last.loss if self.last else None,
            held_out_loss=best,
            bits_per_character=best and self.run.bits_per_character(best),
            tokens_per_second=median(self.speeds),
        )

    def _status(self, seen: "Progress") -> str:
        best = known(self.run.counters.best)
        held_out = "–" if best is None else f"{self.run.bits_per_character(best):.3f}"
        left = time_left(seen)
        return say(
            en=f"step {seen.step} · loss {seen.loss:.3f} · held-out bits/char {held_out} · "
            f"{seen.tokens_per_second:,.0f} tokens/s · {left} left",
            zh=f"第 {seen.step} 步 · 损失 {seen.loss:.3f} · 留出集每字比特 {held_out} · "
            f"{seen.tokens_per_second:,.0f} 词元/秒 · 还需 {left}",
        )


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
