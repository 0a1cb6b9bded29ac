"""The stages that the nets share: each computes with the net's own part and notes what it did.

Every function takes the stream of one text, (T, C), and `at`, the watched position, whose numbers
stand beside the formula. Letters of the shapes: record.py.
"""

from typing import Literal

import torch
from torch import Tensor, nn

from gongwu.engine.inference.tracing.numerals import factor, plus, written
from gongwu.engine.inference.tracing.record import Matrix, Row, Shape, Stage, Worked
from gongwu.engine.nets import decoder, encoder_decoder
from gongwu.engine.nets.norms import RMSNorm

FeedForward = decoder.FeedForward | encoder_decoder.FeedForward


def embed(embedding: nn.Embedding, ids: list[int], at: int) -> tuple[Tensor, Stage]:
    """Ids -> (T, C): each id's row of the table."""
    vectors: Tensor = embedding(torch.tensor(ids, device=embedding.weight.device))
    return vectors, Stage(
        kind="embedding",
        formula="x = E[id]",
        shapes=(shape("E", "VC", embedding.weight), shape("x", "TC", vectors)),
        parameters=count(embedding),
        worked=(
            Worked(symbols=f"x_1 = E[{ids[at]}]_1", numbers="", result=float(vectors[at, 0])),
            length_of("x", vectors[at]),
        ),
    )


def normalize(norm: RMSNorm, hidden: Tensor, at: int) -> tuple[Tensor, Stage]:
    """RMSNorm: (T, C) -> (T, C)."""
    normed: Tensor = norm(hidden)
    first, gain = float(hidden[at, 0]), float(norm.weight[0])
    mean = float(hidden[at].square().mean())
    root = (mean + norm.epsilon) ** 0.5
    return normed, Stage(
        kind="norm",
        formula="n = x ÷ √(mean(x²) + ε) · g",
        shapes=(shape("n", "TC", normed),),
        parameters=count(norm),
        worked=(
            Worked(symbols="mean(x²)", numbers="", result=mean),
            Worked(
                symbols="√(mean(x²) + ε)",
                numbers=f"√({written(mean)} + {written(norm.epsilon)})",
                result=root,
            ),
            Worked(
                symbols="n_1 = x_1 ÷ √(…) · g_1",
                numbers=f"{written(first)} ÷ {written(root)} · {factor(gain)}",
                result=float(normed[at, 0]),
            ),
        ),
    )


def write_back(output: nn.Linear, read: Tensor, hidden: Tensor, at: int) -> tuple[Tensor, Stage]:
    """What attention read, (T, H·D), mixed and added to the stream: -> (T, C)."""
    mixed: Tensor = output(read)
    after = hidden + mixed
    return after, Stage(
        kind="write",
        formula="x ← x + y,  y = W_o·o",
        shapes=(shape("x", "TC", after),),
        parameters=count(output),
        worked=(
            Worked(symbols="y_1 = (W_o·o)_1", numbers="", result=float(mixed[at, 0])),
            added(hidden[at], mixed[at]),
            length_of("x", after[at]),
        ),
    )


def feed_forward(
    part: FeedForward, normed: Tensor, hidden: Tensor, at: int
) -> tuple[Tensor, Stage]:
    """The gated feed-forward, added to the stream: -> (T, C). Its strongest unit is written out."""
    bend = "silu" if isinstance(part, decoder.FeedForward) else "gelu"
    units = part.gated(normed)
    pushed = part(normed)
    after = hidden + pushed
    unit = int(units[at].abs().argmax())
    gate, up = float(part.gate(normed[at])[unit]), float(part.up(normed[at])[unit])
    return after, Stage(
        kind="feed-forward",
        formula=f"x ← x + y,  y = W_down·({bend}(W_gate·n) ⊙ W_up·n)",
        shapes=(shape(f"{bend}(…) ⊙ …", "TF", units), shape("x", "TC", after)),
        parameters=count(part),
        worked=(
            Worked(symbols=f"g = (W_gate·n)_{unit + 1}", numbers="", result=gate),
            Worked(symbols=f"u = (W_up·n)_{unit + 1}", numbers="", result=up),
            Worked(
                symbols=f"{bend}(g) · u",
                numbers=f"{bend}({written(gate)}) · {factor(up)}",
                result=float(units[at, unit]),
            ),
            Worked(symbols="y_1 = (W_down·…)_1", numbers="", result=float(pushed[at, 0])),
            added(hidden[at], pushed[at]),
            length_of("x", after[at]),
        ),
    )


def score(
    head: nn.Linear, hidden: Tensor, at: int, symbol: Literal["n", "h"]
) -> tuple[Tensor, Stage]:
    """The head: (T, C) -> logits (T, V). The likeliest token's logit is written out."""
    logits: Tensor = head(hidden)
    token = int(logits[at].argmax())
    weight = head.weight[token]
    worked = [length_of(symbol, hidden[at])]
    if head.bias is None:
        formula = f"l = W·{symbol}"
        worked.append(said(f"l_{token} = W_{token}·{symbol}", logits[at, token]))
    else:
        formula = f"l = W·{symbol} + b"
        product, bias = float(weight @ hidden[at]), float(head.bias[token])
        worked += [
            said(f"W_{token}·{symbol}", product),
            Worked(
                symbols=f"l_{token} = W_{token}·{symbol} + b_{token}",
                numbers=plus(product, bias),
                result=float(logits[at, token]),
            ),
        ]
    return logits, Stage(
        kind="head",
        formula=formula,
        shapes=(shape("W", "VH" if symbol == "h" else "VC", head.weight), shape("l", "TV", logits)),
        parameters=count(head),
        worked=tuple(worked),
    )


def said(symbols: str, result: float | Tensor) -> Worked:
    """A number whose operands are too many to write out."""
    return Worked(symbols=symbols, numbers="", result=float(result))


def added(before: Tensor, change: Tensor) -> Worked:
    """The first number of a stream that is added to."""
    first, second = float(before[0]), float(change[0])
    return Worked(symbols="x_1 + y_1", numbers=plus(first, second), result=first + second)


def length_of(symbol: str, vector: Tensor) -> Worked:
    """How long a vector is."""
    return said(f"|{symbol}| = √(Σ {symbol}²)", vector.norm())


def shape(symbol: str, letters: str, tensor: Tensor) -> Shape:
    """A tensor's shape with a letter for each axis."""
    return Shape(symbol=symbol, axes=tuple(zip(letters, tensor.shape, strict=True)))


def count(*parts: nn.Module) -> int:
    """How many weights the parts have."""
    return sum(weight.numel() for part in parts for weight in part.parameters())


def row(numbers: Tensor) -> Row:
    """(N,) -> plain numbers."""
    return tuple(numbers.tolist())


def matrix(numbers: Tensor) -> Matrix:
    """(M, N) -> rows of plain numbers."""
    return tuple(map(tuple, numbers.tolist()))
