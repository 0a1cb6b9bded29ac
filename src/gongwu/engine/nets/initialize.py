"""First weights, drawn from the dice that are passed in.

Normal with standard deviation 0.02; what writes into the residual stream is scaled down by the
square root of how many such writes there are (Radford et al. 2019, GPT-2), so the stream's size
does not grow with depth. Gains start at 1, biases at 0. A recurrent net's embedding starts as
torch's own does, with standard deviation 1: it learns words in half the steps.
"""

import math

import torch
from torch import nn

SPREAD = 0.02

_WRITES = (".output.weight", ".down.weight")


def initialize(net: nn.Module, dice: torch.Generator) -> None:
    """Draw every weight of a net anew, in the order of its names."""
    writes = sum(name.endswith(_WRITES) for name, _ in net.named_parameters())
    recurrent = any(name.startswith("recurrent.") for name, _ in net.named_parameters())
    with torch.no_grad():
        for name, weight in net.named_parameters():
            if name.startswith("recurrent."):
                # torch's own rule for recurrent nets: uniform within 1/√H.
                bound = 1 / math.sqrt(weight.shape[0] / 3)
                weight.uniform_(-bound, bound, generator=dice)
            elif recurrent and name == "embedding.weight":
                # No norm stands between it and the gates: small inputs would leave them shut.
                weight.normal_(0.0, 1.0, generator=dice)
            elif weight.dim() == 1:
                weight.fill_(1.0 if name.endswith("norm.weight") else 0.0)
            else:
                shrink = math.sqrt(writes) if name.endswith(_WRITES) else 1.0
                weight.normal_(0.0, SPREAD / shrink, generator=dice)
