"""How well a model predicts a text: bits per character, and perplexity per token.

Each token of the text is predicted once, the first from what a document begins after (END). A
text longer than the context is read in windows that overlap by half, so that later tokens are
predicted from half a context at least; a GRU carries its state on instead. Memory does not grow
with the text. Shapes: B windows, T time, C width, V vocabulary.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.inference.prompts import Framing, to_answer
from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.nets.decoder import Decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.engine.tokens.corpus import Block
from gongwu.engine.tokens.tokenizer import Tokenizer
from gongwu.errors import BadInputError

# A longer window costs more memory than it gains in prediction.
LONGEST_WINDOW = 2048
# Tokens read in one pass: enough to keep a processor busy, few enough for its memory.
TOGETHER = 4096
# Positions whose logits are formed at once.
_LOGITS_AT_ONCE = 512


@dataclass(frozen=True, kw_only=True)
class Score:
    """How many nats a model needed for how much text."""

    nats: float
    characters: int
    tokens: int

    @property
    def bits_per_character(self) -> float:
        """The bits that the text needs when this model guides its compression, per character."""
        return self.nats / math.log(2) / self.characters

    @property
    def perplexity(self) -> float:
        """Among how many equally likely tokens the model wavered, on the geometric mean."""
        return math.exp(self.nats / self.tokens)


@dataclass(frozen=True)
class _Stretch:
    """Consecutive tokens of one document; `ends` with its last."""

    ids: list[int]
    ends: bool


@dataclass(frozen=True)
class _Piece:
    """A stretch of bounded length, which may be a document's first, its last, or both."""

    ids: list[int]
    begins: bool
    ends: bool


@dataclass(frozen=True)
class _Window:
    """What is read, and what must be said at its last `len(said)` places."""

    read: list[int]
    said: list[int]
    source: tuple[int, ...] = ()  # what an encoder–decoder's encoder is given


@torch.inference_mode()
def score(
    net: Net,
    tokenizer: Tokenizer,
    blocks: Iterable[Block],
    progress: Callable[[int], None] = lambda _: None,
) -> Score:
    """The score of all blocks together; `progress` is told how many characters were done.

    Pairs: an encoder–decoder is scored on the targets and their ends; other nets read source, END,
    target as one text. An encoder–decoder given a text without pairs predicts each half context
    from the one before it, as in its training. Raises BadInputError when there is no text.
    """
    counted = _Counted(blocks, progress, targets_only=isinstance(net, EncoderDecoder))
    framing = Framing(tokenizer, net.shape.vocabulary)
    if isinstance(net, GRU):
        passes = _gru_passes(net, framing, counted)
    elif isinstance(net, Decoder):
        passes = _decoder_passes(net, framing, counted)
    else:
        passes = _encoder_decoder_passes(net, framing, counted)
    nats, tokens = 0.0, 0
    for more_nats, more_tokens in passes:
        nats, tokens = nats + more_nats, tokens + more_tokens
    if not tokens or not counted.characters:
        raise BadInputError(en="There is no text to score", zh="没有可评分的文本")
    return Score(nats=nats, characters=counted.characters, tokens=tokens)


class _Counted:
    """Blocks as they are read, and how many characters they had that count."""

    def __init__(
        self, blocks: Iterable[Block], progress: Callable[[int], None], *, targets_only: bool
    ) -> None:
        self.characters = 0
        self._blocks = blocks
        self._progress = progress
        self._targets_only = targets_only

    def __iter__(self) -> Iterator[Block]:
        for block in self._blocks:
            if block.target is None:
                self.characters += len(block.text)
            else:
                source = 0 if self._targets_only else len(block.text)
                self.characters += source + len(block.target)
            yield block
            self._progress(len(block.text) + len(block.target or ""))


# ---- what each net reads, pass by pass: (nats, tokens said) ----


def _decoder_passes(
    net: Decoder, framing: Framing, blocks: Iterable[Block]
) -> Iterator[tuple[float, int]]:
    windows = _windows(
        framing.first(), framing.opening, net.shape.context, _stretches(framing, blocks)
    )
    for batch in _together(windows):
        read, said = _padded(batch)
        yield _nats(net.read(read), net.head, said)


