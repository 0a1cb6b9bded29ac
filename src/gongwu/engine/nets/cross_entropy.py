"""Cross-entropy from hidden states, without ever holding all logits at once.

With N positions and a vocabulary of V, the logits and their gradient are 2·N·V numbers: for a
small net by far the largest tensors of a training step. Here they live one chunk at a time, and
the chunk's gradient is formed while its logits are still in the cache.
"""

from typing import Any

import torch
from torch import Tensor

IGNORED = -100  # a target that does not count: padding

CHUNK = 1024  # positions; 1024 x 8192 bf16 logits are 16 MiB, which a last-level cache holds


def cross_entropy(hidden: Tensor, weight: Tensor, targets: Tensor) -> Tensor:
    """Mean nats per counted target: hidden (N, C), weight (V, C), targets (N,) -> scalar float32.

    Equals `F.cross_entropy(hidden @ weight.T, targets)`. Under autocast the products run in its
    type; softmax and sum are float32. All targets ignored gives 0.
    """
    if torch.is_autocast_enabled(hidden.device.type):
        hidden = hidden.to(torch.get_autocast_dtype(hidden.device.type))
    loss: Tensor = _CrossEntropy.apply(hidden, weight, targets)  # type: ignore[no-untyped-call]
    return loss


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, hidden: Tensor, weight: Tensor, targets: Tensor) -> Tensor:
        keep = targets != IGNORED
        index = targets.clamp(min=0)[:, None]
        counted = max(1, int(keep.sum()))
        with_gradient = any(ctx.needs_input_grad)
        product_weight = weight.to(hidden.dtype)
        grad_hidden = torch.empty_like(hidden) if with_gradient else hidden
        grad_weight = torch.zeros_like(weight) if with_gradient else weight
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        for start in range(0, hidden.shape[0], CHUNK):
            rows = slice(start, start + CHUNK)
            logits = hidden[rows] @ product_weight.T
            log_odds = logits.log_softmax(dim=-1, dtype=total.dtype)
            total -= log_odds.gather(1, index[rows]).squeeze(1)[keep[rows]].sum()
            if with_gradient:
                slope = _slope(log_odds, index[rows], keep[rows]).to(hidden.dtype)
                torch.mm(slope, product_weight, out=grad_hidden[rows])
                grad_weight += slope.T @ hidden[rows]
        if with_gradient:
            ctx.save_for_backward(grad_hidden, grad_weight)
            ctx.counted = counted
        return total / counted

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> tuple[Tensor, Tensor, None]:
        grad_hidden, grad_weight = ctx.saved_tensors
        factor = upstream[0] / ctx.counted
        return grad_hidden * factor.to(grad_hidden.dtype), grad_weight * factor, None


def _slope(log_odds: Tensor, index: Tensor, keep: Tensor) -> Tensor:
    """d (summed loss) / d logits = softmax - one-hot, and nought where ignored; in place."""
    slope = log_odds.exp_()
    slope.scatter_add_(1, index, torch.full_like(index, -1, dtype=slope.dtype))
    if not keep.all():
        slope[~keep] = 0
    return slope
