"""Attention written out: the softmax of every head, and one query's reckoning, key by key.

Letters of the shapes: record.py. S stands for the keys' axis, which is T in self-attention.
"""

from dataclasses import dataclass

from torch import Tensor

from gongwu.engine.inference.tracing.numerals import factor, minus, plus, written
from gongwu.engine.inference.tracing.record import (
    Attention,
    KeyRow,
    KeyTable,
    Role,
    Stage,
    StageKind,
    Worked,
)
from gongwu.engine.inference.tracing.stages import matrix, shape
from gongwu.engine.nets.attention import attention_weights, join_heads

STRONGEST = 5  # keys written out for one query


@dataclass(frozen=True, kw_only=True)
class Looking:
    """One attention before its softmax: what is asked, of what, and what bends the likeness."""

    query: Tensor  # (H, T, D)
    key: Tensor  # (H, S, D)
    value: Tensor  # (H, S, D)
    causal: bool = False  # a query sees no later key
    scaled: bool = False  # likeness is divided by √D
    bias: Tensor | None = None  # (H, T, S), by distance, without the mask


def look(looking: Looking, role: Role, reads: Role, at: int) -> tuple[Tensor, Stage, Attention]:
    """-> what all heads read (T, H·D), the stage, and every head's softmax."""
    weights = attention_weights(
        looking.query[None],
        looking.key[None],
        causal=looking.causal,
        bias=looking.bias,
        scale=None if looking.scaled else 1.0,
    )
    read = weights @ looking.value
    keys_axis = "T" if role == reads else "S"
    stage = Stage(
        kind=_kind(looking, role, reads),
        formula=f"o = a·v,  a = softmax({_inside(looking)})",
        shapes=(shape("a", f"HT{keys_axis}", weights[0]), shape("o", "HTD", read[0])),
        parameters=0,
        worked=_worked(looking, at),
        keys=_key_table(looking, at),
    )
    heads = tuple(matrix(head) for head in weights[0])
    return join_heads(read)[0], stage, Attention(reads=reads, heads=heads)


def _kind(looking: Looking, role: Role, reads: Role) -> StageKind:
    if role != reads:
        return "attention-source"
    return "attention" if looking.bias is None else "attention-by-distance"


def _inside(looking: Looking) -> str:
    near = "" if looking.bias is None else " + b"
    return ("q·kᵀ ÷ √D" if looking.scaled else "q·kᵀ") + near


def _likeness(looking: Looking) -> str:
    return "q·k" if looking.scaled or looking.bias is not None else "s = q·k"


@dataclass(frozen=True)
class _Reckoning:
    """The first head at the watched position: one number for each key it may look at."""

    likeness: Tensor
    bias: Tensor | None
    score: Tensor
    raised: Tensor
    odds: Tensor
    parts: Tensor


def _reckon(looking: Looking, at: int) -> _Reckoning:
    seen = slice(0, at + 1 if looking.causal else None)
    likeness = looking.key[0, seen] @ looking.query[0, at]
    bias = None if looking.bias is None else looking.bias[0, at, seen]
    score = likeness * (looking.query.shape[-1] ** -0.5 if looking.scaled else 1.0)
    if bias is not None:
        score = score + bias
    raised = (score - score.max()).exp()
    odds = raised / raised.sum()
    return _Reckoning(likeness, bias, score, raised, odds, odds * looking.value[0, seen, 0])


def _worked(looking: Looking, at: int) -> tuple[Worked, ...]:
    """The likeliest key's way from q·k to its share."""
    seen = _reckon(looking, at)
    key = int(seen.odds.argmax())
    likeness, score = float(seen.likeness[key]), float(seen.score[key])
    lines = [Worked(symbols=_likeness(looking), numbers="", result=likeness)]
    if looking.scaled:
        width = looking.query.shape[-1]
        numbers = f"{written(likeness)} ÷ √{width}"
        lines.append(Worked(symbols="s = q·k ÷ √D", numbers=numbers, result=score))
    elif seen.bias is not None:
        numbers = plus(likeness, float(seen.bias[key]))
        lines.append(Worked(symbols="s = q·k + b", numbers=numbers, result=score))
    raised, total = float(seen.raised[key]), float(seen.raised.sum())
    lines += [
        Worked(
            symbols="e = exp(s − max s)",
            numbers=f"exp({minus(score, float(seen.score.max()))})",
            result=raised,
        ),
        Worked(
            symbols="a = e ÷ Σ e",
            numbers=f"{written(raised)} ÷ {written(total)}",
            result=float(seen.odds[key]),
        ),
    ]
    first = float(looking.value[0, key, 0])
    lines.append(
        Worked(
            symbols="a · v_1",
            numbers=f"{written(float(seen.odds[key]))} · {factor(first)}",
            result=float(seen.parts[key]),
        )
    )
    return tuple(lines)


def _key_table(looking: Looking, at: int) -> KeyTable:
    """The strongest keys one by one, the others together, and the sums."""
    seen = _reckon(looking, at)
    alone = {_likeness(looking): seen.likeness}  # numbers of one key only: their sum says nothing
    if looking.scaled:
        alone["s = q·k ÷ √D"] = seen.score
    elif seen.bias is not None:
        alone |= {"b": seen.bias, "s = q·k + b": seen.score}
    summed = {"e": seen.raised, "a": seen.odds, "a · v_1": seen.parts}
    columns = [*alone.values(), *summed.values()]
    strongest = seen.odds.topk(min(STRONGEST, len(seen.odds))).indices
    shown = sorted(strongest.tolist())
    others = [key for key in range(len(seen.odds)) if key not in shown]
    blank = (None,) * len(alone)
    rows = [
        KeyRow(position=key, values=tuple(float(column[key]) for column in columns))
        for key in shown
    ]
    if others:
        rest = tuple(float(column[others].sum()) for column in summed.values())
        rows.append(KeyRow(position=None, values=(*blank, *rest)))
    return KeyTable(
        head=1,
        columns=(*alone, *summed),
        rows=tuple(rows),
        sums=(*blank, *(float(column.sum()) for column in summed.values())),
    )
