"""Attention: each position reads from others by the likeness of queries and keys.

softmax(Q·Kᵀ·scale + bias)·V (Vaswani et al. 2017). Shapes: B batch, H heads, T queries, S keys,
D head width, C width.
"""

from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor


class Memory(Protocol):
    """Keys and values of positions already read, one store for each layer of one net."""

    @property
    def length(self) -> int:
        """How many positions are remembered."""
        ...

    def extend(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Remember (B, H, T, D) keys and values; return all of the layer's, (B, H, S, D)."""
        ...


def split_heads(hidden: Tensor, heads: int) -> Tensor:
    """(B, T, C) -> (B, H, T, C/H)."""
    batch, time, _ = hidden.shape
    return hidden.view(batch, time, heads, -1).transpose(1, 2)


def join_heads(heads: Tensor) -> Tensor:
    """(B, H, T, D) -> (B, T, H·D)."""
    batch, _, time, _ = heads.shape
    return heads.transpose(1, 2).reshape(batch, time, -1)


def share_heads(keys: Tensor, heads: int) -> Tensor:
    """(B, G, S, D) -> (B, H, S, D): each of G groups serves H/G query heads."""
    groups = keys.shape[1]
    return keys if groups == heads else keys.repeat_interleave(heads // groups, dim=1)


def attend(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    *,
    causal: bool,
    bias: Tensor | None = None,
    scale: float | None = None,
) -> Tensor:
    """(B, H, T, D) reads (B, H, S, D) -> (B, H, T, D).

    Causal: the last query stands at the last key, so query t sees keys up to t + S - T.
    `bias` (broadcastable to (B, H, T, S)) is added before the softmax; `scale` is 1/√D if None.
    """
    time, span = query.shape[2], key.shape[2]
    if causal and bias is None and query.requires_grad and _whole_is_faster(query, span):
        return _attend_whole(query, key, value, scale)
    if causal and time > 1 and (span > time or bias is not None):
        future = future_mask(time, span, query)
        bias = future if bias is None else bias + future
        causal = False
    return F.scaled_dot_product_attention(
        query, key, value, attn_mask=bias, is_causal=causal and time > 1, scale=scale
    )


def _whole_is_faster(query: Tensor, span: int) -> bool:
    """Whether to learn through all the weights: on a CPU torch's way back through its fused
    kernel takes three times as long as two plain products, while the weights still fit."""
    return query.device.type == "cpu" and span <= 1024


def _attend_whole(query: Tensor, key: Tensor, value: Tensor, scale: float | None) -> Tensor:
    """Causal attention that forms its weights."""
    batch, heads, time, width = query.shape
    flat_query, flat_key, flat_value = (part.flatten(0, 1) for part in (query, key, value))
    future = future_mask(time, key.shape[2], query)
    factor = width**-0.5 if scale is None else scale
    weights = torch.baddbmm(future, flat_query, flat_key.mT, alpha=factor).softmax(dim=-1)
    return (weights @ flat_value).view(batch, heads, time, -1)


def future_mask(time: int, span: int, like: Tensor) -> Tensor:
    """(T, S): 0 where a query may look, -inf where the future is."""
    mask = torch.full((time, span), float("-inf"), dtype=like.dtype, device=like.device)
    return mask.triu(diagonal=span - time + 1)


def attention_weights(
    query: Tensor, key: Tensor, *, causal: bool, bias: Tensor | None = None, scale: float | None
) -> Tensor:
    """The softmax itself, (B, H, T, S): for people who want to look. `attend` never forms it."""
    scores = query @ key.transpose(-1, -2) * (query.shape[-1] ** -0.5 if scale is None else scale)
    if bias is not None:
        scores = scores + bias
    if causal:
        scores = scores + future_mask(query.shape[2], key.shape[2], scores)
    return scores.softmax(dim=-1)