def _gru_passes(net: GRU, framing: Framing, blocks: Iterable[Block]) -> Iterator[tuple[float, int]]:
    """Short documents side by side; a long one by itself, the state going from piece to piece."""
    short: list[_Window] = []
    carried: tuple[Tensor | None, list[int]] = None, framing.first()
    for piece in _pieces(_stretches(framing, blocks), TOGETHER // 4):
        if piece.begins and piece.ends:
            short.append(_Window([*framing.first(), *piece.ids[:-1]], piece.ids))
            if sum(len(window.read) for window in short) >= TOGETHER:
                yield _gru_side_by_side(net, short)
                short = []
            continue
        state, before = (None, framing.first()) if piece.begins else carried
        read, said = _padded([_Window([*before, *piece.ids[:-1]], piece.ids)])
        hidden, state = net.read(read, state)
        carried = state, piece.ids[-1:]
        yield _nats(hidden, net.head, said)
    if short:
        yield _gru_side_by_side(net, short)


def _gru_side_by_side(net: GRU, windows: list[_Window]) -> tuple[float, int]:
    read, said = _padded(windows)
    return _nats(net.read(read)[0], net.head, said)


def _encoder_decoder_passes(
    net: EncoderDecoder, framing: Framing, blocks: Iterable[Block]
) -> Iterator[tuple[float, int]]:
    for batch in _together(_answers(net, framing, blocks)):
        read, said = _padded(batch)
        source, counted = _padded_sources(batch)
        looked_up = net.decoder.look_up(net.encode(source, counted))
        yield _nats(net.read(read, looked_up, counted), net.head, said)


def _answers(net: EncoderDecoder, framing: Framing, blocks: Iterable[Block]) -> Iterator[_Window]:
    context, start = net.shape.context, [net.shape.start_id]
    for pairs, run in groupby(blocks, key=lambda block: block.target is not None):
        if not pairs:
            yield from _halves(framing, context // 2, start, run)
            continue
        for block in run:
            source = to_answer(framing, block.text, room=context).ids
            target = [*framing.bare(block.target or ""), *framing.closing]
            for window in _windows(start, [], context, [_Stretch(target, ends=True)]):
                yield replace(window, source=source)


def _halves(
    framing: Framing, half: int, start: list[int], blocks: Iterable[Block]
) -> Iterator[_Window]:
    source = framing.first()
    for piece in _pieces(_stretches(framing, blocks), max(1, half)):
        source = framing.first() if piece.begins else source
        yield _Window([*start, *piece.ids[:-1]], piece.ids, tuple(source))
        source = piece.ids


# ---- from blocks to windows ----


def _stretches(framing: Framing, blocks: Iterable[Block]) -> Iterator[_Stretch]:
    for block in blocks:
        ids = framing.bare(block.text)
        if block.target is not None:
            ids += [*framing.closing, *framing.bare(block.target)]
        yield _Stretch(ids, ends=block.ends)


def _windows(
    first: list[int], opening: list[int], context: int, stretches: Iterable[_Stretch]
) -> Iterator[_Window]:
    """Each token is said in one window; each window but a document's first opens with history."""
    context = min(context, LONGEST_WINDOW)
    first = first[-context:]
    opening = opening if len(opening) + 2 <= context else []
    history = max(1, (context - len(opening)) // 2)
    text: list[int] = []
    before, begin, said = first, 0, 0
    for stretch in stretches:
        text += stretch.ids
        while said < len(text):
            # The last token said is not read: one more fits.
            end = min(len(text), begin + context - len(before) + 1)
            if end == len(text) and not stretch.ends:
                break  # what comes next may fit this window too
            yield _Window([*before, *text[begin : end - 1]], text[said:end])
            before, begin, said = opening, max(begin, end - history), end
        if stretch.ends:
            text, before, begin, said = [], first, 0, 0
        else:
            del text[:begin]
            begin, said = 0, said - begin


def _pieces(stretches: Iterable[_Stretch], most: int) -> Iterator[_Piece]:
    """The same documents in pieces of `most` tokens, the last of each as long as it is."""
    held: list[int] = []
    begins = True
    for stretch in stretches:
        held += stretch.ids
        start = 0
        while len(held) - start > most or (stretch.ends and start < len(held)):
            ends = stretch.ends and start + most >= len(held)
            yield _Piece(held[start : start + most], begins=begins, ends=ends)
            begins, start = False, start + most
        del held[:start]
        begins = begins or stretch.ends


def _together(windows: Iterable[_Window]) -> Iterator[list[_Window]]:
    """Windows in batches of about TOGETHER tokens, padding counted."""
    batch: list[_Window] = []
    longest = 0
    for window in windows:
        longest = max(longest, len(window.read) + len(window.source))
        if batch and longest * (len(batch) + 1) > TOGETHER:
            yield batch
            batch, longest = [], len(window.read) + len(window.source)
        batch.append(window)
    if batch:
        yield batch


def _padded(windows: list[_Window]) -> tuple[Tensor, Tensor]:
    """What is read (B, T), and what must be said (B, T), IGNORED where nothing."""
    width = max(len(window.read) for window in windows)
    read = torch.zeros(len(windows), width, dtype=torch.long)
    said = torch.full_like(read, IGNORED)
    for row, window in enumerate(windows):
        end = len(window.read)
        read[row, :end] = torch.tensor(window.read)
        said[row, end - len(window.said) : end] = torch.tensor(window.said)
    return read, said


def _padded_sources(windows: list[_Window]) -> tuple[Tensor, Tensor]:
    """Sources (B, S), and where they are more than padding."""
    width = max(len(window.source) for window in windows)
    sources = torch.zeros(len(windows), width, dtype=torch.long)
    counted = torch.zeros_like(sources, dtype=torch.bool)
    for row, window in enumerate(windows):
        sources[row, : len(window.source)] = torch.tensor(window.source)
        counted[row, : len(window.source)] = True
    return sources, counted


def _nats(hidden: Tensor, head: nn.Module, said: Tensor) -> tuple[float, int]:
    """Hidden states (B, T, C) and what must be said (B, T) -> nats in all, and how many said."""
    counted = said != IGNORED
    states, targets = hidden[counted], said[counted]
    nats = 0.0
    for start in range(0, len(targets), _LOGITS_AT_ONCE):
        rows = slice(start, start + _LOGITS_AT_ONCE)
        logits = head(states[rows])
        logits = logits.to(torch.promote_types(logits.dtype, torch.float32))
        losses = F.cross_entropy(logits, targets[rows], reduction="none")
        nats += float(losses.sum(dtype=torch.float64))
    return nats, len(targets)
