"""Which pictures and captions a step sees, as both phases want them: a function of seed and step.

Shapes: B batch, C channels, S side, T codes of a picture, N characters of the longest caption.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.engine.checkpoints.token_models import TokenModel
from gongwu.engine.pictures.picture_files import PictureFiles
from gongwu.engine.tokens.tokenizer import PAD_ID
from gongwu.engine.training.batches import Batch, Order
from gongwu.engine.training.image_batches import even_sample, may_be_mirrored
from gongwu.engine.training.precision import products_in
from gongwu.engine.training.squares import PixelSquares
from gongwu.engine.training.token_settings import TokenTraining


@dataclass(frozen=True)
class Shown:
    """Pictures (B, C, S, S) in -1 … 1, and one caption of each, which may be none."""

    pictures: Tensor
    told: list[str]


class ShownPictures:
    """Pictures with captions, in the order of a run."""

    def __init__(self, files: PictureFiles, settings: TokenTraining) -> None:
        self.files, self.settings = files, settings
        self.squares = PixelSquares(files)
        self.order = Order(files.counts["train"], settings.seed)

    def at(self, step: int) -> Shown:
        """What a step sees, the first being 0."""
        chance = random.Random(f"{self.settings.seed} step {step}")
        count = self.settings.batch
        numbers = [self.order.at(step * count + row)[1] for row in range(count)]
        captions = [self.files.captions("train", number) for number in numbers]
        told = [self._told(said, chance) for said in captions]
        mirrored = [
            self.settings.flips and may_be_mirrored(said) and chance.random() < 0.5
            for said in captions
        ]
        return Shown(self.squares.clean("train", numbers, mirrored), told)

    def held_out(self) -> Iterator[Shown]:
        """The held-out pictures, or an even sample of them, each with the same caption always."""
        places = even_sample(self.files.counts["held_out"], self.settings.evaluation_pictures)
        for start in range(0, len(places), self.settings.batch):
            numbers = places[start : start + self.settings.batch]
            captions = [self.files.captions("held_out", number) for number in numbers]
            told = [
                said[number % len(said)] if said else ""
                for number, said in zip(numbers, captions, strict=True)
            ]
            yield Shown(self._held_out(numbers), told)

    def even(self, count: int) -> Tensor:
        """Some held-out pictures, evenly over all."""
        return self._held_out(even_sample(self.files.counts["held_out"], count))

    def _told(self, captions: list[str], chance: random.Random) -> str:
        """One of a picture's captions, or nothing."""
        dropped = chance.random() < self.settings.caption_dropout
        return "" if dropped or not captions else chance.choice(captions)

    def _held_out(self, numbers: Sequence[int]) -> Tensor:
        return self.squares.clean("held_out", numbers, [False] * len(numbers))


class QuantizerBatches:
    """Batches of pictures."""

    def __init__(self, shown: ShownPictures) -> None:
        self.shown = shown

    def at(self, step: int) -> Batch:
        """The batch of a step, the first being 0."""
        return (self.shown.at(step).pictures,)

    def held_out(self) -> Iterator[tuple[Batch, int]]:
        """Batches of the held-out pictures with their number."""
        for each in self.shown.held_out():
            yield (each.pictures,), len(each.told)


class PriorBatches:
    """Batches of captions and codes: source (B, N), what of it counts, target and targets (B, T).

    Pictures become codes anew each time they are seen: that costs a fraction of a step, and
    nothing has to be kept.
    """

    def __init__(self, shown: ShownPictures, model: TokenModel) -> None:
        self.shown, self.model = shown, model

    def at(self, step: int) -> Batch:
        """The batch of a step, the first being 0."""
        return self._batch(self.shown.at(step))

    def held_out(self) -> Iterator[tuple[Batch, int]]:
        """Batches of the held-out pictures with the number of their codes."""
        for each in self.shown.held_out():
            yield self._batch(each), len(each.told) * self.model.places

    def _batch(self, shown: Shown) -> Batch:
        targets = self._codes(shown.pictures) + self.model.first_code
        begun = torch.full_like(targets[:, :1], self.model.prior.shape.start_id)
        source = _padded([self.model.source(said) for said in shown.told])
        return source, source != PAD_ID, torch.cat((begun, targets[:, :-1]), dim=1), targets

    @torch.no_grad()
    def _codes(self, pictures: Tensor) -> Tensor:
        """(B, C, S, S) -> (B, T), rows from the top."""
        device = next(self.model.quantizer.parameters()).device
        with products_in(self.shown.settings.precision, device):
            return self.model.quantizer.encode(pictures.to(device)).flatten(1).cpu()


def _padded(rows: list[list[int]]) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [PAD_ID] * (width - len(row)) for row in rows])
