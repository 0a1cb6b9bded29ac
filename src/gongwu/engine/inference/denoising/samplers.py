"""Samplers: from a noisy latent to a clean one, one function each, readable next to its paper.

Each asks `denoise(latent, level)` for the clean latent it sees in a noisy one, and yields every
step, so that whoever calls can show progress or keep a film strip. Knows neither nets nor text.
Shapes: latents (B, C, H, W), and one generator in `dice` for each of the B items.

Written for clean estimates, much of this is one thing: DDPM is DDIM with eta 1 and so is Euler
ancestral; DDIM with eta 0 is Euler, in whatever form the latent is. What differs is the levels
that each is known to visit. The tests hold them to it.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from gongwu.engine.inference.denoising.levels import Level

Denoise = Callable[[Tensor, Level], Tensor]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a sampler: from a level to the one after it."""

    level: Level
    after: Level
    latent: Tensor  # where the step ended, at the level after
    clean: Tensor  # what the clean latent was thought to be, seen from the level before


def ddpm(
    denoise: Denoise, latent: Tensor, levels: Sequence[Level], dice: Sequence[torch.Generator]
) -> Iterator[Step]:
    """Draw from the posterior of the level after (Ho et al. 2020, algorithm 2, equations 6–7).

    With the smaller of its two variances, for any two levels (Kingma et al. 2021, equation 24).
    """
    for level, after in pairwise(levels):
        clean = denoise(latent, level)
        left, added = _between(level, after)
        pull = after.signal * added / level.noise**2
        hold = left * after.noise**2 / level.noise**2
        latent = pull * clean + hold * latent
        if after.noise:
            latent = latent + math.sqrt(added) * after.noise / level.noise * throw(latent, dice)
        yield Step(level=level, after=after, latent=latent, clean=clean)


def ddim(
    denoise: Denoise,
    latent: Tensor,
    levels: Sequence[Level],
    dice: Sequence[torch.Generator],
    eta: float = 0.0,
) -> Iterator[Step]:
    """Keep the noise that is seen, and renew a share of it (Song et al. 2021, equation 12).

    eta 0 renews none: the dice are not thrown and the way is fixed by where it starts.
    """
    for level, after in pairwise(levels):
        clean = denoise(latent, level)
        seen = (latent - level.signal * clean) / level.noise
        _, added = _between(level, after)
        renewed = eta * math.sqrt(added) * after.noise / level.noise
        kept = math.sqrt(max(after.noise**2 - renewed**2, 0.0))
        latent = after.signal * clean + kept * seen
        if renewed:
            latent = latent + renewed * throw(latent, dice)
        yield Step(level=level, after=after, latent=latent, clean=clean)


def euler(denoise: Denoise, latent: Tensor, levels: Sequence[Level]) -> Iterator[Step]:
    """Straight steps (Karras et al. 2022, algorithm 1 without lines 6–8), on unbent levels.

    On straight levels the direction is the velocity of rectified flow (Liu et al. 2023,
    algorithm 1).
    """
    for level, after in pairwise(levels):
        clean = denoise(latent, level)
        direction = (latent - clean) / level.noise
        latent = latent + direction * (after.noise - level.noise)
        yield Step(level=level, after=after, latent=latent, clean=clean)


def euler_ancestral(
    denoise: Denoise, latent: Tensor, levels: Sequence[Level], dice: Sequence[torch.Generator]
) -> Iterator[Step]:
    """Step below the level after, then add noise up to it; on exploding levels.

    k-diffusion's form of ancestral sampling (Song et al. 2021, "Score-based", equation 47).
    """
    for level, after in pairwise(levels):
        clean = denoise(latent, level)
        down = after.noise**2 / level.noise
        up = after.noise * math.sqrt(max(1 - (after.noise / level.noise) ** 2, 0.0))
        direction = (latent - clean) / level.noise
        latent = latent + direction * (down - level.noise)
        if up:
            latent = latent + up * throw(latent, dice)
        yield Step(level=level, after=after, latent=latent, clean=clean)


def heun(denoise: Denoise, latent: Tensor, levels: Sequence[Level]) -> Iterator[Step]:
    """Step, look again, and step by the mean of the two directions; on unbent levels.

    Karras et al. 2022, algorithm 1. Two looks a step, but one for the last.
    """
    for level, after in pairwise(levels):
        clean = denoise(latent, level)
        direction = (latent - clean) / level.noise
        ahead = latent + direction * (after.noise - level.noise)
        if after.noise:
            there = (ahead - denoise(ahead, after)) / after.noise
            ahead = latent + (direction + there) / 2 * (after.noise - level.noise)
        latent = ahead
        yield Step(level=level, after=after, latent=latent, clean=clean)


def dpm_solver_2m(denoise: Denoise, latent: Tensor, levels: Sequence[Level]) -> Iterator[Step]:
    """DPM-Solver++(2M): the clean latent runs on in a line through the last two estimates.

    Lu et al. 2022, "DPM-Solver++", algorithm 2. The first step, and one that ends without noise,
    are of first order: there the line would have no slope, or reach infinitely far.
    """
    before: Tensor | None = None
    stride_before = math.inf
    for level, after in pairwise(levels):
        clean = denoise(latent, level)
        stride = after.log_snr - level.log_snr
        ahead = clean
        if before is not None and after.noise:
            ahead = clean + stride / (2 * stride_before) * (clean - before)
        grown = -math.expm1(-stride)
        latent = after.noise / level.noise * latent + after.signal * grown * ahead
        yield Step(level=level, after=after, latent=latent, clean=clean)
        before, stride_before = clean, stride


def throw(like: Tensor, dice: Sequence[torch.Generator]) -> Tensor:
    """Standard normal noise (B, C, H, W); each item's comes from its own dice alone."""
    thrown = [torch.randn(like.shape[1:], generator=one) for one in dice]
    return torch.stack(thrown).to(like)


def _between(level: Level, after: Level) -> tuple[float, float]:
    """From the level after up to this one: the factor on the signal, the variance added."""
    left = level.signal / after.signal
    return left, max(level.noise**2 - (left * after.noise) ** 2, 0.0)
