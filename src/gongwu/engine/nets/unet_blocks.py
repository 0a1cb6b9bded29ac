"""The parts of which nets over pictures are built: residual blocks, halving and doubling.

Shapes: B batch, C channels, H and W height and width, E width of the time embedding.
"""

import math
from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Residual(nn.Module):
    """Norm, SiLU, convolution, twice, added to its input: (B, C, H, W) -> (B, out, H, W).

    The time, if the net has one, is added between the two convolutions, or scales and shifts
    the second norm (Dhariwal and Nichol 2021) if `time_scales`.
    """

    def __init__(
        self,
        width: int,
        out: int,
        *,
        groups: int,
        epsilon: float,
        time: int | None = None,
        time_scales: bool = False,
    ) -> None:
        super().__init__()
        self.time_scales = time_scales
        self.first_norm = nn.GroupNorm(groups, width, eps=epsilon)
        self.first = nn.Conv2d(width, out, kernel_size=3, padding=1)
        if time is not None:
            self.time_shift = nn.Linear(time, 2 * out if time_scales else out)
        self.second_norm = nn.GroupNorm(groups, out, eps=epsilon)
        self.second = nn.Conv2d(out, out, kernel_size=3, padding=1)
        self.shortcut = nn.Identity() if width == out else nn.Conv2d(width, out, kernel_size=1)

    def forward(self, picture: Tensor, time: Tensor | None = None) -> Tensor:
        """`time` (B, E) has been through SiLU already."""
        hidden = self.first(F.silu(self.first_norm(picture)))
        if time is None:
            hidden = self.second_norm(hidden)
        elif self.time_scales:
            scale, shift = self.time_shift(time)[:, :, None, None].chunk(2, dim=1)
            hidden = torch.addcmul(shift, self.second_norm(hidden), 1 + scale)
        else:
            hidden = self.second_norm(hidden + self.time_shift(time)[:, :, None, None])
        output: Tensor = self.shortcut(picture) + self.second(F.silu(hidden))
        return output


class Halve(nn.Module):
    """A convolution of stride 2: (B, C, H, W) -> (B, C, H/2, W/2).

    `padding` 1 is even on all sides; 0 pads the right and the bottom only, as the first
    diffusion nets and Stable Diffusion's autoencoder do.
    """

    def __init__(self, width: int, padding: int) -> None:
        super().__init__()
        self.padding = padding
        self.convolution = nn.Conv2d(width, width, kernel_size=3, stride=2, padding=padding)

    def forward(self, picture: Tensor) -> Tensor:
        if self.padding == 0:
            picture = F.pad(picture, (0, 1, 0, 1))
        output: Tensor = self.convolution(picture)
        return output


class Double(nn.Module):
    """Each place repeated, then a convolution: (B, C, H, W) -> (B, C, 2H, 2W), or to `size`."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(width, width, kernel_size=3, padding=1)

    def forward(self, picture: Tensor, size: tuple[int, int] | None = None) -> Tensor:
        batch, _, height, width = picture.shape
        twice = 2 * height, 2 * width
        layer = self.convolution
        if size in (None, twice) and batch * height * width >= QUARTERS_PAY_FROM:
            return _by_quarters(picture, layer.weight, layer.bias)
        output: Tensor = layer(F.interpolate(picture, size=size or twice, mode="nearest"))
        return output


# Places from which on the products that quarters save outweigh the making of their kernels.
QUARTERS_PAY_FROM = 512


def _by_quarters(picture: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """What `Double` does, (B, C, H, W) -> (B, out, 2H, 2W), with 16 products for 36.

    Of the nine places that a repeated place looks at, some are one and the same: the four places
    that come of one look at four each, and their weights can be added beforehand.
    """
    batch, _, height, width = picture.shape
    shape = (batch, len(weight), 2 * height, 2 * width)
    doubled = None
    for down, right, kernel in _quarters(weight):
        quarter = F.conv2d(picture, kernel, bias, padding=1)
        quarter = quarter[:, :, down : down + height, right : right + width]
        if doubled is None:
            doubled = torch.empty(shape, dtype=quarter.dtype, device=quarter.device,
                                  memory_format=torch.channels_last)  # fmt: skip
        doubled[:, :, down::2, right::2] = quarter
    assert doubled is not None
    return doubled


def _quarters(weight: Tensor) -> Iterator[tuple[int, int, Tensor]]:
    """(out, C, 3, 3) -> for each place of a doubled one, down and right, its (out, C, 2, 2)."""
    exact = weight.float()
    for down, rows in enumerate(_halves(exact, dim=2)):
        for right, kernel in enumerate(_halves(rows, dim=3)):
            yield down, right, kernel.to(weight.dtype)


def _halves(kernel: Tensor, dim: int) -> tuple[Tensor, Tensor]:
    """Three weights in a line -> the two of the first repeated place, and of the second."""
    before, here, after = torch.split(kernel, 1, dim)
    return torch.cat((before, here + after), dim), torch.cat((before + here, after), dim)


def as_places(picture: Tensor) -> Tensor:
    """The same (B, C, H, W), each place's channels side by side: all parts read it faster so, and
    each leaves it so, whatever the layout of the weights."""
    return picture.contiguous(memory_format=torch.channels_last)


def waves(time: Tensor, width: int, *, cosine_first: bool, frequency_shift: int) -> Tensor:
    """Times (B,) -> cosines and sines (B, width), of wavelengths from 2π to 10,000 · 2π."""
    half = width // 2
    steps = torch.arange(half, dtype=torch.float32, device=time.device)
    frequency = torch.exp(steps * (-math.log(10_000) / (half - frequency_shift)))
    angle = time.float()[:, None] * frequency
    parts = (angle.cos(), angle.sin()) if cosine_first else (angle.sin(), angle.cos())
    return torch.cat(parts, dim=1)
