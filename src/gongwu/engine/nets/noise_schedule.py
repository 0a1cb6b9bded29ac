"""The cosine schedule, which nets are trained with here and drawn from: said once for both."""

import math

import torch
from torch import Tensor


def cosine(count: int = 1000, largest_beta: float = 0.999) -> Tensor:
    """ᾱ (N,) that falls like a squared cosine (Nichol & Dhariwal 2021, equation 17), in float64."""
    times = torch.linspace(0, 1, count + 1, dtype=torch.float64)
    wanted = torch.cos((times + 0.008) / 1.008 * math.pi / 2).square()
    betas = (1 - wanted[1:] / wanted[:-1]).clamp(max=largest_beta)
    return (1 - betas).cumprod(dim=0)
