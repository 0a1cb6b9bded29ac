"""A class-conditional picture net trained with diffusers alone, as its documented examples do.

The loop of diffusers' training guide (UNet2DModel, DDPMScheduler, noise prediction, AdamW, cosine
with warmup, clipping at 1, float32), with the net, batch and schedule of its course's
class-conditional example for pictures of 28 pixels, the class told by `num_class_embeds`. A run is
measured in seconds, so the cosine and its warmup follow the clock.
Shapes: N pictures, (N, S, S, C) bytes.
"""

import math
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from diffusers import DDIMScheduler, DDPMScheduler, UNet2DModel
from torch import Tensor

WARMUP = 0.05  # share of the run
AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class PeerSettings:
    """The documented ones, but for how long; `better` is bfloat16 autocast, channels last."""

    seconds: float
    batch: int = 128
    rate: float = 1e-3
    better: bool = False


def peer_net(side: int, channels: int, classes: int) -> UNet2DModel:
    """The course's net: three levels, attention in the lower two."""
    return UNet2DModel(
        sample_size=side, in_channels=channels, out_channels=channels, layers_per_block=2,
        block_out_channels=(32, 64, 64), num_class_embeds=classes,
        down_block_types=("DownBlock2D", "AttnDownBlock2D", "AttnDownBlock2D"),
        up_block_types=("AttnUpBlock2D", "AttnUpBlock2D", "UpBlock2D"),
    )  # fmt: skip


def train_peer(net: UNet2DModel, pictures: Tensor, labels: Tensor, settings: PeerSettings) -> int:
    """Train for that long; how many steps it was."""
    if settings.better:
        net.to(memory_format=torch.channels_last)
    noising = DDPMScheduler(num_train_timesteps=1000, beta_schedule="squaredcos_cap_v2")
    optimizer = torch.optim.AdamW(net.parameters(), lr=settings.rate)
    dice = torch.Generator().manual_seed(0)
    began, steps = time.perf_counter(), 0
    while (done := (time.perf_counter() - began) / settings.seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * _cosine_with_warmup(done)
        rows = torch.randint(len(pictures), (settings.batch,), generator=dice)
        clean = pictures[rows].permute(0, 3, 1, 2).float() / 127.5 - 1
        noise = torch.randn(clean.shape, generator=dice)
        times = torch.randint(1000, (settings.batch,), generator=dice)
        noisy = noising.add_noise(clean, noise, times)
        with torch.autocast("cpu", torch.bfloat16) if settings.better else nullcontext():
            said = net(noisy, times, class_labels=labels[rows], return_dict=False)[0]
            loss = F.mse_loss(said, noise)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        steps += 1
    return steps


def _cosine_with_warmup(done: float) -> float:
    if done < WARMUP:
        return done / WARMUP
    return 0.5 * (1 + math.cos(math.pi * (done - WARMUP) / (1 - WARMUP)))


@torch.no_grad()
def draw_peer(net: UNet2DModel, labels: Sequence[int], steps: int) -> Tensor:
    """(N, S, S, C) bytes, by diffusers' DDIM; 1000 steps mean its DDPM, as documented."""
    told = {"num_train_timesteps": 1000, "beta_schedule": "squaredcos_cap_v2"}
    whole = DDPMScheduler(**told) if steps == 1000 else DDIMScheduler(**told)
    whole.set_timesteps(steps)
    dice = torch.Generator().manual_seed(1)
    net.eval()
    drawn = []
    for part in torch.split(torch.tensor(labels), AT_ONCE):
        size = (len(part), net.config.in_channels, net.config.sample_size, net.config.sample_size)
        latent = torch.randn(size, generator=dice)
        for moment in whole.timesteps:
            said = net(latent, moment, class_labels=part, return_dict=False)[0]
            latent = whole.step(said, moment, latent, generator=dice).prev_sample
        drawn.append(((latent / 2 + 0.5).clamp(0, 1) * 255).round().to(torch.uint8))
    return torch.cat(drawn).permute(0, 2, 3, 1).contiguous()
