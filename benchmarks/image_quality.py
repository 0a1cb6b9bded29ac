"""How good drawn pictures are after the same seconds of training: ours beside diffusers' example.

    python benchmarks/image_quality.py PICTURES.idx3-ubyte.gz [--seconds 30 60 120 240]

PICTURES have classes (an IDX file with its labels, class folders). A fifth of them is held out:
neither contestants nor judge see it, and samples are compared with it. The judge is a small
classifier taught by the same four fifths; "real" is its verdict on held-out pictures. Each
contestant runs in a process of its own, one at a time, and is trained anew for every budget, since
its learning rate falls with the clock. Only seconds of training are counted, evaluation included,
not reading, imports or drawing.

Ours is a run as `gongwu train image` makes it, drawn as `gongwu draw` does and, to compare the nets
alone, without guidance. The peer is in image_peer.py; its better mode is bfloat16 autocast,
channels last, with the allocator that ours sets.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from image_judging import (
    HELD_OUT,
    Collection,
    draw_all,
    followed,
    gallery_of,
    judge_for,
    judged,
    read_collection,
    wishes,
)
from machine import describe
from safetensors.torch import load_file, save_file
from torch import Tensor

from gongwu.engine.evaluation.quality import Quality
from gongwu.engine.inference.image_model import open_image_model
from gongwu.engine.pictures.survey import survey_pictures
from gongwu.engine.training.allocator import keep_memory
from gongwu.engine.training.image_defaults import image_settings_for
from gongwu.engine.training.image_run import start_image_run

OURS, PEER, BETTER = "Gongwu", "diffusers float32", "diffusers bfloat16"
UNGUIDED = f"{OURS}, guidance 1"
CONTESTANTS = (OURS, PEER, BETTER)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A contestant after a budget."""

    name: str
    seconds: float
    steps: int
    seen: Quality

    @property
    def accuracy(self) -> float:
        """The share of samples in which the judge sees the class that was asked for."""
        return followed(self.seen).value

    def as_good_as(self, other: "Row") -> bool:
        """In both measures."""
        return self.accuracy >= other.accuracy and self.seen.kid.value <= other.seen.kid.value


def main() -> None:
    options = _parsed()
    if options.contestant:
        _contest(options)
        return
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        collection = read_collection([options.source], Path(folder) / "pictures")
        judge = judge_for(collection, options.judge_steps)
        rows = []
        for seconds in options.seconds:
            for name in options.contestants:
                print(f"{seconds:g} s: {name}", file=sys.stderr, flush=True)
                for drawer, steps, pictures in _in_own_process(name, seconds, options):
                    drawn = gallery_of(pictures, wishes(collection, options.samples))
                    seen = judged(judge, collection, drawn)
                    rows.append(Row(name=drawer, seconds=seconds, steps=steps, seen=seen))
                    print(_line(rows[-1]), file=sys.stderr, flush=True)
        _print_table(options, collection, rows)
    print(f"\nThe whole took {(time.perf_counter() - began) / 60:.0f} minutes.")


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--seconds", type=float, nargs="+", default=[30, 60, 120, 240])
    parser.add_argument("--samples", type=int, default=500)
    parser.add_argument("--contestants", nargs="+", choices=CONTESTANTS, default=CONTESTANTS)
    parser.add_argument("--peer-steps", type=int, default=50, help="1000: DDPM, as documented")
    parser.add_argument("--steps", type=int, default=20, help="of our sampling")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--contestant", choices=CONTESTANTS)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--judge-steps", type=int, default=400)
    return parser.parse_args()


