"""How much noise a picture gets while a net learns to take it away.

Two ways from clean to noise. v: signal² + noise² = 1 on a thousand steps of the cosine schedule
(Nichol & Dhariwal 2021, equation 17). flow: signal + noise = 1, a straight line (Liu et al. 2023).
Levels are drawn by quantile: where in (0, 1) a draw falls decides the level, so a batch can spread
its draws evenly. Shapes: B batch.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from gongwu.engine.nets.noise_schedule import cosine
from gongwu.engine.training.image_settings import ImagePrediction

TRAINED = 1000  # steps of the schedule, and what a flow's net is told of pure noise

# How far the flow's level may come to either end; there nothing is left to learn from.
_EDGE = 1e-4


@dataclass(frozen=True)
class Mix:
    """signal·clean + noise·noise for each picture (B,), and the time its net is told."""

    signal: Tensor
    noise: Tensor
    time: Tensor


def mix_at(quantiles: Tensor, prediction: ImagePrediction) -> Mix:
    """Quantiles (B,) in [0, 1) -> levels: v's steps all as likely, flow's middle the likeliest."""
    if prediction == "v":
        step = (quantiles * TRAINED).long().clamp(0, TRAINED - 1)
        kept = cosine_schedule().to(quantiles.device)[step]  # float64: 1 - ᾱ begins at 0.00004
        signal, noise = kept.sqrt(), (1 - kept).sqrt()
        return Mix(*(each.to(quantiles.dtype) for each in (signal, noise, step)))
    # Logit-normal (Esser et al. 2024): a normal draw through the sigmoid.
    normal = math.sqrt(2) * torch.erfinv((2 * quantiles - 1).clamp(-1 + _EDGE, 1 - _EDGE))
    noise = torch.sigmoid(normal)
    return Mix(1 - noise, noise, noise * TRAINED)


@lru_cache(maxsize=1)
def cosine_schedule() -> Tensor:
    """ᾱ (N,), the signal's variance left at each step, in float64."""
    return cosine(TRAINED)


def leaning(quantiles: Tensor) -> Tensor:
    """Quantiles (B,), moved towards the noise: twice as many lie in the last fifth.

    Where there is nearly only noise the caption alone says what the picture is. It is learned
    there, and spread evenly a small run hardly comes by.
    """
    return 1 - (1 - quantiles).square()


def even_quantiles(count: int, dice: torch.Generator) -> Tensor:
    """(count,): one in each 1/count of the range, in random order (Kingma et al. 2021).

    The loss differs far more between levels than between pictures: an even spread takes most of
    the noise out of its mean.
    """
    start = torch.rand((), generator=dice)
    places = (torch.arange(count) + start) / count
    return places[torch.randperm(count, generator=dice)]
