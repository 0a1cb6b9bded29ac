"""A vector quantizer as it learns, and how its dead codes come back to life.

A code that no latent is nearest to has no slope and stays where it is. Every so often those that
were not used since the last time are put on latents of the batch at hand (Dhariwal et al. 2020,
"Jukebox", section 3.3). Shapes: B batch, C channels, S side, K codes.
"""

import torch
from torch import Tensor, nn

from gongwu.engine.nets.vector_quantizer import VectorQuantizer
from gongwu.engine.training.autoencoder_learner import picture_error
from gongwu.engine.training.learned_weights import LearnedWeights
from gongwu.engine.training.token_settings import TokenTraining

COMMITMENT = 0.25  # van den Oord et al. 2017
REVIVED_EVERY = 20  # steps
REVIVED_FROM = 0.5  # of the peak rate: when it falls below, codes settle, and their average too

_USED = "used"


class QuantizerLearner(nn.Module):
    """The quantizer as the training loop knows it."""

    def __init__(self, net: VectorQuantizer) -> None:
        super().__init__()
        self.net = net
        # Which codes were nearest to something since they were last looked over, (K,).
        self.used = torch.zeros(net.shape.codes, dtype=torch.bool)
        self.latent: Tensor | None = None  # of the last batch

    def loss(self, pictures: Tensor) -> Tensor:
        """Pictures (B, C, S, S) in -1 … 1 -> their error, and that of the codes."""
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        latent = self.net.latent(pictures).float()
        quantized = self.net.codebook(latent)
        self.used[quantized.ids.flatten().cpu()] = True
        self.latent = latent.detach()
        error = picture_error(self.net.picture(quantized.latent).float(), pictures)
        loss: Tensor = error + quantized.moving + COMMITMENT * quantized.committing
        return loss


class QuantizerWeights(LearnedWeights):
    """Its weights: what becomes of unused codes belongs to every step."""

    learner: QuantizerLearner

    def __init__(self, learner: QuantizerLearner, settings: TokenTraining) -> None:
        super().__init__(learner, settings, settings.average_width)
        self._settings = settings

    def lay_codes(self, pictures: Tensor) -> None:
        """Before the first step: every code on a latent of these pictures."""
        net = self.learner.net
        with torch.no_grad():
            latent = net.latent(pictures.to(net.from_latent.weight.device))
        none = torch.zeros_like(self.learner.used)
        net.codebook.revive(latent, none, self._dice(0))
        assert self.average is not None
        name = "net.codebook.embedding.weight"
        self.average.tensors[name].copy_(net.codebook.embedding.weight.detach())

    def learned(self, step: int) -> None:
        """A step is done, the first being 1."""
        rate = self.optimizers[0].param_groups[0]["lr"]
        due = step % REVIVED_EVERY == 0 and rate >= REVIVED_FROM * self._settings.peak_rate
        if due and self.learner.latent is not None:
            book = self.learner.net.codebook
            book.revive(self.learner.latent, self.learner.used, self._dice(step))
            self.learner.used.zero_()
        super().learned(step)

    def tensors(self) -> dict[str, Tensor]:
        """All that has to come back after an accident."""
        return {**super().tensors(), _USED: self.learner.used}

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Put back what `tensors` gave."""
        super().restore(tensors)
        self.learner.used.copy_(tensors[_USED])

    def _dice(self, step: int) -> torch.Generator:
        return torch.Generator().manual_seed((self._settings.seed + step) % 2**64)
