"""A picture model's folder as an `ImageModel`: a prompt in, pictures out, every step to be seen.

Knows what its makers would have (size, steps, guidance, sampler) and how pictures of bytes become
tensors. What a step does is the pipeline's. Tensors: pictures (C, H, W) in -1 … 1.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor

from gongwu.engine.checkpoints.diffusers_folder import read_index
from gongwu.engine.inference.denoising.canvas import Latents, to_bytes
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.model_folder import load_painter
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.samplers import Step
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.engine.inference.initial_picture import as_tensor, fitted, where_white
from gongwu.errors import BadInputError, NoRoomError
from gongwu.ports import Picture, PictureRequest, PictureStep

T = TypeVar("T")

STEPS = 20
FOLLOW = 3.0  # guidance of a net that reads prompts
FOLLOW_STABLE = 7.5  # Stable Diffusion's own (Rombach et al. 2022)
NARROWED_FROM = 1_000_000  # parameters; a smaller net spends its time between its products
UNKNOWN_SIDE = 64  # places of a latent, where the UNet's config says nothing

# Samplers that are good in few steps. The others are what a folder names for want of choice:
# DPM-Solver++ goes as far in twenty steps as DDPM in a thousand.
_QUICK = ("euler", "euler-ancestral", "heun", "dpm++2m", "rectified-flow")
_OTHERWISE = "dpm++2m"

_WEIGHED = ("text_encoder", "unet", "vae")


class EngineImageModel:
    """Pictures from nets of ours. Implements ports.ImageModel."""

    def __init__(self, folder: Path, painter: Painter, defaults: PictureRequest) -> None:
        """`folder` gives the name, and the weights that are counted."""
        self._folder = folder.resolve()
        self.painter = painter
        self.defaults = defaults

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self._folder.name

    @property
    def reads_prompts(self) -> bool:
        """Whether it was trained with words."""
        return self.painter.read is not None

    @cached_property
    def weights_sha256(self) -> str:
        """Of the hashes of all its weights, each with its place in the folder."""
        whole = hashlib.sha256()
        for part in _WEIGHED:
            for path in sorted((self._folder / part).glob("*.safetensors")):
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                whole.update(f"{digest}  {part}/{path.name}\n".encode())
        return whole.hexdigest()

    def draw(
        self, request: PictureRequest, watch: Callable[[PictureStep], None] = lambda _: None
    ) -> Iterator[Picture]:
        """The pictures of a request, one after another; `watch` is told of every step."""
        drawing = self.drawing_of(request)
        for item in range(drawing.count):
            with _in_its_room(drawing):
                picture = self._draw_one(drawing, item, watch)
            yield picture

    def drawing_of(self, request: PictureRequest) -> Drawing:
        """A request as the pipeline takes it. Raises BadInputError for one that it cannot take."""
        whole = request.filled_by(self.defaults)
        width, height = _given(whole.width), _given(whole.height)
        if whole.negative and whole.guidance == 1 and self.reads_prompts:
            raise BadInputError(
                en="A negative prompt works through guidance, and guidance 1 is none: choose more, "
                f"such as {FOLLOW}, or leave the negative prompt out",
                zh="反向提示词要靠 guidance 起作用，而 guidance 为 1 等于不用："
                f"请取大一些（如 {FOLLOW}），或去掉反向提示词",
            )
        _must_fit_memory(self.painter, width, height)
        begun = whole.initial and fitted(whole.initial, width, height)
        return Drawing(
            width=width,
            height=height,
            prompt=whole.prompt,
            negative=whole.negative,
            count=whole.count,
            steps=_given(whole.steps),
            sampler=whole.sampler,
            guidance=Guidance(
                scale=_given(whole.guidance),
                lowest=whole.guidance_from,
                highest=whole.guidance_to,
            ),
            seed=whole.seed,
            initial=None if begun is None else as_tensor(begun, _colours(self.painter)),
            strength=whole.strength,
            mask=(
                None
                if whole.mask is None
                else where_white(whole.mask, whole.initial, width, height)
            ),
        )

    def _draw_one(
        self, drawing: Drawing, item: int, watch: Callable[[PictureStep], None]
    ) -> Picture:
        for done, step in enumerate(self.painter.walk(drawing, [item]), start=1):
            watch(
                PictureStep(
                    item=item, step=done, steps=drawing.walked, look=partial(self._look, step)
                )
            )
        return picture_of(self.painter.finish(drawing, step.latent)[0])

    def _look(self, step: Step) -> Picture:
        """What the clean picture is thought to be: early on clearer than where the step ended."""
        return picture_of(self.painter.look(step.clean)[0])


def open_image_model(folder: Path) -> EngineImageModel:
    """The model of a folder, ready to draw. Raises NotFoundError or BadInputError.

    The UNet multiplies in bfloat16 where the processor does, which moves a byte of the picture
    by some 2 of 255; the rest is quick and stays exact.
    """
    painter = load_painter(folder, torch.float32)
    assert isinstance(painter.net, UNetInUse)
    unet = painter.net.unet
    _must_paint_pictures(painter, folder)
    stable = read_index(folder).pipeline == "StableDiffusionPipeline"
    follow = FOLLOW_STABLE if stable else FOLLOW
    side = (unet.shape.size or UNKNOWN_SIDE) * painter.canvas.factor
    unet.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if _multiplies_bfloat16() and sum(each.numel() for each in unet.parameters()) >= NARROWED_FROM:
        unet.to(torch.bfloat16)
    return EngineImageModel(
        folder,
        painter,
        PictureRequest(
            width=side,
            height=side,
            steps=STEPS,
            guidance=1.0 if painter.read is None else follow,
            sampler=painter.sampler if painter.sampler in _QUICK else _OTHERWISE,
        ),
    )


def _given(value: T | None) -> T:
    """What the makers' defaults leave nowhere open."""
    assert value is not None
    return value


