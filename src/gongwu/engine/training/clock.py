"""How long a run has trained, over all sittings, and how much of what was promised that is."""

import math
import time
from typing import Protocol


class Promised(Protocol):
    """How long a run is to be: steps or minutes."""

    @property
    def steps(self) -> int | None:
        """So many steps, or None."""
        ...

    @property
    def minutes(self) -> float | None:
        """So many minutes, or None."""
        ...


class Clock:
    """Seconds of training over all sittings, and how far they are of what was promised."""

    def __init__(self, before: float, promised: Promised) -> None:
        self._began = time.perf_counter() - before
        self._lap = time.perf_counter()
        self._promised = promised
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
        if self._promised.steps is not None or self.progress(step) >= 1:
            return True
        return self.seconds() - self._evaluation_ended >= 9 * self._evaluation_took

    def progress(self, step: int) -> float:
        """0 … 1: by steps where they were promised, else by minutes."""
        if self._promised.steps is not None:
            return step / self._promised.steps
        assert self._promised.minutes is not None
        # Told once for a step: whoever asks later must not hear that the run has ended meanwhile,
        # or its last evaluation would be left out.
        if self._told is None or self._told[0] != step:
            # The last evaluation, the saving and the caller's sample belong to the time promised.
            end = 1.5 * self._evaluation_took + self._showing_took
            limit = self._promised.minutes * 60 - end
            self._told = step, self.seconds() / max(limit, 1e-9)
        return self._told[1]
