"""The recurrent generator: Embedding → GRU → Linear.

Gated recurrent units (Cho et al. 2014) in the form of torch and cuDNN. All that is remembered of
the past is one state, (L, B, H): writing a long text takes no more memory than a short one.
Shapes: B batch, T time, E embedding, H hidden, L layers, V vocabulary.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gongwu.engine.nets.cross_entropy import cross_entropy
from gongwu.engine.nets.gru_scan import gru_scan
from gongwu.errors import BadInputError


@dataclass(frozen=True, kw_only=True)
class GRUShape:
    """What fixes a GRU generator's weights."""

    vocabulary: int
    context: int  # training window; the net itself has no limit
    embedding: int = 256
    hidden: int = 512
    layers: int = 2

    def __post_init__(self) -> None:
        for name in ("vocabulary", "context", "embedding", "hidden", "layers"):
            if getattr(self, name) < 1:
                raise BadInputError(
                    en=f"gru: {name}={getattr(self, name)} must be at least 1",
                    zh=f"gru：{name}={getattr(self, name)} 至少为 1",
                )


class GRU(nn.Module):
    """ids (B, T), state (L, B, H) or None -> logits (B, T, V), state (L, B, H)."""

    def __init__(self, shape: GRUShape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.embedding)
        self.recurrent = nn.GRU(shape.embedding, shape.hidden, shape.layers, batch_first=True)
        self.head = nn.Linear(shape.hidden, shape.vocabulary)

    def read(self, ids: Tensor, state: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """ids (B, T) -> hidden states of the last layer (B, T, H), last states (L, B, H)."""
        hidden: Tensor = self.embedding(ids)
        if hidden.is_cuda:
            hidden, state = self.recurrent(hidden, state)
            return hidden, state
        if state is None:
            layers, width = self.shape.layers, self.shape.hidden
            state = hidden.new_zeros(layers, ids.shape[0], width)
        last = []
        for layer in range(self.shape.layers):
            hidden = gru_scan(hidden, state[layer], *self.layer_weights(layer))
            last.append(hidden[:, -1])
        return hidden, torch.stack(last)

    def layer_weights(self, layer: int) -> list[Tensor]:
        """(3H, E or H) input and (3H, H) recurrent weights, then their biases (3H,) each."""
        names = (f"weight_ih_l{layer}", f"weight_hh_l{layer}", f"bias_ih_l{layer}",
                 f"bias_hh_l{layer}")  # fmt: skip
        return [getattr(self.recurrent, name) for name in names]

    def forward(self, ids: Tensor, state: Tensor | None = None) -> tuple[Tensor, Tensor]:
        hidden, state = self.read(ids, state)
        return self.head(hidden), state

    def loss(self, ids: Tensor, targets: Tensor) -> Tensor:
        """Mean nats per target: ids (B, T), targets (B, T) with IGNORED where none counts."""
        hidden, _ = self.read(ids)
        # The bias rides along as one more input channel that is always 1.
        ones = hidden.new_ones(*hidden.shape[:2], 1)
        weight = torch.cat((self.head.weight, self.head.bias[:, None]), dim=1)
        return cross_entropy(
            torch.cat((hidden, ones), dim=2).flatten(0, 1), weight, targets.flatten()
        )
