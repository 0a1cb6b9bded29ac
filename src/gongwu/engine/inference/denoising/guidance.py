"""Classifier-free guidance: away from what the net says without the prompt, towards it.

said = without + scale·(with - without) (Ho & Salimans 2022). Both halves go through the net in one
batch. A negative prompt stands where "without" stands. Shapes: latents (B, C, H, W), conditions
(B, T, D). Knows no sampler and no text.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import torch
from torch import Tensor

from gongwu.engine.inference.denoising.levels import Level
from gongwu.engine.inference.denoising.predictions import Prediction, clean_from, net_input
from gongwu.engine.inference.denoising.samplers import Denoise
from gongwu.errors import BadInputError


class NoiseNet(Protocol):
    """A net that reads a noisy latent (a UNet)."""

    def __call__(self, latent: Tensor, time: Tensor, condition: Tensor | None) -> Tensor:
        """latent (B, C, H, W), time (B,), condition (B, T, D) or None -> (B, C, H, W)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """How strongly the prompt is followed; 1 is the net as it is.

    Only at levels whose σ/α lies above `lowest` and not above `highest`: guidance does harm where
    there is nearly nothing but noise, and nothing where there is little (Kynkäänniemi 2024).
    """

    scale: float = 1.0
    lowest: float = 0.0
    highest: float = math.inf

    def __post_init__(self) -> None:
        if not math.isfinite(self.scale):
            raise BadInputError(
                en=f"guidance={self.scale} must be a finite number, usually 1 to 15",
                zh=f"guidance={self.scale} 必须是有限的数，通常在 1 到 15 之间",
            )
        if not 0 <= self.lowest < self.highest:
            raise BadInputError(
                en=f"guidance from {self.lowest} to {self.highest}: the interval of noise levels "
                "must begin at 0 or above and end above its beginning",
                zh=f"guidance 区间 {self.lowest} 到 {self.highest}：噪声水平的区间须从 0 或以上"
                "开始，且终点大于起点",
            )

    def at(self, level: Level) -> float:
        """The scale at a level."""
        return self.scale if self.lowest < level.ratio <= self.highest else 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Conditions:
    """What a net looks at beside the latent: with the prompt, and without it."""

    positive: Tensor | None = None
    negative: Tensor | None = None

    @cached_property
    def both(self) -> Tensor | None:
        """Negative, then positive, (2B, T, D); the same tensor at every step, for who remembers."""
        if self.positive is None or self.negative is None:
            return None
        return torch.cat((self.negative, self.positive))


def denoiser(
    net: NoiseNet,
    prediction: Prediction,
    conditions: Conditions,
    guidance: Guidance,
    limit: float | None = None,
) -> Denoise:
    """The net as samplers ask it: a noisy latent and its level -> the clean latent.

    `limit` holds the clean latent within ±limit: pixels have bounds, latents have none.
    """
    if guidance.scale != 1 and conditions.both is None:
        raise BadInputError(
            en=f"guidance={guidance.scale} needs a model that follows prompts; this one draws "
            "without. Use guidance 1.",
            zh=f"guidance={guidance.scale} 需要能按提示词作画的模型，而此模型不看提示词。"
            "请用 guidance 1。",
        )

    @torch.no_grad()
    def denoise(latent: Tensor, level: Level) -> Tensor:
        seen = net_input(prediction, latent, level)
        said = guided(net, seen, level.time, conditions, guidance.at(level))
        clean = clean_from(prediction, said, latent, level)
        return clean if limit is None else clean.clamp(-limit, limit)

    return denoise


def guided(
    net: NoiseNet, latent: Tensor, time: float, conditions: Conditions, scale: float
) -> Tensor:
    """What the net says, guided; at scale 1 only the half with the prompt is asked."""
    if scale == 1 or conditions.both is None:
        return net(latent, _times(time, latent), conditions.positive)
    twice = torch.cat((latent, latent))
    without, with_prompt = net(twice, _times(time, twice), conditions.both).chunk(2)
    return without + scale * (with_prompt - without)


def _times(time: float, latent: Tensor) -> Tensor:
    return torch.full((len(latent),), time, device=latent.device)
