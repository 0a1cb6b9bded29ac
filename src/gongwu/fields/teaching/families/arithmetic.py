"""Every family of school arithmetic: whole numbers, decimals and word problems."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
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

FAMILIES: tuple[Family, ...] = (
    *whole_numbers.FAMILIES,
    *division.FAMILIES,
    *order_of_operations.FAMILIES,
    *rounding.FAMILIES,
    *decimals.FAMILIES,
    *word_problems_quantities.FAMILIES,
    *word_problems_parts.FAMILIES,
    *word_problems_counting.FAMILIES,
    *word_problems_motion.FAMILIES,
)
