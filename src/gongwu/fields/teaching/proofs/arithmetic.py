"""School arithmetic solved again: digit by digit, by counting, by searching."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Solver
from gongwu.fields.teaching.proofs import (
    decimals,
    division,
    order_of_operations,
    rounding,
    whole_numbers,
    word_problems_counting,
    word_problems_motion,
    word_problems_parts,
    word_problems_quantities,
)

SOLVERS: Mapping[str, Solver] = {
    **whole_numbers.SOLVERS,
    **division.SOLVERS,
    **order_of_operations.SOLVERS,
    **rounding.SOLVERS,
    **decimals.SOLVERS,
    **word_problems_quantities.SOLVERS,
    **word_problems_parts.SOLVERS,
    **word_problems_counting.SOLVERS,
    **word_problems_motion.SOLVERS,
}
