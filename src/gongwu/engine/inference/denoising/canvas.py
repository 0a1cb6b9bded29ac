"""Where denoising happens: on the pixels themselves, or on an autoencoder's latents.

Pictures are (B, C, H, W) in -1 … 1; latents (B, L, H/f, W/f), of about unit variance.
"""

from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from gongwu.engine.nets.autoencoder import Autoencoder


class Canvas(Protocol):
    """Pictures to latents and back."""

    @property
    def channels(self) -> int:
        """L, of the latents."""
        ...

    @property
    def factor(self) -> int:
        """f, how many pixels of a side one place of a latent stands for."""
        ...

    def encode(self, pictures: Tensor) -> Tensor:
        """Pictures to latents."""
        ...

    def decode(self, latents: Tensor) -> Tensor:
        """Latents to pictures."""
        ...


class Pixels:
    """The pixels are the latents, those of each patch of `factor` by `factor` in one place."""

    def __init__(self, channels: int = 3, factor: int = 1) -> None:
        self.channels, self.factor = channels * factor**2, factor

    def encode(self, pictures: Tensor) -> Tensor:
        return F.pixel_unshuffle(pictures, self.factor)

    def decode(self, latents: Tensor) -> Tensor:
        return F.pixel_shuffle(latents, self.factor)


class Latents:
    """The latents of an autoencoder, scaled as the UNet knows them."""

    def __init__(self, autoencoder: Autoencoder) -> None:
        self.autoencoder = autoencoder
        self.channels = autoencoder.shape.latent_channels
        self.factor = autoencoder.shape.factor

    @torch.no_grad()
    def encode(self, pictures: Tensor) -> Tensor:
        """The likeliest latents: no dice are thrown."""
        mean, _ = self.autoencoder.encode(pictures.to(self._dtype))
        return mean.float() * self.autoencoder.shape.scaling

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        scaled = latents / self.autoencoder.shape.scaling
        return self.autoencoder.decode(scaled.to(self._dtype)).float()

    @property
    def _dtype(self) -> torch.dtype:
        return self.autoencoder.from_latent.weight.dtype


def shrink_mask(mask: Tensor, factor: int) -> Tensor:
    """(H, W) True where to paint -> (H/f, W/f): a place is painted if any of its pixels is."""
    return F.max_pool2d(mask[None, None].float(), factor)[0, 0] > 0


def to_bytes(picture: Tensor) -> Tensor:
    """(C, H, W) in -1 … 1 -> (H, W, C) of 0 … 255."""
    unit = (picture.float() / 2 + 0.5).clamp(0, 1)
    return (unit * 255).round().to(torch.uint8).permute(1, 2, 0).contiguous()
