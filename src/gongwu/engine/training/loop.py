"""The training loop, one for every net: it yields after each step and does nothing else."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.training.batches import Batch, Batches
from gongwu.engine.training.optimizers import set_rate
from gongwu.engine.training.precision import products_in
from gongwu.engine.training.rate import learning_rate
from gongwu.engine.training.settings import Precision, TextTraining
from gongwu.errors import FailedError


class Learner(Protocol):
    """A net that says how wrong it is."""

    def loss(self, *batch: Tensor) -> Tensor:
        """Mean nats per counted target."""
        ...


class LoopSettings(Protocol):
    """What the loop asks of a run's settings."""

    @property
    def peak_rate(self) -> float:
        """The highest learning rate."""
        ...

    @property
    def warmup(self) -> float:
        """The share of the run in which the rate rises."""
        ...

    @property
    def clip(self) -> float:
        """The largest norm of the whole gradient."""
        ...

    @property
    def precision(self) -> Precision:
        """What matrix products run in."""
        ...


class Source(Protocol):
    """Where the loop takes its batches from."""

    def at(self, step: int) -> Batch:
        """The batch of a step, the first being 0."""
        ...


@dataclass(frozen=True)
class Report:
    """One step done. `progress` runs from 0 to 1 over the run; `tokens` were the counted
    targets, which are a batch's last part; of pictures each is one."""

    step: int
    loss: float
    rate: float
    progress: float
    tokens: int


def train(
    net: nn.Module,
    batches: Source,
    optimizers: Sequence[Optimizer],
    settings: LoopSettings,
    *,
    first_step: int,
    progress: Callable[[int], float],
) -> Iterator[Report]:
    """Steps from `first_step` (0 on a new run) while progress(step) is below 1.

    `progress` counts steps or minutes; the learning rate follows it, so the schedule is finished
    when the run is. Raises FailedError when the loss is no longer a number.
    """
    device = next(net.parameters()).device
    weights = [weight for weight in net.parameters() if weight.requires_grad]
    step = first_step
    while (done := progress(step)) < 1:
        batch = tuple(part.to(device) for part in batches.at(step))
        rate = settings.peak_rate * learning_rate(done, settings.warmup)
        set_rate(optimizers, rate)
        loss = _learn(net, batch, settings, device)
        slope = torch.nn.utils.clip_grad_norm_(weights, settings.clip).item()
        value = loss.item()
        if not (math.isfinite(value) and math.isfinite(slope)):
            raise FailedError(
                en=f"Training diverged at step {step + 1}: the loss is {value}, the gradient's "
                f"norm {slope}. Try a lower --rate (it was {settings.peak_rate}).",
                zh=f"训练在第 {step + 1} 步发散：损失为 {value}，梯度范数为 {slope}。"
                f"请降低 --rate（原为 {settings.peak_rate}）。",
            )
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        step += 1
        yield Report(step, value, rate, done, int((batch[-1] != IGNORED).sum()))


def _learn(net: nn.Module, batch: Batch, settings: LoopSettings, device: torch.device) -> Tensor:
    with products_in(settings.precision, device):
        loss: Tensor = net.loss(*batch)  # type: ignore[operator]
    loss.backward()  # type: ignore[no-untyped-call]
    return loss


def held_out_loss(net: nn.Module, batches: Batches, settings: TextTraining) -> float:
    """Mean nats per token over the held-out split, or an even sample of it."""
    return mean_loss(net, batches.held_out(settings.evaluation_tokens), settings.precision)


@torch.no_grad()
def mean_loss(net: nn.Module, batches: Iterable[tuple[Batch, int]], precision: Precision) -> float:
    """The loss over batches, each weighed by its count; nothing is learned."""
    device = next(net.parameters()).device
    total, counted = 0.0, 0
    net.eval()
    for batch, weight in batches:
        with products_in(precision, device):
            loss: Tensor = net.loss(*(part.to(device) for part in batch))  # type: ignore[operator]
        total += loss.item() * weight
        counted += weight
    net.train()
    return total / counted
