"""What every net's walk hands back: the stages of one stream, and what it says comes next."""

from dataclasses import dataclass

from torch import Tensor

from gongwu.engine.inference.tracing.record import Layer, Stage


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One stream walked to its end."""

    vectors: Tensor  # (T, C), the embeddings
    opening: tuple[Stage, ...]
    layers: tuple[Layer, ...]
    closing: tuple[Stage, ...]
    ending: Tensor  # (T, V) logits, or (T, C) hidden states where the stream ends without a head
