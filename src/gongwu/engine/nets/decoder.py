"""The decoder-only Transformer: reads tokens, says for each position which token may come next.

Embedding → N × (RMSNorm → attention → + → RMSNorm → SwiGLU → +) → RMSNorm → head. The layout of
Llama (Touvron et al. 2023), with the options that Qwen2 and Qwen3 add, so their weights fit.
Shapes: B batch, T time, C width, V vocabulary, H query heads, G key and value heads, D head width.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.attention import Memory, attend, join_heads, share_heads, split_heads
from gongwu.engine.nets.cross_entropy import cross_entropy
from gongwu.engine.nets.norms import RMSNorm
from gongwu.engine.nets.rotary import Stretch, angles, frequencies, rotate
from gongwu.errors import BadInputError


@dataclass(frozen=True, kw_only=True)
class DecoderShape:
    """What fixes a decoder's weights and arithmetic."""

    vocabulary: int
    context: int
    width: int = 384
    layers: int = 6
    heads: int = 6
    groups: int = 6
    head_width: int = 64
    hidden: int = 1024
    rotary_base: float = 10_000.0
    rotary_stretch: Stretch | None = None
    epsilon: float = 1e-6
    query_bias: bool = False  # on queries, keys and values
    output_bias: bool = False
    hidden_bias: bool = False
    normed_queries: bool = False  # an RMSNorm on each query and key head (Qwen3)
    tied: bool = True  # the head's weights are the embedding's

    def __post_init__(self) -> None:
        for name in ("vocabulary", "context", "width", "layers", "heads", "groups", "head_width",
                     "hidden"):  # fmt: skip
            if getattr(self, name) < 1:
                raise BadInputError(
                    en=f"decoder: {name}={getattr(self, name)} must be at least 1",
                    zh=f"decoder：{name}={getattr(self, name)} 至少为 1",
                )
        if self.heads % self.groups:
            raise BadInputError(
                en=f"decoder: heads={self.heads} must be a multiple of groups={self.groups}",
                zh=f"decoder：heads={self.heads} 必须是 groups={self.groups} 的倍数",
            )
        if self.head_width % 2:
            raise BadInputError(
                en=f"decoder: head_width={self.head_width} must be even (rotary pairs)",
                zh=f"decoder：head_width={self.head_width} 必须是偶数（旋转位置成对）",
            )
        if not 0 < self.rotary_base < math.inf:
            raise BadInputError(
                en=f"decoder: rotary_base={self.rotary_base} must be above 0",
                zh=f"decoder：rotary_base={self.rotary_base} 必须大于 0",
            )
        if not 0 <= self.epsilon < math.inf:
            raise BadInputError(
                en=f"decoder: epsilon={self.epsilon} must be at least 0",
                zh=f"decoder：epsilon={self.epsilon} 至少为 0",
            )


class Attention(nn.Module):
    """Grouped-query self-attention (Ainslie et al. 2023) with rotary positions."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.heads, self.groups = shape.heads, shape.groups
        inner, shared = shape.heads * shape.head_width, shape.groups * shape.head_width
        self.query = nn.Linear(shape.width, inner, bias=shape.query_bias)
        self.key = nn.Linear(shape.width, shared, bias=shape.query_bias)
        self.value = nn.Linear(shape.width, shared, bias=shape.query_bias)
        self.output = nn.Linear(inner, shape.width, bias=shape.output_bias)
        normed = shape.normed_queries
        self.query_norm = RMSNorm(shape.head_width, shape.epsilon) if normed else nn.Identity()
        self.key_norm = RMSNorm(shape.head_width, shape.epsilon) if normed else nn.Identity()

    def project(self, hidden: Tensor, turn: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """(B, T, C) -> queries (B, H, T, D), keys and values (B, G, T, D)."""
        query = self.query_norm(split_heads(self.query(hidden), self.heads))
        key = self.key_norm(split_heads(self.key(hidden), self.groups))
        value = split_heads(self.value(hidden), self.groups)
        return rotate(query, *turn), rotate(key, *turn), value

    def forward(
        self, hidden: Tensor, turn: tuple[Tensor, Tensor], memory: Memory | None, layer: int
    ) -> Tensor:
        query, key, value = self.project(hidden, turn)
        if memory is not None:
            key, value = memory.extend(layer, key, value)
        read = attend(
            query, share_heads(key, self.heads), share_heads(value, self.heads), causal=True
        )
        output: Tensor = self.output(join_heads(read))
        return output


class FeedForward(nn.Module):
    """SwiGLU (Shazeer 2020): (B, T, C) -> (B, T, C)."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.gate = nn.Linear(shape.width, shape.hidden, bias=shape.hidden_bias)
        self.up = nn.Linear(shape.width, shape.hidden, bias=shape.hidden_bias)
        self.down = nn.Linear(shape.hidden, shape.width, bias=shape.hidden_bias)

    def gated(self, hidden: Tensor) -> Tensor:
        """(B, T, C) -> (B, T, hidden): what each hidden unit lets through."""
        through: Tensor = F.silu(self.gate(hidden)) * self.up(hidden)
        return through

    def forward(self, hidden: Tensor) -> Tensor:
        output: Tensor = self.down(self.gated(hidden))
        return output


class Block(nn.Module):
    """Attention, then feed-forward, each added to the stream it read from."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.attention_norm = RMSNorm(shape.width, shape.epsilon)
        self.attention = Attention(shape)
        self.feed_norm = RMSNorm(shape.width, shape.epsilon)
        self.feed_forward = FeedForward(shape)

    def forward(
        self, hidden: Tensor, turn: tuple[Tensor, Tensor], memory: Memory | None, layer: int
    ) -> Tensor:
        hidden = hidden + self.attention(self.attention_norm(hidden), turn, memory, layer)
        output: Tensor = hidden + self.feed_forward(self.feed_norm(hidden))
        return output


class Decoder(nn.Module):
    """ids (B, T) -> logits (B, T, V)."""

    frequency: Tensor

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.width, shape.epsilon)
        self.head = nn.Linear(shape.width, shape.vocabulary, bias=False)
        if shape.tied:
            self.head.weight = self.embedding.weight
        self.make_buffers()

    def make_buffers(self) -> None:
        """What is computed rather than stored; a net built without memory calls it once filled."""
        shape = self.shape
        turning = frequencies(shape.head_width, shape.rotary_base, shape.rotary_stretch)
        self.register_buffer("frequency", turning, persistent=False)

    def turn(self, start: int, time: int) -> tuple[Tensor, Tensor]:
        """Cosines and sines of the positions start … start + time - 1, each (T, D/2)."""
        positions = torch.arange(start, start + time, device=self.frequency.device)
        return angles(self.frequency, positions)

    def read(self, ids: Tensor, memory: Memory | None = None) -> Tensor:
        """ids (B, T) -> the last hidden states, normed, (B, T, C). Memory, if given, grows by T."""
        start = memory.length if memory is not None else 0
        turn = self.turn(start, ids.shape[1])
        hidden = self.embedding(ids)
        for layer, block in enumerate(self.blocks):
            hidden = block(hidden, turn, memory, layer)
        output: Tensor = self.norm(hidden)
        return output

    def forward(self, ids: Tensor, memory: Memory | None = None) -> Tensor:
        logits: Tensor = self.head(self.read(ids, memory))
        return logits

    def loss(self, ids: Tensor, targets: Tensor) -> Tensor:
        """Mean nats per target: ids (B, T), targets (B, T) with IGNORED where none counts."""
        return cross_entropy(self.read(ids).flatten(0, 1), self.head.weight, targets.flatten())
