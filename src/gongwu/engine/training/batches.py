"""Which tokens a step sees: a pure function of seed and step, so a resumed run sees the same.

Windows: an epoch cuts the text into windows at a random offset and visits each once, in an order
made by arithmetic, which takes no memory however long the text is. Pairs: each pair once an epoch.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.tokens.token_files import Split, TokenFiles
from gongwu.engine.tokens.tokenizer import PAD_ID
from gongwu.errors import BadInputError

_GOLDEN_SECTION = (math.sqrt(5) - 1) / 2

Batch = tuple[Tensor, ...]  # the arguments of the net's loss


class Batches(Protocol):
    """Where a training loop takes its batches from."""

    def at(self, step: int) -> Batch:
        """The batch of a step, the first being 0."""
        ...

    def held_out(self, tokens: int) -> Iterator[tuple[Batch, int]]:
        """Batches of the held-out split with their counted targets, at most `tokens` in all."""
        ...


@dataclass(frozen=True)
class Order:
    """A shuffle of 0 … n-1 without a list: position i of epoch e is (a·i + b) mod n."""

    count: int
    seed: int

    def at(self, position: int) -> tuple[int, int]:
        """Position over all epochs -> (epoch, which of the n)."""
        epoch, place = divmod(position, self.count)
        dice = random.Random(f"{self.seed} order {epoch}")
        # Steps of about the golden section fall evenly over the text, so each batch has some of
        # all its parts; any odd stride would do for a shuffle, but some give batches of one part.
        stride = round(self.count * _GOLDEN_SECTION) + dice.randrange(1 + self.count // 50)
        while math.gcd(stride, self.count) != 1:
            stride += 1
        return epoch, (stride * place + dice.randrange(self.count)) % self.count


class Windows:
    """Batches (B, T) of consecutive tokens, and the same shifted by one as targets."""

    def __init__(self, files: TokenFiles, batch: int, context: int, seed: int) -> None:
        self.files, self.batch, self.context, self.seed = files, batch, context, seed
        self.windows = {split: (files.sizes[split].tokens - 1) // context for split in files.sizes}
        for split, count in self.windows.items():
            if count < 1:
                raise _too_short(files, split, context)
        # One window less than fit: an epoch starts anywhere within the first.
        self.order = Order(max(1, self.windows["train"] - 1), seed)

    def at(self, step: int) -> Batch:
        rows = []
        for row in range(self.batch):
            epoch, window = self.order.at(step * self.batch + row)
            spare = self.files.sizes["train"].tokens - 1 - self.order.count * self.context
            offset = random.Random(f"{self.seed} offset {epoch}").randrange(
                min(spare, self.context) + 1
            )
            rows.append(self._window("train", offset + window * self.context))
        return _shifted(rows)

    def held_out(self, tokens: int) -> Iterator[tuple[Batch, int]]:
        count = min(self.windows["held_out"], max(1, tokens // self.context))
        places = np.linspace(0, self.windows["held_out"] - 1, count).round().astype(int)
        for start in range(0, count, self.batch):
            rows = [
                self._window("held_out", int(place) * self.context)
                for place in places[start : start + self.batch]
            ]
            yield _shifted(rows), len(rows) * self.context

    def _window(self, split: Split, start: int) -> NDArray[np.int64]:
        return self.files.stretch(split, start, self.context + 1)


class Pairs:
    """Batches of padded sources and targets for an encoder–decoder.

    A text without pairs makes its own: the first half of a window is the source, the rest the
    target. What is longer than the context is cut at its end.
    """

    def __init__(self, files: TokenFiles, batch: int, context: int, seed: int) -> None:
        self.files, self.batch, self.context = files, batch, context
        self.windows = None if files.has_pairs else Windows(files, batch, context, seed)
        if self.windows is not None and context < 2:
            raise BadInputError(
                en=f"context={context}: a window is halved into source and target, so it needs "
                "2 tokens or more",
                zh=f"context={context}：窗口要对半分成来源与目标，至少需要 2 个词元",
            )
        if self.windows is None:
            self.order = Order(files.sizes["train"].documents, seed)
            for split in files.sizes:
                if not files.sizes[split].documents:
                    raise _too_short(files, split, context)

    def at(self, step: int) -> Batch:
        if self.windows is not None:
            return _halved(*self.windows.at(step))
        numbers = [self.order.at(step * self.batch + row)[1] for row in range(self.batch)]
        return self._padded("train", numbers)[0]

    def held_out(self, tokens: int) -> Iterator[tuple[Batch, int]]:
        if self.windows is not None:
            for batch, counted in self.windows.held_out(2 * tokens):
                halves = _halved(*batch)
                yield halves, int((halves[3] != IGNORED).sum()) if counted else 0
            return
        seen, number = 0, 0
        while seen < tokens and number < self.files.sizes["held_out"].documents:
            last = min(number + self.batch, self.files.sizes["held_out"].documents)
            batch, counted = self._padded("held_out", list(range(number, last)))
            yield batch, counted
            seen, number = seen + counted, last

    def _padded(self, split: Split, numbers: list[int]) -> tuple[Batch, int]:
        pairs = [self.files.pair(split, number) for number in numbers]
        sources = _pad([source[: self.context] for source, _ in pairs], PAD_ID)
        targets = _pad([target[: self.context] for _, target in pairs], IGNORED)
        return _pair_batch(sources, targets), int((targets != IGNORED).sum())


def _shifted(rows: list[NDArray[np.int64]]) -> Batch:
    ids = torch.from_numpy(np.stack(rows))
    return ids[:, :-1], ids[:, 1:]


def _halved(ids: Tensor, targets: Tensor) -> Batch:
    half = ids.shape[1] // 2
    return _pair_batch(ids[:, :half], targets[:, half - 1 :])


def _pair_batch(source: Tensor, targets: Tensor) -> Batch:
    """source (B, S), targets (B, T) -> (source, counted, target, targets)."""
    said = targets.clamp(min=0)
    target = torch.cat((torch.full_like(said[:, :1], PAD_ID), said[:, :-1]), dim=1)
    return source, source != PAD_ID, target, targets


def _pad(rows: list[NDArray[np.int64]], value: int) -> Tensor:
    width = max(len(row) for row in rows)
    filled = np.full((len(rows), width), value, dtype=np.int64)
    for place, row in zip(filled, rows, strict=True):
        place[: len(row)] = row
    return torch.from_numpy(filled)


def _too_short(files: TokenFiles, split: Split, context: int) -> BadInputError:
    size = files.sizes[split]
    which = {"train": ("training", "训练"), "held_out": ("held-out", "留出")}[split]
    return BadInputError(
        en=f"The source is too short: its {which[0]} part has {size.tokens} tokens, one window "
        f"needs {context + 1}. Add text, or choose a smaller --context.",
        zh=f"来源太短：{which[1]}部分只有 {size.tokens} 个词元，一个窗口需要 {context + 1} 个。"
        "请添加文本，或减小 --context。",
    )
