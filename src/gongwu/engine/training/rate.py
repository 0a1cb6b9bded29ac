"""The learning rate over a run, as a share of its peak."""


def learning_rate(progress: float, warmup: float) -> float:
    """Progress 0 … 1 -> share 0 … 1: a straight rise over `warmup`, then a straight fall to zero.

    A fall to zero beats a cosine that stops at a tenth (Bergsma et al. 2025, "Straight to Zero"),
    and it is the same whether progress is counted in steps or in minutes.
    """
    if progress < warmup:
        return progress / warmup
    return max(0.0, (1 - progress) / (1 - warmup)) if warmup < 1 else 1.0