def _multiplies_bfloat16() -> bool:
    return torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()


def picture_of(drawn: Tensor) -> Picture:
    """(C, H, W) in -1 … 1, grey or in colour -> its bytes."""
    rows = to_bytes(drawn.expand(3, -1, -1))
    height, width, _ = rows.shape
    return Picture(width=width, height=height, pixels=rows.numpy().tobytes())


def _colours(painter: Painter) -> int:
    """How many channels the model's pictures have."""
    canvas = painter.canvas
    if isinstance(canvas, Latents):
        return canvas.autoencoder.shape.channels
    return canvas.channels // canvas.factor**2


def _must_paint_pictures(painter: Painter, folder: Path) -> None:
    if (found := _colours(painter)) not in (1, 3):
        raise BadInputError(
            en=f"{folder}: its pictures have {found} channels; only grey (1) and colour (3) can "
            "be shown and saved",
            zh=f"{folder}：它的图片有 {found} 个通道，只有灰度（1）和彩色（3）可以显示和保存",
        )


def _must_fit_memory(painter: Painter, width: int, height: int) -> None:
    """What is never forgotten on the way down, at the largest size alone, must fit in memory.

    Linux promises more memory than there is and ends whoever uses it; so it is counted first.
    """
    assert isinstance(painter.net, UNetInUse)
    if sys.platform == "win32":
        return
    shape = painter.net.unet.shape
    places = width * height // painter.canvas.factor**2
    least = 4 * places * shape.widths[0] * (shape.layers + 2)
    if least > os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"):
        raise _no_room(width, height)


@contextmanager
def _in_its_room(drawing: Drawing) -> Iterator[None]:
    """Torch's own words for memory that is not there, said again for people."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error, torch.OutOfMemoryError) or "can't allocate memory" in str(error):
            raise _no_room(drawing.width, drawing.height) from None
        raise


def _no_room(width: int, height: int) -> NoRoomError:
    return NoRoomError(
        en=f"Not enough memory to draw {width} × {height} pixels. Ask for a smaller picture: "
        "--width, --height.",
        zh=f"内存不够画 {width} × {height} 像素。请画小一些：--width、--height。",
    )
