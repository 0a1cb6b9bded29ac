"""The two courses of a run of picture tokens: first the codebook, then who writes its codes."""

from pathlib import Path

import torch
from torch import Tensor

from gongwu.engine.checkpoints.autoencoders import save_vector_quantizer
from gongwu.engine.checkpoints.token_models import VQVAE, TokenModel, save_token_model
from gongwu.engine.nets.vector_quantizer import VectorQuantizer
from gongwu.engine.training.learned_weights import LearnedWeights
from gongwu.engine.training.loop import mean_loss
from gongwu.engine.training.precision import products_in
from gongwu.engine.training.token_batches import PriorBatches, QuantizerBatches, ShownPictures
from gongwu.engine.training.token_learner import QuantizerLearner, QuantizerWeights
from gongwu.engine.training.token_settings import TokenTraining


class QuantizerCourse:
    """Pictures to codes and back. Its result, OUT/vqvae, is written at every evaluation."""

    def __init__(
        self, net: VectorQuantizer, shown: ShownPictures, out: Path, settings: TokenTraining
    ) -> None:
        self.net, self.out, self.settings = net, out, settings
        self.batches = QuantizerBatches(shown)
        self.weights = QuantizerWeights(QuantizerLearner(net), settings)
        self.codes_used: int | None = None  # by the pictures of the last evaluation

    def begin(self) -> None:
        """Lay the codes on the first pictures."""
        self.weights.lay_codes(*self.batches.at(0))

    def evaluate(self, best: float) -> float:  # noqa: ARG002 - the last is kept
        """The error of held-out pictures and of their codes, with the averaged weights."""
        learner = self.weights.learner
        kept, learner.used = learner.used, torch.zeros_like(learner.used)
        with self.weights.averaged():
            loss = mean_loss(learner, self.batches.held_out(), self.settings.precision)
            save_vector_quantizer(self.net, self.out / VQVAE, getattr(torch, self.settings.stored))
        self.codes_used, learner.used = int(learner.used.sum()), kept
        return loss

    @torch.no_grad()
    def rebuilt(self, pictures: Tensor) -> Tensor:
        """(B, C, S, S), to codes and back."""
        device = self.net.from_latent.weight.device
        with products_in(self.settings.precision, device):
            return self.net.decode(self.net.encode(pictures.to(device))).float().cpu()


class PriorCourse:
    """Captions to codes. Losses are nats per code."""

    def __init__(
        self, model: TokenModel, shown: ShownPictures, out: Path, settings: TokenTraining
    ) -> None:
        self.model, self.out, self.settings = model, out, settings
        self.batches = PriorBatches(shown, model)
        self.weights = LearnedWeights(model.prior, settings, settings.average_width)

    def evaluate(self, best: float) -> float:
        """The held-out loss of the averaged weights; they are written if they are to be kept."""
        told = self.settings
        with self.weights.averaged():
            loss = mean_loss(self.model.prior, self.batches.held_out(), told.precision)
            if told.kept == "last" or loss < best:
                save_token_model(self.model, self.out, getattr(torch, told.stored))
        return loss
