"""Which optimizer moves which weights, and their state as named tensors."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.optim import Adam, AdamW, Optimizer

from gongwu.engine.training.muon import Muon
from gongwu.engine.training.settings import OptimizerKind, Precision

_BETAS = (0.9, 0.95)

# A text net's head; a picture net's first and last convolution.
_OUTERMOST = re.compile(r"^head\.|(^|\.)(entry|exit)\.weight$")


class OptimizerSettings(Protocol):
    """What the optimizers ask of a run's settings."""

    @property
    def optimizer(self) -> OptimizerKind:
        """Which of them."""
        ...

    @property
    def peak_rate(self) -> float:
        """The highest learning rate."""
        ...

    @property
    def weight_decay(self) -> float:
        """How much of a matrix is lost at a rate of 1."""
        ...

    @property
    def precision(self) -> Precision:
        """What matrix products run in."""
        ...


def make_optimizers(net: nn.Module, settings: OptimizerSettings) -> list[Optimizer]:
    """Muon for hidden matrices and AdamW for the rest, or AdamW or plain Adam for all.

    Weight decay goes to matrices only: gains and biases have no size to lose.
    """
    if settings.optimizer == "adam":
        return [Adam(net.parameters(), lr=settings.peak_rate, fused=True)]
    matrices = _hidden_matrices(net)
    hidden = {id(weight) for weight in matrices} if settings.optimizer == "muon" else set()
    rest = [weight for weight in net.parameters() if id(weight) not in hidden]
    groups: list[dict[str, Any]] = [
        {"params": [weight for weight in rest if weight.dim() > 1]},
        {"params": [weight for weight in rest if weight.dim() <= 1], "weight_decay": 0.0},
    ]
    optimizers: list[Optimizer] = [
        AdamW(
            [group for group in groups if group["params"]],
            lr=settings.peak_rate,
            betas=_BETAS,
            weight_decay=settings.weight_decay,
            fused=True,
        )
    ]
    if hidden:
        dtype = torch.bfloat16 if settings.precision == "bfloat16" else torch.float32
        decay = settings.weight_decay
        optimizers.append(Muon(matrices, lr=settings.peak_rate, weight_decay=decay, dtype=dtype))
    return optimizers


def _hidden_matrices(net: nn.Module) -> list[Tensor]:
    """Those between the first layer and the last, kernels of convolutions among them.

    A table that is looked up is no map to make orthogonal.
    """
    looked_up = {id(part.weight) for part in net.modules() if isinstance(part, nn.Embedding)}
    return [
        weight
        for name, weight in net.named_parameters()
        if weight.dim() in (2, 4) and id(weight) not in looked_up and not _OUTERMOST.search(name)
    ]


def set_rate(optimizers: Sequence[Optimizer], rate: float) -> None:
    """Give every group of every optimizer one learning rate."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = rate


def optimizer_tensors(optimizers: Sequence[Optimizer]) -> dict[str, Tensor]:
    """Everything the optimizers remember, under stable names."""
    tensors = {}
    for key, number, weight, optimizer in _slots(optimizers):
        for name, value in sorted(optimizer.state.get(weight, {}).items()):
            tensors[f"optimizer.{key}.{number}.{name}"] = torch.as_tensor(value)
    return tensors


def restore_optimizers(optimizers: Sequence[Optimizer], tensors: dict[str, Tensor]) -> None:
    """Put back what `optimizer_tensors` gave."""
    for key, number, weight, optimizer in _slots(optimizers):
        prefix = f"optimizer.{key}.{number}."
        state = {
            name.removeprefix(prefix): tensor.to(weight.device, copy=True)
            for name, tensor in tensors.items()
            if name.startswith(prefix)
        }
        if state:
            optimizer.state[weight] = state


def _slots(optimizers: Sequence[Optimizer]) -> Iterator[tuple[int, int, Tensor, Optimizer]]:
    for key, optimizer in enumerate(optimizers):
        weights = [weight for group in optimizer.param_groups for weight in group["params"]]
        for number, weight in enumerate(weights):
            yield key, number, weight, optimizer
