"""Pictures that a judge can tell apart in seconds: a coloured bar, noisy, at a place."""

import torch
from torch import Tensor

from gongwu.engine.evaluation.quality import Gallery

SIDE = 8
NAMES = (("red", "红"), ("green", "绿"), ("blue", "蓝"), ("dark", "暗"))


def bars(count: int, seed: int, only: int | None = None) -> tuple[Tensor, Tensor]:
    """(N, S, S, 3) bytes and labels (N,): three colours, and black."""
    dice = torch.Generator().manual_seed(seed)
    labels = torch.randint(len(NAMES), (count,), generator=dice)
    if only is not None:
        labels[:] = only
    pictures = torch.randint(0, 60, (count, SIDE, SIDE, 3), generator=dice)
    for picture, label in zip(pictures, labels.tolist(), strict=True):
        top = int(torch.randint(SIDE - 3, (), generator=dice))
        if label < 3:
            picture[top : top + 3, :, label] += 180
    return pictures.to(torch.uint8), labels


def labelled(count: int, seed: int) -> Gallery:
    pictures, labels = bars(count, seed)
    return Gallery(pictures=pictures, labels=labels)


def captioned(count: int, seed: int) -> Gallery:
    pictures, labels = bars(count, seed)
    return Gallery(pictures=pictures, captions=[NAMES[label] for label in labels.tolist()])
