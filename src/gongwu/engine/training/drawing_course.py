"""The phase in which a net learns to draw, on pixels or on latents."""

from pathlib import Path

from gongwu.engine.tokens.tokenizer import Tokenizer
from gongwu.engine.training.image_batches import PictureBatches
from gongwu.engine.training.image_learner import PictureLearner
from gongwu.engine.training.image_result import save_learner
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.learned_weights import LearnedWeights
from gongwu.engine.training.loop import mean_loss


class DrawingCourse:
    """Its net, its batches, and where the result is kept."""

    def __init__(
        self,
        learner: PictureLearner,
        batches: PictureBatches,
        tokenizer: Tokenizer | None,
        out: Path,
        settings: ImageTraining,
    ) -> None:
        self.learner, self.batches = learner, batches
        self.weights = LearnedWeights(learner, settings, settings.average_width)
        self.tokenizer, self.out, self.settings = tokenizer, out, settings

    def evaluate(self, best: float) -> float:
        """The held-out loss of the averaged weights; they are written if they are to be kept."""
        told = self.settings
        with self.weights.averaged():
            batches = self.batches.held_out(told.evaluation_pictures)
            loss = mean_loss(self.learner, batches, told.precision)
            if told.kept == "last" or loss < best:
                save_learner(self.learner, self.tokenizer, self.out, told)
        return loss
