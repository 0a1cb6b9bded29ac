"""What a picture net learns to draw: the pixels of the prepared squares, as numbers in -1 … 1."""

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from gongwu.engine.pictures.picture_files import PictureFiles, Split


class CleanSquares(Protocol):
    """Where clean pictures come from, on pixels or in another space. Shapes: S side, C channels."""

    @property
    def side(self) -> int:
        """S, the same for all."""
        ...

    @property
    def channels(self) -> int:
        """C: of pixels 1 for grey, 3 for colours."""
        ...

    def clean(self, split: Split, numbers: Sequence[int], mirrored: Sequence[bool]) -> Tensor:
        """(B, C, S, S): some pictures of a split, those mirrored of which it is said."""
        ...


class PixelSquares:
    """The pixels themselves."""

    def __init__(self, files: PictureFiles) -> None:
        self._files = files
        self.side, self.channels = files.side, files.channels

    def clean(self, split: Split, numbers: Sequence[int], mirrored: Sequence[bool]) -> Tensor:
        """(B, C, S, S) in -1 … 1."""
        pixels = self._files.pixels(split, numbers)
        for row, turned in enumerate(mirrored):
            if turned:
                pixels[row] = pixels[row, :, ::-1].copy()
        return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1
