"""A trained judge: what it makes of pictures. Pictures are (N, S, S, C) bytes.

Shapes: N pictures, F features, P captions, E width of the meeting place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.engine.evaluation.judge_nets import Classifier, Matcher, Trunk, Twins

ReadCaptions = Callable[[Sequence[str]], Tensor]  # P captions -> characters (P, T)

_AT_ONCE = 256


@dataclass(frozen=True, kw_only=True, eq=False)
class Judge:
    """A net that was taught by real pictures; `spell` turns captions into what it reads."""

    net: Classifier | Matcher | Twins
    centre: Tensor  # (F,), the mean features of those pictures
    scale: float  # so that their features have a variance of 1 in the mean
    spell: ReadCaptions | None = None

    @torch.no_grad()
    def features(self, pictures: Tensor) -> Tensor:
        """(N, F) float64, centred and scaled as over the pictures that taught it."""
        raw = raw_features(self.net.trunk, pictures)
        return (raw.double() - self.centre) / self.scale

    @torch.no_grad()
    def classes(self, pictures: Tensor) -> Tensor:
        """(N,): the likeliest class of each."""
        assert isinstance(self.net, Classifier)
        parts = [
            self.net(as_net_input(part)).argmax(dim=1) for part in torch.split(pictures, _AT_ONCE)
        ]
        return torch.cat(parts)

    @torch.no_grad()
    def similarity(self, pictures: Tensor, captions: Sequence[str]) -> Tensor:
        """(N, P): cosines of pictures with captions."""
        assert isinstance(self.net, Matcher)
        assert self.spell is not None
        parts = [self.net.look(as_net_input(part)) for part in torch.split(pictures, _AT_ONCE)]
        return torch.cat(parts) @ self.net.read(self.spell(captions)).T


@torch.no_grad()
def raw_features(trunk: Trunk, pictures: Tensor) -> Tensor:
    """(N, F), as the trunk has them."""
    return torch.cat([trunk(as_net_input(part)) for part in torch.split(pictures, _AT_ONCE)])


def as_net_input(pictures: Tensor) -> Tensor:
    """(N, S, S, C) bytes -> (N, C, S, S) in -1 … 1."""
    return pictures.permute(0, 3, 1, 2).float() / 127.5 - 1
