"""From settings to the nets of a run of picture tokens, and how large they are."""

import math
from dataclasses import dataclass

import torch

from gongwu.engine.nets.autoencoder import AutoencoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape
from gongwu.engine.nets.initialize import initialize
from gongwu.engine.nets.vector_quantizer import VectorQuantizer, VectorQuantizerShape
from gongwu.engine.training.image_setup import initialize_unet
from gongwu.engine.training.settings import Size
from gongwu.engine.training.sizes import HEAD_WIDTH
from gongwu.engine.training.token_settings import TokenTraining, require_multiple

GROUPS = 8
LATENT, CODE_WIDTH = 16, 8  # few numbers a code: the more of them, the fewer codes are ever nearest
ACROSS = 8  # codes of a side, unless the factor is said: as many as a sitting learns to write
CAPTION = 64  # characters of a caption that are read at least, its end among them


@dataclass(frozen=True)
class TokenScale:
    """What one word stands for; in the comment the weights of the quantizer and of the writer."""

    widths: tuple[int, int]  # at full size, and below
    layers: int
    codes: int
    width: int  # of the writer
    encoder_layers: int
    decoder_layers: int


TOKEN_SCALES: dict[Size, TokenScale] = {
    "tiny": TokenScale((32, 64), 1, 256, 128, 1, 3),  # 0.8M, 1.1M
    "small": TokenScale((32, 64), 1, 512, 256, 2, 4),
    "base": TokenScale((64, 128), 2, 1024, 384, 2, 6),
    "large": TokenScale((128, 256), 2, 4096, 768, 4, 12),
}


def token_size_for(pictures: int) -> Size:
    """The largest nets that so many pictures can feed in a sitting on a CPU."""
    return "tiny" if pictures < 20_000 else "small"


def factor_for(side: int, factor: int | None) -> int:
    """The factor that was said, or the least that leaves few enough codes."""
    if factor is not None:
        require_multiple(side, factor)
        return factor
    fitting = [each for each in (4, 8, 16) if side % each == 0]
    if not fitting:
        require_multiple(side, 4)
    return next((each for each in fitting if side // each <= ACROSS), fitting[-1])


def new_quantizer(settings: TokenTraining, side: int, channels: int) -> VectorQuantizer:
    """A quantizer for squares of a side, first weights drawn by the seed."""
    scale = TOKEN_SCALES[settings.size]
    first, below = scale.widths
    halvings = factor_for(side, settings.factor).bit_length() - 1
    coder = AutoencoderShape(
        channels=channels,
        latent_channels=LATENT,
        widths=(first, *[below] * halvings),
        layers=scale.layers,
        groups=GROUPS,
        size=side,
    )
    net = VectorQuantizer(
        VectorQuantizerShape(
            coder=coder, codes=settings.codes or scale.codes, code_width=CODE_WIDTH
        )
    )
    dice = torch.Generator().manual_seed(settings.seed)
    initialize_unet(net, dice)
    with torch.no_grad():
        # Laid on latents before the first step; until then any will do, but always the same.
        net.codebook.embedding.weight.normal_(generator=dice)
    return net


def new_prior(settings: TokenTraining, places: int, vocabulary: int) -> EncoderDecoder:
    """A writer of so many codes a picture, first weights drawn by the seed."""
    scale = TOKEN_SCALES[settings.size]
    net = EncoderDecoder(
        EncoderDecoderShape(
            vocabulary=vocabulary,
            context=max(places, CAPTION),
            width=scale.width,
            encoder_layers=scale.encoder_layers,
            decoder_layers=scale.decoder_layers,
            heads=max(1, scale.width // HEAD_WIDTH),
            head_width=HEAD_WIDTH,
            hidden=math.ceil(scale.width * 8 / 3 / 64) * 64,
            # Every distance within a picture by itself: what stands above is as near as a row.
            distance_buckets=2 * max(places, 4),
            max_distance=2 * max(places, 4),
        )
    )
    initialize(net, torch.Generator().manual_seed(settings.seed))
    return net
