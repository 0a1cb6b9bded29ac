"""The encoder–decoder Transformer: input text → encoder → decoder → softmax → output text.

The layout of T5 1.1 and Flan-T5 (Raffel et al. 2020): a learned bias by relative distance instead
of positions, RMSNorm before each part, gated GELU, no 1/√D in the attention (its weights absorb
it). Shapes: B batch, S source time, T target time, C width, H heads, D head width, V vocabulary.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.attention import Memory, attend, future_mask, join_heads, split_heads
from gongwu.engine.nets.cross_entropy import cross_entropy
from gongwu.engine.nets.norms import RMSNorm
from gongwu.errors import BadInputError


@dataclass(frozen=True, kw_only=True)
class EncoderDecoderShape:
    """What fixes an encoder–decoder's weights and arithmetic."""

    vocabulary: int
    context: int  # training window of source and of target
    width: int = 384
    encoder_layers: int = 4
    decoder_layers: int = 4
    heads: int = 6
    head_width: int = 64
    hidden: int = 1024
    distance_buckets: int = 32
    max_distance: int = 128
    epsilon: float = 1e-6
    tied: bool = False  # the head's weights are the embedding's
    scaled: bool = False  # the head reads hidden states times 1/√C (T5 1.0 does)
    start_id: int = 0  # the token the decoder begins with

    def __post_init__(self) -> None:
        for name in ("vocabulary", "context", "width", "encoder_layers", "decoder_layers",
                     "heads", "head_width", "hidden"):  # fmt: skip
            if getattr(self, name) < 1:
                raise BadInputError(
                    en=f"encoder-decoder: {name}={getattr(self, name)} must be at least 1",
                    zh=f"encoder-decoder：{name}={getattr(self, name)} 至少为 1",
                )
        if self.distance_buckets < 4:
            raise BadInputError(
                en=f"encoder-decoder: distance_buckets={self.distance_buckets} must be at least 4 "
                "(before and after, near and far)",
                zh=f"encoder-decoder：distance_buckets={self.distance_buckets} 至少为 4"
                "（前与后、近与远）",
            )
        if self.max_distance <= self.distance_buckets // 2:
            raise BadInputError(
                en=f"encoder-decoder: max_distance={self.max_distance} must be above "
                f"distance_buckets/2={self.distance_buckets // 2}: nearer ones have their own",
                zh=f"encoder-decoder：max_distance={self.max_distance} 必须大于 "
                f"distance_buckets/2={self.distance_buckets // 2}：更近的各有一格",
            )
        if not 0 <= self.epsilon < math.inf:
            raise BadInputError(
                en=f"encoder-decoder: epsilon={self.epsilon} must be at least 0",
                zh=f"encoder-decoder：epsilon={self.epsilon} 至少为 0",
            )
        if not 0 <= self.start_id < self.vocabulary:
            raise BadInputError(
                en=f"encoder-decoder: start_id={self.start_id} must be a token (0 … "
                f"{self.vocabulary - 1})",
                zh=f"encoder-decoder：start_id={self.start_id} 必须是词表里的编号（0 … "
                f"{self.vocabulary - 1}）",
            )


def distance_bucket(distance: Tensor, buckets: int, max_distance: int, both_ways: bool) -> Tensor:
    """Key position minus query position -> bucket: near ones singly, far ones by logarithm."""
    if both_ways:
        buckets //= 2
        side = (distance > 0).long() * buckets
        distance = distance.abs()
    else:
        side = torch.zeros_like(distance)
        distance = (-distance).clamp(min=0)
    exact = buckets // 2
    spread = torch.log(distance.clamp(min=1).float() / exact) / math.log(max_distance / exact)
    far = (exact + (spread * (buckets - exact)).long()).clamp(max=buckets - 1)
    return side + torch.where(distance < exact, distance, far)


