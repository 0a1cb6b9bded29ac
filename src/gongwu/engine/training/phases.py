"""How long each phase of a picture run is: a run in latents trains an autoencoder first."""

from dataclasses import dataclass

from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.state import Counters

_LEAST_MINUTES = 0.02  # of drawing, though encoding took longer than there was time


@dataclass(frozen=True)
class Length:
    """Steps or minutes, as a clock is promised them."""

    steps: int | None = None
    minutes: float | None = None


class Phases:
    """The share of the autoencoder, and the rest."""

    def __init__(self, settings: ImageTraining) -> None:
        self._told = settings
        self._first = 0.0
        if settings.space == "latents":
            self._first = settings.autoencoder_share
            if settings.steps is not None:
                # Neither phase is without a step.
                steps = min(settings.steps - 1, max(1, round(settings.steps * self._first)))
                self._first = steps / settings.steps

    def promised(self, counters: Counters) -> Length:
        """What is left for the phase that the counters stand in."""
        latents, told = self._told.space == "latents", self._told
        if told.steps is not None:
            first = round(told.steps * self._first)
            return Length(steps=first if latents and counters.phase == 0 else told.steps - first)
        assert told.minutes is not None
        if latents and counters.phase == 0:
            return Length(minutes=told.minutes * self._first)
        return Length(minutes=max(_LEAST_MINUTES, told.minutes - counters.phase_seconds / 60))

    def progress(self, counters: Counters, done: float) -> float:
        """0 … 1 of the phase that the counters stand in -> 0 … 1 of the run."""
        if self._told.space == "latents" and counters.phase == 0:
            return self._first * done
        return self._first + (1 - self._first) * done
