"""Token ids on disk: written once, then mapped, so a corpus larger than memory trains.

A folder holds two splits, `train` and `held_out`. Each is a row of shards of plain little-endian
numbers, and for pairs one more file of (start, source length, target length) per pair. The
held-out split is never trained on: of 50 documents or more, whole documents chosen by a hash of
their text (so copies of one text stay on one side); of fewer, the last part of each.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Literal

import numpy as np
from numpy.typing import NDArray

from gongwu.engine.tokens.corpus import Block
from gongwu.engine.tokens.tokenizer import END_ID, Tokenizer
from gongwu.errors import BadInputError

Split = Literal["train", "held_out"]
SPLITS: tuple[Split, Split] = ("train", "held_out")

INDEX = "index.json"
SHARD_TOKENS = 1 << 26
FEW_DOCUMENTS = 50
ENCODE_TOGETHER = 1 << 20  # characters handed to the tokenizer at once


@dataclass(frozen=True, kw_only=True)
class SplitSize:
    """What one split holds; `characters` are of the text, before any token was made."""

    tokens: int = 0
    characters: int = 0
    documents: int = 0


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a first reading of the corpus found."""

    documents: int
    characters: int
    pairs: bool
    lengths: tuple[int, ...]  # characters of each document, if there are few of them


def survey(blocks: Iterable[Block]) -> Survey:
    """Read everything once. Raises BadInputError for an empty corpus, or pairs mixed with text."""
    documents = characters = open_length = 0
    lengths: list[int] = []
    kinds: set[bool] = set()
    for block in blocks:
        kinds.add(block.target is not None)
        open_length += len(block.text) + len(block.target or "")
        if block.ends and open_length:
            documents += 1
            characters += open_length
            lengths = [*lengths, open_length] if documents < FEW_DOCUMENTS else []
            open_length = 0
    if not characters:
        raise BadInputError(en="The sources hold no text at all", zh="来源里没有任何文本")
    if len(kinds) > 1:
        raise BadInputError(
            en='Lines with "text" and lines with "source" and "target" cannot be mixed',
            zh='带 "text" 的行与带 "source"、"target" 的行不能混用',
        )
    return Survey(
        documents=documents, characters=characters, pairs=True in kinds, lengths=tuple(lengths)
    )


def split_blocks(
    blocks: Iterable[Block], found: Survey, held_out: float
) -> Iterator[tuple[Split, Block]]:
    """Each block with the split it belongs to; the block at a border is cut in two."""
    if found.documents >= FEW_DOCUMENTS:
        yield from _split_by_hash(blocks, held_out)
    elif found.pairs:
        trained = found.documents - max(1, round(found.documents * held_out))
        for number, block in enumerate(blocks):
            yield ("train" if number < trained else "held_out"), block
    else:
        yield from _split_tails(blocks, found.lengths, held_out)


def _split_by_hash(blocks: Iterable[Block], held_out: float) -> Iterator[tuple[Split, Block]]:
    side: Split | None = None
    for block in blocks:
        if side is None:
            digest = hashlib.sha256(f"{block.text}\0{block.target or ''}".encode()).digest()
            share = int.from_bytes(digest[:4]) / 2**32
            side = "held_out" if share < held_out else "train"
        yield side, block
        if block.ends:
            side = None


def _split_tails(
    blocks: Iterable[Block], lengths: tuple[int, ...], held_out: float
) -> Iterator[tuple[Split, Block]]:
    remaining = iter(lengths)
    left: int | None = None  # characters of this document that are still for training
    for block in blocks:
        if left is None:
            length = next(remaining)
            left = length - int(length * held_out)
        trained, held = block.text[:left], block.text[left:]
        if trained:
            yield "train", Block(trained, ends=len(trained) == left)
        if held:
            yield "held_out", Block(held, ends=block.ends)
        left = None if block.ends else left - len(trained)


