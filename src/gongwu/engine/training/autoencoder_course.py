"""The first phase of a run in latents: the autoencoder learns to give pictures back."""

import math
from dataclasses import replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from gongwu.engine.checkpoints.autoencoders import save_autoencoder
from gongwu.engine.nets.autoencoder import Autoencoder
from gongwu.engine.pictures.picture_files import PictureFiles
from gongwu.engine.training.autoencoder_batches import AutoencoderBatches
from gongwu.engine.training.autoencoder_learner import AutoencoderLearner, picture_error
from gongwu.engine.training.autoencoder_setup import standardize
from gongwu.engine.training.image_batches import even_sample
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.latent_files import AT_ONCE, encoded, write_latents
from gongwu.engine.training.learned_weights import LearnedWeights
from gongwu.engine.training.precision import products_in
from gongwu.engine.training.squares import PixelSquares

MEASURED = 1024  # pictures that are enough to know a channel's mean and spread

VAE, LATENTS = "vae", "latents"


class AutoencoderCourse:
    """Its net, its batches, and what becomes of them when it is over."""

    def __init__(self, net: Autoencoder, files: PictureFiles, settings: ImageTraining) -> None:
        # Muon: after as many steps its pictures are 5 dB nearer than AdamW's.
        settings = replace(settings, optimizer="muon", peak_rate=settings.autoencoder_rate)
        self.files, self.settings = files, settings
        learner = AutoencoderLearner(net)
        self.net, self.weights = net, LearnedWeights(learner, settings, settings.average_width)
        self.batches = AutoencoderBatches(files, net.shape, settings)
        self.psnr: float | None = None  # of the last evaluation

    def evaluate(self, _best: float) -> float:
        """The error of held-out pictures given back from their likeliest latents."""
        error = square = 0.0
        count = 0
        with self.weights.averaged():
            for pictures in self.batches.held_out(self.settings.evaluation_pictures):
                rebuilt = self.rebuilt(pictures)
                error += picture_error(rebuilt, pictures).item() * len(pictures)
                square += F.mse_loss(rebuilt.clamp(-1, 1), pictures).item() * len(pictures)
                count += len(pictures)
        self.psnr = decibels(square / count)
        return error / count

    @torch.no_grad()
    def rebuilt(self, pictures: Tensor) -> Tensor:
        """(B, C, S, S), to latents and back."""
        latents = encoded(self.net, pictures, self.settings.precision)
        device = next(self.net.parameters()).device
        with products_in(self.settings.precision, device):
            return self.net.decode(latents.to(device)).float().cpu()

    def finish(self, out: Path, run: Path) -> None:
        """Write OUT/vae from the averaged weights, and every picture's latents.

        Both in float32, so that what is written does not depend on who writes it.
        """
        with self.weights.averaged():
            standardize(self.net, self._measured())
            save_autoencoder(self.net, out / VAE, getattr(torch, self.settings.stored))
            write_latents(self.files, self.net, run / LATENTS, flips=self.settings.flips)

    def _measured(self) -> Tensor:
        """Latents of an even sample of the training pictures."""
        numbers = even_sample(self.files.counts["train"], MEASURED)
        squares = PixelSquares(self.files)
        return torch.cat(
            [
                encoded(self.net, squares.clean("train", some, [False] * len(some)), "float32")
                for some in (
                    numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)
                )
            ]
        )


def decibels(square_error: float) -> float:
    """Mean square error of values in -1 … 1 -> peak signal-to-noise ratio."""
    return 10 * math.log10(4 / square_error) if square_error else math.inf
