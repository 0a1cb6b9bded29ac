"""What the tests of training share: a corpus of numbers, settings, and a batch learned by heart."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.tokens.token_files import Split, SplitSize, TokenFiles
from gongwu.engine.training.batches import Batch
from gongwu.engine.training.settings import TextTraining

SETTINGS = TextTraining(
    model="gru",
    size="tiny",
    tokens="characters",
    vocabulary=300,
    context=8,
    batch=2,
    optimizer="adam",
    peak_rate=1e-2,
    precision="float32",
    steps=10,
)

Settings = Callable[..., TextTraining]


@pytest.fixture
def settings() -> Settings:
    """Settings of a small run, some of them changed."""

    def change(**changes: Any) -> TextTraining:
        return replace(SETTINGS, **changes)

    return change


class Numbers(TokenFiles):
    """Token files whose tokens are 0, 1, 2 …: what a batch holds says where it was taken from.

    The held-out split counts from a million. `pairs` of each split: ids of source and target.
    """

    HELD_OUT = 1_000_000

    def __init__(
        self,
        train: int = 0,
        held_out: int = 0,
        pairs: dict[Split, list[tuple[list[int], list[int]]]] | None = None,
    ) -> None:
        self.sizes = {
            "train": SplitSize(tokens=train, characters=train),
            "held_out": SplitSize(tokens=held_out, characters=held_out),
        }
        self.pairs = pairs
        if pairs is not None:
            self.sizes = {
                split: SplitSize(documents=len(each), tokens=1, characters=1)
                for split, each in pairs.items()
            }

    @property
    def has_pairs(self) -> bool:
        return self.pairs is not None

    def stretch(self, split: Split, start: int, length: int) -> NDArray[np.int64]:
        stop = min(start + length, self.sizes[split].tokens)
        return np.arange(start, stop) + (self.HELD_OUT if split == "held_out" else 0)

    def pair(self, split: Split, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        assert self.pairs is not None
        source, target = self.pairs[split][number]
        return np.array(source), np.array(target)


class ByHeart:
    """One batch again and again, held out as well."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    def at(self, step: int) -> Batch:
        return self.batch

    def held_out(self, tokens: int) -> Iterator[tuple[Batch, int]]:
        yield self.batch, int((self.batch[-1] != IGNORED).sum())


@pytest.fixture
def by_heart(net: Net, dice: torch.Generator) -> ByHeart:
    """A batch that fits the net: two rows of eight tokens, and for an encoder–decoder sources."""
    ids = torch.randint(2, net.shape.vocabulary, (2, 9), generator=dice)
    if isinstance(net, EncoderDecoder):
        source = torch.randint(2, net.shape.vocabulary, (2, 5), generator=dice)
        counted = torch.ones(2, 5, dtype=torch.bool)
        counted[1, 3:] = False
        return ByHeart((source, counted, ids[:, :-1], ids[:, 1:]))
    return ByHeart((ids[:, :-1], ids[:, 1:]))
