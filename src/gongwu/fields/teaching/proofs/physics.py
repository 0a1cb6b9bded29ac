"""Exercises in physics, solved by another route than the one that made them."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Solver
from gongwu.fields.teaching.proofs import physics_matter, physics_motion

SOLVERS: Mapping[str, Solver] = {**physics_motion.SOLVERS, **physics_matter.SOLVERS}
