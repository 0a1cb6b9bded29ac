"""One text training run in one folder: stopped and resumed at any moment.

    OUT/config.json, model.safetensors, tokenizer.json   the best so far by held-out loss
    OUT/metrics.jsonl                                    one line for each step
    OUT/run/                                             tokens and saved states, until it is done

The run yields; whoever drives it prints, draws samples, or leaves the loop.
"""

import json
import math
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import torch

from gongwu.engine.checkpoints.files import (
    no_room_said,
    read_json,
    replace_whole,
    sweep,
    write_json,
)
from gongwu.engine.checkpoints.folder import save_net
from gongwu.engine.checkpoints.tokenizer_files import (
    load_tokenizer,
    remove_tokenizer,
    save_tokenizer,
)
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import INDEX, Survey, TokenFiles, survey
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.lock import hold
from gongwu.engine.training.loop import held_out_loss, train
from gongwu.engine.training.optimizers import (
    make_optimizers,
    optimizer_tensors,
    restore_optimizers,
)
from gongwu.engine.training.precision import best_device
from gongwu.engine.training.settings import TextTraining
from gongwu.engine.training.state import Counters, load_state, save_state
from gongwu.engine.training.text_setup import (
    learn_tokenizer,
    make_batches,
    new_net,
    require_room,
    tokenize,
)
from gongwu.errors import BadInputError, NotFoundError

METRICS = "metrics.jsonl"
_RUN, _SETTINGS, _TOKENS, _LOCK = "run", "settings.json", "tokens", "lock"
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
    if out.exists() and (not out.is_dir() or _holds_files(out)):
        raise BadInputError(
            en=f"{out} is not empty. Go on with its run by --resume, or choose another --out.",
            zh=f"{out} 不是空的。用 --resume 接着训练，或换一个 --out。",
        )
    sources = [source.resolve() for source in sources]
    (out / _RUN).mkdir(parents=True, exist_ok=True)
    told = {"sources": [str(source) for source in sources], **asdict(settings)}
    write_json(told, out / _RUN / _SETTINGS)
    return TextRun(out, sources, settings, found)


def _holds_files(folder: Path) -> bool:
    """Whether there is more in it than a start leaves that was killed before its settings stood."""
    return any(
        not path.is_dir() and ".unfinished" not in str(path.relative_to(folder))
        for path in folder.rglob("*")
    )


def resume_text_run(out: Path) -> "TextRun":
    """The run of a folder, where it stopped. Raises NotFoundError when there is none to resume."""
    if not (out / _RUN / _SETTINGS).is_file():
        finished = (out / METRICS).is_file()
        raise NotFoundError(
            en=f"The run in {out} is finished: there is nothing to resume."
            if finished
            else f"There is no run to resume in {out}.",
            zh=f"{out} 的训练已完成，无需继续。" if finished else f"{out} 里没有可继续的训练。",
        )
    told = read_json(out / _RUN / _SETTINGS)
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
        self._held.enter_context(hold(self.out / _RUN / _LOCK))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()
        if self.finished:
            self._clear()
        elif self._unproven and isinstance(error, BadInputError):
            # The sources will not do, and the same --out is wanted for better ones.
            self._clear()
            remove_tokenizer(self.out)
            with suppress(OSError):  # something of somebody else's is in it
                self.out.rmdir()

    def _clear(self) -> None:
        """Remove what only a run needs; the settings first: without them there is no run."""
        (self.out / _RUN / _SETTINGS).unlink()
        shutil.rmtree(self.out / _RUN)

    def prepare(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Tokenize and build the net, or bring both back; `progress`: characters done, in all."""
        sweep(self.out)
        sweep(self.out / _RUN)
        tokens = self.out / _RUN / _TOKENS
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
        clock = _Clock(self.counters.seconds, self.settings)
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
            self._note(seen)
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
        save_state(self.out / _RUN, tensors, self.counters)

    def bits_per_character(self, loss: float) -> float:
        """Nats per token of the held-out text -> bits per character of it."""
        size = self.files.sizes["held_out"]
        return loss * size.tokens / size.characters / math.log(2)

    def _evaluate_if_due(self, clock: "_Clock") -> float | None:
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

    def _note(self, seen: Progress) -> None:
        """One line of metrics, in the file before anyone is told."""
        path = self.out / METRICS
        with no_room_said(path), path.open("a", encoding="utf-8") as metrics:
            metrics.write(json.dumps(asdict(seen)) + "\n")

    def _restore(self) -> None:
        loaded = load_state(self.out / _RUN)
        if loaded is None:
            (self.out / METRICS).unlink(missing_ok=True)
            return
        tensors, self.counters = loaded
        with torch.no_grad():
            for name, weight in self.net.named_parameters():
                weight.copy_(tensors[_WEIGHT + name])
        restore_optimizers(self.optimizers, tensors)
        self._forget_metrics_after(self.counters.step)

    def _forget_metrics_after(self, step: int) -> None:
        """A killed run reported steps that the saved state does not have; they come again."""
        lines = (self.out / METRICS).read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if _step_of(line) <= step]
        with replace_whole(self.out / METRICS) as unfinished:
            unfinished.write_text("".join(line + "\n" for line in kept), encoding="utf-8")


def _step_of(line: str) -> float:
    try:
        return float(json.loads(line)["step"])
    except (ValueError, KeyError, TypeError):
        return math.inf  # the line at which the process was killed


class _Clock:
    """Seconds of training over all sittings, and how far they are of what was promised."""

    def __init__(self, before: float, settings: TextTraining) -> None:
        self._began = time.perf_counter() - before
        self._lap = time.perf_counter()
        self._settings = settings
        self._told: tuple[int, float] | None = None
        self._evaluation_took = 0.0
        self._showing_took = 0.0
        self._evaluation_ended = -math.inf

    def seconds(self) -> float:
        return time.perf_counter() - self._began

    def lap(self) -> float:
        """Seconds since the last lap."""
        now = time.perf_counter()
        took, self._lap = now - self._lap, now
        return took

    def evaluated(self, began: float) -> None:
        """An evaluation, and the saving of the best, began then and ends now."""
        self._evaluation_ended = self.seconds()
        self._evaluation_took = self._evaluation_ended - began

    def showed(self, began: float) -> None:
        """The caller has looked at an evaluated step, and drawn a sample perhaps, since then."""
        self._showing_took = self.seconds() - began

    def affords_evaluation(self, step: int) -> bool:
        """By minutes, evaluations take a tenth of the time at most, but for the last one.

        By steps they are where the settings put them: a run must not depend on the clock.
        """
        if self._settings.steps is not None or self.progress(step) >= 1:
            return True
        return self.seconds() - self._evaluation_ended >= 9 * self._evaluation_took

    def progress(self, step: int) -> float:
        """0 … 1: by steps where they were promised, else by minutes."""
        if self._settings.steps is not None:
            return step / self._settings.steps
        assert self._settings.minutes is not None
        # Told once for a step: whoever asks later must not hear that the run has ended meanwhile,
        # or its last evaluation would be left out.
        if self._told is None or self._told[0] != step:
            # The last evaluation, the saving and the caller's sample belong to the time promised.
            end = 1.5 * self._evaluation_took + self._showing_took
            limit = self._settings.minutes * 60 - end
            self._told = step, self.seconds() / max(limit, 1e-9)
        return self._told[1]
