"""From sources and settings to what a picture run trains with: files, tokenizer, nets."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import nn

from gongwu.engine.checkpoints.files import no_room_said
from gongwu.engine.nets.initialize import initialize
from gongwu.engine.nets.text_encoder import TextEncoder, TextEncoderShape
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.engine.pictures.picture_files import write_pictures
from gongwu.engine.pictures.survey import PictureSurvey
from gongwu.engine.training.image_learner import PictureLearner
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.settings import Size
from gongwu.engine.training.text_setup import require_room

HEAD_WIDTH = 64  # narrower heads cost half of a training step on this kind of machine
GROUPS = 32


@dataclass(frozen=True)
class PictureScale:
    """What one word stands for; in the comment its weights, for colours and 2,500 characters."""

    widths: tuple[int, ...]
    layers: int
    condition: int  # width of the captions' reader
    reader_layers: int


PICTURE_SCALES: dict[Size, PictureScale] = {
    "tiny": PictureScale(widths=(32, 64), layers=1, condition=64, reader_layers=2),  # 1.3M
    # In bfloat16 below 12 MB, what a starter model may weigh.
    "small": PictureScale(widths=(96, 128), layers=1, condition=96, reader_layers=2),  # 5.7M
    "base": PictureScale(widths=(96, 192), layers=2, condition=192, reader_layers=2),  # 14M
    "large": PictureScale(widths=(192, 384), layers=2, condition=384, reader_layers=4),  # 60M
}

# The upper level works on some 16 places a side, whatever the pictures' size: on a CPU that is
# what fits a sitting. So a net sees patches of larger pictures, their pixels side by side.
PATCHED_FROM, PATCHED_TWICE_FROM = 24, 44


class Squares(Protocol):
    """What a net must know of the squares that it draws."""

    @property
    def side(self) -> int:
        """Of every one."""
        ...

    @property
    def channels(self) -> int:
        """How many numbers a place has."""
        ...


def picture_size_for(pictures: int) -> Size:
    """The largest net that so many pictures can feed in a sitting on a CPU."""
    return "tiny" if pictures < 500 else "small"


def patch_for(side: int) -> int:
    """How many pixels of a side are one place of the net: a power of 2 that leaves two levels."""
    if side >= PATCHED_TWICE_FROM and side % 8 == 0:
        return 4
    return 2 if side >= PATCHED_FROM else 1


def make_files(
    sources: Sequence[Path],
    found: PictureSurvey,
    folder: Path,
    settings: ImageTraining,
    progress: Callable[[int, int], None],
) -> None:
    """Decode the pictures into `folder`; `progress` is told pictures done and in all."""
    require_room(folder, found.pictures * found.side**2 * found.channels)
    with no_room_said(folder):
        write_pictures(
            sources,
            found,
            folder,
            background=settings.background,
            held_out=settings.held_out,
            progress=progress,
        )


def new_learner(
    settings: ImageTraining, squares: Squares, vocabulary: int | None
) -> PictureLearner:
    """A net, and a reader of captions if there is a vocabulary, first weights drawn by the seed."""
    dice = torch.Generator().manual_seed(settings.seed)
    scale = PICTURE_SCALES[settings.size]
    reader = None
    if vocabulary is not None:
        reader = TextEncoder(
            TextEncoderShape(
                vocabulary=vocabulary,
                context=settings.caption_context,
                width=scale.condition,
                layers=scale.reader_layers,
                heads=max(1, scale.condition // HEAD_WIDTH),
                hidden=4 * scale.condition,
            )
        )
        initialize(reader, dice)
    patch = 1 if settings.space == "latents" else patch_for(squares.side)
    channels, side = squares.channels * patch**2, squares.side // patch
    net = UNet(unet_shape(scale, channels, side, conditioned=reader is not None))
    initialize_unet(net, dice)
    return PictureLearner(net, reader, settings, patch)


def unet_shape(scale: PictureScale, channels: int, side: int, *, conditioned: bool) -> UNetShape:
    """Attention below the first level, which has too many places for it."""
    heads = tuple(width // HEAD_WIDTH for width in scale.widths)
    return UNetShape(
        channels_in=channels,
        channels_out=channels,
        widths=scale.widths,
        layers=scale.layers,
        heads=(0, *heads[1:]),
        middle_heads=heads[-1],
        condition=scale.condition if conditioned else None,
        whole=conditioned,
        time_scales=conditioned,  # what is said as a whole is heard better as a factor
        groups=GROUPS,
        size=side,
    )


def initialize_unet(net: nn.Module, dice: torch.Generator) -> None:
    """Uniform within 1/√(inputs), norms at 1; what writes into the stream, and the exit, at 0.

    So every block begins as if it were not there, and the first prediction is 0 (Dhariwal & Nichol
    2021): the loss starts at that of saying nothing rather than far above.
    """
    with torch.no_grad():
        for name, part in net.named_modules():
            if isinstance(part, nn.Conv2d | nn.Linear):
                bound = 1 / math.sqrt(part.weight[0].numel())
                part.weight.uniform_(-bound, bound, generator=dice)
                if _writes_nothing_at_first(name):
                    part.weight.zero_()
                elif name == "whole.second":
                    # As loud as the time from the first: what is said must not be overheard.
                    part.weight.mul_(4)
                if part.bias is not None:
                    part.bias.zero_()
            elif isinstance(part, nn.GroupNorm | nn.LayerNorm):
                part.weight.fill_(1.0)
                part.bias.zero_()


def _writes_nothing_at_first(name: str) -> bool:
    """A residual block's last product, an attention's way out, and the net's."""
    return (
        name == "exit"
        or name.endswith((".project_out", ".attention.output"))
        or (name.endswith(".second") and "residuals" in name)
    )


def common_captions(captions: Iterable[str], count: int) -> list[str]:
    """The most frequent captions, or the first where none comes twice: a sample sheet's prompts."""
    return [caption for caption, _ in Counter(captions).most_common(count)]
