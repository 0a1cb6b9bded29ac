"""A UNet as samplers ask it: in its own precision, reading each condition only once."""

import torch
from torch import Tensor

from gongwu.engine.nets.unet import Kept, UNet

# With the prompt, and with both halves of guidance: a walk may go from one to the other and back.
REMEMBERED = 2


class UNetInUse:
    """latent (B, C, H, W), time (B,), condition (B, T, D) or None -> (B, C, H, W)."""

    def __init__(self, unet: UNet) -> None:
        self.unet = unet
        self._read: list[tuple[Tensor, Kept]] = []

    def __call__(self, latent: Tensor, time: Tensor, condition: Tensor | None) -> Tensor:
        dtype = self.unet.entry.weight.dtype
        kept = None if condition is None else self._keep(condition, dtype)
        said: Tensor = self.unet(latent.to(dtype), time, kept=kept)
        return said.to(latent.dtype)

    def _keep(self, condition: Tensor, dtype: torch.dtype) -> Kept:
        """What the net reads of this very tensor; the condition is the same at every step."""
        for seen, kept in self._read:
            if seen is condition:
                return kept
        kept = self.unet.keep(condition.to(dtype))
        self._read = [*self._read[1 - REMEMBERED :], (condition, kept)]
        return kept
