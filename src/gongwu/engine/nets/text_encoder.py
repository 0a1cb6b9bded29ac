"""CLIP's text Transformer: reads a prompt, gives the states that a picture's net looks at.

Embedding + learned positions → N × (LayerNorm → causal attention → + → LayerNorm → feed-forward
→ +) → LayerNorm (Radford et al. 2021). Stable Diffusion 1.x reads the last states of 12 layers,
2.x those of the last but one of 24: its folder simply has 23. Knows no text and no tokenizer.
Shapes: B batch, T time, C width.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.attention import attend, join_heads, split_heads
from gongwu.errors import BadInputError

Activation = Literal["quick_gelu", "gelu"]


def quick_gelu(hidden: Tensor) -> Tensor:
    """x·sigmoid(1.702·x), with which OpenAI trained CLIP in place of the exact GELU."""
    return hidden * torch.sigmoid(1.702 * hidden)


ACTIVATIONS: dict[Activation, Callable[[Tensor], Tensor]] = {
    "quick_gelu": quick_gelu,
    "gelu": F.gelu,
}


@dataclass(frozen=True, kw_only=True)
class TextEncoderShape:
    """What fixes a text encoder's weights and arithmetic."""

    vocabulary: int
    context: int = 77
    width: int = 256
    layers: int = 4
    heads: int = 4
    hidden: int = 1024
    activation: Activation = "quick_gelu"
    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        for name in ("vocabulary", "context", "width", "layers", "heads", "hidden"):
            if getattr(self, name) < 1:
                raise BadInputError(
                    en=f"text encoder: {name}={getattr(self, name)} must be at least 1",
                    zh=f"文本编码器：{name}={getattr(self, name)} 至少为 1",
                )
        if self.width % self.heads:
            raise BadInputError(
                en=f"text encoder: width={self.width} must be a multiple of heads={self.heads}",
                zh=f"文本编码器：width={self.width} 必须是 heads={self.heads} 的倍数",
            )
        if self.activation not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise BadInputError(
                en=f"text encoder: activation={self.activation!r} must be one of {known}",
                zh=f"文本编码器：activation={self.activation!r} 必须是 {known} 之一",
            )
        if not 0 <= self.epsilon < math.inf:
            raise BadInputError(
                en=f"text encoder: epsilon={self.epsilon} must be at least 0",
                zh=f"文本编码器：epsilon={self.epsilon} 至少为 0",
            )


class Attention(nn.Module):
    """Causal self-attention: (B, T, C) -> (B, T, C)."""

    def __init__(self, shape: TextEncoderShape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.output = nn.Linear(shape.width, shape.width)

    def forward(self, hidden: Tensor) -> Tensor:
        query, key, value = (
            split_heads(project(hidden), self.heads)
            for project in (self.query, self.key, self.value)
        )
        output: Tensor = self.output(join_heads(attend(query, key, value, causal=True)))
        return output


class FeedForward(nn.Module):
    """Two products with a bend between them: (B, T, C) -> (B, T, C)."""

    def __init__(self, shape: TextEncoderShape) -> None:
        super().__init__()
        self.bend = ACTIVATIONS[shape.activation]
        self.up = nn.Linear(shape.width, shape.hidden)
        self.down = nn.Linear(shape.hidden, shape.width)

    def forward(self, hidden: Tensor) -> Tensor:
        output: Tensor = self.down(self.bend(self.up(hidden)))
        return output


class Block(nn.Module):
    """Attention, then feed-forward, each added to the stream it read from."""

    def __init__(self, shape: TextEncoderShape) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.attention = Attention(shape)
        self.feed_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.feed_forward = FeedForward(shape)

    def forward(self, hidden: Tensor) -> Tensor:
        hidden = hidden + self.attention(self.attention_norm(hidden))
        output: Tensor = hidden + self.feed_forward(self.feed_norm(hidden))
        return output


class TextEncoder(nn.Module):
    """ids (B, T) -> states (B, T, C), T at most the context."""

    def __init__(self, shape: TextEncoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.context, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, ids: Tensor) -> Tensor:
        hidden = self.embedding(ids) + self.position.weight[: ids.shape[1]]
        for block in self.blocks:
            hidden = block(hidden)
        states: Tensor = self.norm(hidden)
        return states


def with_the_whole(states: Tensor, ids: Tensor, end: int) -> Tensor:
    """(B, T, C), ids (B, T) -> (B, T + 1, C): behind them the state of each row's first END.

    Causal attention has read the whole prompt there and nothing else (CLIP's pooled output). The
    first place is the frame's beginning, which may be an END too.
    """
    place = (ids[:, 1:] == end).int().argmax(dim=1) + 1
    whole = states[torch.arange(len(ids), device=ids.device), place]
    return torch.cat((states, whole[:, None]), dim=1)
