"""A real prompt through the real net, written down for people who want to see how it works.

The walks in tracing/ call the net's own parts one after another; a test holds that they end in
the net's own logits. What comes back is plain numbers: see tracing/record.py.
"""

import copy
import math

import torch
from torch import Tensor

from gongwu.engine.inference.prompts import Framing, to_answer, to_continue
from gongwu.engine.inference.tracing.decoder import walk_decoder
from gongwu.engine.inference.tracing.encoder_decoder import walk_source, walk_target
from gongwu.engine.inference.tracing.gru import walk_gru
from gongwu.engine.inference.tracing.numerals import minus, written
from gongwu.engine.inference.tracing.record import (
    Guess,
    NetKind,
    Role,
    SizeName,
    Softmax,
    Stream,
    Trace,
    Worked,
)
from gongwu.engine.inference.tracing.spelling import spell
from gongwu.engine.inference.tracing.stages import count, matrix, row, said
from gongwu.engine.inference.tracing.walk import Walk
from gongwu.engine.nets.decoder import Decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.engine.tokens.tokenizer import Tokenizer

PROMPT_LIMIT = 64  # tokens: a page with more is tiring, and its attention maps grow as the square
TARGET_LIMIT = 8  # tokens that an encoder–decoder writes before its next softmax is shown
GUESSES = 10
FIRST_NUMBERS = 8  # of each embedding

_SIZES: tuple[SizeName, ...] = (
    "vocabulary",
    "context",
    "layers",
    "encoder_layers",
    "decoder_layers",
    "width",
    "embedding",
    "heads",
    "groups",
    "head_width",
    "hidden",
)


@torch.inference_mode()
def trace(
    net: GRU | Decoder | EncoderDecoder,
    tokenizer: Tokenizer,
    prompt: str,
    *,
    prompt_limit: int = PROMPT_LIMIT,
    target_limit: int = TARGET_LIMIT,
) -> Trace:
    """Every stage from the prompt to the softmax over the next token, in float32.

    The net reads the tokens that `generate` would give it; of a longer prompt the end is kept (an
    encoder keeps the beginning), never more than the net's context. An encoder–decoder first
    writes up to `target_limit` tokens, the likeliest each time.
    """
    room = min(prompt_limit, net.shape.context)
    read = to_answer if isinstance(net, EncoderDecoder) else to_continue
    given = read(Framing(tokenizer, net.shape.vocabulary), prompt, room)
    if next(net.parameters()).dtype != torch.float32:
        net = copy.deepcopy(net).float()
    streams, logits = _walk(net, tokenizer, list(given.ids), target_limit)
    return Trace(
        net=_kind(net),
        prompt=prompt,
        left_out=given.left_out,
        sizes=(("parameters", count(net)), *_sizes(net)),
        streams=streams,
        softmax=_softmax(tokenizer, logits[-1]),
    )


def _walk(
    net: GRU | Decoder | EncoderDecoder, tokenizer: Tokenizer, ids: list[int], target_limit: int
) -> tuple[tuple[Stream, ...], Tensor]:
    if not isinstance(net, EncoderDecoder):
        walk = walk_gru(net, ids) if isinstance(net, GRU) else walk_decoder(net, ids)
        surprise = _surprise(walk.ending, ids)
        return (_stream("text", tokenizer, ids, walk, surprise),), walk.ending
    source = walk_source(net, ids)
    written = _write(net, tokenizer, ids, target_limit)
    target = walk_target(net, written, source.ending)
    unforetold = (None,) * len(ids)
    streams = (
        _stream("source", tokenizer, ids, source, unforetold),
        _stream("target", tokenizer, written, target, _surprise(target.ending, written)),
    )
    return streams, target.ending


def _write(net: EncoderDecoder, tokenizer: Tokenizer, source: list[int], limit: int) -> list[int]:
    """The start token and what follows it, the likeliest token each time, up to the end."""
    target = [net.shape.start_id]
    for _ in range(limit):
        logits = net(torch.tensor([source]), torch.tensor([target]))
        token = int(logits[0, -1].argmax())
        if token in tokenizer.end_ids:
            break
        target.append(token)
    return target


def _stream(
    role: Role,
    tokenizer: Tokenizer,
    ids: list[int],
    walk: Walk,
    surprise: tuple[float | None, ...],
) -> Stream:
    return Stream(
        role=role,
        tokens=tuple(spell(tokenizer, token) for token in ids),
        watched=len(ids) - 1,
        vectors=matrix(walk.vectors[:, :FIRST_NUMBERS]),
        lengths=row(walk.vectors.norm(dim=-1)),
        surprise=surprise,
        opening=walk.opening,
        layers=walk.layers,
        closing=walk.closing,
    )


def _surprise(logits: Tensor, ids: list[int]) -> tuple[float | None, ...]:
    """Bits that each token cost, -log₂ of its probability; nothing foretold the first."""
    log_odds = logits[:-1].double().log_softmax(dim=-1)
    told = torch.tensor(ids[1:], dtype=torch.long)[:, None]
    bits = log_odds.gather(1, told)[:, 0] / -math.log(2)
    return (None, *row(bits))


def _softmax(tokenizer: Tokenizer, logits: Tensor) -> Softmax:
    """(V,) logits -> the likeliest tokens and what the whole distribution is like."""
    wide = logits.double()
    odds = wide.softmax(dim=-1)
    likeliest = odds.topk(min(GUESSES, len(odds))).indices.tolist()
    guesses = tuple(
        Guess(
            token=spell(tokenizer, token),
            logit=float(wide[token]),
            probability=float(odds[token]),
        )
        for token in likeliest
    )
    largest, total = float(wide.max()), float((wide - wide.max()).exp().sum())
    example = guesses[min(1, len(guesses) - 1)]
    return Softmax(
        formula="p = exp(l − max l) ÷ Σ exp(l − max l)",
        worked=(
            said("max l", largest),
            said("Σ exp(l − max l)", total),
            Worked(
                symbols=f"p_{example.token.id}",
                numbers=f"exp({minus(example.logit, largest)}) ÷ {written(total)}",
                result=example.probability,
            ),
        ),
        guesses=guesses,
        largest=largest,
        total=total,
        entropy_bits=float(torch.special.entr(odds).sum()) / math.log(2),
        vocabulary=len(odds),
    )


def _kind(net: GRU | Decoder | EncoderDecoder) -> NetKind:
    match net:
        case GRU():
            return "gru"
        case Decoder():
            return "decoder"
        case EncoderDecoder():
            return "encoder-decoder"


def _sizes(net: GRU | Decoder | EncoderDecoder) -> list[tuple[SizeName, int]]:
    return [(name, getattr(net.shape, name)) for name in _SIZES if hasattr(net.shape, name)]
