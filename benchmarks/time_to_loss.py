"""Minutes to held-out loss 1.88 nats per character on tiny Shakespeare: ours beside nanoGPT's.

    python benchmarks/time_to_loss.py SHAKESPEARE.txt [--rounds 3] [--long 15]

The peer is nanoGPT's CPU recipe, written here from its description: GPT-2 blocks, 4 layers, 4
heads, width 128, context 64, batch 12, 2000 steps of AdamW, learning rate 1e-3 falling to 1e-4
by a cosine, float32, no dropout. It ends at 1.88. Ours is the command `gongwu train text` with
the flags below, timed as a whole process from a cold start: imports, reading, vocabulary,
training, evaluation, saving. The peer's time is that of its 2000 steps alone. Both are judged on
the whole last tenth of the text in windows side by side, in nats per character of text.
`--long M` also trains ours for M minutes: how far a quarter of an hour leads.
"""

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
from machine import describe
from plain_gpt import PlainGPT, plain_step
from torch import Tensor

from gongwu.engine.checkpoints.folder import load_net
from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
from gongwu.engine.nets.decoder import Decoder

TARGET = 1.88
HELD_OUT = 0.1

FLAGS = (
    "--model decoder --size tiny --layers 2 --tokens bpe --vocabulary 2048 --context 64 "
    "--rate 0.02 --evaluations 1 --minutes 0.08"
)
LONG_FLAGS = "--model decoder --size tiny --tokens bpe --vocabulary 1024"


def peer(text: str) -> tuple[float, float]:
    """Seconds of nanoGPT's 2000 CPU steps, and the held-out nats per character they lead to."""
    steps, batch, context, warmup, peak, floor = 2000, 12, 64, 100, 1e-3, 1e-4
    letters = sorted(set(text))
    ids = torch.tensor([letters.index(letter) for letter in text])
    trained, held = ids[: _border(text)], ids[_border(text) :]
    dice = torch.Generator().manual_seed(1337)
    net = PlainGPT(len(letters), context, width=128, layers=4, heads=4)
    weights = list(net.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": [weight for weight in weights if weight.dim() > 1], "weight_decay": 0.1},
            {"params": [weight for weight in weights if weight.dim() <= 1], "weight_decay": 0.0},
        ],
        lr=peak, betas=(0.9, 0.99), fused=True,
    )  # fmt: skip
    began = time.perf_counter()
    for step in range(steps):
        fall = 0.5 * (1 + math.cos(math.pi * max(0, step - warmup) / (steps - warmup)))
        rate = peak * step / warmup if step < warmup else floor + fall * (peak - floor)
        for group in optimizer.param_groups:
            group["lr"] = rate
        starts = torch.randint(len(trained) - context - 1, (batch,), generator=dice).tolist()
        rows = torch.stack([trained[start : start + context + 1] for start in starts])
        plain_step(weights, optimizer, net.loss(rows[:, :-1], rows[:, 1:]))
    seconds = time.perf_counter() - began
    return seconds, _nats(net, held, context) / len(held)


def ours(source: Path, text: str, flags: str) -> tuple[float, float]:
    """Seconds of the whole command, and the held-out nats per character of its model."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "model"
        command = [sys.executable, "-m", "gongwu.doors.cli.main", "train", "text", str(source)]
        environment = {**os.environ, "GONGWU_HOME": folder}
        began = time.perf_counter()
        subprocess.run(
            [*command, "--out", str(out), "--json", *flags.split()],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        seconds = time.perf_counter() - began
        net, tokenizer = load_net(out), load_tokenizer(out)
    assert isinstance(net, Decoder)
    held = text[_border(text) :]
    ids = torch.tensor(tokenizer.encode(held))
    return seconds, _nats(net, ids, net.shape.context) / len(held)


def _border(text: str) -> int:
    return len(text) - int(len(text) * HELD_OUT)


@torch.no_grad()
def _nats(net: PlainGPT | Decoder, ids: Tensor, context: int) -> float:
    """Sum over all of `ids` but the first, in windows side by side."""
    total = 0.0
    for start in range(0, len(ids) - 1, context):
        window = ids[start : start + context + 1]
        total += net.loss(window[None, :-1], window[None, 1:]).item() * (len(window) - 1)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=float, metavar="MINUTES")
    options = parser.parse_args()
    text = options.source.read_text(encoding="utf-8")
    runs: dict[str, list[tuple[float, float]]] = {"nanoGPT's CPU recipe": [], "Gongwu": []}
    for number in range(options.rounds):
        print(f"round {number + 1}", file=sys.stderr, flush=True)
        runs["nanoGPT's CPU recipe"].append(peer(text))
        runs["Gongwu"].append(ours(options.source, text, FLAGS))
    print(describe())
    print(f"flags: {FLAGS}\n")
    print("| contestant | seconds | held-out nats/character | reaches 1.88 | times faster |")
    print("|---|---|---|---|---|")
    base = statistics.median(seconds for seconds, _ in runs["nanoGPT's CPU recipe"])
    for name, seen in runs.items():
        seconds = statistics.median(second for second, _ in seen)
        loss = statistics.median(loss for _, loss in seen)
        reached = sum(round(loss, 2) <= TARGET for _, loss in seen)
        print(f"| {name} | {seconds:.1f} | {loss:.3f} | {reached}/{len(seen)} | "
              f"{base / seconds:.1f} |")  # fmt: skip
    if options.long:
        flags = f"{LONG_FLAGS} --minutes {options.long}"
        seconds, loss = ours(options.source, text, flags)
        print(f"\n{options.long:g} minutes ({flags}): {loss:.3f} nats/character "
              f"after {seconds / 60:.1f} minutes in all")  # fmt: skip


if __name__ == "__main__":
    main()
