"""The weights that a course moves, what moves them, and their mean: all that a save must hold."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from gongwu.engine.training.ema import Average
from gongwu.engine.training.optimizers import (
    OptimizerSettings,
    make_optimizers,
    optimizer_tensors,
    restore_optimizers,
)

_WEIGHT, _AVERAGE = "weight.", "average."


class LearnedWeights:
    """A learner with its optimizers and, where a width is given, the average over its weights."""

    def __init__(
        self, learner: nn.Module, settings: OptimizerSettings, average_width: float | None = None
    ) -> None:
        self.learner = learner
        self.optimizers = make_optimizers(learner, settings)
        self.average = None if average_width is None else Average(learner, average_width)

    @property
    def nbytes(self) -> int:
        """Of the weights alone."""
        return sum(weight.nbytes for weight in self.learner.parameters())

    def learned(self, step: int) -> None:
        """A step is done, the first being 1."""
        if self.average is not None:
            self.average.update(self.learner, step)

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """Within it the learner has the averaged weights, if there are any; do not train there."""
        if self.average is None:
            yield
            return
        with self.average.standing_in(self.learner):
            yield

    def tensors(self) -> dict[str, Tensor]:
        """All that has to come back after an accident."""
        tensors = optimizer_tensors(self.optimizers)
        for name, weight in self.learner.named_parameters():
            tensors[_WEIGHT + name] = weight
            if self.average is not None:
                tensors[_AVERAGE + name] = self.average.tensors[name]
        return tensors

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Put back what `tensors` gave."""
        with torch.no_grad():
            for name, weight in self.learner.named_parameters():
                weight.copy_(tensors[_WEIGHT + name])
                if self.average is not None:
                    self.average.tensors[name].copy_(tensors[_AVERAGE + name])
        restore_optimizers(self.optimizers, tensors)
