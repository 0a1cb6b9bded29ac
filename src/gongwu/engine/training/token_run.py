"""One training run of a model that draws by tokens, in one folder: stopped and resumed at any time.

    OUT/vqvae                            after the first phase: the codebook and its autoencoder
    OUT/prior, tokenizer, model_index.json   the writer of its codes, the best so far
    OUT/metrics.jsonl                    one line for each step
    OUT/run/                             pictures and saved states, until it is done

The run yields; whoever drives it prints, draws a sample sheet, or leaves the loop.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import torch
from torch import Tensor

from gongwu.engine.checkpoints.autoencoders import load_vector_quantizer
from gongwu.engine.checkpoints.files import no_room_said
from gongwu.engine.checkpoints.token_models import VQVAE, TokenModel
from gongwu.engine.pictures.picture_files import INDEX, PictureFiles, write_pictures
from gongwu.engine.pictures.survey import PictureSurvey, survey_pictures
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.image_captions import caption_tokenizer
from gongwu.engine.training.image_setup import common_captions
from gongwu.engine.training.precision import best_device
from gongwu.engine.training.run_folder import RUN, begin, note, told_in
from gongwu.engine.training.sitting import Sitting
from gongwu.engine.training.state import Counters
from gongwu.engine.training.text_setup import require_room
from gongwu.engine.training.token_batches import ShownPictures
from gongwu.engine.training.token_courses import PriorCourse, QuantizerCourse
from gongwu.engine.training.token_settings import TokenTraining
from gongwu.engine.training.token_setup import factor_for, new_prior, new_quantizer
from gongwu.errors import BadInputError, NotFoundError

Phase = Literal["codes", "writing"]

_PICTURES = "pictures"


@dataclass(frozen=True, kw_only=True)
class TokenProgress:
    """A step of a run, as a person wants to see it.

    Losses are errors of pictures and codes in the first phase, nats per code in the second.
    """

    phase: Phase
    step: int
    progress: float  # 0 … 1 over the whole run
    seconds: float
    loss: float
    rate: float
    pictures_per_second: float
    held_out_loss: float | None = None  # of the averaged weights
    codes_used: int | None = None  # by held-out pictures, where they were measured


def start_token_run(
    sources: Sequence[Path],
    out: Path,
    settings: TokenTraining,
    found: PictureSurvey | None = None,
) -> "TokenRun":
    """A new run. Raises BadInputError when `out` already holds something.

    The sources are surveyed first, unless they were: what is wrong with a header, a table or a
    name, missing captions and sides that codes do not cover are said before anything is written.
    """
    sources = [source.resolve() for source in sources]
    found = found or _surveyed(sources, settings)
    require_captions(found)
    factor_for(found.side, settings.factor)
    settings = replace(settings, side=found.side)
    begin(out, {"sources": [str(source) for source in sources], **asdict(settings)})
    return TokenRun(out, sources, settings, found)


def resume_token_run(out: Path) -> "TokenRun":
    """The run of a folder, where it stopped. Raises NotFoundError when there is none to resume."""
    told = told_in(out)
    sources = [Path(source) for source in told.pop("sources")]
    return TokenRun(out, sources, TokenTraining(**told))


def is_token_run(out: Path) -> bool:
    """Whether there is a run in a folder, and one of these."""
    try:
        return "quantizer_share" in told_in(out)
    except NotFoundError:
        return False


def require_captions(found: PictureSurvey) -> None:
    """Raises BadInputError for pictures of which nothing is said."""
    if found.words.source == "nothing":
        raise BadInputError(
            en=f"Nothing is said of these {found.pictures} pictures, and this net writes pictures "
            "from captions. Add a captions.csv (columns file, caption), put them in a folder for "
            "each class, name the files by what they show, or train --net diffusion.",
            zh=f"这 {found.pictures} 张图片没有任何说明，而此网络按说明作画。请加一个 captions.csv"
            "（列 file、caption）、按类别分文件夹、用内容给文件命名，或改用 --net diffusion。",
        )


class TokenRun:
    """A run, held by one process at a time: `with run: run.prepare(); for seen in run.steps()`.

    Entering raises TryLaterError when another process holds the folder. NoRoomError may come from
    any part when the disk is full; what was saved before is kept.
    """

    def __init__(
        self,
        out: Path,
        sources: Sequence[Path],
        settings: TokenTraining,
        found: PictureSurvey | None = None,
    ) -> None:
        self.out, self.sources, self.settings = out, sources, settings
        self.found = found  # of a new run: what its sources are
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

    @property
    def counters(self) -> Counters:
        """Where the run stands."""
        return self._sitting.counters

    @property
    def finished(self) -> bool:
        """Whether both phases are done."""
        return self._sitting.finished

    @property
    def phase(self) -> Phase:
        """What is learned at present."""
        return "codes" if isinstance(self.course, QuantizerCourse) else "writing"

    @property
    def model(self) -> TokenModel | None:
        """What draws already: nothing in the first phase."""
        return self.course.model if isinstance(self.course, PriorCourse) else None

    def prepare(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Read the pictures and build the net, or bring both back; `progress`: done, in all."""
        folder = self.out / RUN / _PICTURES
        if not (folder / INDEX).is_file():
            self._write_pictures(folder, progress)
        keep_memory()
        self.files = PictureFiles(folder)
        self.shown = ShownPictures(self.files, self.settings)
        tokenizer = caption_tokenizer(self.files)
        assert tokenizer is not None
        self.tokenizer = tokenizer
        self.course = self._sitting.bring_back(self._course_at)
        if self.counters == Counters() and isinstance(self.course, QuantizerCourse):
            self.course.begin()

    def steps(self, *, save_every_seconds: float = 60.0) -> Iterator[TokenProgress]:
        """Train, evaluate and save; yields after each step, until the end or `stop`."""
        if isinstance(self.course, QuantizerCourse):
            yield from self._steps(save_every_seconds)
            if self._sitting.stopped:
                return
            self._next_phase()
        yield from self._steps(save_every_seconds)
        self._sitting.finished = not self._sitting.stopped

    def stop(self) -> None:
        """Save and end after the step at hand; `resume_token_run` goes on from there."""
        self._sitting.stop()

    def averaged(self) -> AbstractContextManager[None]:
        """Within it `model` has the averaged weights: for drawing samples between steps."""
        return self.course.weights.averaged() if self.model is not None else nullcontext()

    def prompts(self, count: int) -> list[str]:
        """Captions for a sample sheet: the most frequent of the training pictures."""
        return common_captions(self.files.every_caption("train"), count)

    def rebuilt(self, count: int) -> tuple[Tensor, Tensor]:
        """Held-out pictures, and what the codes keep of them, in the first phase."""
        assert isinstance(self.course, QuantizerCourse)
        pictures = self.shown.even(count)
        with self.course.weights.averaged():
            return pictures, self.course.rebuilt(pictures)

    def _write_pictures(self, folder: Path, progress: Callable[[int, int], None]) -> None:
        told = self.settings
        found = self.found or _surveyed(self.sources, told)
        require_room(folder, found.pictures * found.side**2 * found.channels)
        with no_room_said(folder):
            write_pictures(
                self.sources,
                found,
                folder,
                background=told.background,
                held_out=told.held_out,
                progress=progress,
            )

    def _course_at(self, counters: Counters) -> QuantizerCourse | PriorCourse:
        course = self._quantizer() if counters.phase == 0 else self._prior()
        # Three saves of weights, average and two moments, and the result.
        require_room(self.out, course.weights.nbytes * 13)
        return course

    def _quantizer(self) -> QuantizerCourse:
        net = new_quantizer(self.settings, self.files.side, self.files.channels).to(best_device())
        return QuantizerCourse(net, self.shown, self.out, self.settings.quantizer_phase())

    def _prior(self) -> PriorCourse:
        quantizer = load_vector_quantizer(self.out / VQVAE, torch.float32).to(best_device())
        coder, vocabulary = quantizer.shape.coder, self.tokenizer.size + quantizer.shape.codes
        places = (self.files.side // coder.factor) ** 2
        prior = new_prior(self.settings, places, vocabulary).to(best_device())
        model = TokenModel(quantizer=quantizer, prior=prior, tokenizer=self.tokenizer)
        return PriorCourse(model, self.shown, self.out, self.settings)

    def _next_phase(self) -> None:
        self.course = self._prior()
        self._sitting.next_phase(self.course, self.counters.seconds)

    def _steps(self, save_every: float) -> Iterator[TokenProgress]:
        course, began, settings = self.course, self.counters, self.course.settings
        promised = self.settings.promised(began)
        for seen in self._sitting.steps(course, settings, promised, save_every):
            used = course.codes_used if isinstance(course, QuantizerCourse) else None
            told = TokenProgress(
                phase=self.phase,
                step=seen.step,
                progress=self.settings.progress(began, seen.progress),
                seconds=seen.seconds,
                loss=seen.report.loss,
                rate=seen.report.rate,
                pictures_per_second=self.settings.batch / seen.took,
                held_out_loss=seen.held_out_loss,
                codes_used=used if seen.held_out_loss is not None else None,
            )
            note(self.out, asdict(told))
            yield told


def _surveyed(sources: Sequence[Path], told: TokenTraining) -> PictureSurvey:
    # In latents nothing is drawn here: unless a side is said, pictures are shrunk as for pixels.
    return survey_pictures(sources, side=told.side, words_from=told.words_from, space="pixels")
