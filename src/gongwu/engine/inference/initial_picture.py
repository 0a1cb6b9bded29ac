"""A picture to begin from, and where to paint it: brought to the size that is drawn.

What overhangs is cropped evenly, as much as must be; the rest is scaled. Knows no net.
"""

import numpy as np
import torch
from torch import Tensor

from gongwu.engine.pictures.decoding import need_pillow
from gongwu.errors import BadInputError
from gongwu.ports import Picture

_WHITE_FROM = 128


def fitted(picture: Picture, width: int, height: int) -> Picture:
    """The middle of a picture at a size; one of that size stays as it is, byte for byte."""
    if (picture.width, picture.height) == (width, height):
        return picture
    need_pillow()
    from PIL import Image, ImageOps

    whole = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    fit = ImageOps.fit(whole, (width, height), Image.Resampling.LANCZOS)
    return Picture(width=width, height=height, pixels=fit.tobytes())


def as_tensor(picture: Picture, channels: int) -> Tensor:
    """(C, H, W) in -1 … 1. One channel is grey, weighed as in ITU-R BT.601."""
    values = torch.from_numpy(_rows(picture)).permute(2, 0, 1) / 127.5 - 1
    if channels == 1:
        values = (values * torch.tensor([0.299, 0.587, 0.114])[:, None, None]).sum(0, keepdim=True)
    return values.contiguous()


def where_white(mask: Picture, initial: Picture | None, width: int, height: int) -> Tensor:
    """(H, W), True where to paint. A mask lies on its picture, pixel on pixel, before both are
    brought to the size that is drawn. Raises BadInputError."""
    if initial is not None and (mask.width, mask.height) != (initial.width, initial.height):
        raise BadInputError(
            en=f"The mask has {mask.width}×{mask.height} pixels and the picture "
            f"{initial.width}×{initial.height}: make the mask as large as the picture.",
            zh=f"遮罩是 {mask.width}×{mask.height} 像素，图片是 "
            f"{initial.width}×{initial.height} 像素：请让遮罩与图片一样大。",
        )
    painted = torch.from_numpy(_rows(fitted(mask, width, height)).mean(axis=2) >= _WHITE_FROM)
    if not painted.any():
        raise BadInputError(
            en="The mask has no white in it, so nothing would be painted. White is painted, "
            "black is kept.",
            zh="遮罩里没有白色，什么都不会重画。白色处重画，黑色处保留。",
        )
    return painted


def _rows(picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    flat = np.frombuffer(bytearray(picture.pixels), np.uint8)
    return flat.reshape(picture.height, picture.width, 3)
