"""What is compared in drawing speed: nets stored once, and diffusers' own way of drawing.

The loop is that of diffusers' guide to pipelines: both halves of guidance in one batch, one step
of the scheduler, then the VAE.
"""

import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

GUIDANCE = 7.5


@dataclass(frozen=True)
class Timed:
    """Seconds, and mebibytes of the whole process."""

    step: float
    decode: float
    picture: float
    peak_mib: float


@dataclass(frozen=True)
class Drawn:
    """A picture (C, H, W) in -1 … 1 and how long its parts took."""

    picture: Tensor
    step: float
    decode: float
    whole: float

    @classmethod
    def from_marks(cls, picture: Tensor, marks: list[float], ended: float) -> "Drawn":
        """`marks` are the moments before the first step and after each."""
        fastest = min(after - before for before, after in pairwise(marks))
        return cls(picture, fastest, ended - marks[-1], ended - marks[0])


def store_nets(folder: Path, unet: dict[str, Any], vae: dict[str, Any] | None) -> None:
    """Random nets as diffusers makes them, in bfloat16, which every contestant can hold exactly."""
    from diffusers import AutoencoderKL, UNet2DConditionModel

    torch.random.manual_seed(0)  # diffusers knows no other dice for first weights
    UNet2DConditionModel(**unet).to(torch.bfloat16).save_pretrained(folder / "unet")
    if vae is not None:
        AutoencoderKL(**vae).to(torch.bfloat16).save_pretrained(folder / "vae")


class Peer:
    """diffusers' nets of a folder, prepared in one manner."""

    def __init__(
        self, folder: Path, dtype: torch.dtype, *, channels_last: bool, compiled: bool
    ) -> None:
        from diffusers import AutoencoderKL, UNet2DConditionModel

        self.dtype = dtype
        self.unet = UNet2DConditionModel.from_pretrained(folder / "unet", torch_dtype=dtype).eval()
        self.decode: Any = None
        nets = [self.unet]
        if (folder / "vae").exists():
            vae = AutoencoderKL.from_pretrained(folder / "vae", torch_dtype=dtype).eval()
            self.scaling, self.decode = vae.config.scaling_factor, vae.decode
            nets.append(vae)
        if channels_last:
            for net in nets:
                net.to(memory_format=torch.channels_last)
        if compiled:
            self.unet = torch.compile(self.unet)
            self.decode = self.decode and torch.compile(self.decode)

    @torch.no_grad()
    def draw(self, noise: Tensor, states: Tensor, steps: int, walked: int | None = None) -> Drawn:
        """Noise (1, C, H, W) and states (2, T, D), without the prompt and with it -> a picture."""
        from diffusers import DPMSolverMultistepScheduler

        scheduler = DPMSolverMultistepScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear",
            timestep_spacing="trailing",
        )  # fmt: skip
        scheduler.set_timesteps(steps)
        latent, states = noise.to(self.dtype), states.to(self.dtype)
        marks = [time.perf_counter()]
        for moment in scheduler.timesteps[:walked]:
            twice = torch.cat((latent, latent))
            said = self.unet(twice, moment, encoder_hidden_states=states).sample
            without, with_prompt = said.chunk(2)
            said = without + GUIDANCE * (with_prompt - without)
            latent = scheduler.step(said, moment, latent).prev_sample
            marks.append(time.perf_counter())
        picture = latent
        if self.decode is not None:
            picture = self.decode(latent / self.scaling).sample
        return Drawn.from_marks(picture.clamp(-1, 1)[0], marks, time.perf_counter())
