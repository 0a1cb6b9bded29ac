"""Training speed: tokens per second of our loop beside the peers', same shape, same batch.

    python benchmarks/train_speed.py [--rounds 3] [--steps 4]

The decoder: width 384, 6 layers, context 256, vocabulary 8192, batch 32, AdamW, clipping (12M
weights beside the embedding). The GRU: embedding 256, hidden 512, 2 layers, same batch, Adam.
Each contestant runs in a process of its own, in turn, so that none inherits another's memory or
settings; a figure is the median over the rounds of each process's best step. Peers: transformers'
Trainer (needs `accelerate`) in float32 and bfloat16, as shipped and with the allocator that ours
sets; a loop in the style of nanoGPT in float32, written here; torch's own GRU in float32.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import torch
import torch.nn.functional as F
from machine import describe, peak_flops
from plain_gpt import PlainGPT, plain_step
from torch import nn

from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.engine.nets.initialize import initialize
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.batches import Batch
from gongwu.engine.training.loop import train
from gongwu.engine.training.optimizers import make_optimizers
from gongwu.engine.training.settings import ModelKind, OptimizerKind, Precision, TextTraining

BATCH, CONTEXT, VOCABULARY, WIDTH, LAYERS, HEADS = 32, 256, 8192, 384, 6, 6
# Multiply-adds times two, forward and backward, for each token: 6 per weight that is multiplied,
# and the attention's own products.
FLOPS = {"decoder": 86e6, "gru": 42e6}
KEPT = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "20000000000",
    "MALLOC_TOP_PAD_": "268435456",
}


class FixedBatches:
    """The same random batch at every step: speed only."""

    def __init__(self) -> None:
        ids = torch.randint(VOCABULARY, (BATCH, CONTEXT + 1), generator=_dice())
        self.batch = ids[:, :-1], ids[:, 1:]

    def at(self, step: int) -> Batch:
        del step
        return self.batch

    def held_out(self, tokens: int) -> Iterator[tuple[Batch, int]]:
        yield self.batch, tokens


def ours(model: ModelKind, optimizer: OptimizerKind, steps: int) -> float:
    """Our loop as `gongwu train text` runs it."""
    keep_memory()
    net: GRU | Decoder
    if model == "gru":
        net = GRU(GRUShape(vocabulary=VOCABULARY, context=CONTEXT))
    else:
        net = Decoder(DecoderShape(vocabulary=VOCABULARY, context=CONTEXT, tied=True))
    initialize(net, _dice())
    precision: Precision = "bfloat16"
    settings = TextTraining(
        model=model, size="base", tokens="bpe", vocabulary=VOCABULARY, context=CONTEXT,
        batch=BATCH, optimizer=optimizer, peak_rate=1e-4, precision=precision, steps=steps,
    )  # fmt: skip
    reports = train(
        net, FixedBatches(), make_optimizers(net, settings), settings,
        first_step=0, progress=lambda step: step / steps,
    )  # fmt: skip
    return _best_step(lambda: next(reports), steps)


def nanogpt_style(steps: int) -> float:
    """A plain float32 loop over GPT-2 blocks of the same width and depth."""
    net = PlainGPT(VOCABULARY, CONTEXT, WIDTH, LAYERS, HEADS)
    weights = list(net.parameters())
    optimizer = torch.optim.AdamW(weights, lr=1e-4, fused=True)
    batch = FixedBatches().batch
    return _best_step(lambda: plain_step(weights, optimizer, net.loss(*batch)), steps)


def torch_gru(steps: int) -> float:
    """torch's own GRU and cross-entropy in float32."""
    embedding, head = nn.Embedding(VOCABULARY, 256), nn.Linear(512, VOCABULARY)
    recurrent = nn.GRU(256, 512, 2, batch_first=True)
    weights = [*embedding.parameters(), *recurrent.parameters(), *head.parameters()]
    optimizer = torch.optim.Adam(weights, lr=1e-4, fused=True)
    ids, targets = FixedBatches().batch

    def step() -> float:
        logits = head(recurrent(embedding(ids))[0])
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
        return plain_step(weights, optimizer, loss)

    return _best_step(step, steps)


