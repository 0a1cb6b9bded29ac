"""The nets that judge pictures: small, and trained here on real ones in under a minute.

All look at pictures through one trunk, whose features the measures compare; they differ in what
teaches them: classes, captions, or nothing but the pictures.
Shapes: B batch, C channels, S side, F features, E width of the meeting place, T characters.
"""

import math
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FEATURES = 128
_WIDTHS = (32, 64, 128, 128)
_PLACES = 4  # the trunk halves a picture until so many are left of a side
_DEEP = 8  # places of a side at which there is a residual block: above, it costs too much
_GROUPS = 8
_MEETING = 64
_LETTERS = 96
_WARMEST = math.log(100)  # as CLIP bounds it


class JudgeNet(Protocol):
    """What is asked of each of them, beside its loss."""

    trunk: "Trunk"


class Trunk(nn.Module):
    """Pictures (B, C, S, S) in -1 … 1 -> features (B, F)."""

    def __init__(self, side: int, channels: int) -> None:
        super().__init__()
        parts: list[nn.Module] = []
        width, level = channels, 0
        while side > _PLACES:
            wider = _WIDTHS[min(level, len(_WIDTHS) - 1)]
            parts += [nn.Conv2d(width, wider, 3, stride=2, padding=1), nn.GroupNorm(_GROUPS, wider),
                      nn.SiLU()]  # fmt: skip
            width, level, side = wider, level + 1, -(-side // 2)
            if side <= _DEEP:
                parts.append(_Residual(width))
        self.convolutions = nn.Sequential(*parts)
        self.features = nn.Linear(width * side**2, FEATURES)

    def forward(self, pictures: Tensor) -> Tensor:
        features: Tensor = F.silu(self.features(self.convolutions(pictures).flatten(1)))
        return features


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1), nn.GroupNorm(_GROUPS, width), nn.SiLU()
        )

    def forward(self, hidden: Tensor) -> Tensor:
        found: Tensor = hidden + self.inner(hidden)
        return found


class Classifier(nn.Module):
    """Taught by classes, with cross-entropy."""

    def __init__(self, trunk: Trunk, classes: int) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = nn.Linear(FEATURES, classes)

    def forward(self, pictures: Tensor) -> Tensor:
        """(B, C, S, S) -> logits (B, classes)."""
        logits: Tensor = self.head(self.trunk(pictures))
        return logits

    def loss(self, pictures: Tensor, labels: Tensor) -> Tensor:
        return F.cross_entropy(self(pictures).float(), labels)


class Matcher(nn.Module):
    """Taught by captions: pictures and what is said of them meet (Radford et al. 2021, CLIP)."""

    def __init__(self, trunk: Trunk, vocabulary: int) -> None:
        super().__init__()
        self.trunk = trunk
        self.project = nn.Linear(FEATURES, _MEETING)
        self.reader = CaptionReader(vocabulary)
        self.warmth = nn.Parameter(torch.tensor(math.log(10.0)))

    def look(self, pictures: Tensor) -> Tensor:
        """(B, C, S, S) -> directions (B, E)."""
        return F.normalize(self.project(self.trunk(pictures)).float(), dim=1)

    def read(self, ids: Tensor) -> Tensor:
        """(B, T) characters, 0 where there are none -> directions (B, E)."""
        return F.normalize(self.reader(ids).float(), dim=1)

    def loss(self, pictures: Tensor, ids: Tensor, things: Tensor) -> Tensor:
        """`things` (B,) says which rows are of the same: each is right for the other."""
        return matching_loss(self.look(pictures), self.read(ids), self.warmth, things)


class Twins(nn.Module):
    """Taught by pictures alone: two views of one meet (Chen et al. 2020, SimCLR)."""

    def __init__(self, trunk: Trunk) -> None:
        super().__init__()
        self.trunk = trunk
        self.project = nn.Linear(FEATURES, _MEETING)
        self.warmth = nn.Parameter(torch.tensor(math.log(10.0)))

    def look(self, pictures: Tensor) -> Tensor:
        """(B, C, S, S) -> directions (B, E)."""
        return F.normalize(self.project(self.trunk(pictures)).float(), dim=1)

    def loss(self, pictures: Tensor, views: Tensor, things: Tensor) -> Tensor:
        return matching_loss(self.look(pictures), self.look(views), self.warmth, things)


class CaptionReader(nn.Module):
    """Characters (B, T), 0 where there are none -> (B, E)."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.letters = nn.Embedding(vocabulary, _LETTERS, padding_idx=0)
        self.near = nn.Conv1d(_LETTERS, FEATURES, 3, padding=1)
        self.far = nn.Conv1d(FEATURES, FEATURES, 5, padding=2)
        self.project = nn.Linear(2 * FEATURES, _MEETING)

    def forward(self, ids: Tensor) -> Tensor:
        written = (ids != 0).unsqueeze(1)
        near = F.silu(self.near(self.letters(ids).transpose(1, 2))) * written
        found = near + F.silu(self.far(near)) * written
        mean = found.sum(dim=2) / written.sum(dim=2).clamp(min=1)
        # What is not written is 0 in the sum, and must not be the largest either.
        most = found.masked_fill(~written, -1.0).amax(dim=2)
        said: Tensor = self.project(torch.cat((mean, most), dim=1))
        return said


def matching_loss(ones: Tensor, twos: Tensor, warmth: Tensor, things: Tensor) -> Tensor:
    """Symmetric InfoNCE of directions (B, E); rows of one thing share what is right (Yang 2022)."""
    logits = ones @ twos.T * warmth.clamp(max=_WARMEST).exp()
    same = (things[:, None] == things[None, :]).to(logits.dtype)
    right = same / same.sum(dim=1, keepdim=True)
    return (F.cross_entropy(logits, right) + F.cross_entropy(logits.T, right)) / 2
