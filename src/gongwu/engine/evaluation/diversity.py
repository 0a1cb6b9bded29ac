"""How different the pictures of one prompt are: the mean distance between two of them.

Shapes: features (N, D).
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence

import torch
from torch import Tensor


def diversity(features: Tensor, asked: Sequence[Hashable]) -> float | None:
    """Mean over prompts of the mean distance of their pairs; None where none was drawn twice."""
    rows = defaultdict(list)
    for row, prompt in enumerate(asked):
        rows[prompt].append(row)
    means = [torch.pdist(features[each].double()).mean() for each in rows.values() if len(each) > 1]
    return torch.stack(means).mean().item() if means else None
