"""Root mean square layer normalization (Zhang and Sennrich 2019)."""

import torch
from torch import Tensor, nn


class RMSNorm(nn.Module):
    """Scale each vector to unit root mean square, then by a learned gain. (…, C) -> (…, C)."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, hidden: Tensor) -> Tensor:
        # The mean of squares in bfloat16 loses three digits; the reference nets use float32 too.
        wide = hidden.float()
        scale = torch.rsqrt(wide.square().mean(dim=-1, keepdim=True) + self.epsilon)
        normed = self.weight * (wide * scale).to(hidden.dtype)
        if torch.is_autocast_enabled(hidden.device.type):
            # Once here, rather than in each of the products that read it.
            return normed.to(torch.get_autocast_dtype(hidden.device.type))
        return normed
