"""Exercises in chemistry, solved by another route than the one that made them."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Solver
from gongwu.fields.teaching.proofs import chemistry_amounts, chemistry_equations

SOLVERS: Mapping[str, Solver] = {**chemistry_equations.SOLVERS, **chemistry_amounts.SOLVERS}
