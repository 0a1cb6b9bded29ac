"""One text training run in one folder: stopped and resumed at any moment.

    OUT/config.json, model.safetensors, tokenizer.json   the best so far by held-out loss
    OUT/metrics.jsonl                                    one line for each step
    OUT/run/                                             tokens and saved states, until it is done

The run yields; whoever drives it prints, draws samples, or leaves the loop.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import torch

from gongwu.engine.checkpoints.folder import Net, save_net
from gongwu.engine.checkpoints.tokenizer_files import (
    load_tokenizer,
    remove_tokenizer,
    save_tokenizer,
)
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import INDEX, Survey, TokenFiles, survey
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.batches import Batches
from gongwu.engine.training.learned_weights import LearnedWeights
from gongwu.engine.training.loop import held_out_loss
from gongwu.engine.training.precision import best_device
from gongwu.engine.training.run_folder import METRICS, RUN, begin, note, told_in
from gongwu.engine.training.settings import TextTraining
from gongwu.engine.training.sitting import Sitting
from gongwu.engine.training.state import Counters
from gongwu.engine.training.text_setup import (
    learn_tokenizer,
    make_batches,
    new_net,
    require_room,
    tokenize,
)

__all__ = ["METRICS", "Progress", "TextRun", "resume_text_run", "start_text_run"]

_TOKENS = "tokens"


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


class TextCourse:
    """What a text run takes further; of all its evaluations the best is kept."""

    def __init__(self, net: Net, batches: Batches, out: Path, settings: TextTraining) -> None:
        self.net, self.batches, self.out, self.settings = net, batches, out, settings
        self.weights = LearnedWeights(net, settings)

    def evaluate(self, best: float) -> float:
        """Mean nats per token of the held-out text."""
        loss = held_out_loss(self.net, self.batches, self.settings)
        if loss < best:
            save_net(self.net, self.out, getattr(torch, self.settings.stored))
        return loss


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
        self._sitting = Sitting(out, new=found is not None, discard=remove_tokenizer)

    def __enter__(self) -> Self:
        self._sitting.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sitting.__exit__(kind, error, trace)

    @property
    def counters(self) -> Counters:
        """Where the run stands."""
        return self._sitting.counters

    @property
    def finished(self) -> bool:
        """Whether the run has come to its end."""
        return self._sitting.finished

    @property
    def net(self) -> Net:
        """What learns."""
        return self._course.net

    @property
    def batches(self) -> Batches:
        """What it learns from."""
        return self._course.batches

    def prepare(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Tokenize and build the net, or bring both back; `progress`: characters done, in all."""
        tokens = self.out / RUN / _TOKENS
        if not (tokens / INDEX).is_file():
            found = self._found or survey(read_corpus(self.sources))
            tokenizer = learn_tokenizer(self.sources, found, self.settings)
            save_tokenizer(tokenizer, self.out, self.settings.context)
            tokenize(self.sources, found, tokenizer, tokens, self.settings, progress)
        keep_memory()
        self.tokenizer = load_tokenizer(self.out)
        self.files = TokenFiles(tokens)
        self._course = self._sitting.bring_back(self._course_at)

    def steps(self, *, save_every_seconds: float = 60.0) -> Iterator[Progress]:
        """Train, evaluate and save; yields after each step, until the end or `stop`."""
        told, course = self.settings, self._course
        for seen in self._sitting.steps(course, told, told, save_every_seconds):
            held_out = seen.held_out_loss
            progress = Progress(
                step=seen.step,
                progress=seen.progress,
                seconds=seen.seconds,
                loss=seen.report.loss,
                rate=seen.report.rate,
                tokens_per_second=seen.report.tokens / seen.took,
                held_out_loss=held_out,
                bits_per_character=held_out and self.bits_per_character(held_out),
            )
            note(self.out, asdict(progress))
            yield progress
        self._sitting.finished = not self._sitting.stopped

    def stop(self) -> None:
        """Save and end after the step at hand; `resume_text_run` goes on from there."""
        self._sitting.stop()

    def bits_per_character(self, loss: float) -> float:
        """Nats per token of the held-out text -> bits per character of it."""
        size = self.files.sizes["held_out"]
        return loss * size.tokens / size.characters / math.log(2)

    def _course_at(self, _: Counters) -> TextCourse:
        batches = make_batches(self.files, self.settings)
        net = new_net(self.settings, self.tokenizer.size).to(best_device())
        course = TextCourse(net, batches, self.out, self.settings)
        # Three saves of weights and two moments, and the best.
        require_room(self.out, course.weights.nbytes * 10)
        return course
