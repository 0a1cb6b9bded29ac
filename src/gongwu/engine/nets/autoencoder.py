"""The KL autoencoder: pictures to small latents and back (Kingma and Welling 2013; Rombach 2022).

The encoder says of each place of the latent a mean and a log-variance. Stable Diffusion's net.
Shapes: B batch, H and W height and width, L latent channels, f the factor by which it shrinks.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.picture_attention import PlainAttention
from gongwu.engine.nets.shape_rules import DEEPEST, WIDEST, levels, rule, whole
from gongwu.engine.nets.unet_blocks import Double, Halve, Residual, as_places

EPSILON = 1e-6  # of every norm of these nets

# Beyond these a standard deviation is zero or overflows.
LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE = -30.0, 20.0


@dataclass(frozen=True, kw_only=True)
class AutoencoderShape:
    """What fixes an autoencoder's weights and arithmetic. The defaults are Stable Diffusion's."""

    channels: int = 3  # of the pictures
    latent_channels: int = 4
    widths: tuple[int, ...] = (128, 256, 512, 512)
    layers: int = 2  # residual blocks of a level of the encoder; the decoder has one more
    groups: int = 32
    attention: bool = True  # in the middle
    scaling: float = 0.18215  # times a latent, it is what the UNet reads: about unit variance
    size: int | None = None  # of the pictures it learnt; it takes others too

    def __post_init__(self) -> None:
        levels("autoencoder", self.widths, self.groups)
        whole("autoencoder", "layers", self.layers, 1, DEEPEST)
        for name in ("channels", "latent_channels", "size"):
            value = getattr(self, name)
            if value is not None:
                whole("autoencoder", name, value, 1, WIDEST)
        rule("autoencoder", 0 < self.scaling < math.inf,
             f"scaling={self.scaling} must be above 0", f"scaling={self.scaling} 必须大于 0",
             )  # fmt: skip

    @property
    def factor(self) -> int:
        """f: how many pixels of a side one place of the latent stands for."""
        return 1 << (len(self.widths) - 1)


class EncoderLevel(nn.Module):
    """(B, C, H, W) -> (B, out, H/2, W/2); the last level keeps the size."""

    def __init__(self, shape: AutoencoderShape, level: int) -> None:
        super().__init__()
        width = shape.widths[level]
        before = shape.widths[max(level - 1, 0)]
        self.residuals = nn.ModuleList(
            _residual(shape, each, width) for each in (before, *[width] * (shape.layers - 1))
        )
        if level < len(shape.widths) - 1:
            self.shrink = Halve(width, padding=0)

    def forward(self, picture: Tensor) -> Tensor:
        for residual in self.residuals:
            picture = residual(picture)
        if hasattr(self, "shrink"):
            picture = self.shrink(picture)
        return picture


class DecoderLevel(nn.Module):
    """(B, C, H, W) -> (B, out, 2H, 2W); the last level, number 0, keeps the size."""

    def __init__(self, shape: AutoencoderShape, level: int) -> None:
        super().__init__()
        width = shape.widths[level]
        below = shape.widths[min(level + 1, len(shape.widths) - 1)]
        self.residuals = nn.ModuleList(
            _residual(shape, each, width) for each in (below, *[width] * shape.layers)
        )
        if level > 0:
            self.grow = Double(width)

    def forward(self, picture: Tensor) -> Tensor:
        for residual in self.residuals:
            picture = residual(picture)
        if hasattr(self, "grow"):
            picture = self.grow(picture)
        return picture


class Middle(nn.Module):
    """The smallest size: residual, attention with one head, residual."""

    def __init__(self, shape: AutoencoderShape) -> None:
        super().__init__()
        width = shape.widths[-1]
        self.residuals = nn.ModuleList(_residual(shape, width, width) for _ in range(2))
        if shape.attention:
            attention = PlainAttention(width, 1, shape.groups, EPSILON)
            self.attentions = nn.ModuleList([attention])

    def forward(self, picture: Tensor) -> Tensor:
        picture = self.residuals[0](picture)
        if hasattr(self, "attentions"):
            picture = self.attentions[0](picture)
        output: Tensor = self.residuals[1](picture)
        return output


class PictureEncoder(nn.Module):
    """Pictures (B, channels, H, W) -> (B, out, H/f, W/f)."""

    def __init__(self, shape: AutoencoderShape, out: int) -> None:
        super().__init__()
        self.entry = nn.Conv2d(shape.channels, shape.widths[0], kernel_size=3, padding=1)
        count = len(shape.widths)
        self.down_levels = nn.ModuleList(EncoderLevel(shape, level) for level in range(count))
        self.middle = Middle(shape)
        self.exit_norm = nn.GroupNorm(shape.groups, shape.widths[-1], eps=EPSILON)
        self.exit = nn.Conv2d(shape.widths[-1], out, kernel_size=3, padding=1)

    def forward(self, pictures: Tensor) -> Tensor:
        hidden = as_places(self.entry(pictures))
        for level in self.down_levels:
            hidden = level(hidden)
        output: Tensor = self.exit(F.silu(self.exit_norm(self.middle(hidden))))
        return output


class PictureDecoder(nn.Module):
    """(B, L, h, w) -> pictures (B, channels, f·h, f·w)."""

    def __init__(self, shape: AutoencoderShape) -> None:
        super().__init__()
        last, count = shape.widths[-1], len(shape.widths)
        self.entry = nn.Conv2d(shape.latent_channels, last, kernel_size=3, padding=1)
        self.middle = Middle(shape)
        self.up_levels = nn.ModuleList(
            DecoderLevel(shape, level) for level in reversed(range(count))
        )
        self.exit_norm = nn.GroupNorm(shape.groups, shape.widths[0], eps=EPSILON)
        self.exit = nn.Conv2d(shape.widths[0], shape.channels, kernel_size=3, padding=1)

    def forward(self, latent: Tensor) -> Tensor:
        hidden = self.middle(as_places(self.entry(latent)))
        for level in self.up_levels:
            hidden = level(hidden)
        output: Tensor = self.exit(F.silu(self.exit_norm(hidden)))
        return output


class Autoencoder(nn.Module):
    """Pictures in -1 … 1 to latents, and back. Latents here are not yet scaled for a UNet."""

    def __init__(self, shape: AutoencoderShape) -> None:
        super().__init__()
        self.shape = shape
        latent = shape.latent_channels
        self.encoder = PictureEncoder(shape, 2 * latent)
        self.to_latent = nn.Conv2d(2 * latent, 2 * latent, kernel_size=1)
        self.from_latent = nn.Conv2d(latent, latent, kernel_size=1)
        self.decoder = PictureDecoder(shape)

    def encode(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """(B, channels, H, W) -> mean and log-variance, each (B, L, H/f, W/f)."""
        mean, log_variance = self.to_latent(self.encoder(pictures)).chunk(2, dim=1)
        return mean, log_variance.clamp(LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE)

    def decode(self, latent: Tensor) -> Tensor:
        """(B, L, h, w) -> pictures (B, channels, f·h, f·w), about -1 … 1."""
        pictures: Tensor = self.decoder(self.from_latent(latent))
        return pictures


def draw_latent(mean: Tensor, log_variance: Tensor, dice: torch.Generator) -> Tensor:
    """One latent of the distribution that the encoder gave, (B, L, h, w)."""
    noise = torch.randn(mean.shape, generator=dice, dtype=mean.dtype, device=mean.device)
    return torch.addcmul(mean, noise, (0.5 * log_variance).exp())


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Kullback–Leibler nats from the unit normal, a mean over the elements of the latent."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()


def _residual(shape: AutoencoderShape, width: int, out: int) -> Residual:
    return Residual(width, out, groups=shape.groups, epsilon=EPSILON)
