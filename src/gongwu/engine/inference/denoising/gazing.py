"""Where a picture looks while it is drawn: at which token of the prompt, from which place.

The shares of cross-attention, averaged over heads, layers and steps (Tang et al. 2022, "What the
DAAM"). Shapes: B batch, N = h·w places, T tokens, W head width.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.attention import split_heads
from gongwu.engine.nets.picture_attention import ConditionAttention, KeysAndValues
from gongwu.engine.nets.unet import UNet


class Gazing:
    """The sum of all looks so far; the prompt's half of a guided batch is the last."""

    def __init__(self, sides: Sequence[int]) -> None:
        self.sides = tuple(sides)
        self._sum: Tensor | None = None
        self._looks = 0

    @property
    def shares(self) -> Tensor | None:
        """(T, h, w): how much each place looked at each token; over T they add up to 1."""
        return None if self._sum is None else self._sum / self._looks

    @torch.no_grad()
    def note(self, part: nn.Module, inputs: tuple[Tensor, KeysAndValues], _output: Tensor) -> None:
        """One layer's look, as a forward hook is told of it."""
        assert isinstance(part, ConditionAttention)
        hidden, (keys, _) = inputs
        query = split_heads(part.query(hidden[-1:]), part.heads)
        scores = (query @ keys[-1:].transpose(-1, -2)).float() / query.shape[-1] ** 0.5
        shares = scores.softmax(dim=-1).mean(dim=1)  # (1, N, T)
        height, width = self._sides_of(shares.shape[1])
        maps = shares.transpose(1, 2).unflatten(2, (height, width))
        grown = F.interpolate(maps, size=self.sides, mode="bilinear", align_corners=False)[0]
        self._sum = grown if self._sum is None else self._sum + grown
        self._looks += 1

    def _sides_of(self, places: int) -> tuple[int, int]:
        """The sides of a level with so many places: each level down has half of both, rounded."""
        height, width = self.sides
        while height * width > places:
            height, width = (height + 1) // 2, (width + 1) // 2
        return height, width


@contextmanager
def gazing(unet: UNet, sides: Sequence[int]) -> Iterator[Gazing]:
    """Watches all layers that read the prompt, in latents with these sides."""
    seen = Gazing(sides)
    hooks = [
        part.register_forward_hook(seen.note)
        for part in unet.modules()
        if isinstance(part, ConditionAttention)
    ]
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()