class DistanceBias(nn.Module):
    """A learned number for each head and bucket of distance, shared by all layers of a stack."""

    def __init__(self, shape: EncoderDecoderShape, *, both_ways: bool) -> None:
        super().__init__()
        self.both_ways, self.max_distance = both_ways, shape.max_distance
        self.weight = nn.Embedding(shape.distance_buckets, shape.heads)

    def forward(self, start: int, time: int, span: int) -> Tensor:
        """Queries start … start+T-1 over keys 0 … S-1 -> (1, H, T, S)."""
        device = self.weight.weight.device
        queries = torch.arange(start, start + time, device=device)[:, None]
        keys = torch.arange(span, device=device)[None, :]
        bucket = distance_bucket(
            keys - queries, self.weight.num_embeddings, self.max_distance, self.both_ways
        )
        bias: Tensor = self.weight(bucket)
        return bias.permute(2, 0, 1)[None]


class Attention(nn.Module):
    """Queries from one stream, keys and values from the same or another; no scale, no bias."""

    def __init__(self, shape: EncoderDecoderShape) -> None:
        super().__init__()
        self.heads = shape.heads
        inner = shape.heads * shape.head_width
        self.query = nn.Linear(shape.width, inner, bias=False)
        self.key = nn.Linear(shape.width, inner, bias=False)
        self.value = nn.Linear(shape.width, inner, bias=False)
        self.output = nn.Linear(inner, shape.width, bias=False)

    def look_up(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """(B, S, C) -> keys and values, each (B, H, S, D)."""
        return split_heads(self.key(hidden), self.heads), split_heads(
            self.value(hidden), self.heads
        )

    def forward(self, hidden: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
        query = split_heads(self.query(hidden), self.heads)
        if bias is not None:
            bias = bias.to(query.dtype)
        read = attend(query, key, value, causal=False, bias=bias, scale=1.0)
        output: Tensor = self.output(join_heads(read))
        return output


class FeedForward(nn.Module):
    """Gated GELU (Shazeer 2020): (B, T, C) -> (B, T, C)."""

    def __init__(self, shape: EncoderDecoderShape) -> None:
        super().__init__()
        self.gate = nn.Linear(shape.width, shape.hidden, bias=False)
        self.up = nn.Linear(shape.width, shape.hidden, bias=False)
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def gated(self, hidden: Tensor) -> Tensor:
        """(B, T, C) -> (B, T, hidden): what each hidden unit lets through."""
        through: Tensor = F.gelu(self.gate(hidden), approximate="tanh") * self.up(hidden)
        return through

    def forward(self, hidden: Tensor) -> Tensor:
        output: Tensor = self.down(self.gated(hidden))
        return output


class EncoderBlock(nn.Module):
    """Self-attention, then feed-forward."""

    def __init__(self, shape: EncoderDecoderShape) -> None:
        super().__init__()
        self.attention_norm = RMSNorm(shape.width, shape.epsilon)
        self.attention = Attention(shape)
        self.feed_norm = RMSNorm(shape.width, shape.epsilon)
        self.feed_forward = FeedForward(shape)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        normed = self.attention_norm(hidden)
        hidden = hidden + self.attention(normed, *self.attention.look_up(normed), bias)
        output: Tensor = hidden + self.feed_forward(self.feed_norm(hidden))
        return output


class DecoderBlock(nn.Module):
    """Self-attention, attention to the source, then feed-forward."""

    def __init__(self, shape: EncoderDecoderShape) -> None:
        super().__init__()
        self.attention_norm = RMSNorm(shape.width, shape.epsilon)
        self.attention = Attention(shape)
        self.source_norm = RMSNorm(shape.width, shape.epsilon)
        self.source_attention = Attention(shape)
        self.feed_norm = RMSNorm(shape.width, shape.epsilon)
        self.feed_forward = FeedForward(shape)

    def look_up(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Encoded source (B, S, C) -> the keys and values this block reads, (B, H, S, D) each."""
        return self.source_attention.look_up(source)

    def forward(
        self,
        hidden: Tensor,
        source: tuple[Tensor, Tensor],
        biases: tuple[Tensor, Tensor | None],
        memory: Memory | None,
        layer: int,
    ) -> Tensor:
        normed = self.attention_norm(hidden)
        own = self.attention.look_up(normed)
        if memory is not None:
            own = memory.extend(layer, *own)
        hidden = hidden + self.attention(normed, *own, biases[0])
        asked = self.source_norm(hidden)
        hidden = hidden + self.source_attention(asked, *source, biases[1])
        output: Tensor = hidden + self.feed_forward(self.feed_norm(hidden))
        return output


class Encoder(nn.Module):
    """Embedded source (B, S, C) -> hidden states (B, S, C)."""

    def __init__(self, shape: EncoderDecoderShape) -> None:
        super().__init__()
        self.distance_bias = DistanceBias(shape, both_ways=True)
        self.blocks = nn.ModuleList(EncoderBlock(shape) for _ in range(shape.encoder_layers))
        self.norm = RMSNorm(shape.width, shape.epsilon)

    def forward(self, hidden: Tensor, padding: Tensor | None) -> Tensor:
        bias = self.distance_bias(0, hidden.shape[1], hidden.shape[1])
        if padding is not None:
            bias = bias + padding
        for block in self.blocks:
            hidden = block(hidden, bias)
        output: Tensor = self.norm(hidden)
        return output


class TargetDecoder(nn.Module):
    """Embedded target (B, T, C), reading the encoded source -> hidden states (B, T, C)."""

    def __init__(self, shape: EncoderDecoderShape) -> None:
        super().__init__()
        self.distance_bias = DistanceBias(shape, both_ways=False)
        self.blocks = nn.ModuleList(DecoderBlock(shape) for _ in range(shape.decoder_layers))
        self.norm = RMSNorm(shape.width, shape.epsilon)

    def look_up(self, source: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Encoded source (B, S, C) -> each layer's keys and values, computed once per source."""
        return [block.look_up(source) for block in self.blocks]  # type: ignore[operator]

    def forward(
        self,
        hidden: Tensor,
        source: list[tuple[Tensor, Tensor]],
        padding: Tensor | None,
        memory: Memory | None,
    ) -> Tensor:
        start = memory.length if memory is not None else 0
        time = hidden.shape[1]
        bias = self.distance_bias(start, time, start + time)
        bias = bias + future_mask(time, start + time, bias)
        for layer, block in enumerate(self.blocks):
            hidden = block(hidden, source[layer], (bias, padding), memory, layer)
        output: Tensor = self.norm(hidden)
        return output


class EncoderDecoder(nn.Module):
    """source (B, S), target (B, T) -> logits (B, T, V)."""

    def __init__(self, shape: EncoderDecoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.encoder = Encoder(shape)
        self.decoder = TargetDecoder(shape)
        self.head = nn.Linear(shape.width, shape.vocabulary, bias=False)
        if shape.tied:
            self.head.weight = self.embedding.weight

    def encode(self, source: Tensor, counted: Tensor | None = None) -> Tensor:
        """source (B, S) -> (B, S, C). `counted` (B, S) is False where the source is padding."""
        padding = _padding_bias(counted)
        encoded: Tensor = self.encoder(self.embedding(source), padding)
        return encoded

    def read(
        self,
        target: Tensor,
        source: list[tuple[Tensor, Tensor]],
        counted: Tensor | None = None,
        memory: Memory | None = None,
    ) -> Tensor:
        """target (B, T) over `decoder.look_up(encoded)` -> hidden (B, T, C), ready for the head."""
        embedded = self.embedding(target)
        hidden: Tensor = self.decoder(embedded, source, _padding_bias(counted), memory)
        return hidden * self.shape.width**-0.5 if self.shape.scaled else hidden

    def forward(self, source: Tensor, target: Tensor, counted: Tensor | None = None) -> Tensor:
        looked_up = self.decoder.look_up(self.encode(source, counted))
        logits: Tensor = self.head(self.read(target, looked_up, counted))
        return logits

    def loss(self, source: Tensor, counted: Tensor, target: Tensor, targets: Tensor) -> Tensor:
        """Mean nats per target: the decoder reads `target` (B, T) and must say `targets` (B, T)."""
        looked_up = self.decoder.look_up(self.encode(source, counted))
        hidden = self.read(target, looked_up, counted)
        return cross_entropy(hidden.flatten(0, 1), self.head.weight, targets.flatten())


def _padding_bias(counted: Tensor | None) -> Tensor | None:
    """(B, S) booleans -> (B, 1, 1, S): 0 where counted, -inf where padding."""
    if counted is None:
        return None
    bias = torch.zeros(counted.shape, device=counted.device)
    return bias.masked_fill(~counted, float("-inf"))[:, None, None, :]
