"""One process's share of a run, whatever the run trains: the folder held, steps, saves.

A sitting takes a course (a net, its batches, what is kept of it) further from where the last one
stopped. It knows no texts and no pictures; who drives it says in those terms what was seen.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from gongwu.engine.checkpoints.files import sweep
from gongwu.engine.training.clock import Clock, Promised
from gongwu.engine.training.learned_weights import LearnedWeights
from gongwu.engine.training.lock import hold
from gongwu.engine.training.loop import LoopSettings, Report, Source, train
from gongwu.engine.training.run_folder import (
    LOCK,
    RUN,
    clear,
    forget_metrics,
    forget_metrics_after,
)
from gongwu.engine.training.state import Counters, load_state, save_state
from gongwu.errors import BadInputError


class CourseSettings(LoopSettings, Protocol):
    """What a sitting asks of a run's settings."""

    @property
    def evaluations(self) -> int:
        """How many, evenly over the course."""
        ...


class Course(Protocol):
    """What a sitting takes further."""

    @property
    def weights(self) -> LearnedWeights:
        """What learns."""
        ...

    @property
    def batches(self) -> Source:
        """What it learns from."""
        ...

    def evaluate(self, best: float, /) -> float:
        """The held-out loss; `best` is the lowest before. What is worth keeping is kept."""
        ...


CourseT = TypeVar("CourseT", bound=Course)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A step done. `progress` is that of the course; `step` and `seconds` count the whole run."""

    step: int
    progress: float
    seconds: float
    took: float  # seconds, this step alone
    report: Report
    held_out_loss: float | None


class Sitting:
    """Held by one process at a time. Entering raises TryLaterError when another holds the folder.

    `discard` takes away what a new run wrote outside of OUT/run before its sources were refused.
    """

    def __init__(
        self, out: Path, *, new: bool, discard: Callable[[Path], None] = lambda _: None
    ) -> None:
        self.out, self._discard = out, discard
        self._unproven = new  # until it has been prepared
        self.counters = Counters()
        self.finished = False
        self.stopped = False
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self._held.enter_context(hold(self.out / RUN / LOCK))
        sweep(self.out)
        sweep(self.out / RUN)
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
            self._discard(self.out)
            with suppress(OSError):  # something of somebody else's is in it
                self.out.rmdir()

    def stop(self) -> None:
        """Save and end after the step at hand."""
        self.stopped = True

    def bring_back(self, course_at: Callable[[Counters], CourseT]) -> CourseT:
        """The course where the run stands, as it was saved last; a new one if nothing was."""
        loaded = load_state(self.out / RUN)
        if loaded is not None:
            _, self.counters = loaded
        course = course_at(self.counters)
        if loaded is None:
            forget_metrics(self.out)
        else:
            course.weights.restore(loaded[0])
            forget_metrics_after(self.out, self.counters.step)
        self._unproven = False
        return course

    def steps(
        self, course: Course, settings: CourseSettings, promised: Promised, save_every: float
    ) -> Iterator[Seen]:
        """Train, evaluate and save; yields after each step, until the end or `stop`."""
        began = self.counters
        clock = Clock(began.seconds - began.phase_seconds, promised)
        reports = train(
            course.weights.learner,
            course.batches,
            course.weights.optimizers,
            settings,
            first_step=began.step - began.phase_step,
            progress=clock.progress,
        )
        saved = clock.seconds()
        for report in reports:
            course.weights.learned(report.step)
            took = clock.lap()
            self.counters = replace(self.counters, step=began.phase_step + report.step)
            held_out = self._evaluate_if_due(course, settings, clock, report.step)
            told = clock.seconds()
            yield Seen(
                step=self.counters.step,
                progress=min(1.0, clock.progress(report.step)),
                seconds=began.phase_seconds + told,
                took=took,
                report=report,
                held_out_loss=held_out,
            )
            if held_out is not None:
                clock.showed(told)
            if self.stopped or clock.seconds() - saved > save_every:
                self.save(course, began.phase_seconds + clock.seconds())
                saved = clock.seconds()
            if self.stopped:
                return
            clock.lap()
        self.counters = replace(self.counters, seconds=began.phase_seconds + clock.seconds())

    def save(self, course: Course, seconds: float) -> None:
        """Save the exact state of the run, so that it can go on after any accident."""
        self.counters = replace(self.counters, seconds=seconds)
        save_state(self.out / RUN, course.weights.tensors(), self.counters)

    def next_phase(self, course: Course, seconds: float) -> None:
        """From here on another course, of which nothing is done yet."""
        self.counters = replace(
            self.counters,
            phase=self.counters.phase + 1,
            phase_step=self.counters.step,
            phase_seconds=seconds,
            evaluated=0,
            best=math.inf,
        )
        self.save(course, seconds)

    def _evaluate_if_due(
        self, course: Course, settings: CourseSettings, clock: Clock, step: int
    ) -> float | None:
        due = int(min(1.0, clock.progress(step)) * settings.evaluations)
        if due <= self.counters.evaluated or not clock.affords_evaluation(step):
            return None
        began = clock.seconds()
        loss = course.evaluate(self.counters.best)
        best = min(loss, self.counters.best)
        self.counters = replace(self.counters, evaluated=due, best=best)
        clock.evaluated(began)
        return loss
