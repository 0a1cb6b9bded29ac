"""A picture model's folder in diffusers' layout, opened as a pipeline.

Read: Stable Diffusion 1.x and 2.x, and pixel models without text (DDPM). Not read: inpainting and
depth models, whose UNet reads more than the latent, and SDXL. A safety checker in the folder is
left where it is.
"""

from pathlib import Path

import torch

from gongwu.engine.checkpoints.autoencoders import load_autoencoder
from gongwu.engine.checkpoints.diffusers_folder import PictureIndex, read_index
from gongwu.engine.checkpoints.noise_config import load_noise
from gongwu.engine.checkpoints.prompt_tokenizers import load_prompt_tokenizer
from gongwu.engine.checkpoints.text_encoders import load_text_encoder
from gongwu.engine.checkpoints.unets import load_unet
from gongwu.engine.inference.denoising.canvas import Canvas, Latents, Pixels
from gongwu.engine.inference.denoising.noising import SAMPLER_OF, limit_from, noising_from
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.prompt_reader import PromptReader
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.engine.nets.unet import UNet
from gongwu.errors import BadInputError

# The classes of each part that are read, and the parts that are left aside.
READ = {
    "unet": ("UNet2DConditionModel", "UNet2DModel"),
    "vae": ("AutoencoderKL",),
    "text_encoder": ("CLIPTextModel",),
    # The last is what our own training writes.
    "tokenizer": ("CLIPTokenizer", "CLIPTokenizerFast", "PreTrainedTokenizerFast"),
    "scheduler": tuple(SAMPLER_OF),
}
LEFT_ASIDE = ("safety_checker", "feature_extractor", "image_encoder")


def load_painter(folder: Path, dtype: torch.dtype | None = None) -> Painter:
    """The pipeline of a folder; `dtype` None keeps the stored one (never float16).

    Raises NotFoundError or BadInputError, naming the file.
    """
    index = read_index(folder)
    _must_be_read(index, folder)
    noise = load_noise(folder / "scheduler")
    unet = load_unet(folder / "unet", dtype)
    canvas = _canvas(index, folder, unet, dtype)
    _must_read_only_the_latent(unet, canvas, folder)
    return Painter(
        net=UNetInUse(unet),
        noising=noising_from(noise),
        canvas=canvas,
        read=_reader(folder, dtype, unet) if "text_encoder" in index.parts else None,
        limit=limit_from(noise),
        sampler=SAMPLER_OF[noise.scheduler],
    )


def _canvas(index: PictureIndex, folder: Path, unet: UNet, dtype: torch.dtype | None) -> Canvas:
    if "vae" in index.parts:
        return Latents(load_autoencoder(folder / "vae", dtype))
    pixels, rest = divmod(unet.shape.channels_out, index.patch**2)
    if rest or not pixels:
        raise BadInputError(
            en=f"{folder}: patches of {index.patch} by {index.patch} pixels do not fit a UNet that "
            f"writes {unet.shape.channels_out} channels. Correct patch in model_index.json.",
            zh=f"{folder}：UNet 写 {unet.shape.channels_out} 个通道，与边长 {index.patch} 像素的"
            "图块不符。请更正 model_index.json 里的 patch。",
        )
    return Pixels(pixels, index.patch)


def _reader(folder: Path, dtype: torch.dtype | None, unet: UNet) -> PromptReader:
    encoder = load_text_encoder(folder / "text_encoder", dtype)
    tokenizer = load_prompt_tokenizer(folder / "tokenizer", encoder.shape.context)
    return PromptReader(tokenizer=tokenizer, encoder=encoder, whole=unet.shape.whole)


def _must_be_read(index: PictureIndex, folder: Path) -> None:
    for part, (_, kind) in index.parts.items():
        if part not in LEFT_ASIDE and kind not in READ.get(part, ()):
            raise BadInputError(
                en=f"{folder}: a {index.pipeline} with {part}={kind} is not read here; Stable "
                "Diffusion 1.x and 2.x and DDPM folders are",
                zh=f"{folder}：不支持带 {part}={kind} 的 {index.pipeline}；可读的是"
                " Stable Diffusion 1.x、2.x 与 DDPM 的文件夹",
            )
    for part in ("unet", "scheduler"):
        if part not in index.parts:
            raise BadInputError(
                en=f"{folder}: model_index.json names no {part}, without which nothing is drawn",
                zh=f"{folder}：model_index.json 里没有 {part}，无法作画",
            )


def _must_read_only_the_latent(unet: UNet, canvas: Canvas, folder: Path) -> None:
    for channels in (unet.shape.channels_in, unet.shape.channels_out):
        if channels != canvas.channels:
            raise BadInputError(
                en=f"{folder}: the UNet reads {unet.shape.channels_in} channels and writes "
                f"{unet.shape.channels_out}, but a latent has {canvas.channels} (an inpainting or "
                "depth model?). Take the plain text-to-picture model; it can inpaint too.",
                zh=f"{folder}：UNet 读 {unet.shape.channels_in} 个通道、写 "
                f"{unet.shape.channels_out} 个，而潜变量有 {canvas.channels} 个"
                "（是修补或深度模型？）。请用普通的文生图模型，它同样能局部重绘。",
            )
