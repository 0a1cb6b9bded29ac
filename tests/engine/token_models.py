"""Tiny models of picture tokens, made on the spot."""

import torch

from gongwu.engine.checkpoints.token_models import TokenModel
from gongwu.engine.nets.autoencoder import AutoencoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape
from gongwu.engine.nets.vector_quantizer import VectorQuantizer, VectorQuantizerShape
from gongwu.engine.tokens.tokenizer import character_tokenizer

SIDE, CODES = 12, 23  # 3 × 3 codes


def tiny_quantizer(channels: int = 3) -> VectorQuantizer:
    coder = AutoencoderShape(
        channels=channels, latent_channels=5, widths=(8, 8, 8), layers=1, groups=4, size=SIDE
    )
    return VectorQuantizer(VectorQuantizerShape(coder=coder, codes=CODES, code_width=6))


def tiny_model(channels: int = 3) -> TokenModel:
    """Weights are torch's own: shake them."""
    tokenizer = character_tokenizer(["red green blue red green blue 红绿蓝红绿蓝"])
    prior = EncoderDecoder(
        EncoderDecoderShape(
            vocabulary=tokenizer.size + CODES, context=14, width=20, encoder_layers=1,
            decoder_layers=2, heads=3, head_width=6, hidden=28, distance_buckets=18,
            max_distance=18,
        )
    )  # fmt: skip
    return TokenModel(quantizer=tiny_quantizer(channels), prior=prior, tokenizer=tokenizer)


@torch.no_grad()
def put_codes_on_latents(model: TokenModel, dice: torch.Generator) -> None:
    """So that pictures have many codes, and not all the same."""
    channels = model.quantizer.shape.coder.channels
    pictures = torch.rand(8, channels, SIDE, SIDE, generator=dice) * 2 - 1
    none = torch.zeros(CODES, dtype=torch.bool)
    model.quantizer.codebook.revive(model.quantizer.latent(pictures), none, dice)
