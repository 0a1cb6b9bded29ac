"""The mean over a run's weights, which draws better than the last weights do.

Power-function averaging (Karras et al. 2024, "Analyzing and Improving the Training Dynamics of
Diffusion Models", section 3): after step n the average is avg·β + w·(1 - β), β = (1 - 1/n)^p.
The first weights are forgotten at once, so there is no warm-up to set, and the average's width is
a share of the run, however long that is. In closed form w_i has the weight (i/n)^p - ((i-1)/n)^p.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn


def power_for(width: float) -> float:
    """p for a width (standard deviation over the run's length): their equation 126, γ = p - 1."""
    squared = width**-2
    roots = np.roots([1.0, 7.0, 16.0 - squared, 12.0 - squared])
    return float(roots.real.max()) + 1


class Average:
    """The average of a net's weights, in float32."""

    def __init__(self, net: nn.Module, width: float) -> None:
        self.power = power_for(width)
        self.tensors = {name: weight.detach().clone() for name, weight in net.named_parameters()}

    @torch.no_grad()
    def update(self, net: nn.Module, step: int) -> None:
        """Take in the weights after a step, the first being 1."""
        share = 1 - (1 - 1 / step) ** self.power
        weights = dict(net.named_parameters())
        torch._foreach_lerp_(
            list(self.tensors.values()), [weights[name] for name in self.tensors], share
        )

    @contextmanager
    def standing_in(self, net: nn.Module) -> Iterator[None]:
        """Within it the net has the averaged weights; do not train it there."""
        kept = {name: weight.data for name, weight in net.named_parameters()}
        try:
            self._lend(net, self.tensors)
            yield
        finally:
            self._lend(net, kept)

    @staticmethod
    def _lend(net: nn.Module, tensors: dict[str, Tensor]) -> None:
        for name, weight in net.named_parameters():
            weight.data = tensors[name]
