"""How fast does a decoder write, beside transformers and llama.cpp?

    python benchmarks/decode_speed.py                     # 12M and 110M, both number types
    python benchmarks/decode_speed.py --shapes 0.5B --numbers bfloat16 --repeats 3

Random weights, the same folder for all, greedy, end to end: the prompt, every step, and picking
each token. Contestants take turns, and a turn during which something else ran on the machine is
left out (~ marks a figure that has none but such). The medians of tokens per second are printed
as a table for benchmarks/results.md.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from decode_peers import Contestant, Gongwu, LlamaCpp, Transformers, installed
from machine import describe
from stillness import Watch, wait_for_stillness

from gongwu.engine.checkpoints.folder import save_net
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.initialize import initialize

SHAPES = {
    "12M": DecoderShape(vocabulary=8192, context=512),
    "110M": DecoderShape(
        vocabulary=32000, context=512, width=768, layers=12, heads=12, groups=12, hidden=2048
    ),
    "0.5B": DecoderShape(
        vocabulary=151_936, context=512, width=896, layers=24, heads=14, groups=2, hidden=4864
    ),
}
NUMBERS = {"float32": torch.float32, "bfloat16": torch.bfloat16}


@dataclass(frozen=True)
class Rate:
    """Tokens per second, and how many undisturbed turns stand behind it: 0 is a rough guess."""

    tokens: float
    turns: int

    def __str__(self) -> str:
        return f"{self.tokens:.0f}" if self.turns else f"~{self.tokens:.0f}"


OURS, DYNAMIC, STATIC, LLAMA = "Gongwu", "transformers", "transformers static", "llama.cpp"


def main() -> None:
    options = parse()
    torch.set_num_threads(options.threads)
    print(describe("transformers", "llama-cpp-python"))
    print(
        f"prompt {options.prompt}, new {options.new}, greedy, median of {options.repeats} turns\n"
    )
    print(HEADER)
    for shape in options.shapes:
        for numbers in options.numbers:
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                save_random(SHAPES[shape], NUMBERS[numbers], folder / "net")
                for batch in options.batches:
                    entries = enter(folder, batch, options.prompt + options.new)
                    rates = race(entries, batch, numbers == "float32", options)
                    print(row(f"{shape} {numbers}, batch {batch}", rates), flush=True)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=["12M", "110M"])
    parser.add_argument("--numbers", nargs="+", choices=NUMBERS, default=list(NUMBERS))
    parser.add_argument("--batches", nargs="+", type=int, default=[1, 16])
    parser.add_argument("--prompt", type=int, default=32, help="tokens in each prompt")
    parser.add_argument("--new", type=int, default=128, help="tokens written after each prompt")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--patience", type=float, default=90, help="seconds for each line")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    return parser.parse_args()


def save_random(shape: DecoderShape, dtype: torch.dtype, folder: Path) -> None:
    net = Decoder(shape)
    initialize(net, torch.Generator().manual_seed(0))
    save_net(net, folder, dtype)


def enter(folder: Path, batch: int, positions: int) -> dict[str, Contestant]:
    """Those who are here."""
    net = folder / "net"
    entries: dict[str, Contestant] = {OURS: Gongwu(net, folder / "cache")}
    if installed("transformers"):
        entries[DYNAMIC] = Transformers(net, "dynamic")
        entries[STATIC] = Transformers(net, "static")
    if installed("llama_cpp") and installed("gguf"):
        entries[LLAMA] = LlamaCpp(net, batch, positions)
    return entries


def race(
    entries: dict[str, Contestant], batch: int, exact: bool, options: argparse.Namespace
) -> dict[str, Rate]:
    """The median of several turns of each; turns in which others ran are left out if possible."""
    dice = torch.Generator().manual_seed(1)
    prompts = torch.randint(1000, (batch, options.prompt), generator=dice).tolist()
    # Warm: first calls allocate and plan.
    first = {name: [text[0] for text in c.write(prompts, 4)] for name, c in entries.items()}
    if exact:
        must_agree(first)
    still: dict[str, list[float]] = {name: [] for name in entries}
    disturbed: dict[str, list[float]] = {name: [] for name in entries}
    end = time.perf_counter() + options.patience
    while min(map(len, still.values())) < options.repeats and (
        time.perf_counter() < end or min(len(still[n] + disturbed[n]) for n in entries) == 0
    ):
        for name, contestant in entries.items():
            wait_for_stillness(until=end)
            watch, began = Watch(), time.perf_counter()
            contestant.write(prompts, options.new)
            seconds = time.perf_counter() - began
            (still if watch.still() else disturbed)[name].append(seconds)
    return {
        name: Rate(
            batch * options.new / statistics.median(still[name] or disturbed[name]),
            turns=len(still[name]),
        )
        for name in entries
    }


def must_agree(first: dict[str, list[int]]) -> None:
    """Whoever ran another net would be fast or slow for nothing. In float32 only: the weights are
    random, and bfloat16 is too coarse to tell their likeliest tokens apart."""
    for name, tokens in first.items():
        same = sum(ours == theirs for ours, theirs in zip(first[OURS], tokens, strict=True))
        if same < 0.9 * len(tokens):
            raise SystemExit(f"{name} runs another net: {tokens} where ours says {first[OURS]}")


HEADER = (
    "| tokens/s | Gongwu | transformers (better cache) | Gongwu ÷ transformers "
    "| llama.cpp | Gongwu ÷ llama.cpp |\n|---|---|---|---|---|---|"
)


def row(title: str, rates: dict[str, Rate]) -> str:
    ours = rates[OURS]
    transformers = [rates[name] for name in (DYNAMIC, STATIC) if name in rates]
    better = max(transformers, key=lambda rate: rate.tokens, default=None)
    cells = [title, str(ours)]
    for rate in (better, rates.get(LLAMA)):
        cells += (
            ["not installed", "–"]
            if rate is None
            else [str(rate), f"{ours.tokens / rate.tokens:.2f}"]
        )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
