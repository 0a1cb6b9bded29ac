"""Films a drawing: walks it as `Painter.draw` does and notes every step on the way.

What is shown is what was computed: the net is watched from outside, and the same order gives the
same picture with or without a film. Shapes: latents (B, L, h, w).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from torch import Tensor, nn

from gongwu.engine.inference.denoising.camera import Camera, Watching, noise_level
from gongwu.engine.inference.denoising.canvas import Latents
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.film import CanvasKind, Film, PartName, Reading
from gongwu.engine.inference.denoising.gazing import gazing
from gongwu.engine.inference.denoising.looks import as_picture
from gongwu.engine.inference.denoising.net_levels import noting_levels
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.prompt_film import gazes_of, read_prompt
from gongwu.engine.inference.denoising.prompt_reader import PromptReader
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.engine.inference.tracing.record import Shape

MOST_FRAMES = 24  # more steps than this are shown in part, evenly apart


def film(painter: Painter, drawing: Drawing) -> Film:
    """The first item of an order. `painter.net` is a UNet."""
    assert isinstance(painter.net, UNetInUse)
    unet, watching = painter.net.unet, Watching(net=painter.net)
    sides = drawing.height // painter.canvas.factor, drawing.width // painter.canvas.factor
    camera = Camera(painter=painter, drawing=drawing, sides=sides)
    shown = set(_evenly(drawing.steps, MOST_FRAMES))
    frames, levels = [], []
    with noting_levels(unet) as net, gazing(unet, sides) as gazed:
        for number, step in enumerate(replace(painter, net=watching).walk(drawing), start=1):
            looks = watching.take()
            levels.append(noise_level(step.level))
            if number in shown:
                frames.append(camera.frame(number, step, looks))
            else:
                camera.pass_by(step, looks)
    picture = painter.finish(drawing, step.latent)[0]
    return Film(
        prompt=drawing.prompt, negative=drawing.negative, seed=drawing.seed, steps=drawing.steps,
        sampler=drawing.sampler or painter.sampler, guidance=drawing.guidance.scale,
        says=painter.noising.prediction, canvas=_canvas_kind(painter),
        factor=painter.canvas.factor,
        latent=Shape(symbol="x", axes=_named("CHW", step.latent.shape[1:])),
        reading=_reading(painter, drawing, gazed.shares, picture),
        parameters=tuple(_parameters(painter)), net=tuple(net), watched=camera.watched,
        levels=(*levels, noise_level(step.after)), frames=tuple(frames),
        picture=as_picture(picture),
    )  # fmt: skip


def _reading(
    painter: Painter, drawing: Drawing, shares: Tensor | None, picture: Tensor
) -> Reading | None:
    if not isinstance(painter.read, PromptReader) or shares is None:
        return None
    reading = read_prompt(painter.read, drawing.prompt)
    return replace(reading, gazes=tuple(gazes_of(shares, reading, picture)))


def _evenly(steps: int, most: int) -> list[int]:
    """Which of the steps 1 … are shown: the first, the last, and some between."""
    if steps <= most:
        return list(range(1, steps + 1))
    return [1 + round(place * (steps - 1) / (most - 1)) for place in range(most)]


def _canvas_kind(painter: Painter) -> CanvasKind:
    if isinstance(painter.canvas, Latents):
        return "latents"
    return "patches" if painter.canvas.factor > 1 else "pixels"


def _parameters(painter: Painter) -> Iterator[tuple[PartName, int]]:
    assert isinstance(painter.net, UNetInUse)
    yield "unet", _count(painter.net.unet)
    if isinstance(painter.read, PromptReader):
        yield "text_encoder", _count(painter.read.encoder)
    if isinstance(painter.canvas, Latents):
        yield "autoencoder", _count(painter.canvas.autoencoder)


def _count(part: nn.Module) -> int:
    return sum(weight.numel() for weight in part.parameters())


def _named(letters: str, sizes: Sequence[int]) -> tuple[tuple[str, int], ...]:
    return tuple(zip(letters, sizes, strict=True))
