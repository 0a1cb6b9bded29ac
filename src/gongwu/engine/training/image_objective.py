"""What a picture net should say, and how much each noise level counts.

  v     signal·noise - noise·clean (Salimans & Ho 2022), of the preserving mix
  flow  noise - clean, the velocity (Liu et al. 2023), of the straight mix
Min-SNR (Hang et al. 2023): an error in the clean picture counts min(SNR, γ), SNR being
(signal/noise)². An error of the net's own counts that times (d clean / d said)², which is noise²
for both: from v, clean = signal·mixed - noise·v; from flow, clean = mixed - noise·velocity.
Shapes: B batch, C channels, H and W height and width.
"""

import torch
from torch import Tensor

from gongwu.engine.training.image_noise import Mix
from gongwu.engine.training.image_settings import ImagePrediction


def mixed(clean: Tensor, noise: Tensor, mix: Mix) -> Tensor:
    """Clean pictures and noise (B, C, H, W) -> what the net reads."""
    return _wide(mix.signal) * clean + _wide(mix.noise) * noise


def target(clean: Tensor, noise: Tensor, mix: Mix, prediction: ImagePrediction) -> Tensor:
    """(B, C, H, W): what the net should say."""
    if prediction == "v":
        return _wide(mix.signal) * noise - _wide(mix.noise) * clean
    return noise - clean


def level_weights(mix: Mix, min_snr: float | None) -> Tensor:
    """(B,): how much each picture's error counts; 1 for all without min-SNR."""
    if min_snr is None:
        return torch.ones_like(mix.noise)
    # min(SNR, γ)·noise², written so that no noise at all divides nothing by nothing.
    return torch.minimum(mix.signal.square(), min_snr * mix.noise.square())


def weighted_error(said: Tensor, wanted: Tensor, weights: Tensor) -> Tensor:
    """Mean over the batch of weight · mean square error; in float32 whatever the net spoke in."""
    errors = (said.float() - wanted.float()).square().flatten(1).mean(dim=1)
    return (weights * errors).mean()


def _wide(each: Tensor) -> Tensor:
    """(B,) -> (B, 1, 1, 1)."""
    return each[:, None, None, None]
