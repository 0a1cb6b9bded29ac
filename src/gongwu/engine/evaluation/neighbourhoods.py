"""Whether samples lie everywhere that real pictures lie.

Each picture's neighbourhood reaches to its k-th nearest of its own set. Coverage: Naeem et al.
2020, "Reliable Fidelity and Diversity Metrics for Generative Models", equation 6; recall:
Kynkäänniemi et al. 2019, equation 2. Shapes: N real and M drawn items, D features.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

K = 5


@dataclass(frozen=True)
class Neighbourhoods:
    """Shares of the real pictures: with a sample in their neighbourhood, and within a sample's."""

    coverage: float
    recall: float


def neighbourhoods(real: Tensor, drawn: Tensor, k: int = K) -> Neighbourhoods:
    """(N, D), (M, D) -> both; k is lowered where there are fewer neighbours."""
    one, two = real.double(), drawn.double()
    k = min(k, len(one) - 1, len(two) - 1)
    between = torch.cdist(one, two)
    near_real = between <= _reach(one, k)[:, None]
    near_drawn = between <= _reach(two, k)[None, :]
    return Neighbourhoods(
        coverage=near_real.any(dim=1).double().mean().item(),
        recall=near_drawn.any(dim=1).double().mean().item(),
    )


def _reach(features: Tensor, k: int) -> Tensor:
    """(N,): how far the k-th nearest other item is."""
    apart = torch.cdist(features, features)
    apart.fill_diagonal_(0)  # rounding must not push an item behind its neighbours
    return apart.kthvalue(k + 1, dim=1).values
