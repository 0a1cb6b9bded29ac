"""Which pictures a step sees, under which noise: a pure function of seed and step.

Shapes: B batch, C channels, S side, T caption places.
"""

import random
import re
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from gongwu.engine.pictures.picture_files import PictureFiles
from gongwu.engine.tokens.tokenizer import Tokenizer
from gongwu.engine.training.batches import Batch, Order
from gongwu.engine.training.image_captions import framed_by
from gongwu.engine.training.image_noise import even_quantiles, leaning
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.squares import CleanSquares, PixelSquares

_GOLDEN_SECTION = 0.6180339887498949

# What a mirror would make untrue, or illegible. A class named by a letter or a number is one.
_SIDED = re.compile(
    r"\b(left|right|east|west|clockwise|anticlockwise|counterclockwise|letters?|numbers?|digits?"
    r"|keycap|text|words?|signs?|flags?|arrows?|clock|button|symbol|sinistral|dextral)\b"
    r"|左|右|东|西|顺时针|逆时针|字母|数字|文字|按键|按钮|旗|箭头|钟|标志|符号|号|^.$|^\d+$",
    re.IGNORECASE,
)


def may_be_mirrored(captions: Sequence[str]) -> bool:
    """Whether what is said stays true of the mirrored picture; nothing said, nothing known."""
    return bool(captions) and not any(_SIDED.search(said) for said in captions)


def even_sample(pictures: int, most: int) -> list[int]:
    """Numbers of so many pictures at most, evenly over all of them."""
    count = min(pictures, most)
    return [int(place) for place in np.linspace(0, pictures - 1, count).round()]


class PictureBatches:
    """Batches of clean pictures, noise, caption ids and quantiles of the noise level."""

    def __init__(
        self,
        files: PictureFiles,
        tokenizer: Tokenizer | None,
        settings: ImageTraining,
        squares: CleanSquares | None = None,
    ) -> None:
        self.files, self.settings = files, settings
        self.squares = squares or PixelSquares(files)  # what is drawn; `files` has what is said
        context = settings.caption_context
        self.framed = None if tokenizer is None else framed_by(tokenizer, context)
        self.order = Order(files.counts["train"], settings.seed)

    def at(self, step: int) -> Batch:
        """The batch of a step, the first being 0."""
        chance = random.Random(f"{self.settings.seed} step {step}")
        count = self.settings.batch
        numbers = [self.order.at(step * count + row)[1] for row in range(count)]
        captions = [self.files.captions("train", number) for number in numbers]
        told = [self._told(said, chance) for said in captions]
        mirrored = [
            self.settings.flips and may_be_mirrored(said) and chance.random() < 0.5
            for said in captions
        ]
        dice = torch.Generator().manual_seed(chance.getrandbits(63))
        clean = self.squares.clean("train", numbers, mirrored)
        noise = torch.randn(clean.shape, generator=dice)
        quantiles = even_quantiles(count, dice)
        return clean, noise, self._ids(told), leaning(quantiles) if self.framed else quantiles

    def _told(self, captions: list[str], chance: random.Random) -> str:
        """One of a picture's captions, or nothing."""
        dropped = chance.random() < self.settings.caption_dropout
        return "" if dropped or not captions else chance.choice(captions)

    def held_out(self, pictures: int) -> Iterator[tuple[Batch, int]]:
        """The held-out pictures, or an even sample of them, always under the same noise."""
        places = even_sample(self.files.counts["held_out"], pictures)
        dice = torch.Generator().manual_seed(2**31 + self.settings.seed % 2**31)
        for start in range(0, len(places), self.settings.batch):
            numbers = places[start : start + self.settings.batch]
            clean = self.squares.clean("held_out", numbers, [False] * len(numbers))
            captions = [self.files.captions("held_out", number) for number in numbers]
            told = [
                said[number % len(said)] if said else ""
                for number, said in zip(numbers, captions, strict=True)
            ]
            noise = torch.randn(clean.shape, generator=dice)
            rows = torch.arange(start, start + len(numbers), dtype=torch.float64)
            quantiles = ((rows + 0.5) * _GOLDEN_SECTION % 1).float()
            yield (clean, noise, self._ids(told), quantiles), len(numbers)

    def _ids(self, told: list[str]) -> Tensor:
        """(B, T); T is 0 for a net that reads no captions."""
        if self.framed is None:
            return torch.zeros(len(told), 0, dtype=torch.long)
        return torch.tensor(self.framed.ids(told))
