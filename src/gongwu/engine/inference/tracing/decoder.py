"""A decoder's way: embedding, blocks of norm, attention, norm and feed-forward, a norm, the head.

Letters of the shapes: record.py.
"""

from torch import Tensor, nn

from gongwu.engine.inference.tracing.looking import Looking, look
from gongwu.engine.inference.tracing.numerals import factor, written
from gongwu.engine.inference.tracing.record import Layer, Stage, Worked
from gongwu.engine.inference.tracing.stages import (
    count,
    embed,
    feed_forward,
    normalize,
    said,
    score,
    shape,
    write_back,
)
from gongwu.engine.inference.tracing.walk import Walk
from gongwu.engine.nets.attention import share_heads
from gongwu.engine.nets.decoder import Attention, Block, Decoder
from gongwu.engine.nets.rotary import rotate


def walk_decoder(net: Decoder, ids: list[int]) -> Walk:
    """The whole text; it ends in the logits of every position. The last position is watched."""
    at = len(ids) - 1
    vectors, embedding = embed(net.embedding, ids, at)
    hidden, layers = vectors, []
    for number, block in enumerate(net.blocks, start=1):
        assert isinstance(block, Block)
        hidden, layer = _walk_block(net, block, number, hidden)
        layers.append(layer)
    normed, norm = normalize(net.norm, hidden, at)
    logits, head = score(net.head, normed, at, "n")
    return Walk(
        vectors=vectors,
        opening=(embedding,),
        layers=tuple(layers),
        closing=(norm, head),
        ending=logits,
    )


def _walk_block(net: Decoder, block: Block, number: int, hidden: Tensor) -> tuple[Tensor, Layer]:
    at = len(hidden) - 1
    normed, first_norm = normalize(block.attention_norm, hidden, at)
    looking, project = _project(net, block.attention, normed)
    read, attention, seen = look(looking, "text", "text", at)
    hidden, write = write_back(block.attention.output, read, hidden, at)
    normed, second_norm = normalize(block.feed_norm, hidden, at)
    hidden, feed = feed_forward(block.feed_forward, normed, hidden, at)
    stages = (first_norm, project, attention, write, second_norm, feed)
    return hidden, Layer(number=number, stages=stages, attention=(seen,))


def _project(net: Decoder, part: Attention, normed: Tensor) -> tuple[Looking, Stage]:
    """Queries, keys and values; the turn of one pair of the first query is written out."""
    at = len(normed) - 1
    cosine, sine = net.turn(0, len(normed))
    query, key, value = part.project(normed[None], (cosine, sine))
    # Turned back, the query shows what it was before it was told its position.
    plain = rotate(query, cosine, -sine)[0, 0, at]
    pair = len(plain) // 2
    first, second = float(plain[0]), float(plain[pair])
    frequency = float(net.frequency[0])
    normed_queries = not isinstance(part.query_norm, nn.Identity)
    asked, told = ("norm(W_q·n)", "norm(W_k·n)") if normed_queries else ("W_q·n", "W_k·n")
    stage = Stage(
        kind="project-turned",
        formula=f"q = R_t·{asked},  k = R_t·{told},  v = W_v·n",
        shapes=(
            shape("q", "HTD", query[0]),
            shape("k", "GTD", key[0]),
            shape("v", "GTD", value[0]),
        ),
        parameters=count(part) - count(part.output),
        worked=(
            said(f"u = ({asked})_1", first),
            said(f"w = ({asked})_{pair + 1}", second),
            Worked(
                symbols="θ = t · f_1",
                numbers=f"{at} · {written(frequency)}",
                result=at * frequency,
            ),
            Worked(
                symbols="q_1 = u · cos θ − w · sin θ",
                numbers=f"{factor(first)} · cos({written(at * frequency)}) − "
                f"{factor(second)} · sin({written(at * frequency)})",
                result=float(query[0, 0, at, 0]),
            ),
        ),
    )
    keys, values = share_heads(key, part.heads)[0], share_heads(value, part.heads)[0]
    return Looking(query=query[0], key=keys, value=values, causal=True, scaled=True), stage
