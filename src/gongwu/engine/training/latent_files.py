"""Every picture's latents, computed once: what the net that draws learns from.

FOLDER/train.latents, held_out.latents   (N, L, S/f, S/f) float16, scaled for the net
FOLDER/train.mirrored.latents            the same of the mirrored pictures, where flips are allowed
FOLDER/index.json                        written last: without it the rest is half done
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gongwu.engine.checkpoints.files import no_room_said, read_json, write_json
from gongwu.engine.nets.autoencoder import Autoencoder, AutoencoderShape
from gongwu.engine.pictures.picture_files import SPLITS, PictureFiles, Split
from gongwu.engine.training.precision import products_in
from gongwu.engine.training.settings import Precision
from gongwu.engine.training.squares import PixelSquares

INDEX = "index.json"
AT_ONCE = 32  # pictures through the encoder

_BYTES = 2  # of a float16


def latent_bytes(files: PictureFiles, shape: AutoencoderShape, *, flips: bool) -> int:
    """What the files will take on the disk."""
    each = shape.latent_channels * (files.side // shape.factor) ** 2 * _BYTES
    return each * (files.counts["train"] * (1 + flips) + files.counts["held_out"])


def write_latents(files: PictureFiles, net: Autoencoder, folder: Path, *, flips: bool) -> None:
    """Encode every picture; the likeliest latents, so no dice are thrown."""
    folder.mkdir(parents=True, exist_ok=True)
    squares = PixelSquares(files)
    with no_room_said(folder):
        for split, mirrored in _parts(flips):
            with (folder / _name(split, mirrored)).open("wb") as file:
                for start in range(0, files.counts[split], AT_ONCE):
                    numbers = range(start, min(start + AT_ONCE, files.counts[split]))
                    pictures = squares.clean(split, numbers, [mirrored] * len(numbers))
                    latents = encoded(net, pictures, "float32") * net.shape.scaling
                    file.write(latents.half().numpy().tobytes())
    shape = {"side": files.side // net.shape.factor, "channels": net.shape.latent_channels}
    write_json({**shape, "pictures": files.counts, "flips": flips}, folder / INDEX)


@torch.no_grad()
def encoded(net: Autoencoder, pictures: Tensor, precision: Precision) -> Tensor:
    """(B, C, S, S) -> the likeliest latents (B, L, S/f, S/f), not yet scaled."""
    device = next(net.parameters()).device
    pictures = pictures.to(device).contiguous(memory_format=torch.channels_last)
    with products_in(precision, device):
        mean, _ = net.encode(pictures)
    return mean.float().cpu()


def _parts(flips: bool) -> list[tuple[Split, bool]]:
    return [(split, False) for split in SPLITS] + [("train", True)] * flips


def _name(split: Split, mirrored: bool) -> str:
    return f"{split}.mirrored.latents" if mirrored else f"{split}.latents"


class LatentSquares:
    """The latents of a folder that `write_latents` made, in place of the pictures' pixels."""

    def __init__(self, folder: Path) -> None:
        index: dict[str, Any] = read_json(folder / INDEX)
        self.side: int = index["side"]
        self.channels: int = index["channels"]
        shape = self.channels, self.side, self.side
        self._latents = {
            (split, mirrored): np.memmap(
                folder / _name(split, mirrored),
                np.float16,
                mode="r",
                shape=(index["pictures"][split], *shape),
            )
            for split, mirrored in _parts(index["flips"])
        }

    def clean(self, split: Split, numbers: Sequence[int], mirrored: Sequence[bool]) -> Tensor:
        """(B, L, S/f, S/f), of about unit variance."""
        rows = [
            self._latents[split, turned][number]
            for number, turned in zip(numbers, mirrored, strict=True)
        ]
        return torch.from_numpy(np.stack(rows)).float()
