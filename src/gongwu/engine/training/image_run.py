"""One picture training run in one folder: stopped and resumed at any moment, as text's is.

    OUT/model_index.json, unet/ …   the averaged weights so far
    OUT/metrics.jsonl               one line for each step
    OUT/run/                        pictures and saved states, until it is done

The run yields; whoever drives it prints, draws a sample sheet, or leaves the loop.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import torch

from gongwu.engine.checkpoints.files import sweep
from gongwu.engine.pictures.picture_files import INDEX, PictureFiles
from gongwu.engine.pictures.survey import PictureSurvey, survey_pictures
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.clock import Clock
from gongwu.engine.training.ema import Average
from gongwu.engine.training.image_batches import PictureBatches
from gongwu.engine.training.image_captions import caption_tokenizer
from gongwu.engine.training.image_result import save_learner
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.image_setup import (
    common_captions,
    make_files,
    new_learner,
)
from gongwu.engine.training.lock import hold
from gongwu.engine.training.loop import mean_loss, train
from gongwu.engine.training.optimizers import (
    make_optimizers,
    optimizer_tensors,
    restore_optimizers,
)
from gongwu.engine.training.precision import best_device
from gongwu.engine.training.run_folder import (
    LOCK,
    RUN,
    begin,
    clear,
    forget_metrics,
    forget_metrics_after,
    note,
    told_in,
)
from gongwu.engine.training.state import Counters, load_state, save_state
from gongwu.engine.training.text_setup import require_room
from gongwu.errors import BadInputError

_PICTURES = "pictures"
_WEIGHT, _AVERAGE = "weight.", "average."


@dataclass(frozen=True, kw_only=True)
class ImageProgress:
    """A step of a run, as a person wants to see it. Losses are weighted square errors."""

    step: int
    progress: float  # 0 … 1 over the whole run
    seconds: float
    loss: float
    rate: float
    pictures_per_second: float
    held_out_loss: float | None = None  # of the averaged weights


def start_image_run(
    sources: Sequence[Path],
    out: Path,
    settings: ImageTraining,
    found: PictureSurvey | None = None,
) -> "ImageRun":
    """A new run. Raises BadInputError when `out` already holds something.

    The sources are surveyed first, unless they were: what is wrong with a header, a table or a
    name is said before anything is written.
    """
    sources = [source.resolve() for source in sources]
    found = found or survey_pictures(sources, side=settings.side, words_from=settings.words_from)
    begin(out, {"sources": [str(source) for source in sources], **asdict(settings)})
    return ImageRun(out, sources, settings, found)


def resume_image_run(out: Path) -> "ImageRun":
    """The run of a folder, where it stopped. Raises NotFoundError when there is none to resume."""
    told = told_in(out)
    sources = [Path(source) for source in told.pop("sources")]
    return ImageRun(out, sources, ImageTraining(**told))


class ImageRun:
    """A run, held by one process at a time: `with run: run.prepare(); for seen in run.steps()`.

    Entering raises TryLaterError when another process holds the folder. NoRoomError may come from
    any part when the disk is full; what was saved before is kept.
    """

    def __init__(
        self,
        out: Path,
        sources: Sequence[Path],
        settings: ImageTraining,
        found: PictureSurvey | None = None,
    ) -> None:
        self.out, self.sources, self.settings = out, sources, settings
        self.found = found  # of a new run: what its sources are
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
            with suppress(OSError):  # something of somebody else's is in it
                self.out.rmdir()

    def prepare(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Decode and build the nets, or bring all back; `progress`: pictures done, in all."""
        sweep(self.out)
        sweep(self.out / RUN)
        folder = self.out / RUN / _PICTURES
        if not (folder / INDEX).is_file():
            found = self.found or self._surveyed()
            make_files(self.sources, found, folder, self.settings, progress)
        keep_memory()
        self.files = PictureFiles(folder)
        self.tokenizer = caption_tokenizer(self.files)
        self.batches = PictureBatches(self.files, self.tokenizer, self.settings)
        vocabulary = None if self.tokenizer is None else self.tokenizer.size
        self.learner = new_learner(self.settings, self.files, vocabulary).to(best_device())
        self.optimizers = make_optimizers(self.learner, self.settings)
        self.average = Average(self.learner, self.settings.average_width)
        weights = sum(weight.nbytes for weight in self.learner.parameters())
        # Three saves of weights, average and two moments, and the result.
        require_room(self.out, weights * 13)
        self._restore()
        self._unproven = False

    def steps(self, *, save_every_seconds: float = 60.0) -> Iterator[ImageProgress]:
        """Train, evaluate and save; yields after each step, until the end or `stop`."""
        clock = Clock(self.counters.seconds, self.settings)
        reports = train(
            self.learner,
            self.batches,
            self.optimizers,
            self.settings,
            first_step=self.counters.step,
            progress=clock.progress,
        )
        saved = clock.seconds()
        for report in reports:
            self.average.update(self.learner, report.step)
            took = clock.lap()
            self.counters = replace(self.counters, step=report.step)
            held_out = self._evaluate_if_due(clock)
            seen = ImageProgress(
                step=report.step,
                progress=min(1.0, clock.progress(report.step)),
                seconds=clock.seconds(),
                loss=report.loss,
                rate=report.rate,
                pictures_per_second=report.tokens / took,
                held_out_loss=held_out,
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
        """Save and end after the step at hand; `resume_image_run` goes on from there."""
        self._stopped = True

    def averaged(self) -> AbstractContextManager[None]:
        """Within it the learner has the averaged weights: for drawing samples between steps."""
        return self.average.standing_in(self.learner)

    def prompts(self, count: int) -> list[str]:
        """Captions for a sample sheet: the most frequent of the training pictures."""
        return common_captions(self.files.every_caption("train"), count)

    def save(self, seconds: float) -> None:
        """Save the exact state of the run, so that it can go on after any accident."""
        self.counters = replace(self.counters, seconds=seconds)
        tensors = optimizer_tensors(self.optimizers)
        for name, weight in self.learner.named_parameters():
            tensors[_WEIGHT + name] = weight
            tensors[_AVERAGE + name] = self.average.tensors[name]
        save_state(self.out / RUN, tensors, self.counters)

    def _surveyed(self) -> PictureSurvey:
        told = self.settings
        return survey_pictures(self.sources, side=told.side, words_from=told.words_from)

    def _evaluate_if_due(self, clock: Clock) -> float | None:
        due = int(min(1.0, clock.progress(self.counters.step)) * self.settings.evaluations)
        if due <= self.counters.evaluated or not clock.affords_evaluation(self.counters.step):
            return None
        began = clock.seconds()
        told = self.settings
        with self.averaged():
            batches = self.batches.held_out(told.evaluation_pictures)
            loss = mean_loss(self.learner, batches, told.precision)
            if told.kept == "last" or loss < self.counters.best:
                save_learner(self.learner, self.tokenizer, self.out, told)
        best = min(loss, self.counters.best)
        self.counters = replace(self.counters, evaluated=due, best=best)
        clock.evaluated(began)
        return loss

    def _restore(self) -> None:
        loaded = load_state(self.out / RUN)
        if loaded is None:
            forget_metrics(self.out)
            return
        tensors, self.counters = loaded
        with torch.no_grad():
            for name, weight in self.learner.named_parameters():
                weight.copy_(tensors[_WEIGHT + name])
                self.average.tensors[name].copy_(tensors[_AVERAGE + name])
        restore_optimizers(self.optimizers, tensors)
        forget_metrics_after(self.out, self.counters.step)
