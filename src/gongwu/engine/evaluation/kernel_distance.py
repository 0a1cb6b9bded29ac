"""KID: how far two sets of features lie apart, without bias by their number.

The squared maximum mean discrepancy under a cubic polynomial kernel (Bińkowski et al. 2018,
"Demystifying MMD GANs", section 3). Shapes: N and M items, D features; float64 throughout.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

SUBSETS = 10
_ROWS = 1024  # of a kernel's table that are in memory at a time


@dataclass(frozen=True)
class KernelDistance:
    """KID and its standard error; about 0, on either side of it, for two sets of one kind."""

    value: float
    error: float


def kernel_distance(
    features: Tensor, others: Tensor, dice: torch.Generator, subsets: int = SUBSETS
) -> KernelDistance:
    """(N, D), (M, D) -> KID of all; its error from that of `subsets` parts, each drawn once.

    The mean over parts that share nothing has a standard error of their deviation over √subsets;
    the value of all is at least as exact.
    """
    subsets = min(subsets, len(features) // 2, len(others) // 2)
    ones = features[torch.randperm(len(features), generator=dice)].tensor_split(max(subsets, 1))
    twos = others[torch.randperm(len(others), generator=dice)].tensor_split(max(subsets, 1))
    parts = [squared_discrepancy(one, two) for one, two in zip(ones, twos, strict=True)]
    error = torch.tensor(parts).std().item() / math.sqrt(subsets) if subsets > 1 else math.nan
    return KernelDistance(squared_discrepancy(features, others), error)


def squared_discrepancy(features: Tensor, others: Tensor) -> float:
    """(N, D), (M, D) -> MMD², unbiased: no item is compared with itself (their equation 4)."""
    n, m = len(features), len(others)
    one, two = features.double(), others.double()
    within = (_kernel_sum(one, one) - _own(one)) / (n * (n - 1))
    within_others = (_kernel_sum(two, two) - _own(two)) / (m * (m - 1))
    return within + within_others - 2 * _kernel_sum(one, two) / (n * m)


def _kernel_sum(one: Tensor, two: Tensor) -> float:
    """The sum of k(x, y) = (x·y/D + 1)³ over every pair."""
    return sum(
        (rows @ two.T / one.shape[1] + 1).pow(3).sum().item() for rows in torch.split(one, _ROWS)
    )  # fmt: skip


def _own(features: Tensor) -> float:
    """The sum of k(x, x)."""
    return (features.square().mean(dim=1) + 1).pow(3).sum().item()