def trainer(precision: Precision, steps: int) -> float:
    """transformers' Trainer on LlamaForCausalLM, fused AdamW."""
    import transformers

    transformers.logging.set_verbosity_error()
    shape = transformers.LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=WIDTH, intermediate_size=1024,
        num_hidden_layers=LAYERS, num_attention_heads=HEADS, num_key_value_heads=HEADS,
        max_position_embeddings=CONTEXT, tie_word_embeddings=True,
    )  # fmt: skip
    ids = FixedBatches().batch[0]
    rows = [{"input_ids": row, "labels": row} for row in ids] * (steps + 1)
    marks: list[float] = []

    class Clock(transformers.TrainerCallback):  # type: ignore[misc]
        def on_step_end(self, *_: object, **__: object) -> None:
            marks.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as folder:
        transformers.Trainer(
            model=transformers.LlamaForCausalLM(shape),
            args=transformers.TrainingArguments(
                folder, max_steps=steps + 1, per_device_train_batch_size=BATCH, use_cpu=True,
                bf16=precision == "bfloat16", optim="adamw_torch_fused", max_grad_norm=1.0,
                logging_strategy="no", save_strategy="no", report_to=[], disable_tqdm=True,
                dataloader_pin_memory=False,
            ),
            train_dataset=rows,
            callbacks=[Clock()],
        ).train()  # fmt: skip
    return BATCH * CONTEXT / min(after - before for before, after in pairwise(marks))


CONTESTANTS: dict[str, Callable[[int], float]] = {
    "decoder: Gongwu": lambda steps: ours("decoder", "adamw", steps),
    "decoder: Gongwu with Muon": lambda steps: ours("decoder", "muon", steps),
    "decoder: Trainer bfloat16": lambda steps: trainer("bfloat16", steps),
    "decoder: Trainer bfloat16, memory kept": lambda steps: trainer("bfloat16", steps),
    "decoder: Trainer float32": lambda steps: trainer("float32", steps),
    "decoder: nanoGPT style float32": nanogpt_style,
    "gru: Gongwu": lambda steps: ours("gru", "adam", steps),
    "gru: torch.nn.GRU float32": torch_gru,
}


def _best_step(step: Callable[[], object], steps: int) -> float:
    """Tokens per second of the fastest step after the first."""
    seconds = []
    for _ in range(steps):
        began = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - began)
    return BATCH * CONTEXT / min(seconds[1:])


def _dice() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def _in_own_process(name: str, steps: int) -> float | None:
    environment = {**os.environ, **(KEPT if name.endswith("memory kept") else {})}
    command = [sys.executable, __file__, "--contestant", name, "--steps", str(steps)]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if result.returncode:
        print(f"{name}: {result.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return float(json.loads(result.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--contestant", choices=CONTESTANTS)
    options = parser.parse_args()
    if options.contestant:
        print(json.dumps(CONTESTANTS[options.contestant](options.steps)))
        return
    figures: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for number in range(options.rounds):
        for name, measured in figures.items():
            print(f"round {number + 1}: {name}", file=sys.stderr, flush=True)
            if (speed := _in_own_process(name, options.steps)) is not None:
                measured.append(speed)
    _print_table({name: statistics.median(seen) for name, seen in figures.items() if seen})


def _print_table(speeds: dict[str, float]) -> None:
    peak = peak_flops(torch.bfloat16)
    print(describe("transformers", "accelerate"))
    print(f"bfloat16 peak (2048³ product): {peak / 1e9:.0f} GFLOP/s\n")
    print("| contestant | tokens/s | ours is … times | share of bf16 peak |\n|---|---|---|---|")
    for name, speed in speeds.items():
        net = name.partition(":")[0]
        ratio = speeds[f"{net}: Gongwu"] / speed
        print(f"| {name} | {speed:,.0f} | {ratio:.2f} | {speed * FLOPS[net] / peak:.0%} |")


if __name__ == "__main__":
    main()
