"""Exercises in how generative models work, solved by another route than the one that made them."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Solver
from gongwu.fields.teaching.proofs import (
    aigc_diffusion,
    aigc_layers,
    aigc_softmax,
    aigc_text,
    aigc_training,
)

SOLVERS: Mapping[str, Solver] = {
    **aigc_softmax.SOLVERS,
    **aigc_training.SOLVERS,
    **aigc_diffusion.SOLVERS,
    **aigc_layers.SOLVERS,
    **aigc_text.SOLVERS,
}
