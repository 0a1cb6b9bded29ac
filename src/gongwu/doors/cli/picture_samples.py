"""Sample sheets of a picture run: OUT/samples/STEP.png, and the prompts in their order.

A sheet shows the averaged weights, as the model that is left will draw. All sheets of a run begin
from the same noise, so that they can be laid side by side.
"""

from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.ports import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from gongwu.engine.inference.denoising.pictures import Painter
    from gongwu.engine.training.image_run import ImageRun
    from gongwu.engine.training.token_run import TokenRun

FOLDER, PROMPTS = "samples", "prompts.txt"
PICTURES = 10  # on a sheet


class SampleSheets:
    """The sheets of one prepared run."""

    def __init__(self, run: "ImageRun | TokenRun") -> None:
        from gongwu.engine.pictures.prompts import sheet_prompts

        self.run, self.folder = run, run.out / FOLDER
        said = sheet_prompts(run.files, PICTURES) or [""]
        self.prompts = said * (PICTURES // len(said))
        self.folder.mkdir(exist_ok=True)
        text = "".join(prompt + "\n" for prompt in self.prompts)
        (self.folder / PROMPTS).write_text(text, encoding="utf-8")

    def forget_after(self, step: int) -> None:
        """A killed run drew sheets of steps that the saved state does not have."""
        for path in self.folder.glob("*.png"):
            if path.stem.isdecimal() and int(path.stem) > step:
                path.unlink()

    def draw(self, step: int) -> Path:
        """Write the sheet of a step."""
        from gongwu.doors.web.png import colour_png
        from gongwu.engine.checkpoints.files import replace_whole
        from gongwu.engine.pictures.sheet import sheet
        from gongwu.engine.training.token_run import TokenRun

        if self.run.phase in ("autoencoder", "codes"):
            paper = sheet(given_back(self.run), columns=PICTURES)
        elif isinstance(self.run, TokenRun):
            paper = sheet(written(self.run, self.prompts))
        else:
            paper = sheet(drawn(self.run, self.prompts))
        height, width, _ = paper.shape
        path = self.folder / f"{step:06d}.png"
        with replace_whole(path) as unfinished:
            picture = Picture(width=width, height=height, pixels=paper.tobytes())
            unfinished.write_bytes(colour_png(picture))
        return path


def drawn(run: "ImageRun", prompts: list[str]) -> "NDArray[np.uint8]":
    """(N, S, S, 3): what `gongwu draw` would draw from these weights, with its own settings."""
    from gongwu.engine.inference.denoising.drawing import Drawing
    from gongwu.engine.inference.denoising.guidance import Guidance
    from gongwu.engine.inference.image_model import FOLLOW, STEPS

    with run.averaged():
        painter = painter_of(run)
        drawing = Drawing(
            width=run.files.side,
            height=run.files.side,
            steps=STEPS,
            guidance=Guidance(scale=1.0 if painter.read is None else FOLLOW),
            seed=run.settings.seed,
        )
        told = None if painter.read is None else prompts
        *_, last = painter.walk(drawing, range(len(prompts)), told)
        return _bytes(painter.finish(drawing, last.latent))


def written(run: "TokenRun", prompts: list[str]) -> "NDArray[np.uint8]":
    """(N, S, S, 3): the same of a run whose pictures are written by tokens."""
    import numpy as np

    from gongwu.engine.inference.token_painter import TokenPainter
    from gongwu.ports import PictureRequest

    with run.averaged():
        assert run.model is not None
        painter = TokenPainter(run.model, run.out)
        pictures = [
            next(painter.draw(PictureRequest(prompt=prompt, seed=run.settings.seed + item)))
            for item, prompt in enumerate(prompts)
        ]
    shape = (len(pictures), run.files.side, run.files.side, 3)
    return np.frombuffer(b"".join(each.pixels for each in pictures), np.uint8).reshape(shape)


def given_back(run: "ImageRun | TokenRun") -> "NDArray[np.uint8]":
    """(2N, S, S, 3): held-out pictures, then what the autoencoder or the codes make of them."""
    import torch

    return _bytes(torch.cat(run.rebuilt(PICTURES)))


def painter_of(run: "ImageRun") -> "Painter":
    """The net in training as a pipeline."""
    import torch

    from gongwu.engine.checkpoints.autoencoders import load_autoencoder
    from gongwu.engine.inference.denoising.canvas import Canvas, Latents, Pixels
    from gongwu.engine.inference.denoising.noising import limit_from, noising_from
    from gongwu.engine.inference.denoising.pictures import Painter
    from gongwu.engine.inference.denoising.prompt_reader import PromptReader
    from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
    from gongwu.engine.nets.unet import UNet
    from gongwu.engine.training.image_captions import framed_by
    from gongwu.engine.training.image_learner import PictureLearner
    from gongwu.engine.training.image_result import noise_of

    learner, told = run.learner, run.settings
    assert isinstance(learner, PictureLearner)
    if next(learner.parameters()).device.type != "cpu":
        learner = deepcopy(learner).cpu()
    assert isinstance(learner.net, UNet)
    read = None
    if learner.reader is not None and run.tokenizer is not None:
        framed = framed_by(run.tokenizer, told.caption_context)
        read = PromptReader(tokenizer=framed, encoder=learner.reader, whole=True)
    noise = noise_of(told)
    canvas: Canvas = Pixels(run.files.channels, learner.patch)
    if told.space == "latents":
        canvas = Latents(load_autoencoder(run.out / "vae", torch.float32))
    return Painter(
        net=UNetInUse(learner.net),
        noising=noising_from(noise),
        canvas=canvas,
        read=read,
        limit=limit_from(noise),
    )


def _bytes(pictures: "Tensor") -> "NDArray[np.uint8]":
    """(N, C, S, S) in -1 … 1, grey or in colour -> (N, S, S, 3)."""
    import torch

    from gongwu.engine.inference.denoising.canvas import to_bytes

    coloured = pictures.expand(-1, 3, -1, -1)
    return torch.stack([to_bytes(picture) for picture in coloured]).numpy()
