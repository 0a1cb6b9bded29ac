"""From logits to a token: penalty → form → temperature → top-k → top-p → min-p → draw.

Each step is a function on the logits of one row, (V,), that takes tokens out of the running by
writing -inf; the softmax of what is left is what the token is drawn from. Rows of a batch are
sampled one by one: what a row draws depends on its own logits and its own dice, whatever stands
beside it, and vectors this small gain nothing from a second core.
"""

import math

import torch
from torch import Tensor

from gongwu.errors import FailedError
from gongwu.ports import Sampling

_NO = float("-inf")

# How many of the likeliest tokens to sort before sorting more: a nucleus is rarely wider.
_FIRST_LOOK = 256


def dice_from(seed: int) -> torch.Generator:
    """The dice of one answer. Any whole number is a seed."""
    return torch.Generator().manual_seed(seed % 2**64)


def sample(
    logits: Tensor,
    sampling: Sampling,
    dice: torch.Generator,
    seen: Tensor | None = None,
    allowed: Tensor | None = None,
) -> int:
    """(V,) logits -> a token, by one throw of the dice; temperature 0 throws none.

    `seen` (V,) is True for tokens that already stand in the row's text; only the repetition
    penalty reads it. `allowed` (V,) is False for tokens that the answer's form rules out. Raises
    FailedError when the logits are not numbers.
    """
    logits = logits.float()
    if seen is not None and sampling.repetition_penalty != 1:
        logits = penalize(logits, seen, sampling.repetition_penalty)
    if allowed is not None:
        logits = logits.masked_fill(~allowed, _NO)
    if sampling.temperature == 0:
        return likeliest(logits)
    logits = temper(logits, sampling.temperature)
    if sampling.top_k:
        logits = keep_top_k(logits, sampling.top_k)
    if sampling.top_p < 1:
        logits = keep_nucleus(logits, sampling.top_p)
    if sampling.min_p > 0:
        logits = keep_min_p(logits, sampling.min_p)
    return draw(logits, dice)


def penalize(logits: Tensor, seen: Tensor, penalty: float) -> Tensor:
    """Make tokens already seen less likely, by a factor (Keskar et al. 2019, CTRL).

    A positive logit is divided and a negative one multiplied, so that both sink.
    """
    sunk = torch.where(logits < 0, logits * penalty, logits / penalty)
    return torch.where(seen, sunk, logits)


def temper(logits: Tensor, temperature: float) -> Tensor:
    """Divide by the temperature: below 1 the likely gain, above 1 they lose.

    The largest logit is moved to 0 first, which the softmax does not see: however cold, it stays 0
    and no quotient overflows.
    """
    if temperature == 1:
        return logits
    return (logits - logits.max()) / max(temperature, 1e-30)


def keep_top_k(logits: Tensor, k: int) -> Tensor:
    """Keep the k likeliest tokens, and any that tie with the last (Fan et al. 2018)."""
    if k >= logits.shape[0]:
        return logits
    return logits.masked_fill(logits < logits.topk(k).values[-1], _NO)


def keep_nucleus(logits: Tensor, p: float) -> Tensor:
    """Keep the fewest likeliest tokens whose odds reach p, and ties with the last.

    Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration".
    """
    odds = logits.softmax(dim=0)
    vocabulary = odds.shape[0]
    look = min(_FIRST_LOOK, vocabulary)
    while True:
        # Sorting 256 of 8192 is ten times faster than sorting all, and nearly always enough.
        best = odds.topk(look).values
        reached = best.cumsum(dim=0, dtype=torch.float64)
        if look == vocabulary or reached[-1] >= p:
            break
        look = min(8 * look, vocabulary)
    # Where the sum first reaches p; rounding may leave the whole sum a hair below it.
    last = min(int((reached < p).sum()), look - 1)
    return logits.masked_fill(odds < best[last], _NO)


def keep_min_p(logits: Tensor, p: float) -> Tensor:
    """Keep tokens at least p times as likely as the likeliest (Nguyen et al. 2024)."""
    odds = logits.softmax(dim=0)
    return logits.masked_fill(odds < p * odds.max(), _NO)


def likeliest(logits: Tensor) -> int:
    """The token with the largest logit, the first of several."""
    best = logits.max(dim=0)
    _refuse_unless(math.isfinite(best.values.item()))
    return int(best.indices)


def draw(logits: Tensor, dice: torch.Generator) -> int:
    """Throw the dice once and find where the throw lands on the summed odds.

    `torch.multinomial` draws from the same odds, but throws once for each token there is.
    """
    summed = logits.softmax(dim=0).cumsum(dim=0, dtype=torch.float64)
    total = summed[-1].item()
    _refuse_unless(total > 0)  # NaN is not above 0 either
    throw = torch.rand(1, generator=dice, dtype=torch.float64).item()
    # 1 - throw lies in (0, 1]: a token of no odds adds nothing to the sum and is never landed on.
    return int(torch.searchsorted(summed, (1 - throw) * total))


def _refuse_unless(numbers: bool) -> None:
    if not numbers:
        raise FailedError(
            en="The net's logits are not numbers (NaN or infinity), so no token can be drawn. "
            "The weights are damaged or the training diverged: go back to an earlier checkpoint.",
            zh="网络给出的 logits 不是数（NaN 或无穷大），无法抽取词元。"
            "权重已损坏或训练已发散：请退回较早的检查点。",
        )
