"""Speed and memory of drawing: our UNet step, VAE decode and whole picture beside diffusers'.

    python benchmarks/image_speed.py             # about 10 minutes on 2 cores
    python benchmarks/image_speed.py --quick     # two tiny nets: whether everything runs
    python benchmarks/image_speed.py --compiled  # torch.compile of diffusers' nets too: slow

Two shapes, random weights, stored once and read by all: `icon`, our training's small net for 32
pixels, and `stable`, Stable Diffusion 1.5 (UNet 860M, latent 64 × 64, VAE to 512 × 512). Every
picture follows a prompt by guidance, so the UNet's batch is 2; the prompts' states are given, no
text encoder runs. The sampler is DPM-Solver++(2M) everywhere. Each contestant runs in a process of
its own, in turn; a step is the fastest of a picture's, peak memory that of the whole process with
loading. Peers: diffusers' loop as its guide writes it, and its best settings on a CPU. All pictures
are compared with diffusers' in float32: "off" is the mean difference in 1/255.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from image_speed_peers import GUIDANCE, Drawn, Peer, Timed, store_nets
from machine import describe, peak_flops
from safetensors.torch import load_file, save_file

from gongwu.engine.checkpoints.autoencoders import load_autoencoder
from gongwu.engine.checkpoints.unets import load_unet
from gongwu.engine.inference.denoising import schedules
from gongwu.engine.inference.denoising.canvas import Canvas, Latents, Pixels
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.plans import Diffusion
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse

KEPT = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "20000000000",
    "MALLOC_TOP_PAD_": "268435456",
}


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """Who draws, in which numbers, and how its nets are prepared."""

    ours: bool
    dtype: torch.dtype
    channels_last: bool = False
    compiled: bool = False
    kept: bool = False  # memory: the allocator keeps what was freed


REFERENCE = "diffusers float32"
CONTESTANTS = {
    "Gongwu bfloat16": Contestant(ours=True, dtype=torch.bfloat16),
    "diffusers bfloat16": Contestant(ours=False, dtype=torch.bfloat16),
    "diffusers bfloat16, channels last, memory kept": Contestant(
        ours=False, dtype=torch.bfloat16, channels_last=True, kept=True
    ),
    "Gongwu float32": Contestant(ours=True, dtype=torch.float32),
    REFERENCE: Contestant(ours=False, dtype=torch.float32),
}
COMPILED = "diffusers bfloat16, channels last, compiled"
CONTESTANTS_COMPILED = {
    COMPILED: Contestant(
        ours=False, dtype=torch.bfloat16, channels_last=True, compiled=True, kept=True
    )
}


@dataclass(frozen=True, kw_only=True)
class Size:
    """A shape and what is drawn with it."""

    unet: dict[str, Any]  # as diffusers' config has it
    vae: dict[str, Any] | None
    side: int  # of the latent
    condition: int
    tokens: int
    steps: int
    rounds: int


_STABLE_VAE = {
    "down_block_types": ["DownEncoderBlock2D"] * 4, "up_block_types": ["UpDecoderBlock2D"] * 4,
    "block_out_channels": [128, 256, 512, 512], "layers_per_block": 2, "sample_size": 512,
}  # fmt: skip
_ICON = {
    "sample_size": 16, "in_channels": 12, "out_channels": 12, "layers_per_block": 1,
    "block_out_channels": [64, 128], "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"],
    "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D"], "attention_head_dim": [1, 2],
    "cross_attention_dim": 128,
}  # fmt: skip
SIZES = {
    "icon": Size(unet=_ICON, vae=None, side=16, condition=128, tokens=32, steps=20, rounds=2),
    "stable": Size(
        unet={"sample_size": 64, "cross_attention_dim": 768, "attention_head_dim": 8},
        vae=_STABLE_VAE, side=64, condition=768, tokens=77, steps=4, rounds=1,
    ),
    "tiny latent": Size(
        unet={"sample_size": 16, "cross_attention_dim": 32, "block_out_channels": [32] * 4},
        vae=_STABLE_VAE | {"block_out_channels": [32] * 4}, side=16, condition=32, tokens=7,
        steps=4, rounds=1,
    ),
}  # fmt: skip


def main() -> None:
    options = _parsed()
    if options.contestant:
        _contest(options)
        return
    began = time.perf_counter()
    known = {**CONTESTANTS, **(CONTESTANTS_COMPILED if options.compiled else {})}
    print(describe("diffusers"))
    print(f"bfloat16 peak (2048³ product): {peak_flops(torch.bfloat16) / 1e9:.0f} GFLOP/s")
    sizes = options.sizes or (["icon", "tiny latent"] if options.quick else ["icon", "stable"])
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store_nets(Path(folder), SIZES[size].unet, SIZES[size].vae)
            rounds = 1 if options.quick else options.rounds or SIZES[size].rounds
            _measure(size, Path(folder), known, rounds)
    print(f"\nThe whole took {(time.perf_counter() - began) / 60:.1f} minutes.")


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--compiled", action="store_true")
    parser.add_argument("--sizes", nargs="+", choices=SIZES)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--contestant", choices={**CONTESTANTS, **CONTESTANTS_COMPILED})
    parser.add_argument("--size", choices=SIZES)
    parser.add_argument("--folder", type=Path)
    return parser.parse_args()


def _measure(size: str, folder: Path, known: dict[str, Contestant], rounds: int) -> None:
    seen: dict[str, list[Timed]] = {name: [] for name in known}
    for number in range(rounds):
        for name, contestant in known.items():
            print(f"{size}, round {number + 1}: {name}", file=sys.stderr, flush=True)
            timed = _in_own_process(name, contestant, size, folder)
            if timed is not None:
                seen[name].append(timed)
    pictures = {
        name: load_file(folder / f"{name}.safetensors")["picture"]
        for name, each in seen.items() if each
    }  # fmt: skip
    medians = {name: _median(each) for name, each in seen.items() if each}
    drawn = SIZES[size]
    print(f"\n### {size}: {drawn.steps} steps with guidance\n")
    print("| contestant | step ms | decode ms | picture s | ours is … times | peak MiB | off |")
    print("|---|---|---|---|---|---|---|")
    for name, found in medians.items():
        ours = medians.get("Gongwu bfloat16")
        ratio = f"{found.picture / ours.picture:.2f}" if ours else ""
        off = "" if REFERENCE not in pictures else (
            f"{(pictures[name] - pictures[REFERENCE]).abs().mean() * 127.5:.2f}"
        )  # fmt: skip
        print(f"| {name} | {1000 * found.step:,.1f} | {1000 * found.decode:,.0f} | "
              f"{found.picture:.3f} | {ratio} | {found.peak_mib:,.0f} | {off} |")  # fmt: skip


def _median(each: list[Timed]) -> Timed:
    fields = asdict(each[0])
    return Timed(**{name: statistics.median(asdict(one)[name] for one in each) for name in fields})


def _in_own_process(name: str, contestant: Contestant, size: str, folder: Path) -> Timed | None:
    command = [sys.executable, __file__, "--contestant", name, "--size", size,
               "--folder", str(folder)]  # fmt: skip
    environment = {**os.environ, **(KEPT if contestant.kept else {})}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return Timed(**json.loads(done.stdout.splitlines()[-1]))


def _contest(options: argparse.Namespace) -> None:
    name, size, folder = options.contestant, SIZES[options.size], options.folder
    contestant = {**CONTESTANTS, **CONTESTANTS_COMPILED}[name]
    dice = torch.Generator().manual_seed(0)
    states = torch.randn(2, size.tokens, size.condition, generator=dice)
    if contestant.ours:
        drawn = _draw_with_ours(folder, size, contestant.dtype, states)
    else:
        noise = torch.randn(
            size.unet.get("in_channels", 4), size.side, size.side,
            generator=torch.Generator().manual_seed(0),
        )  # fmt: skip
        peer = Peer(folder, contestant.dtype, channels_last=contestant.channels_last,
                    compiled=contestant.compiled)  # fmt: skip
        peer.draw(noise[None], states, size.steps, walked=1)  # warm, and compiled if it is to be
        drawn = peer.draw(noise[None], states, size.steps)
    save_file({"picture": drawn.picture.float().contiguous()}, folder / f"{name}.safetensors")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(asdict(Timed(drawn.step, drawn.decode, drawn.whole, peak))))


def _draw_with_ours(folder: Path, size: Size, dtype: torch.dtype, states: torch.Tensor) -> Drawn:
    canvas: Canvas = Pixels(12)
    if size.vae is not None:
        canvas = Latents(load_autoencoder(folder / "vae", dtype))
    painter = Painter(
        net=UNetInUse(load_unet(folder / "unet", dtype)),
        noising=Diffusion(
            alpha_bar=schedules.scaled_linear(), prediction="epsilon", spacing="trailing"
        ),
        canvas=canvas,
        read=lambda prompts: states[: len(prompts)],
        sampler="dpm++2m",
    )
    side = size.side * canvas.factor
    order = Drawing(width=side, height=side, steps=size.steps, guidance=Guidance(scale=GUIDANCE))
    _ours_timed(painter, order, steps_walked=1)  # warm
    return _ours_timed(painter, order, steps_walked=size.steps)


def _ours_timed(painter: Painter, order: Drawing, steps_walked: int) -> Drawn:
    marks = [time.perf_counter()]
    for step in islice(painter.walk(order), steps_walked):
        marks.append(time.perf_counter())
        latent = step.latent
    picture = painter.finish(order, latent)[0]
    return Drawn.from_marks(picture, marks, time.perf_counter())


if __name__ == "__main__":
    main()
