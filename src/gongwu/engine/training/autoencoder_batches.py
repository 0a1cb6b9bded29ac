"""Which pictures an autoencoder sees at a step: a pure function of seed and step.

Half of them are mirrored, whatever their captions say: a mirrored letter is no letter, but it is a
picture. Shapes: B batch, C channels, S side, L latent channels, f the autoencoder's factor.
"""

import random
from collections.abc import Iterator

import torch
from torch import Tensor

from gongwu.engine.nets.autoencoder import AutoencoderShape
from gongwu.engine.pictures.picture_files import PictureFiles
from gongwu.engine.training.batches import Batch, Order
from gongwu.engine.training.image_batches import even_sample
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.squares import PixelSquares


class AutoencoderBatches:
    """Batches of pictures (B, C, S, S), and of noise (B, L, S/f, S/f) for their latents."""

    def __init__(
        self,
        files: PictureFiles,
        shape: AutoencoderShape,
        settings: ImageTraining,
    ) -> None:
        self.squares, self.counts = PixelSquares(files), files.counts
        self.shape, self.settings = shape, settings
        self.order = Order(self.counts["train"], settings.seed)

    def at(self, step: int) -> Batch:
        """The batch of a step, the first being 0."""
        chance = random.Random(f"{self.settings.seed} autoencoder step {step}")
        count = self.settings.batch
        numbers = [self.order.at(step * count + row)[1] for row in range(count)]
        mirrored = [chance.random() < 0.5 for _ in numbers]
        pictures = self.squares.clean("train", numbers, mirrored)
        dice = torch.Generator().manual_seed(chance.getrandbits(63))
        places = self.squares.side // self.shape.factor
        size = (count, self.shape.latent_channels, places, places)
        return pictures, torch.randn(size, generator=dice)

    def held_out(self, pictures: int) -> Iterator[Tensor]:
        """The held-out pictures, or an even sample of them, (B, C, S, S)."""
        numbers = even_sample(self.counts["held_out"], pictures)
        for start in range(0, len(numbers), self.settings.batch):
            some = numbers[start : start + self.settings.batch]
            yield self.squares.clean("held_out", some, [False] * len(some))
