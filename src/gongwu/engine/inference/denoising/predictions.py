"""What a net says of a noisy latent, and the clean latent that follows from it.

  epsilon  the noise (Ho et al. 2020)
  v        signal·noise - noise·clean (Salimans & Ho 2022), of the preserving form
  flow     noise - clean, the velocity (Liu et al. 2023), of the straight form
  sample   the clean latent itself
A net wants its latent in the form it was trained with, whatever form the sampler walks in: the
samplers know clean estimates only.
"""

from typing import Literal

from torch import Tensor

from gongwu.engine.inference.denoising.levels import Level
from gongwu.errors import BadInputError

Prediction = Literal["epsilon", "v", "flow", "sample"]
PREDICTIONS: tuple[Prediction, ...] = ("epsilon", "v", "flow", "sample")


def net_input(prediction: Prediction, latent: Tensor, level: Level) -> Tensor:
    """(B, C, H, W) of any form -> the same in the form that the net was trained with."""
    whole = level.signal + level.noise if prediction == "flow" else level.size
    return latent if whole == 1 else latent / whole


def clean_from(prediction: Prediction, said: Tensor, latent: Tensor, level: Level) -> Tensor:
    """The clean latent that the net means: latent as the sampler has it, said by the net."""
    signal, noise, size = level.signal, level.noise, level.size
    match prediction:
        case "epsilon":
            _must_have_signal(level)
            return (latent - noise * said) / signal
        case "v":
            return (signal / size**2) * latent - (noise / size) * said
        case "flow":
            whole = signal + noise
            return latent / whole - (noise / whole) * said
        case "sample":
            return said


def _must_have_signal(level: Level) -> None:
    if level.signal == 0:
        raise BadInputError(
            en="A net that predicts the noise cannot begin where there is nothing but noise (a "
            "schedule with zero terminal signal): such schedules need v-prediction",
            zh="预测噪声的网络无法从纯噪声（末端信噪比为零的噪声计划）开始：这种计划需要 v 预测",
        )
