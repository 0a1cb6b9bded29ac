"""Whether a picture shows what was asked for: does it find its own caption among others?

As CLIP is used (Radford et al. 2021), with similarities of a net trained here. Shapes: N pictures,
P captions.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

OTHERS = 20


def top_one(similarity: Tensor, own: Tensor, rival: Tensor, others: int = OTHERS) -> float:
    """R@1: how often a picture's own caption is more similar to it than `others` others.

    similarity (N, P), own (N,) which caption is a picture's, rival (N, P) which of the captions say
    something else. Others are not drawn: of m rivals at least as similar among M, none is among k
    drawn with the chance C(M-m, k)/C(M, k), and the mean of that is the result.
    """
    of_own = similarity.gather(1, own[:, None])
    ahead = ((similarity >= of_own) & rival).sum(dim=1).tolist()
    every = rival.sum(dim=1).tolist()
    chances = [_none_drawn(m, of, others) for m, of in zip(ahead, every, strict=True)]
    return sum(chances) / len(chances)


def own_similarity(similarity: Tensor, own: Tensor) -> float:
    """The mean similarity of each picture to its own caption."""
    return similarity.gather(1, own[:, None]).double().mean().item()


def _none_drawn(ahead: int, of: int, drawn: int) -> float:
    drawn = min(drawn, of)
    return math.comb(of - ahead, drawn) / math.comb(of, drawn)


def captions_of(said: Sequence[tuple[str, ...]]) -> tuple[list[str], Tensor, Tensor]:
    """Every picture's captions, the one that counts first -> captions, own (N,), rival (N, P).

    The other captions of a picture say the same in other words: they are no rivals of it.
    """
    captions = sorted({each[0] for each in said})
    place = {caption: number for number, caption in enumerate(captions)}
    own = torch.tensor([place[each[0]] for each in said])
    rival = torch.ones(len(said), len(captions), dtype=torch.bool)
    for row, each in enumerate(said):
        rival[row, [place[caption] for caption in each if caption in place]] = False
    return captions, own, rival