def _in_own_process(
    name: str, seconds: float, options: argparse.Namespace
) -> list[tuple[str, int, Tensor]]:
    """Samples (N, S, S, C) of a contestant by name, with the steps that it was trained for."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "drawn.safetensors"
        command = [
            sys.executable, __file__, str(options.source), "--contestant", name,
            "--seconds", str(seconds), "--samples", str(options.samples), "--out", str(out),
            "--peer-steps", str(options.peer_steps), "--steps", str(options.steps),
            "--seed", str(options.seed),
        ]  # fmt: skip
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=dict(os.environ))
        steps = int(json.loads(done.stdout.splitlines()[-1]))
        return [(drawer, steps, pictures) for drawer, pictures in load_file(out).items()]


def _contest(options: argparse.Namespace) -> None:
    """Train and draw as one contestant; samples go to `out`, steps to standard output."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        collection = read_collection([options.source], work / "pictures")
        contest = _ours if options.contestant == OURS else _peer
        steps, drawn = contest(options, collection, work)
    save_file(drawn, options.out)
    print(json.dumps(steps))


def _ours(
    options: argparse.Namespace, collection: Collection, work: Path
) -> tuple[int, dict[str, Tensor]]:
    found = survey_pictures([options.source])
    settings = image_settings_for(
        found,
        minutes=options.seconds[0] / 60,
        held_out=HELD_OUT,
        evaluations=1,
        seed=options.seed,
    )
    with start_image_run([options.source], work / "model", settings, found) as run:
        run.prepare()
        *_, last = run.steps()
    model = open_image_model(work / "model")
    plain = replace(model.drawing_of(model.defaults), steps=options.steps)
    asked = wishes(collection, options.samples)
    unguided = replace(plain, guidance=replace(plain.guidance, scale=1.0))
    return last.step, {
        name: draw_all(model.painter, asked, drawing)
        for name, drawing in ((OURS, plain), (UNGUIDED, unguided))
    }


def _peer(
    options: argparse.Namespace, collection: Collection, _work: Path
) -> tuple[int, dict[str, Tensor]]:
    from image_peer import PeerSettings, draw_peer, peer_net, train_peer

    better = options.contestant == BETTER
    if better:
        keep_memory()
    labels = collection.train.labels
    assert labels is not None
    torch.random.manual_seed(options.seed)  # diffusers knows no other dice for first weights
    net = peer_net(collection.side, collection.channels, len(collection.classes))
    settings = PeerSettings(seconds=options.seconds[0], better=better)
    steps = train_peer(net, collection.train.pictures, labels, settings)
    asked = [wish.label for wish in wishes(collection, options.samples) for _ in range(wish.times)]
    return steps, {options.contestant: draw_peer(net, asked, options.peer_steps)}


def _print_table(options: argparse.Namespace, collection: Collection, rows: Sequence[Row]) -> None:
    print(describe("diffusers"))
    print(
        f"{options.source.name}: {len(collection.train.pictures)} pictures of {collection.side} "
        f"pixels to learn from, {len(collection.held_out.pictures)} held out; {options.samples} "
        f"samples, ours in {options.steps} steps, the peer's in {options.peer_steps}\n"
    )
    print("| seconds | contestant | steps | class accuracy | KID × 1000 | memorised |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        print(_line(row))
    real = rows[0].seen
    print(f"| | real pictures | | {_share(followed(real).baseline)} | "
          f"{1000 * (real.kid.baseline or 0):.1f} | |")  # fmt: skip
    for name in (PEER, BETTER):
        _print_reached(rows, name)


def _print_reached(rows: Sequence[Row], name: str) -> None:
    """When ours first was as good as a peer at its best budget, among the budgets measured."""
    theirs = [row for row in rows if row.name == name]
    if not theirs:
        return
    for drawer in (OURS, UNGUIDED):
        best = theirs[-1]
        reached = [r.seconds for r in rows if r.name == drawer and r.as_good_as(best)]
        when = (
            f"after {reached[0]:g} s, {best.seconds / reached[0]:.1f} times sooner"
            if reached
            else "at no budget"
        )
        print(f"\n{drawer} is as good as {name} after {best.seconds:g} s in both measures: {when}")


def _line(row: Row) -> str:
    kid, copies = row.seen.kid, row.seen.memorised_share
    memorised = _share(copies.value if copies else None)
    return (
        f"| {row.seconds:g} | {row.name} | {row.steps:,} | {_share(row.accuracy)} | "
        f"{1000 * kid.value:.1f} ± {1000 * (kid.error or 0):.1f} | {memorised} |"
    )


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


if __name__ == "__main__":
    main()
