"""Whole picture models small enough to be made for a test: on pixels, patches and latents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import torch
from torch import nn

from gongwu.engine.inference.denoising import schedules
from gongwu.engine.inference.denoising.canvas import Canvas, Latents, Pixels
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.plans import Diffusion, Flow, Noising
from gongwu.engine.inference.denoising.predictions import Prediction
from gongwu.engine.inference.denoising.prompt_reader import PromptReader
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.engine.nets.autoencoder import Autoencoder, AutoencoderShape
from gongwu.engine.nets.text_encoder import TextEncoder, TextEncoderShape
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.engine.tokens.prompt_tokenizer import PromptTokenizer
from gongwu.engine.tokens.tokenizer import END, PAD, character_tokenizer

Ground = Literal["pixels", "patches", "latents"]
WORDS = ("a red apple", "a red cat", "a cat, a red apple", "红苹果", "红苹果")


def tiny_painter(
    ground: Ground = "patches",
    prediction: Prediction = "v",
    *,
    reads: bool = True,
    words: Sequence[str] = WORDS,
    weight: float = 1.0,
) -> Painter:
    """A painter of 16 by 16 pixels with random weights; NaN as `weight` spoils them."""
    canvas = _canvas(ground)
    unet = UNet(
        UNetShape(
            channels_in=canvas.channels, channels_out=canvas.channels, widths=(8, 12), layers=1,
            heads=(0, 3), middle_heads=3, condition=6 if reads else None, groups=4,
            size=16 // canvas.factor,
        )
    )  # fmt: skip
    parts: list[nn.Module] = [unet]
    read = _reader(words) if reads else None
    if read is not None:
        parts.append(read.encoder)
    if isinstance(canvas, Latents):
        parts.append(canvas.autoencoder)
    for part in parts:
        settle(part, weight)
    return Painter(
        net=UNetInUse(unet), noising=_noising(prediction), canvas=canvas, read=read,
        limit=None if ground == "latents" else 1.0,
    )  # fmt: skip


def settle(net: nn.Module, weight: float = 1.0) -> None:
    """Weights under which what comes out has about the size of what goes in."""
    dice = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, each in net.named_parameters():
            if each.dim() > 1:
                each.normal_(0, each[0].numel() ** -0.5, generator=dice).mul_(weight)
            elif name.endswith("bias"):
                each.uniform_(-0.1, 0.1, generator=dice)
    net.eval()


def _canvas(ground: Ground) -> Canvas:
    if ground != "latents":
        return Pixels(3, 2 if ground == "patches" else 1)
    shape = AutoencoderShape(latent_channels=3, widths=(8, 8), layers=1, groups=4, scaling=0.7)
    return Latents(Autoencoder(shape))


def _reader(words: Sequence[str]) -> PromptReader:
    inner = character_tokenizer(words).inner
    encoder = TextEncoder(
        TextEncoderShape(
            vocabulary=inner.get_vocab_size(), context=12, width=6, layers=1, heads=2, hidden=8
        )
    )
    tokenizer = PromptTokenizer(inner, context=12, start=END, end=END, pad=PAD)
    return PromptReader(tokenizer=tokenizer, encoder=encoder)


def _noising(prediction: Prediction) -> Noising:
    if prediction == "flow":
        return Flow()
    trained = schedules.scaled_linear()
    return replace(
        Diffusion(alpha_bar=trained, prediction=prediction), spacing="trailing", offset=0
    )
