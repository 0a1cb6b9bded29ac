"""One picture training run in one folder: stopped and resumed at any moment, as text's is.

    OUT/model_index.json, unet/ …   the averaged weights so far
    OUT/vae/                        the autoencoder, of a run in latents, once it is trained
    OUT/metrics.jsonl               one line for each step
    OUT/run/                        pictures, latents and saved states, until it is done

A run in latents has two phases: the autoencoder's, at whose end every picture is encoded, and that
of the net that draws. The run yields; whoever drives it prints, draws a sample sheet, or leaves.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from torch import Tensor, nn

from gongwu.engine.pictures.picture_files import INDEX, PictureFiles
from gongwu.engine.pictures.survey import PictureSurvey, survey_pictures
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.autoencoder_course import LATENTS, AutoencoderCourse
from gongwu.engine.training.autoencoder_setup import autoencoder_shape, new_autoencoder
from gongwu.engine.training.drawing_course import DrawingCourse
from gongwu.engine.training.image_batches import PictureBatches, even_sample
from gongwu.engine.training.image_captions import caption_tokenizer
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.image_setup import common_captions, make_files, new_learner
from gongwu.engine.training.latent_files import LatentSquares, latent_bytes
from gongwu.engine.training.phases import Phases
from gongwu.engine.training.precision import best_device
from gongwu.engine.training.run_folder import RUN, begin, note, told_in
from gongwu.engine.training.sitting import Sitting
from gongwu.engine.training.squares import CleanSquares, PixelSquares
from gongwu.engine.training.state import Counters
from gongwu.engine.training.text_setup import require_room

_PICTURES = "pictures"

Phase = Literal["autoencoder", "drawing"]


@dataclass(frozen=True, kw_only=True)
class ImageProgress:
    """A step of a run, as a person wants to see it.

    The losses of drawing are weighted square errors, those of the autoencoder mean absolute ones.
    """

    step: int
    phase: Phase
    progress: float  # 0 … 1 over the whole run
    seconds: float
    loss: float
    rate: float
    pictures_per_second: float
    held_out_loss: float | None = None  # of the averaged weights
    held_out_psnr: float | None = None  # decibels: how well the autoencoder gives pictures back


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
    found = found or _surveyed(sources, settings)
    settings = replace(settings, side=found.side, space=settings.space or found.space)
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
        self._phases = Phases(settings)
        self._sitting = Sitting(out, new=found is not None)

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

    def prepare(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Decode and build the nets, or bring all back; `progress`: pictures done, in all."""
        folder = self.out / RUN / _PICTURES
        if not (folder / INDEX).is_file():
            found = self.found or _surveyed(self.sources, self.settings)
            make_files(self.sources, found, folder, self.settings, progress)
        keep_memory()
        self.files = PictureFiles(folder)
        self.tokenizer = caption_tokenizer(self.files)
        self.course = self._sitting.bring_back(self._course_at)

    def steps(self, *, save_every_seconds: float = 60.0) -> Iterator[ImageProgress]:
        """Train, evaluate and save; yields after each step, until the end or `stop`."""
        if isinstance(self.course, AutoencoderCourse):
            yield from self._walked(self.course, save_every_seconds)
            if self._sitting.stopped:
                return
            self.course = self._draw_after(self.course)
        yield from self._walked(self.course, save_every_seconds)
        self._sitting.finished = not self._sitting.stopped

    def stop(self) -> None:
        """Save and end after the step at hand; `resume_image_run` goes on from there."""
        self._sitting.stop()

    @property
    def finished(self) -> bool:
        """Whether the run has come to its end."""
        return self._sitting.finished

    @property
    def phase(self) -> Phase:
        """What is learned at present."""
        return "autoencoder" if isinstance(self.course, AutoencoderCourse) else "drawing"

    @property
    def learner(self) -> nn.Module:
        """What learns at present: an AutoencoderLearner or a PictureLearner."""
        return self.course.weights.learner

    def averaged(self) -> AbstractContextManager[None]:
        """Within it the learner has the averaged weights: for drawing samples between steps."""
        return self.course.weights.averaged()

    def prompts(self, count: int) -> list[str]:
        """Captions for a sample sheet: the most frequent of the training pictures."""
        return common_captions(self.files.every_caption("train"), count)

    def rebuilt(self, count: int) -> tuple[Tensor, Tensor]:
        """Held-out pictures, and what the autoencoder gives back of them, in its phase."""
        assert isinstance(self.course, AutoencoderCourse)
        numbers = even_sample(self.files.counts["held_out"], count)
        pictures = PixelSquares(self.files).clean("held_out", numbers, [False] * len(numbers))
        with self.averaged():
            return pictures, self.course.rebuilt(pictures)

    def _course_at(self, counters: Counters) -> AutoencoderCourse | DrawingCourse:
        if self.settings.space == "latents":
            return self._autoencoder() if counters.phase == 0 else self._drawing_on_latents()
        return self._drawing(PixelSquares(self.files))

    def _autoencoder(self) -> AutoencoderCourse:
        told = self.settings
        shape = autoencoder_shape(told.size, PixelSquares(self.files))
        net = new_autoencoder(shape, told.seed).to(best_device())
        course = AutoencoderCourse(net, self.files, told)
        latents = latent_bytes(self.files, shape, flips=told.flips)
        # Three saves of weights, average and two moments, and the result.
        require_room(self.out, course.weights.nbytes * 13 + latents)
        return course

    def _draw_after(self, autoencoder: AutoencoderCourse) -> DrawingCourse:
        """What was learned is saved before the long work of encoding, and after it."""
        seconds, began = self._sitting.counters.seconds, time.perf_counter()
        self._sitting.save(autoencoder, seconds)
        autoencoder.finish(self.out, self.out / RUN)
        course = self._drawing_on_latents()
        self._sitting.next_phase(course, seconds + time.perf_counter() - began)
        return course

    def _drawing_on_latents(self) -> DrawingCourse:
        return self._drawing(LatentSquares(self.out / RUN / LATENTS))

    def _drawing(self, squares: CleanSquares) -> DrawingCourse:
        batches = PictureBatches(self.files, self.tokenizer, self.settings, squares)
        vocabulary = None if self.tokenizer is None else self.tokenizer.size
        learner = new_learner(self.settings, squares, vocabulary).to(best_device())
        course = DrawingCourse(learner, batches, self.tokenizer, self.out, self.settings)
        require_room(self.out, course.weights.nbytes * 13)
        return course

    def _walked(
        self, course: AutoencoderCourse | DrawingCourse, save_every: float
    ) -> Iterator[ImageProgress]:
        phase, counters = self.phase, self._sitting.counters
        promised = self._phases.promised(counters)
        for seen in self._sitting.steps(course, course.settings, promised, save_every):
            psnr = course.psnr if isinstance(course, AutoencoderCourse) else None
            told = ImageProgress(
                step=seen.step,
                phase=phase,
                progress=self._phases.progress(counters, seen.progress),
                seconds=seen.seconds,
                loss=seen.report.loss,
                rate=seen.report.rate,
                pictures_per_second=self.settings.batch / seen.took,
                held_out_loss=seen.held_out_loss,
                held_out_psnr=psnr if seen.held_out_loss is not None else None,
            )
            note(self.out, asdict(told))
            yield told


def _surveyed(sources: Sequence[Path], told: ImageTraining) -> PictureSurvey:
    return survey_pictures(sources, side=told.side, words_from=told.words_from, space=told.space)
