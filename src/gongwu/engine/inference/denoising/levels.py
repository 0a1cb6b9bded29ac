"""Which noise levels a sampler visits on its way from noise to a clean picture.

A level says what a latent is made of: latent = signal·clean + noise·(standard normal). The same
level can be written in three forms, which differ by a factor on the latent only:
  preserving  signal² + noise² = 1   diffusion as trained (Ho 2020, Song 2021)
  exploding   signal = 1             the form of Karras 2022
  straight    signal + noise = 1     rectified flow (Liu 2023)
In the last two the way from clean to noise is a straight line. Knows no net and no sampler.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from gongwu.engine.inference.denoising import schedules
from gongwu.errors import BadInputError

Spacing = Literal["leading", "trailing", "linspace"]

# A latent of noise alone cannot be divided by its signal. diffusers takes this for the signal of
# such a level too: the smallest number of float16 is the square of it.
LEAST_SIGNAL = 2.0**-12


@dataclass(frozen=True, kw_only=True)
class Level:
    """An amount of noise: what a latent is made of there, and how a net is told of it."""

    time: float
    signal: float
    noise: float

    @property
    def ratio(self) -> float:
        """Noise in units of the signal, Karras's σ."""
        return self.noise / self.signal if self.signal else math.inf

    @property
    def log_snr(self) -> float:
        """log(signal/noise), Lu's λ: infinite where there is no noise."""
        if self.noise == 0:
            return math.inf
        return math.log(self.signal / self.noise) if self.signal else -math.inf

    @property
    def size(self) -> float:
        """How large a latent is here (root mean square) if the clean one has size 1."""
        return math.hypot(self.signal, self.noise)

    def exploding(self) -> "Level":
        """The same level with signal 1."""
        signal = max(self.signal, LEAST_SIGNAL)
        return Level(time=self.time, signal=1.0, noise=self.noise / signal)

    def straight(self) -> "Level":
        """The same level with signal and noise adding up to 1."""
        whole = self.signal + self.noise
        return Level(time=self.time, signal=self.signal / whole, noise=self.noise / whole)


CLEAN = Level(time=0.0, signal=1.0, noise=0.0)


def unbent(levels: Sequence[Level]) -> list[Level]:
    """The same levels in a form whose way to clean is straight: rectified flow's own if they have
    it, else the exploding one. Noise alone belongs to more than one form, so all decide together.
    """
    straight = all(math.isclose(level.signal + level.noise, 1) for level in levels)
    return list(levels) if straight else [level.exploding() for level in levels]


def leading(steps: int, trained: int, offset: int = 0) -> list[float]:
    """Every k-th step from the clean end, all moved up by the offset."""
    _must_fit(steps, trained)
    stride = trained // steps
    # The noisiest may not leave the schedule; diffusers fails there.
    offset = min(offset, trained - 1 - stride * (steps - 1))
    return [float(stride * number + offset) for number in reversed(range(steps))]


def trailing(steps: int, trained: int, offset: int = 0) -> list[float]:
    """Every k-th step from the noisy end, which is always visited (Lin et al. 2024, table 2)."""
    del offset  # moves nothing here, nor in diffusers
    _must_fit(steps, trained)
    return [float(round(trained - number * trained / steps) - 1) for number in range(steps)]


def linspace(steps: int, trained: int, offset: int = 0) -> list[float]:
    """Evenly from the noisy end to the clean end, between whole steps too."""
    del offset
    _must_fit(steps, trained)
    # One step has to start from the noise.
    return np.linspace(0, trained - 1, steps)[::-1].tolist() if steps > 1 else [float(trained - 1)]


SPACINGS: dict[Spacing, Callable[[int, int, int], list[float]]] = {
    "leading": leading,
    "trailing": trailing,
    "linspace": linspace,
}


def any_times(spacing: Spacing, steps: int, trained: int, offset: int = 0) -> list[float]:
    """The times of N steps, fractions allowed: Euler and Heun."""
    return SPACINGS[spacing](steps, trained, offset)


def whole_times(spacing: Spacing, steps: int, trained: int, offset: int = 0) -> list[float]:
    """The times of N steps, whole ones only: DDPM and DDIM."""
    return [float(round(time)) for time in any_times(spacing, steps, trained, offset)]


def inner_times(spacing: Spacing, steps: int, trained: int, offset: int = 0) -> list[float]:
    """The times of N steps, whole, with the clean end itself left out: DPM-Solver++."""
    if spacing == "trailing":
        return whole_times(spacing, steps, trained, offset)
    _must_fit(steps, trained - 1)
    return whole_times(spacing, steps + 1, trained, offset)[:-1]


def levels_at(alpha_bar: Tensor, times: Sequence[float], *, ends_clean: bool) -> list[Level]:
    """The levels of a diffusion schedule at these times, and one to end on.

    It ends clean, or at the schedule's own first level (Stable Diffusion's `set_alpha_to_one`
    false). Between two whole steps σ/α is interpolated, as diffusers does.
    """
    ratios = _ratios(alpha_bar)
    found = [
        _at_step(alpha_bar, int(time))
        if time == int(time)
        else _from_ratio(float(np.interp(time, np.arange(len(ratios)), ratios)), time)
        for time in times
    ]
    return [*found, CLEAN if ends_clean else _at_step(alpha_bar, 0)]


def karras_levels(alpha_bar: Tensor, steps: int) -> list[Level]:
    """Karras's levels over the range of a diffusion schedule, and a clean one to end on."""
    ratios = _ratios(alpha_bar)
    noise = schedules.karras(float(ratios[-1]), float(ratios[0]), steps)
    times = np.interp(noise.log().numpy(), np.log(ratios), np.arange(len(ratios)))
    pairs = zip(noise.tolist(), times.tolist(), strict=True)
    return [*(_from_ratio(ratio, time) for ratio, time in pairs), CLEAN]


def flow_levels(steps: int, shift: float = 1.0, trained: int = 1000) -> list[Level]:
    """The levels of rectified flow; its nets are told the noise times `trained`."""
    noise = schedules.rectified_flow(steps, shift).tolist()
    return [Level(time=sigma * trained, signal=1 - sigma, noise=sigma) for sigma in noise]


def _ratios(alpha_bar: Tensor) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    kept = alpha_bar.to(torch.float64).clamp(min=LEAST_SIGNAL**2)
    ratios: np.ndarray[tuple[int], np.dtype[np.float64]] = ((1 - kept) / kept).sqrt().numpy()
    return ratios


def _at_step(alpha_bar: Tensor, step: int) -> Level:
    kept = float(alpha_bar[step])
    return Level(time=float(step), signal=math.sqrt(kept), noise=math.sqrt(1 - kept))


def _from_ratio(ratio: float, time: float) -> Level:
    """The preserving level with so much noise to its signal."""
    size = math.hypot(1, ratio)
    return Level(time=time, signal=1 / size, noise=ratio / size)


def _must_fit(steps: int, trained: int) -> None:
    if not 1 <= steps <= trained:
        raise BadInputError(
            en=f"steps={steps} must be from 1 to {trained}, the steps that the net was trained on",
            zh=f"steps={steps} 必须在 1 到 {trained} 之间（网络训练时的步数）",
        )
