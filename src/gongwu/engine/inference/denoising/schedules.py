"""Noise schedules: how much noise there is at each of the steps that a net was trained on.

A diffusion schedule is ᾱ (N,), falling from nearly 1 (clean) towards 0 (noise): at step t the net
saw √ᾱ·clean + √(1 - ᾱ)·noise. Plain functions in float64; knows no net and no sampler.
"""

import math

import torch
from torch import Tensor

from gongwu.errors import BadInputError


def linear(count: int = 1000, first: float = 1e-4, last: float = 0.02) -> Tensor:
    """ᾱ (N,) of betas on a straight line (Ho et al. 2020, section 4)."""
    return _kept(torch.linspace(first, last, count, dtype=torch.float64))


def scaled_linear(count: int = 1000, first: float = 0.00085, last: float = 0.012) -> Tensor:
    """ᾱ (N,) of betas whose roots lie on a straight line (Rombach et al. 2022)."""
    roots = torch.linspace(math.sqrt(first), math.sqrt(last), count, dtype=torch.float64)
    return _kept(roots.square())


def zero_terminal_snr(alpha_bar: Tensor) -> Tensor:
    """ᾱ (N,) stretched so that its last step is noise alone (Lin et al. 2024, algorithm 1)."""
    signal = alpha_bar.sqrt()
    shifted = signal - signal[-1]
    return (shifted * (signal[0] / shifted[0])).square()


def karras(highest: float, lowest: float, steps: int, rho: float = 7.0) -> Tensor:
    """Noise levels (steps,) from highest to lowest, denser where it is clean (Karras 2022, eq. 5).

    In units of the signal: σ/α.
    """
    _must_step(steps)
    ramp = torch.linspace(0, 1, steps, dtype=torch.float64)
    top, bottom = highest ** (1 / rho), lowest ** (1 / rho)
    levels: Tensor = (top + ramp * (bottom - top)) ** rho
    return levels


def rectified_flow(steps: int, shift: float = 1.0) -> Tensor:
    """Noise (steps + 1,) from 1 to 0 in equal steps, then shifted (Liu et al. 2023).

    A shift above 1 spends more of the steps on the noisy half, as larger pictures need
    (Esser et al. 2024, equation 23).
    """
    _must_step(steps)
    if not 0 < shift < math.inf:
        raise BadInputError(
            en=f"shift={shift} must be above 0 (1 leaves equal steps)",
            zh=f"shift={shift} 必须大于 0（1 表示等距）",
        )
    even = torch.linspace(1, 0, steps + 1, dtype=torch.float64)
    return shift * even / (shift * even + (1 - even))


def _kept(betas: Tensor) -> Tensor:
    """ᾱ (N,): what is left of the signal's variance after each step adds its beta of noise."""
    return (1 - betas).cumprod(dim=0)


def _must_step(steps: int) -> None:
    if steps < 1:
        raise BadInputError(en=f"steps={steps} must be at least 1", zh=f"steps={steps} 至少为 1")
