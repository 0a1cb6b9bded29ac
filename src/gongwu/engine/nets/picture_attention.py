"""Attention over the places of a picture: each reads from every other, and from a text.

Shapes: B batch, C channels, H·W height and width, N = H·W places, T tokens of the condition,
D width of the condition, W head width.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.attention import attend, join_heads, split_heads

# The keys and values (B, heads, T, W) that one layer makes of a condition.
KeysAndValues = tuple[Tensor, Tensor]


# Up to so many places read, learning goes through the weights themselves.
WHOLE_UP_TO = 256


def places(picture: Tensor) -> Tensor:
    """(B, C, H, W) -> (B, N, C); no copy if the picture lies channels last."""
    return picture.permute(0, 2, 3, 1).flatten(1, 2)


def as_picture(tokens: Tensor, like: Tensor) -> Tensor:
    """(B, N, C) -> (B, C, H, W), lying channels last."""
    batch, width, *sides = like.shape
    return tokens.view(batch, *sides, width).permute(0, 3, 1, 2)


def read_from(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """(B, heads, N, W) reads from (B, heads, T, W) -> (B, heads, N, W).

    While it learns on a CPU, a picture of few places forms its weights: torch's way back through
    its fused kernel takes three times as long as plain products.
    """
    few = key.shape[2] <= WHOLE_UP_TO
    if not (few and query.requires_grad and query.device.type == "cpu"):
        return attend(query, key, value, causal=False)
    flat_query, flat_key, flat_value = (part.flatten(0, 1) for part in (query, key, value))
    nothing = torch.zeros((), dtype=query.dtype)
    scores = torch.baddbmm(nothing, flat_query, flat_key.mT, alpha=query.shape[-1] ** -0.5)
    return (scores.softmax(dim=-1) @ flat_value).view_as(query)


class SelfAttention(nn.Module):
    """Multi-head attention of a sequence to itself: (B, N, C) -> (B, N, C)."""

    def __init__(self, width: int, heads: int, *, bias: bool) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=bias)
        self.key = nn.Linear(width, width, bias=bias)
        self.value = nn.Linear(width, width, bias=bias)
        self.output = nn.Linear(width, width)

    def forward(self, hidden: Tensor) -> Tensor:
        query, key, value = (
            split_heads(part(hidden), self.heads) for part in (self.query, self.key, self.value)
        )
        output: Tensor = self.output(join_heads(read_from(query, key, value)))
        return output


class ConditionAttention(nn.Module):
    """Attention of a sequence (B, N, C) to a condition (B, T, D)."""

    def __init__(self, width: int, heads: int, condition: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(condition, width, bias=False)
        self.value = nn.Linear(condition, width, bias=False)
        self.output = nn.Linear(width, width)

    def keep(self, condition: Tensor) -> KeysAndValues:
        """What the layer reads of a condition; the same at every step of sampling."""
        return (
            split_heads(self.key(condition), self.heads),
            split_heads(self.value(condition), self.heads),
        )

    def forward(self, hidden: Tensor, kept: KeysAndValues) -> Tensor:
        query = split_heads(self.query(hidden), self.heads)
        output: Tensor = self.output(join_heads(read_from(query, *kept)))
        return output


class GatedFeedForward(nn.Module):
    """GEGLU (Shazeer 2020), four times as wide inside: (B, N, C) -> (B, N, C)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.up_gate = nn.Linear(width, 8 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, hidden: Tensor) -> Tensor:
        up, gate = self.up_gate(hidden).chunk(2, dim=-1)
        output: Tensor = self.down(up * F.gelu(gate))
        return output


class ConditionedBlock(nn.Module):
    """The picture reads itself, then the condition, then thinks: (B, N, C) -> (B, N, C)."""

    def __init__(self, width: int, heads: int, condition: int) -> None:
        super().__init__()
        self.self_norm = nn.LayerNorm(width)
        self.self_attention = SelfAttention(width, heads, bias=False)
        self.condition_norm = nn.LayerNorm(width)
        self.condition_attention = ConditionAttention(width, heads, condition)
        self.feed_norm = nn.LayerNorm(width)
        self.feed_forward = GatedFeedForward(width)

    def forward(self, hidden: Tensor, kept: KeysAndValues) -> Tensor:
        hidden = hidden + self.self_attention(self.self_norm(hidden))
        hidden = hidden + self.condition_attention(self.condition_norm(hidden), kept)
        output: Tensor = hidden + self.feed_forward(self.feed_norm(hidden))
        return output


class PlainAttention(nn.Module):
    """Self-attention of the places, without condition: (B, C, H, W) -> (B, C, H, W)."""

    def __init__(self, width: int, heads: int, groups: int, epsilon: float) -> None:
        super().__init__()
        self.group_norm = nn.GroupNorm(groups, width, eps=epsilon)
        self.attention = SelfAttention(width, heads, bias=True)

    def forward(self, picture: Tensor) -> Tensor:
        read = self.attention(places(self.group_norm(picture)))
        return picture + as_picture(read, picture)


class ConditionedAttention(nn.Module):
    """Transformer blocks over the places, reading a condition: (B, C, H, W) -> (B, C, H, W)."""

    place: int  # among the attentions of its net, which keeps keys and values for each
    EPSILON = 1e-6  # of this one norm, whatever the other norms of the net have

    def __init__(
        self, width: int, heads: int, condition: int, *, blocks: int, groups: int, linear: bool
    ) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(groups, width, eps=self.EPSILON)
        self.project_in = _projection(width, linear)
        self.blocks = nn.ModuleList(
            ConditionedBlock(width, heads, condition) for _ in range(blocks)
        )
        self.project_out = _projection(width, linear)

    def forward(self, picture: Tensor, kept: list[KeysAndValues]) -> Tensor:
        hidden = _project(self.project_in, places(self.norm(picture)))
        for block, pair in zip(self.blocks, kept, strict=True):
            hidden = block(hidden, pair)
        return picture + as_picture(_project(self.project_out, hidden), picture)

    def keep(self, condition: Tensor) -> list[KeysAndValues]:
        """(B, T, D) -> keys and values of each block."""
        return [
            part.keep(condition) for part in self.modules() if isinstance(part, ConditionAttention)
        ]


def _projection(width: int, linear: bool) -> nn.Linear | nn.Conv2d:
    return nn.Linear(width, width) if linear else nn.Conv2d(width, width, kernel_size=1)


def _project(layer: nn.Module, hidden: Tensor) -> Tensor:
    """A 1 × 1 convolution of a picture is a linear map of its places: (B, N, C) -> (B, N, C)."""
    assert isinstance(layer, nn.Linear | nn.Conv2d)
    return F.linear(hidden, layer.weight.flatten(1), layer.bias)
