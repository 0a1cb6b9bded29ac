"""One text training run in one folder: stopped and resumed at any moment.

    OUT/config.json, model.safetensors, tokenizer.json   the best so far by held-out loss
    OUT/metrics.jsonl                                    one line for each step
    OUT/run/                                             tokens and saved states, until it is done

The run yields; whoever drives it prints, draws samples, or leaves the loop.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import torch

from gongwu.engine.checkpoints.files import sweep
from gongwu.engine.checkpoints.folder import save_net
from gongwu.engine.checkpoints.tokenizer_files import (
    load_tokenizer,
    remove_tokenizer,
    save_tokenizer,
)
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import INDEX, Survey, TokenFiles, survey
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.clock import Clock
from gongwu.engine.training.lock import hold
from gongwu.engine.training.loop import held_out_loss, train
from gongwu.engine.training.optimizers import (
    make_optimizers,
    optimizer_tensors,
    restore_optimizers,
)
from gongwu.engine.training.precision import best_device
from gongwu.engine.training.run_folder import (
    LOCK,
    METRICS,
    RUN,
    begin,
    clear,
    forget_metrics,
    forget_metrics_after,
    note,
    told_in,
)
from gongwu.engine.training.settings import TextTraining
from gongwu.engine.training.state import Counters, load_state, save_state
from gongwu.engine.training.text_setup import (
    learn_tokenizer,
    make_batches,
    new_net,
    require_room,
    tokenize,
)
from gongwu.errors import BadInputError

__all__ = ["METRICS", "Progress", "TextRun", "resume_text_run", "start_text_run"]

_TOKENS = "tokens"
_WEIGHT = "weight."


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A step of a run, as a person wants to see it. Losses are nats per token."""

    step: int
    progress: float  # 0 … 1 over the whole run
    seconds: float
    loss: float
    rate: float
    tokens_per_second: float
    held_out_loss: float | None = None
    bits_per_character: float | None = None  # of the held-out text


def start_text_run(
    sources: Sequence[Path], out: Path, settings: TextTraining, found: Survey
) -> "TextRun":
    """A new run over surveyed sources. Raises BadInputError when `out` already holds something."""
    sources = [source.resolve() for source in sources]
    begin(out, {"sources": [str(source) for source in sources], **asdict(settings)})
    return TextRun(out, sources, settings, found)


def resume_text_run(out: Path) -> "TextRun":
    """The run of a folder, where it stopped. Raises NotFoundError when there is none to resume."""
    told = told_in(out)
    sources = [Path(source) for source in told.pop("sources")]
    return TextRun(out, sources, TextTraining(**told))


class TextRun:
    """A run, held by one process at a time: `with run: run.prepare(); for seen in run.steps()`.

    Entering raises TryLaterError when another process holds the folder. NoRoomError may come from
    any part when the disk is full; what was saved before is kept.
    """

    def __init__(
        self,
        out: Path,
        sources: Sequence[Path],
        settings: TextTraining,
        found: Survey | None = None,
    ) -> None:
        self.out, self.sources, self.settings = out, sources, settings
        self._found = found
        self._unproven = found is not None  # until a new run has been prepared
        self.counters = Counters()
        self.finished = False
        self._stopped = False
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self._held.enter_context(hold(self.out / RUN / LOCK))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()
        if self.finished:
            clear(self.out)
        elif self._unproven and isinstance(error, BadInputError):
            # The sources will not do, and the same --out is wanted for better ones.
            clear(self.out)
            remove_tokenizer(self.out)
            with suppress(OSError):  # something of somebody else's is in it
                self.out.rmdir()

    def prepare(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Tokenize and build the net, or bring both back; `progress`: characters done, in all."""
        sweep(self.out)
        sweep(self.out / RUN)
        tokens = self.out / RUN / _TOKENS
        if not (tokens / INDEX).is_file():
            found = self._found or survey(read_corpus(self.sources))
            tokenizer = learn_tokenizer(self.sources, found, self.settings)
            save_tokenizer(tokenizer, self.out, self.settings.context)
            tokenize(self.sources, found, tokenizer, tokens, self.settings, progress)
        keep_memory()
        self.tokenizer = load_tokenizer(self.out)
        self.files = TokenFiles(tokens)
        self.batches = make_batches(self.files, self.settings)
        self.net = new_net(self.settings, self.tokenizer.size).to(best_device())
        self.optimizers = make_optimizers(self.net, self.settings)
        weights = sum(weight.nbytes for weight in self.net.parameters())
        require_room(self.out, weights * 10)  # three saves of weights and two moments, and the best
        self._restore()
        self._unproven = False

    def steps(self, *, save_every_seconds: float = 60.0) -> Iterator[Progress]:
        """Train, evaluate and save; yields after each step, until the end or `stop`."""
        clock = Clock(self.counters.seconds, self.settings)
        reports = train(
            self.net,
            self.batches,
            self.optimizers,
            self.settings,
            first_step=self.counters.step,
            progress=clock.progress,
        )
        saved = clock.seconds()
        for report in reports:
            took = clock.lap()
            self.counters = replace(self.counters, step=report.step)
            held_out = self._evaluate_if_due(clock)
            seen = Progress(
                step=report.step,
                progress=min(1.0, clock.progress(report.step)),
                seconds=clock.seconds(),
                loss=report.loss,
                rate=report.rate,
                tokens_per_second=report.tokens / took,
                held_out_loss=held_out,
                bits_per_character=held_out and self.bits_per_character(held_out),
            )
            note(self.out, asdict(seen))
            told = clock.seconds()
            yield seen
            if held_out is not None:
                clock.showed(told)
            if self._stopped or clock.seconds() - saved > save_every_seconds:
                self.save(clock.seconds())
                saved = clock.seconds()
            if self._stopped:
                return
            clock.lap()
        self.finished = True

    def stop(self) -> None:
        """Save and end after the step at hand; `resume_text_run` goes on from there."""
        self._stopped = True

    def save(self, seconds: float) -> None:
        """Save the exact state of the run, so that it can go on after any accident."""
        self.counters = replace(self.counters, seconds=seconds)
        tensors = optimizer_tensors(self.optimizers)
        for name, weight in self.net.named_parameters():
            tensors[_WEIGHT + name] = weight
        save_state(self.out / RUN, tensors, self.counters)

    def bits_per_character(self, loss: float) -> float:
        """Nats per token of the held-out text -> bits per character of it."""
        size = self.files.sizes["held_out"]
        return loss * size.tokens / size.characters / math.log(2)

    def _evaluate_if_due(self, clock: Clock) -> float | None:
        due = int(min(1.0, clock.progress(self.counters.step)) * self.settings.evaluations)
        if due <= self.counters.evaluated or not clock.affords_evaluation(self.counters.step):
            return None
        began = clock.seconds()
        loss = held_out_loss(self.net, self.batches, self.settings)
        self.counters = replace(self.counters, evaluated=due)
        if loss < self.counters.best:
            self.counters = replace(self.counters, best=loss)
            save_net(self.net, self.out, getattr(torch, self.settings.stored))
        clock.evaluated(began)
        return loss

    def _restore(self) -> None:
        loaded = load_state(self.out / RUN)
        if loaded is None:
            forget_metrics(self.out)
            return
        tensors, self.counters = loaded
        with torch.no_grad():
            for name, weight in self.net.named_parameters():
                weight.copy_(tensors[_WEIGHT + name])
        restore_optimizers(self.optimizers, tensors)
        forget_metrics_after(self.out, self.counters.step)
