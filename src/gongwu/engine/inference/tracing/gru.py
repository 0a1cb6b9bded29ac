"""A GRU's way: embedding, then layers that read one token after another, then the head.

The states come from the net's own scan; the gates are worked out again from each state and the
one before it, all times at once. Letters of the shapes: record.py.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from gongwu.engine.inference.tracing.numerals import factor, plus, written
from gongwu.engine.inference.tracing.record import Gates, Layer, Stage, Worked
from gongwu.engine.inference.tracing.stages import (
    embed,
    length_of,
    matrix,
    row,
    said,
    score,
    shape,
)
from gongwu.engine.inference.tracing.walk import Walk
from gongwu.engine.nets.gru import GRU
from gongwu.engine.nets.gru_scan import gru_scan

MOST_VARYING = 12  # units whose gates are shown one by one


def walk_gru(net: GRU, ids: list[int]) -> Walk:
    """The whole text; it ends in the logits of every position. The last position is watched."""
    at = len(ids) - 1
    vectors, embedding = embed(net.embedding, ids, at)
    inputs, layers = vectors, []
    for index in range(net.shape.layers):
        weights = net.layer_weights(index)
        inputs, layer = _walk_layer(weights, index + 1, inputs)
        layers.append(layer)
    logits, head = score(net.head, inputs, at, "h")
    return Walk(
        vectors=vectors,
        opening=(embedding,),
        layers=tuple(layers),
        closing=(head,),
        ending=logits,
    )


@dataclass(frozen=True, kw_only=True)
class _Over:
    """One layer over time, each (T, H): what the input and the old state say, and the gates."""

    said_by_input: tuple[Tensor, Tensor, Tensor]  # for reset, update, candidate
    said_by_state: tuple[Tensor, Tensor, Tensor]
    reset: Tensor
    update: Tensor
    candidate: Tensor
    before: Tensor
    after: Tensor


def _walk_layer(weights: list[Tensor], number: int, inputs: Tensor) -> tuple[Tensor, Layer]:
    over = _run(weights, inputs)
    each_gate = sum(weight.numel() for weight in weights) // 3
    stages = (*_gate_stages(over, each_gate), _candidate_stage(over, each_gate), _state_stage(over))
    return over.after, Layer(number=number, stages=stages, gates=_gates(over))


def _run(weights: list[Tensor], inputs: Tensor) -> _Over:
    input_weight, state_weight, input_bias, state_bias = weights
    start = inputs.new_zeros(1, state_weight.shape[1])
    after = gru_scan(inputs[None], start, *weights)[0]
    before = torch.cat((start, after[:-1]))
    by_input = F.linear(inputs, input_weight, input_bias).chunk(3, dim=-1)
    by_state = F.linear(before, state_weight, state_bias).chunk(3, dim=-1)
    reset = torch.sigmoid(by_input[0] + by_state[0])
    return _Over(
        said_by_input=(by_input[0], by_input[1], by_input[2]),
        said_by_state=(by_state[0], by_state[1], by_state[2]),
        reset=reset,
        update=torch.sigmoid(by_input[1] + by_state[1]),
        candidate=torch.tanh(by_input[2] + reset * by_state[2]),
        before=before,
        after=after,
    )


def _watched_unit(over: _Over) -> int:
    """The unit that the watched token moves most."""
    return int((over.after[-1] - over.before[-1]).abs().argmax())


def _gate_stages(over: _Over, parameters: int) -> tuple[Stage, Stage]:
    unit = _watched_unit(over)

    def stage(index: int, symbol: str, gate: Tensor) -> Stage:
        by_input = float(over.said_by_input[index][-1, unit])
        by_state = float(over.said_by_state[index][-1, unit])
        return Stage(
            kind="reset" if symbol == "r" else "update",
            formula=f"{symbol} = σ(W_{symbol}·x + b_{symbol} + U_{symbol}·h + d_{symbol})",
            shapes=(shape(symbol, "TH", gate),),
            parameters=parameters,
            worked=(
                said(f"(W_{symbol}·x + b_{symbol})_{unit + 1}", by_input),
                said(f"(U_{symbol}·h + d_{symbol})_{unit + 1}", by_state),
                Worked(
                    symbols=f"{symbol}_{unit + 1}",
                    numbers=f"σ({plus(by_input, by_state)})",
                    result=float(gate[-1, unit]),
                ),
            ),
        )

    return stage(0, "r", over.reset), stage(1, "z", over.update)


def _candidate_stage(over: _Over, parameters: int) -> Stage:
    unit = _watched_unit(over)
    by_input = float(over.said_by_input[2][-1, unit])
    by_state = float(over.said_by_state[2][-1, unit])
    reset = float(over.reset[-1, unit])
    return Stage(
        kind="candidate",
        formula="c = tanh(W_c·x + b_c + r ⊙ (U_c·h + d_c))",
        shapes=(shape("c", "TH", over.candidate),),
        parameters=parameters,
        worked=(
            said(f"(W_c·x + b_c)_{unit + 1}", by_input),
            said(f"(U_c·h + d_c)_{unit + 1}", by_state),
            Worked(
                symbols=f"c_{unit + 1}",
                numbers=f"tanh({written(by_input)} + {written(reset)} · {factor(by_state)})",
                result=float(over.candidate[-1, unit]),
            ),
        ),
    )


def _state_stage(over: _Over) -> Stage:
    unit = _watched_unit(over)
    update, candidate = float(over.update[-1, unit]), float(over.candidate[-1, unit])
    before = float(over.before[-1, unit])
    return Stage(
        kind="state",
        formula="h ← (1 − z) ⊙ c + z ⊙ h",
        shapes=(shape("h", "TH", over.after),),
        parameters=0,
        worked=(
            said(f"h_{unit + 1}(t − 1)", before),
            Worked(
                symbols=f"h_{unit + 1}(t)",
                numbers=f"(1 − {written(update)}) · {factor(candidate)} + "
                f"{written(update)} · {factor(before)}",
                result=float(over.after[-1, unit]),
            ),
            length_of("h", over.after[-1]),
        ),
    )


def _gates(over: _Over) -> Gates:
    """Means over the units, and the units that vary most over time."""
    restless = (over.reset + over.update).var(dim=0, correction=0)
    shown = restless.topk(min(MOST_VARYING, len(restless))).indices.sort().values
    return Gates(
        reset_mean=row(over.reset.mean(dim=1)),
        update_mean=row(over.update.mean(dim=1)),
        units=tuple(unit + 1 for unit in shown.tolist()),
        reset=matrix(over.reset[:, shown].T),
        update=matrix(over.update[:, shown].T),
        state=matrix(over.after[:, shown].T),
    )
