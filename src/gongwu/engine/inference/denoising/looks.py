"""Tensors to the small pictures of a film. Shapes: latents (L, h, w), pictures (C, H, W)."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from gongwu.engine.inference.denoising.canvas import to_bytes
from gongwu.ports import Picture

LARGEST_LOOK = 192  # pixels: how large the pictures of steps are kept


def as_picture(pixels: Tensor, largest: int | None = None) -> Picture:
    """(C, H, W) -> colours; grey is three times the same, and what is too large is shrunk."""
    if largest is not None and max(pixels.shape[1:]) > largest:
        scale = largest / max(pixels.shape[1:])
        sides = [max(1, round(side * scale)) for side in pixels.shape[1:]]
        pixels = F.interpolate(pixels[None], size=sides, mode="area")[0]
    raw = to_bytes(pixels.expand(3, -1, -1))
    height, width, _ = raw.shape
    return Picture(width=width, height=height, pixels=raw.numpy().tobytes())


def side_by_side(latent: Tensor) -> Tensor:
    """(L, h, w) -> (1, H, W): the channels as grey pictures, two or more to a row."""
    count, height, width = latent.shape
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    blank = latent.new_full((rows * columns - count, height, width), -1)
    tiles = torch.cat((latent, blank)).view(rows, columns, height, width)
    return tiles.permute(0, 2, 1, 3).reshape(1, rows * height, columns * width)
