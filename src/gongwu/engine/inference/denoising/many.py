"""Pictures of many prompts in one walk: quick, for looking at them rather than for keeping.

Which pictures stand beside one another changes the last digits of each on a CPU, so what has to be
made again alone is drawn by `Painter.draw`.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.guidance import Conditions, denoiser
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.plans import levels_for, sampler_named
from gongwu.engine.inference.denoising.samplers import throw
from gongwu.engine.inference.sampling import dice_from


def draw_each(painter: Painter, drawing: Drawing, prompts: Sequence[str]) -> Tensor:
    """A picture of each prompt, (N, C, H, W) in -1 … 1; the order's own prompt is not read.

    Picture k throws the dice of seed + k. A painter that reads no prompts is only told how many.
    """
    sampler = sampler_named(drawing.sampler or painter.sampler)
    levels = levels_for(sampler, painter.noising, drawing.steps, drawing.spacing)
    dice = [dice_from(drawing.seed + number) for number in range(len(prompts))]
    factor = painter.canvas.factor
    places = drawing.height // factor, drawing.width // factor
    noise = throw(torch.empty(len(prompts), painter.canvas.channels, *places), dice)
    denoise = denoiser(
        painter.net,
        painter.noising.prediction,
        _read(painter, drawing, prompts),
        drawing.guidance,
        painter.limit,
    )
    *_, last = sampler.walk(denoise, noise * levels[0].size, levels, dice)
    return painter.finish(drawing, last.latent)


def _read(painter: Painter, drawing: Drawing, prompts: Sequence[str]) -> Conditions:
    if painter.read is None:
        return Conditions()
    if drawing.guidance.scale == 1:
        return Conditions(positive=painter.read(prompts))
    negative = painter.read([drawing.negative]).expand(len(prompts), -1, -1)
    return Conditions(positive=painter.read(prompts), negative=negative)
