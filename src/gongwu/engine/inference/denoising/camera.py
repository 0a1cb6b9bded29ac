"""The camera of a film: a net's questions and answers, one step at a time, to frames.

Shapes: B items, latents (B, L, h, w).
"""

import math
from dataclasses import dataclass, field, replace

from torch import Tensor

from gongwu.engine.inference.denoising.canvas import Latents
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.film import Frame, Guided, NoiseLevel
from gongwu.engine.inference.denoising.guidance import NoiseNet
from gongwu.engine.inference.denoising.levels import Level
from gongwu.engine.inference.denoising.looks import LARGEST_LOOK, as_picture, side_by_side
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.predictions import Prediction, clean_from
from gongwu.engine.inference.denoising.samplers import Step
from gongwu.engine.inference.denoising.step_formulas import StepSeen, guided, predicted, stepped
from gongwu.ports import Picture

# How many standard deviations of noise a look shows before it is all black or all white.
_NOISE_SHOWN = 2.0
_LATENT_SHOWN = 2.5


@dataclass(frozen=True, kw_only=True, eq=False)
class Look:
    """One question to the net and its answer; of a guided step both halves."""

    seen: Tensor  # (1, L, h, w), in the form that the net was trained with
    without: Tensor | None
    prompted: Tensor


@dataclass(kw_only=True, eq=False)
class Watching:
    """A net that notes what it was asked and what it said."""

    net: NoiseNet
    looks: list[Look] = field(default_factory=list)

    def __call__(self, latent: Tensor, time: Tensor, condition: Tensor | None) -> Tensor:
        said = self.net(latent, time, condition)
        halves = said.chunk(2) if len(said) == 2 else (None, said)
        self.looks.append(Look(seen=latent[:1], without=halves[0], prompted=halves[1]))
        return said

    def take(self) -> list[Look]:
        """The looks since the last time."""
        looks, self.looks = self.looks, []
        return looks


@dataclass(kw_only=True, eq=False)
class Camera:
    """Steps to frames. Reads them in order."""

    painter: Painter
    drawing: Drawing
    sides: tuple[int, int]
    earlier: StepSeen | None = None

    @property
    def watched(self) -> tuple[int, int]:
        """The middle: row and column of the place whose numbers are shown."""
        return self.sides[0] // 2, self.sides[1] // 2

    def pass_by(self, step: Step, looks: list[Look]) -> StepSeen:
        """A step in numbers; the next one may need them."""
        latent = self._latent(looks[0], step.level)
        ahead = None
        if len(looks) > 1:
            tried = self._latent(looks[1], step.after)
            ahead = self._at(self._clean(self._said(looks[1], step.after), tried, step.after))
        self.earlier = StepSeen(
            level=step.level, after=step.after, latent=self._at(latent),
            clean=self._at(step.clean), ended=self._at(step.latent),
            earlier=None if self.earlier is None else replace(self.earlier, earlier=None),
            ahead=ahead,
        )  # fmt: skip
        return self.earlier

    def frame(self, number: int, step: Step, looks: list[Look]) -> Frame:
        """A step with its pictures."""
        seen, look = self.pass_by(step, looks), looks[0]
        said = self._at(self._said(look, step.level))
        return Frame(
            number=number, level=noise_level(step.level), after=noise_level(step.after),
            noisy=self._noisy(look, step.level),
            clean=as_picture(self.painter.look(step.clean)[0], LARGEST_LOOK),
            guided=self._guided(look, step.level),
            prediction=predicted(
                self._prediction, said, seen.latent, step.level, self.painter.limit
            ),
            step=stepped(self.drawing.sampler or self.painter.sampler, seen),
        )  # fmt: skip

    @property
    def _prediction(self) -> Prediction:
        return self.painter.noising.prediction

    def _guided(self, look: Look, level: Level) -> Guided | None:
        if look.without is None:
            return None
        scale = self.drawing.guidance.at(level)
        latent = self._latent(look, level)
        without, prompted = (
            as_picture(self.painter.look(self._clean(half, latent, level))[0], LARGEST_LOOK)
            for half in (look.without, look.prompted)
        )
        return Guided(
            scale=scale, without=without, prompted=prompted,
            difference=float((look.prompted - look.without).square().mean().sqrt()),
            worked=guided(
                self._prediction, self._at(look.without), self._at(look.prompted), scale
            ),
        )  # fmt: skip

    def _said(self, look: Look, level: Level) -> Tensor:
        if look.without is None:
            return look.prompted
        scale = self.drawing.guidance.at(level)
        return look.without + scale * (look.prompted - look.without)

    def _latent(self, look: Look, level: Level) -> Tensor:
        """As the sampler has it."""
        return look.seen * self._whole(level)

    def _whole(self, level: Level) -> float:
        return level.signal + level.noise if self._prediction == "flow" else level.size

    def _clean(self, said: Tensor, latent: Tensor, level: Level) -> Tensor:
        limit = math.inf if self.painter.limit is None else self.painter.limit
        return clean_from(self._prediction, said, latent, level).clamp(-limit, limit)

    def _noisy(self, look: Look, level: Level) -> Picture:
        """What the net looked at. Its noise leaves the bounds of a picture: so it is dimmed."""
        whole = self._whole(level)
        if isinstance(self.painter.canvas, Latents):
            return as_picture(side_by_side(look.seen[0] / _LATENT_SHOWN), LARGEST_LOOK)
        reach = (level.signal + _NOISE_SHOWN * level.noise) / whole
        return as_picture(self.painter.look(look.seen / reach)[0], LARGEST_LOOK)

    def _at(self, latent: Tensor) -> float:
        row, column = self.watched
        return float(latent[0, 0, row, column])


def noise_level(level: Level) -> NoiseLevel:
    return NoiseLevel(time=level.time, signal=level.signal, noise=level.noise)
