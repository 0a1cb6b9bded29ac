"""Exercises in how generative models work, solved by another route than the one that made them."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Solver
from gongwu.fields.teaching.proofs import aigc_softmax

SOLVERS: Mapping[str, Solver] = {**aigc_softmax.SOLVERS}
