"""Training of the judges, with the loop of every net: seeded, so the same pictures give the same
judge on the same machine.

Pictures are (N, S, S, C) bytes; each is seen moved by a pixel or two, so that a judge does not
learn places by heart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.evaluation.judge import Judge, as_net_input, settled
from gongwu.engine.evaluation.judge_nets import Classifier, Matcher, Trunk, Twins
from gongwu.engine.tokens.tokenizer import PAD_ID, Tokenizer, character_tokenizer
from gongwu.engine.training.batches import Batch, Order
from gongwu.engine.training.loop import train
from gongwu.engine.training.optimizers import make_optimizers
from gongwu.engine.training.precision import best_device, best_precision
from gongwu.engine.training.settings import OptimizerKind, Precision
from gongwu.errors import BadInputError

Watch = Callable[[int, int], None]  # steps done, in all


@dataclass(frozen=True, kw_only=True)
class JudgeTraining:
    """How a judge is trained."""

    steps: int = 400
    batch: int = 128
    seed: int = 0
    precision: Precision = "float32"
    optimizer: OptimizerKind = "adamw"
    peak_rate: float = 2e-3
    warmup: float = 0.1
    clip: float = 1.0
    weight_decay: float = 0.05


def train_judge(
    pictures: Tensor,
    labels: Tensor,
    settings: JudgeTraining | None = None,
    watch: Watch = lambda *_: None,
) -> Judge:
    """A judge taught by classes: labels (N,), whole numbers from 0."""
    raise NotImplementedError


def train_matching_judge(
    pictures: Tensor,
    captions: Sequence[tuple[str, ...]],
    settings: JudgeTraining | None = None,
    watch: Watch = lambda *_: None,
) -> Judge:
    """A judge taught by captions: of each picture one or more."""
    raise NotImplementedError


def train_plain_judge(
    pictures: Tensor, settings: JudgeTraining | None = None, watch: Watch = lambda *_: None
) -> Judge:
    """A judge taught by the pictures alone."""
    raise NotImplementedError