def write_tokens(
    blocks: Iterable[tuple[Split, Block]],
    tokenizer: Tokenizer,
    folder: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Write the token files of a corpus; `progress` is told how many characters were done."""
    folder.mkdir(parents=True, exist_ok=True)
    dtype = np.dtype("<u2" if tokenizer.size <= 1 << 16 else "<u4")
    writers = {split: _Writer(folder, split, dtype) for split in SPLITS}
    with closing(writers["train"]), closing(writers["held_out"]):
        for batch in _together(blocks):
            texts = [block.text for _, block in batch]
            targets = [block.target or "" for _, block in batch]
            encoded = tokenizer.encode_all(texts)
            answers = tokenizer.encode_all(targets) if any(targets) else [[]] * len(batch)
            for (split, block), ids, answer in zip(batch, encoded, answers, strict=True):
                writers[split].add(block, ids, answer)
            progress(sum(map(len, texts)) + sum(map(len, targets)))
    index = {"dtype": dtype.str, "splits": {name: asdict(writers[name].size()) for name in SPLITS}}
    # Last, and at once: a folder without an index is one that was not finished.
    unfinished = folder / f".{INDEX}.unfinished"
    unfinished.write_text(json.dumps(index), encoding="utf-8")
    unfinished.replace(folder / INDEX)


def _together(blocks: Iterable[tuple[Split, Block]]) -> Iterator[list[tuple[Split, Block]]]:
    batch: list[tuple[Split, Block]] = []
    characters = 0
    for pair in blocks:
        batch.append(pair)
        characters += len(pair[1].text) + len(pair[1].target or "")
        if characters >= ENCODE_TOGETHER:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


class _Writer:
    """Appends the documents of one split to its shards."""

    def __init__(self, folder: Path, split: Split, dtype: np.dtype[np.uint16 | np.uint32]) -> None:
        self.folder, self.split, self.dtype = folder, split, dtype
        self.tokens = self.characters = self.documents = 0
        self.shard: IO[bytes] | None = None
        self.pairs: IO[bytes] | None = None

    def add(self, block: Block, ids: list[int], answer: list[int]) -> None:
        if block.target is not None:
            if self.pairs is None:
                self.pairs = (self.folder / f"{self.split}.pairs").open("wb")
            place = np.array([self.tokens, len(ids) + 1, len(answer) + 1], dtype="<i8")
            self.pairs.write(place.tobytes())
            self._append([*ids, END_ID, *answer, END_ID])
        else:
            self._append([*ids, END_ID] if block.ends else ids)
        self.characters += len(block.text) + len(block.target or "")
        self.documents += block.ends

    def _append(self, ids: list[int]) -> None:
        values = np.array(ids, dtype=self.dtype)
        while len(values):
            filled = self.tokens % SHARD_TOKENS
            if self.shard is None or filled == 0:
                self.close_shard()
                path = _shard_path(self.folder, self.split, self.tokens // SHARD_TOKENS)
                self.shard = path.open("wb")
            part, values = np.split(values, [SHARD_TOKENS - filled])
            self.shard.write(part.tobytes())
            self.tokens += len(part)

    def close_shard(self) -> None:
        if self.shard is not None:
            self.shard.close()
            self.shard = None

    def close(self) -> None:
        try:
            self.close_shard()
        finally:
            if self.pairs is not None:
                self.pairs.close()

    def size(self) -> SplitSize:
        return SplitSize(tokens=self.tokens, characters=self.characters, documents=self.documents)


def _shard_path(folder: Path, split: Split, number: int) -> Path:
    return folder / f"{split}-{number:05d}.bin"


class TokenFiles:
    """The token files of a folder, mapped: nothing is read until it is asked for."""

    def __init__(self, folder: Path) -> None:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        dtype = np.dtype(index["dtype"])
        self.sizes = {name: SplitSize(**index["splits"][name]) for name in SPLITS}
        self._shards = {
            name: [
                np.memmap(_shard_path(folder, name, number), dtype=dtype, mode="r")
                for number in range(-(-self.sizes[name].tokens // SHARD_TOKENS))
            ]
            for name in SPLITS
        }
        self._pairs = {name: _read_pairs(folder / f"{name}.pairs") for name in SPLITS}

    @property
    def has_pairs(self) -> bool:
        """Whether the documents are pairs of source and target."""
        return any(len(places) for places in self._pairs.values())

    def stretch(self, split: Split, start: int, length: int) -> NDArray[np.int64]:
        """`length` tokens from `start` on, across shards; fewer where the split ends."""
        stop = min(start + length, self.sizes[split].tokens)
        parts = []
        while start < stop:
            number, offset = divmod(start, SHARD_TOKENS)
            part = self._shards[split][number][offset : offset + stop - start]
            parts.append(part.astype(np.int64))
            start += len(part)
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def pair(self, split: Split, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Source and target of one pair, each closed by END."""
        start, source, target = (int(value) for value in self._pairs[split][number])
        ids = self.stretch(split, start, source + target)
        return ids[:source], ids[source:]


def _read_pairs(path: Path) -> NDArray[np.int64]:
    if not path.is_file():
        return np.zeros((0, 3), dtype=np.int64)
    return np.memmap(path, dtype="<i8", mode="r").reshape(-1, 3)
