"""A picture net together with the reader of its captions, trained as one.

Shapes: B batch, C channels, S side, T caption places, D width of the condition. The net itself
sees patches of p by p pixels as one place: (B, C·p², S/p, S/p).
"""

from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.text_encoder import TextEncoder, with_the_whole
from gongwu.engine.tokens.tokenizer import END_ID
from gongwu.engine.training.image_noise import mix_at
from gongwu.engine.training.image_objective import level_weights, mixed, target, weighted_error
from gongwu.engine.training.image_settings import ImageTraining


class Denoiser(Protocol):
    """What is asked of a picture net, the UNet or another."""

    def __call__(self, latent: Tensor, time: Tensor, condition: Tensor | None) -> Tensor:
        """Noisy patches at times (B,), read by (B, T, D) -> its prediction, of the same shape."""
        ...


class PictureLearner(nn.Module):
    """The weights that a run moves: `net`, and `reader` where captions are."""

    def __init__(
        self, net: nn.Module, reader: TextEncoder | None, settings: ImageTraining, patch: int = 1
    ) -> None:
        super().__init__()
        self.net, self.reader, self.patch = net, reader, patch
        self.prediction, self.min_snr = settings.prediction, settings.min_snr

    def loss(self, clean: Tensor, noise: Tensor, ids: Tensor, quantiles: Tensor) -> Tensor:
        """Pictures in -1 … 1 and noise (B, C, S, S), caption ids (B, T), quantiles of the noise
        level (B,) -> the weighted error."""
        clean, noise = (F.pixel_unshuffle(each, self.patch) for each in (clean, noise))
        mix = mix_at(quantiles, self.prediction)
        # Channels last: the layout in which convolutions and attention need no copies.
        noisy = mixed(clean, noise, mix).contiguous(memory_format=torch.channels_last)
        condition = None if self.reader is None else self.read(self.reader, ids)
        said = self.net(noisy, mix.time, condition)
        wanted = target(clean, noise, mix, self.prediction)
        return weighted_error(said, wanted, level_weights(mix, self.min_snr))

    @staticmethod
    def read(reader: TextEncoder, ids: Tensor) -> Tensor:
        """Caption ids (B, T) -> what the net reads of them, (B, T + 1, D)."""
        return with_the_whole(reader(ids), ids, END_ID)
