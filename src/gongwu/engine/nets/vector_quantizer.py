"""Pictures as tokens: an autoencoder whose latent is a word of a codebook at each place.

Van den Oord et al. 2017: the nearest code stands for what the encoder said; the gradient goes
straight through; codes move to their latents and latents commit to their codes.
Shapes: B batch, H and W height and width, h = H/f and w = W/f, K codes of width D.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.autoencoder import AutoencoderShape, PictureDecoder, PictureEncoder
from gongwu.engine.nets.shape_rules import WIDEST, whole


@dataclass(frozen=True, kw_only=True)
class VectorQuantizerShape:
    """The autoencoder around it and the codebook within."""

    coder: AutoencoderShape
    codes: int = 1024  # K
    code_width: int = 4  # D

    def __post_init__(self) -> None:
        whole("vector quantizer", "codes", self.codes, 1, 2**24)
        whole("vector quantizer", "code_width", self.code_width, 1, WIDEST)


class Quantized(NamedTuple):
    """What became of latents: codes in their place, their ids, and how far they were from them."""

    latent: Tensor  # (B, D, h, w), with the gradient of what was quantized
    ids: Tensor  # (B, h, w)
    moving: Tensor  # mean square from the latents to their codes; moves the codes
    committing: Tensor  # the same number; moves the latents


class Codebook(nn.Module):
    """K codes of width D."""

    def __init__(self, codes: int, width: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(codes, width)
        nn.init.uniform_(self.embedding.weight, -1 / codes, 1 / codes)

    def nearest(self, latent: Tensor) -> Tensor:
        """(B, D, h, w) -> ids (B, h, w)."""
        flat = latent.detach().permute(0, 2, 3, 1).flatten(0, 2).float()
        codes = self.embedding.weight.detach().float()
        # |z - e|² without |z|², which is the same for every code.
        distance = torch.addmm(codes.square().sum(dim=1), flat, codes.T, alpha=-2)
        batch, _, height, width = latent.shape
        return distance.argmin(dim=1).view(batch, height, width)

    def codes(self, ids: Tensor) -> Tensor:
        """ids (B, h, w) -> (B, D, h, w)."""
        looked_up: Tensor = self.embedding(ids)
        return looked_up.permute(0, 3, 1, 2)

    def forward(self, latent: Tensor) -> Quantized:
        ids = self.nearest(latent)
        codes = self.codes(ids)
        moving = F.mse_loss(codes, latent.detach())
        committing = F.mse_loss(latent, codes.detach())
        straight = latent + (codes - latent).detach()
        return Quantized(straight, ids, moving, committing)

    @torch.no_grad()
    def revive(self, latent: Tensor, used: Tensor, dice: torch.Generator) -> int:
        """Put codes that were not `used` (K,) on latents (B, D, h, w) drawn at random.

        A code that no latent is near never moves, and most would stay so from the start.
        Returns how many.
        """
        unused = (~used).nonzero().flatten()
        flat = latent.permute(0, 2, 3, 1).flatten(0, 2)
        chosen = torch.randint(len(flat), (len(unused),), generator=dice, device=dice.device)
        self.embedding.weight[unused] = flat[chosen.to(flat.device)].to(self.embedding.weight.dtype)
        return len(unused)


class VectorQuantizer(nn.Module):
    """Pictures in -1 … 1 to ids of codes, and back."""

    def __init__(self, shape: VectorQuantizerShape) -> None:
        super().__init__()
        self.shape = shape
        latent = shape.coder.latent_channels
        self.encoder = PictureEncoder(shape.coder, latent)
        self.to_latent = nn.Conv2d(latent, shape.code_width, kernel_size=1)
        self.codebook = Codebook(shape.codes, shape.code_width)
        self.from_latent = nn.Conv2d(shape.code_width, latent, kernel_size=1)
        self.decoder = PictureDecoder(shape.coder)

    def latent(self, pictures: Tensor) -> Tensor:
        """(B, channels, H, W) -> what is to be quantized, (B, D, h, w)."""
        latent: Tensor = self.to_latent(self.encoder(pictures))
        return latent

    def encode(self, pictures: Tensor) -> Tensor:
        """(B, channels, H, W) -> ids (B, h, w)."""
        ids: Tensor = self.codebook.nearest(self.latent(pictures))
        return ids

    def decode(self, ids: Tensor) -> Tensor:
        """ids (B, h, w) -> pictures (B, channels, f·h, f·w), about -1 … 1."""
        return self.picture(self.codebook.codes(ids))

    def picture(self, latent: Tensor) -> Tensor:
        """Codes (B, D, h, w) -> pictures (B, channels, f·h, f·w)."""
        pictures: Tensor = self.decoder(self.from_latent(latent))
        return pictures

    def forward(self, pictures: Tensor) -> tuple[Tensor, Quantized]:
        """(B, channels, H, W) -> the pictures as their tokens have them, and the tokens."""
        quantized = self.codebook(self.latent(pictures))
        return self.picture(quantized.latent), quantized

    def loss(self, pictures: Tensor, commitment: float = 0.25) -> Tensor:
        """Squared error of the pictures and of the codes; `commitment` binds latents to codes."""
        again, quantized = self(pictures)
        loss: Tensor = F.mse_loss(again, pictures)
        loss = loss + quantized.moving + commitment * quantized.committing
        return loss
