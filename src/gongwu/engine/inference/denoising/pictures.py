"""The pipeline: prompt → states → noise → steps of denoising → latent → picture.

`draw` makes each item of an order by itself, from its own dice, so that item k can be made again
alone byte for byte. `walk` also takes several at once, which is quicker by item; but on a CPU a
product's last digits depend on how many rows stand beside it. Knows no files.
Shapes: B items, latents (B, L, h, w), pictures (B, C, H, W).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.engine.inference.denoising.canvas import Canvas, shrink_mask
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.guidance import Conditions, NoiseNet, denoiser
from gongwu.engine.inference.denoising.levels import Level
from gongwu.engine.inference.denoising.plans import Noising, levels_for, sampler_named
from gongwu.engine.inference.denoising.samplers import Denoise, Step, throw
from gongwu.engine.inference.sampling import dice_from
from gongwu.errors import BadInputError, FailedError

ReadPrompts = Callable[[Sequence[str]], Tensor]  # B prompts -> (B, T, D)


@dataclass(frozen=True, kw_only=True, eq=False)
class Painter:
    """A picture model's parts, put together."""

    net: NoiseNet
    noising: Noising
    canvas: Canvas
    read: ReadPrompts | None = None
    limit: float | None = None  # bounds of a clean latent, if it has any
    sampler: str = "dpm++2m"  # for orders that name none

    def draw(self, drawing: Drawing) -> Iterator[Tensor]:
        """The pictures (C, H, W) of an order in -1 … 1, one after another."""
        for item in range(drawing.count):
            *_, last = self.walk(drawing, [item])
            yield self.finish(drawing, last.latent)[0]

    def walk(
        self,
        drawing: Drawing,
        items: Sequence[int] = (0,),
        prompts: Sequence[str] | None = None,
    ) -> Iterator[Step]:
        """The steps from noise to the latents of some items, for whoever wants to watch.

        `prompts` gives each item its own, in place of the one that the order has.
        """
        self._must_fit(drawing)
        sampler = sampler_named(drawing.sampler or self.sampler)
        levels = levels_for(sampler, self.noising, drawing.steps, drawing.spacing)
        dice = [dice_from(drawing.seed + item) for item in items]
        begun = None if drawing.initial is None else self.canvas.encode(drawing.initial[None])
        levels = levels[drawing.steps - drawing.walked :]
        start = self._start(drawing, levels[0], begun, dice)
        denoise = denoiser(
            self.net,
            self.noising.prediction,
            self._read(drawing, len(items)) if prompts is None else self._tell(drawing, prompts),
            drawing.guidance,
            self.limit,
        )
        if drawing.mask is not None and begun is not None:
            denoise = keeping(denoise, shrink_mask(drawing.mask, self.canvas.factor), begun)
        return sampler.walk(denoise, start, levels, dice)

    def finish(self, drawing: Drawing, latent: Tensor) -> Tensor:
        """Latents to pictures, in which what the mask keeps is as it was."""
        if not latent.isfinite().all():
            raise FailedError(
                en="The net's picture is not made of numbers (NaN or infinity). The weights are "
                "damaged or the training diverged: go back to an earlier checkpoint.",
                zh="网络给出的图片不是数（NaN 或无穷大）。"
                "权重已损坏或训练已发散：请退回较早的检查点。",
            )
        pictures = self.look(latent)
        if drawing.mask is None or drawing.initial is None:
            return pictures
        return torch.where(drawing.mask, pictures, drawing.initial)

    def look(self, latent: Tensor) -> Tensor:
        """Latents, of any step, to pictures in -1 … 1."""
        return self.canvas.decode(latent).clamp(-1, 1)

    def _start(
        self, drawing: Drawing, level: Level, begun: Tensor | None, dice: list[torch.Generator]
    ) -> Tensor:
        """The latent to begin with: noise alone, or what was begun with noise over it."""
        factor = self.canvas.factor
        places = drawing.height // factor, drawing.width // factor
        shape = (len(dice), self.canvas.channels, *places)
        noise = throw(torch.empty(shape), dice)
        if begun is None or drawing.strength == 1:
            # Of the size that latents have at this level, though its little signal is not in it.
            return noise * level.size
        return level.signal * begun + level.noise * noise

    def _read(self, drawing: Drawing, items: int) -> Conditions:
        """What the prompts say, once for each of the items."""
        if self.read is None:
            return Conditions()
        if drawing.guidance.scale == 1:
            return Conditions(positive=self.read([drawing.prompt]).expand(items, -1, -1))
        both = self.read([drawing.negative, drawing.prompt])
        negative, positive = (half.expand(items, -1, -1) for half in both.chunk(2))
        return Conditions(positive=positive, negative=negative)

    def _tell(self, drawing: Drawing, prompts: Sequence[str]) -> Conditions:
        """What each item's own prompt says."""
        assert self.read is not None
        positive = self.read(prompts)
        if drawing.guidance.scale == 1:
            return Conditions(positive=positive)
        negative = self.read([drawing.negative]).expand(len(prompts), -1, -1)
        return Conditions(positive=positive, negative=negative)

    def _must_fit(self, drawing: Drawing) -> None:
        multiple = self.canvas.factor
        if drawing.width % multiple or drawing.height % multiple:
            raise BadInputError(
                en=f"size {drawing.width} × {drawing.height}: this model draws sides that are "
                f"multiples of {multiple}",
                zh=f"尺寸 {drawing.width} × {drawing.height}："
                f"此模型只画边长为 {multiple} 的倍数的图片",
            )
        if self.read is None and (drawing.prompt or drawing.negative):
            raise BadInputError(
                en="This model draws without prompts: leave the prompt out, or choose a model that "
                "was trained with captions",
                zh="此模型不看提示词：请去掉提示词，或换用以图文对训练的模型",
            )


def keeping(denoise: Denoise, mask: Tensor, kept: Tensor) -> Denoise:
    """A denoiser that knows the part where the mask (h, w) is False.

    To a sampler that walks by clean estimates this is the same as laying the noised original over
    every latent (Lugmayr et al. 2022, equation 8), with the very noise that is in it.
    """

    def denoise_the_rest(latent: Tensor, level: Level) -> Tensor:
        return torch.where(mask, denoise(latent, level), kept)

    return denoise_the_rest
