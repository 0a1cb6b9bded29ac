"""Whether samples are copies: how near each is to the nearest picture that was learned from.

Distances are root mean squares over the bytes of a picture, 0 … 255, exact: a copy is at 0.
Shapes: pictures (N, S, S, C), bytes.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

# A sample is counted as memorised if it is as near as this share of the pictures never learned
# from; and as a near copy below so many levels of 255, which the eye does not see.
MEMORISED_QUANTILE = 0.01
NEAR_COPY = 4.0

_ROWS = 2048


@dataclass(frozen=True)
class Nearness:
    """Of a set of pictures to those learned from."""

    distance: float  # the median
    memorised_share: float
    near_copies: float  # share


def nearest_distances(pictures: Tensor, known: Tensor) -> Tensor:
    """(N,): from each picture to the nearest known one."""
    flat = pictures.flatten(1).double()
    squares = flat.square().sum(dim=1)
    nearest = torch.full_like(squares, torch.inf)
    for part in torch.split(known, _ROWS):
        other = part.flatten(1).double()
        # Products of bytes are whole numbers below 2⁵³, so nothing is rounded.
        apart = squares[:, None] + other.square().sum(dim=1) - 2 * flat @ other.T
        nearest = torch.minimum(nearest, apart.min(dim=1).values)
    return (nearest / flat.shape[1]).sqrt()


def nearness(distances: Tensor, threshold: float) -> Nearness:
    """From distances (N,) and `memorised_below` of pictures that were not learned from."""
    return Nearness(
        distance=distances.median().item(),
        memorised_share=(distances <= threshold).double().mean().item(),
        near_copies=(distances < NEAR_COPY).double().mean().item(),
    )


def memorised_below(distances: Tensor) -> float:
    """The distance that so few real pictures come as near as, of those never learned from (N,)."""
    return distances.quantile(MEMORISED_QUANTILE, interpolation="lower").item()
