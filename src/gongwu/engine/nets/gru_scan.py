"""One GRU layer over time, with a backward pass written by hand.

torch's own CPU GRU lets autograd walk back step by step, so it forms the weights' gradient T times
from small products. Here each step keeps its gate gradients, and the weights' gradient is one
product over all steps. The input's share of the gates is one product forward, too.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor


def gru_scan(
    inputs: Tensor,
    state: Tensor,
    input_weight: Tensor,
    state_weight: Tensor,
    input_bias: Tensor,
    state_bias: Tensor,
) -> Tensor:
    """inputs (B, T, E), state (B, H) -> states (B, T, H). Gates in torch's order: r, z, n.

    r = σ(W_r x + U_r h), z = σ(W_z x + U_z h), n = tanh(W_n x + r·(U_n h)), h' = (1-z)·n + z·h
    (biases left out). Under autocast the products run in its type; gates and state stay wide.
    """
    gates = F.linear(inputs, input_weight, input_bias)
    if torch.is_autocast_enabled("cpu"):
        state_weight = state_weight.to(torch.get_autocast_dtype("cpu"))
    steps = gates.transpose(0, 1).to(state.dtype)
    states: Tensor = _Scan.apply(steps, state, state_weight, state_bias)  # type: ignore[no-untyped-call]
    return states.transpose(0, 1)


class _Scan(torch.autograd.Function):
    """(T, B, 3H) input gates, (B, H) state, (3H, H) weight, (3H,) bias -> (T, B, H) states."""

    @staticmethod
    def forward(ctx: Any, gates: Tensor, state: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        steps, batch, _ = gates.shape
        width = state.shape[1]
        states = gates.new_empty(steps + 1, batch, width)
        states[0] = state
        # σ(r), σ(z), tanh(n) and U_n h: what the way back needs.
        kept = gates.new_empty(steps, batch, 4 * width)
        transposed = weight.T
        for t in range(steps):
            reset, update, new, carried = kept[t].chunk(4, dim=-1)
            recurrent = (states[t].to(weight.dtype) @ transposed).to(state.dtype) + bias
            both = torch.sigmoid_(recurrent[:, : 2 * width] + gates[t, :, : 2 * width])
            kept[t, :, : 2 * width] = both
            carried.copy_(recurrent[:, 2 * width :])
            torch.tanh(torch.addcmul(gates[t, :, 2 * width :], reset, carried), out=new)
            torch.lerp(new, states[t], update, out=states[t + 1])
        ctx.save_for_backward(states, kept, weight)
        return states[1:]

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        states, kept, weight = ctx.saved_tensors
        steps, batch, width = upstream[0].shape
        input_slopes = states.new_empty(steps, batch, 3 * width)
        state_slopes = torch.empty_like(input_slopes, dtype=weight.dtype)
        back = torch.zeros_like(states[0])
        for t in reversed(range(steps)):
            reset, update, new, carried = kept[t].chunk(4, dim=-1)
            back = back + upstream[0][t]
            new_slope = back * (1 - update) * (1 - new * new)
            update_slope = back * (states[t] - new) * update * (1 - update)
            reset_slope = new_slope * carried * reset * (1 - reset)
            torch.cat((reset_slope, update_slope, new_slope), dim=-1, out=input_slopes[t])
            state_slopes[t] = torch.cat((reset_slope, update_slope, new_slope * reset), dim=-1)
            back = back * update + (state_slopes[t] @ weight).to(back.dtype)
        flat = state_slopes.flatten(0, 1)
        weight_slope = flat.T @ states[:-1].flatten(0, 1).to(weight.dtype)
        return input_slopes, back, weight_slope, flat.sum(dim=0, dtype=states.dtype)
