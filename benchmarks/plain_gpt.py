"""The peer in the style of nanoGPT: GPT-2 blocks and a plain float32 loop, written here."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Block(nn.Module):
    """LayerNorm, fused q, k, v, then LayerNorm, GELU of four times the width."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.first, self.second = nn.LayerNorm(width, bias=False), nn.LayerNorm(width, bias=False)
        self.inputs = nn.Linear(width, 3 * width, bias=False)
        self.output = nn.Linear(width, width, bias=False)
        self.up = nn.Linear(width, 4 * width, bias=False)
        self.down = nn.Linear(4 * width, width, bias=False)

    def forward(self, hidden: Tensor) -> Tensor:
        batch, time, _ = hidden.shape
        parts = self.inputs(self.first(hidden)).view(batch, time, 3, self.heads, -1)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        read = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        hidden = hidden + self.output(read.transpose(1, 2).flatten(2))
        output: Tensor = hidden + self.down(F.gelu(self.up(self.second(hidden))))
        return output


class PlainGPT(nn.Module):
    """ids (B, T) -> logits (B, T, V); the head shares the embedding."""

    def __init__(self, vocabulary: int, context: int, width: int, layers: int, heads: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width, bias=False)
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                shrink = (
                    (2 * layers) ** 0.5 if name.endswith(("output.weight", "down.weight")) else 1
                )
                nn.init.normal_(weight, std=0.02 / shrink)

    def forward(self, ids: Tensor) -> Tensor:
        hidden = self.embedding(ids) + self.positions.weight[: ids.shape[1]]
        for block in self.blocks:
            hidden = block(hidden)
        return F.linear(self.norm(hidden), self.embedding.weight)

    def loss(self, ids: Tensor, targets: Tensor) -> Tensor:
        """Mean nats per target."""
        return F.cross_entropy(self(ids).flatten(0, 1), targets.flatten())


def plain_step(
    weights: list[nn.Parameter], optimizer: torch.optim.Optimizer, loss: Tensor
) -> float:
    """Backward, clipping, update: the body of every plain loop."""
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()
