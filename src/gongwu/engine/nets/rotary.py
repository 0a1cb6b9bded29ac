"""Rotary position embedding: turn each pair of channels by an angle that grows with the position.

Su et al. 2021, "RoFormer". The two stretches let a net read further than it was trained for:
linear (Chen et al. 2023, "Position Interpolation") and the one of Llama 3.1, by wavelength.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.errors import BadInputError


@dataclass(frozen=True, kw_only=True)
class LinearStretch:
    """Divide every position by `factor`."""

    factor: float

    def __post_init__(self) -> None:
        _must_be_positive(factor=self.factor)


@dataclass(frozen=True, kw_only=True)
class Llama3Stretch:
    """Slow waves are divided by `factor`, fast ones kept, those between blended."""

    factor: float
    low_frequency_factor: float
    high_frequency_factor: float
    original_context: int

    def __post_init__(self) -> None:
        _must_be_positive(
            factor=self.factor,
            low_freq_factor=self.low_frequency_factor,
            original_max_position_embeddings=self.original_context,
        )
        if self.high_frequency_factor <= self.low_frequency_factor:
            raise BadInputError(
                en="rope_scaling: high_freq_factor must be above low_freq_factor",
                zh="rope_scaling：high_freq_factor 必须大于 low_freq_factor",
            )


Stretch = LinearStretch | Llama3Stretch


def _must_be_positive(**values: float) -> None:
    for name, value in values.items():
        if not 0 < value < math.inf:
            raise BadInputError(
                en=f"rope_scaling: {name}={value} must be above 0",
                zh=f"rope_scaling：{name}={value} 必须大于 0",
            )


def frequencies(head_width: int, base: float, stretch: Stretch | None) -> Tensor:
    """Radians per position for each pair of channels, (D/2,) float32."""
    exponents = torch.arange(0, head_width, 2, dtype=torch.float32) / head_width
    plain = 1.0 / base**exponents
    match stretch:
        case None:
            return plain
        case LinearStretch():
            return plain / stretch.factor
        case Llama3Stretch():
            return _stretch_by_wavelength(plain, stretch)


def _stretch_by_wavelength(plain: Tensor, stretch: Llama3Stretch) -> Tensor:
    turns = stretch.original_context * plain / (2 * math.pi)  # full turns within the old context
    low, high = stretch.low_frequency_factor, stretch.high_frequency_factor
    kept = ((turns - low) / (high - low)).clamp(0, 1)
    return kept * plain + (1 - kept) * plain / stretch.factor


def angles(frequency: Tensor, positions: Tensor) -> tuple[Tensor, Tensor]:
    """(D/2,), (T,) -> cosines and sines, each (T, D/2) float32."""
    turned = positions.float()[:, None] * frequency
    return turned.cos(), turned.sin()


def rotate(heads: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Turn (B, H, T, D) by angles (T, D/2). Channel i is paired with channel i + D/2."""
    first, second = heads.chunk(2, dim=-1)
    cosine, sine = cosine.to(heads.dtype), sine.to(heads.dtype)
    return torch.cat((first * cosine - second * sine, second * cosine + first * sine), dim=-1)
