"""An encoder–decoder's way: the source up the encoder, then the target, which reads it.

Letters of the shapes: record.py.
"""

from torch import Tensor

from gongwu.engine.inference.tracing.looking import Looking, look
from gongwu.engine.inference.tracing.numerals import written
from gongwu.engine.inference.tracing.record import Layer, Stage, StageKind, Worked
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
from gongwu.engine.nets.attention import split_heads
from gongwu.engine.nets.encoder_decoder import (
    Attention,
    DecoderBlock,
    EncoderBlock,
    EncoderDecoder,
)


def walk_source(net: EncoderDecoder, ids: list[int]) -> Walk:
    """The source; it ends in the hidden states that the target reads. Its last token is watched."""
    at = len(ids) - 1
    vectors, embedding = embed(net.embedding, ids, at)
    bias = net.encoder.distance_bias(0, len(ids), len(ids))[0]
    hidden, layers = vectors, []
    for number, block in enumerate(net.encoder.blocks, start=1):
        assert isinstance(block, EncoderBlock)
        normed, first_norm = normalize(block.attention_norm, hidden, at)
        looking, project = _project(block.attention, normed, normed, "project", bias)
        read, attention, seen = look(looking, "source", "source", at)
        hidden, write = write_back(block.attention.output, read, hidden, at)
        normed, second_norm = normalize(block.feed_norm, hidden, at)
        hidden, feed = feed_forward(block.feed_forward, normed, hidden, at)
        stages = (first_norm, project, attention, write, second_norm, feed)
        layers.append(Layer(number=number, stages=stages, attention=(seen,)))
    encoded, norm = normalize(net.encoder.norm, hidden, at)
    return Walk(
        vectors=vectors,
        opening=(embedding,),
        layers=tuple(layers),
        closing=(norm,),
        ending=encoded,
    )


def walk_target(net: EncoderDecoder, ids: list[int], encoded: Tensor) -> Walk:
    """The target so far over the encoded source (S, C); it ends in the logits."""
    at = len(ids) - 1
    vectors, embedding = embed(net.embedding, ids, at)
    bias = net.decoder.distance_bias(0, len(ids), len(ids))[0]
    hidden, layers = vectors, []
    for number, block in enumerate(net.decoder.blocks, start=1):
        assert isinstance(block, DecoderBlock)
        hidden, layer = _walk_target_block(block, number, hidden, encoded, bias)
        layers.append(layer)
    normed, norm = normalize(net.decoder.norm, hidden, at)
    closing = [norm]
    if net.shape.scaled:
        normed, scale = _scale(normed, at)
        closing.append(scale)
    logits, head = score(net.head, normed, at, "n")
    return Walk(
        vectors=vectors,
        opening=(embedding,),
        layers=tuple(layers),
        closing=(*closing, head),
        ending=logits,
    )


def _walk_target_block(
    block: DecoderBlock, number: int, hidden: Tensor, encoded: Tensor, bias: Tensor
) -> tuple[Tensor, Layer]:
    at = len(hidden) - 1
    normed, first_norm = normalize(block.attention_norm, hidden, at)
    looking, project = _project(block.attention, normed, normed, "project", bias, causal=True)
    read, attention, own = look(looking, "target", "target", at)
    hidden, write = write_back(block.attention.output, read, hidden, at)
    normed, source_norm = normalize(block.source_norm, hidden, at)
    looking, source_project = _project(block.source_attention, normed, encoded, "project-source")
    read, source_attention, across = look(looking, "target", "source", at)
    hidden, source_write = write_back(block.source_attention.output, read, hidden, at)
    normed, feed_norm = normalize(block.feed_norm, hidden, at)
    hidden, feed = feed_forward(block.feed_forward, normed, hidden, at)
    own_stages = (first_norm, project, attention, write)
    across_stages = (source_norm, source_project, source_attention, source_write)
    return hidden, Layer(
        number=number,
        stages=(*own_stages, *across_stages, feed_norm, feed),
        attention=(own, across),
    )


def _project(
    part: Attention,
    asking: Tensor,
    told: Tensor,
    kind: StageKind,
    bias: Tensor | None = None,
    *,
    causal: bool = False,
) -> tuple[Looking, Stage]:
    """Queries of one stream, keys and values of the same or of the encoded source, `m`."""
    query = split_heads(part.query(asking[None]), part.heads)
    key, value = part.look_up(told[None])
    from_what, keys_axis = ("m", "S") if kind == "project-source" else ("n", "T")
    at = len(asking) - 1
    stage = Stage(
        kind=kind,
        formula=f"q = W_q·n,  k = W_k·{from_what},  v = W_v·{from_what}",
        shapes=(
            shape("q", "HTD", query[0]),
            shape("k", f"H{keys_axis}D", key[0]),
            shape("v", f"H{keys_axis}D", value[0]),
        ),
        parameters=count(part) - count(part.output),
        worked=(
            said("q_1 = (W_q·n)_1", query[0, 0, at, 0]),
            said(f"k_1 = (W_k·{from_what})_1", key[0, 0, -1, 0]),
            said(f"v_1 = (W_v·{from_what})_1", value[0, 0, -1, 0]),
        ),
    )
    looking = Looking(query=query[0], key=key[0], value=value[0], bias=bias, causal=causal)
    return looking, stage


def _scale(normed: Tensor, at: int) -> tuple[Tensor, Stage]:
    """T5 1.0 shrinks what the head reads by √C."""
    width = normed.shape[-1]
    scaled = normed * width**-0.5
    first = float(normed[at, 0])
    return scaled, Stage(
        kind="scale",
        formula="n ← n ÷ √C",
        shapes=(shape("n", "TC", scaled),),
        parameters=0,
        worked=(
            Worked(
                symbols="n_1 ÷ √C",
                numbers=f"{written(first)} ÷ √{width}",
                result=float(scaled[at, 0]),
            ),
        ),
    )
