"""Muon: momentum whose matrices are made orthogonal before they are applied.

Jordan et al. 2024, "Muon: An optimizer for hidden layers"; the step is scaled by Liu et al. 2025
("Muon is scalable for LLM training") so that AdamW's learning rates fit. Matrices of one shape go
through the iteration together: on small nets forty tiny products become three larger ones. The
kernel of a convolution (O, I, h, w) is a matrix of O rows.
"""

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

# The quintic polynomial that pushes singular values towards 1 (Jordan et al.).
_A, _B, _C = 3.4445, -4.7750, 2.0315
_ITERATIONS = 5


def orthogonalize(matrices: Tensor, dtype: torch.dtype) -> Tensor:
    """(N, R, C) -> nearly the nearest orthogonal matrices: singular values in 0.7 … 1.2."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = (matrices.mT if tall else matrices).to(dtype)
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(_ITERATIONS):
        square = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=_B, alpha=_C), x, beta=_A)
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """For the hidden matrices of a net; embeddings, head, gains and biases go to AdamW."""

    def __init__(
        self,
        matrices: Iterable[Tensor],
        *,
        lr: float,
        weight_decay: float,
        momentum: float = 0.95,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        super().__init__(matrices, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})
        self.dtype = dtype

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        """One update of every matrix that has a gradient."""
        for group in self.param_groups:
            alike: dict[torch.Size, list[Tensor]] = {}
            for matrix in group["params"]:
                if matrix.grad is not None:
                    alike.setdefault(matrix.shape, []).append(matrix)
            for shape, matrices in alike.items():
                self._step_alike(matrices, shape, group)

    def _step_alike(self, matrices: list[Tensor], shape: torch.Size, group: dict[str, Any]) -> None:
        slopes = [matrix.grad for matrix in matrices if matrix.grad is not None]
        carried = [self._momentum_of(matrix) for matrix in matrices]
        torch._foreach_lerp_(carried, slopes, 1 - group["momentum"])
        # Nesterov: look one step ahead along the momentum.
        ahead = torch._foreach_lerp(slopes, carried, group["momentum"])
        updates = orthogonalize(torch.stack(ahead).flatten(2), self.dtype)
        scale = 0.2 * max(updates.shape[1:]) ** 0.5  # root mean square of an AdamW update
        for matrix, update in zip(matrices, updates, strict=True):
            matrix.mul_(1 - group["lr"] * group["weight_decay"])
            matrix.add_(update.to(matrix.dtype).view(shape), alpha=-group["lr"] * scale)

    def _momentum_of(self, matrix: Tensor) -> Tensor:
        state = self.state[matrix]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(matrix)
        momentum: Tensor = state["momentum"]
        return momentum
