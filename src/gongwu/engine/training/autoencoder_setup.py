"""From settings and pictures to an autoencoder that fits a sitting on a CPU, and its last touch."""

import torch
from torch import Tensor

from gongwu.engine.nets.autoencoder import Autoencoder, AutoencoderShape
from gongwu.engine.training.image_setup import Squares, initialize_unet
from gongwu.engine.training.settings import Size

# The first level works on every pixel and costs the most: it is narrow. In the comment the weights
# where the sides are divided by 4.
AUTOENCODER_SCALES: dict[Size, tuple[int, ...]] = {
    "tiny": (16, 32, 64),  # 0.4M
    "small": (16, 32, 64),
    "base": (32, 64, 128),  # 1.7M
    "large": (64, 128, 256),  # 6.7M
}
GROUP_WIDTH = 4  # channels normed together: one alone would forget how bright it is
LATENT_CHANNELS = 4
FIRST_LOG_VARIANCE = -6.0
LEAST_DEVIATION = 1e-3  # below it a channel says nothing: what is in it is not to be blown up
FACTOR_8_FROM = 128  # pixels of a side: the net that draws then has some 16 places a side again


def autoencoder_shape(size: Size, squares: Squares) -> AutoencoderShape:
    """No attention: places far apart share little that a latent could leave out."""
    widths = AUTOENCODER_SCALES[size]
    if squares.side >= FACTOR_8_FROM:
        widths = (*widths, widths[-1])
    return AutoencoderShape(
        channels=squares.channels,
        latent_channels=LATENT_CHANNELS,
        widths=widths,
        layers=1,
        groups=widths[0] // GROUP_WIDTH,
        attention=False,
        scaling=1.0,
        size=squares.side,
    )


def new_autoencoder(shape: AutoencoderShape, seed: int) -> Autoencoder:
    """First weights drawn by the seed; at first latents are all but certain.

    With the variance of 1 that no weight at all would say, noise would hide the first means, and
    it takes hundreds of steps to find that they could be louder.
    """
    net = Autoencoder(shape)
    initialize_unet(net, torch.Generator().manual_seed(seed))
    assert net.to_latent.bias is not None
    with torch.no_grad():
        net.to_latent.weight[shape.latent_channels :] = 0
        net.to_latent.bias[shape.latent_channels :] = FIRST_LOG_VARIANCE
    return net


@torch.no_grad()
def standardize(net: Autoencoder, latents: Tensor) -> None:
    """Move and stretch latents, each channel by itself, so that these (N, L, h, w) have mean 0 and
    variance 1.

    A folder holds one scaling for all channels and no mean. So both go into the products that
    write and read the latents: pictures come back as they did, and the scaling is 1.
    """
    mean = latents.mean(dim=(0, 2, 3))
    deviation = latents.std(dim=(0, 2, 3)).clamp(min=LEAST_DEVIATION)
    weight, bias = net.to_latent.weight, net.to_latent.bias
    assert bias is not None
    assert net.from_latent.bias is not None
    channels = len(mean)
    weight[:channels] /= deviation[:, None, None, None]
    bias[:channels] = (bias[:channels] - mean) / deviation
    bias[channels:] -= 2 * deviation.log()
    net.from_latent.bias += (net.from_latent.weight[:, :, 0, 0] * mean).sum(dim=1)
    net.from_latent.weight *= deviation[:, None, None]
