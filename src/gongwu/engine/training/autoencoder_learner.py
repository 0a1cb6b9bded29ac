"""What an autoencoder learns by: pictures given back sharp, latents near the unit normal.

Stable Diffusion's is judged by a trained net of vision and by an adversary, for a mean error alone
is content with blurred edges. Here there is neither: instead the slopes between neighbouring
pixels are compared too, at full size and twice halved, so that an edge which is blurred or out of
place counts at every scale. The pull to the unit normal is as weak as theirs; it only keeps the
latents from growing without bound. Shapes: B batch, C channels, S side, L latent channels.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.autoencoder import Autoencoder, divergence

SLOPES = 1.0  # how much a slope's error counts beside a pixel's
SCALES = 3
DIVERGENCE = 1e-6


class AutoencoderLearner(nn.Module):
    """The autoencoder as the training loop knows it."""

    def __init__(self, net: Autoencoder) -> None:
        super().__init__()
        self.net = net

    def loss(self, pictures: Tensor, noise: Tensor) -> Tensor:
        """Pictures (B, C, S, S) in -1 … 1, noise (B, L, S/f, S/f) for the drawn latents."""
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        mean, log_variance = (each.float() for each in self.net.encode(pictures))
        rebuilt = self.net.decode(torch.addcmul(mean, noise, (0.5 * log_variance).exp()))
        error = picture_error(rebuilt.float(), pictures)
        return error + DIVERGENCE * divergence(mean, log_variance)


def picture_error(rebuilt: Tensor, pictures: Tensor) -> Tensor:
    """Mean absolute error of pixels and slopes, a mean over the scales."""
    error = rebuilt - pictures
    total = torch.zeros((), device=error.device)
    for scale in range(SCALES):
        if scale:
            error = F.avg_pool2d(error, 2)
        total = total + error.abs().mean() + SLOPES * _slopes(error)
    return total / SCALES


def _slopes(error: Tensor) -> Tensor:
    """Differences between neighbours are linear: those of an error are the errors of them."""
    across, down = error.diff(dim=3), error.diff(dim=2)
    return across.abs().mean() + down.abs().mean()
