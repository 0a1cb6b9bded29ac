"""Every family of school arithmetic: whole numbers, decimals and word problems."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    decimals,
    division,
    missing_numbers,
    multiplication,
    order_of_operations,
    rounding,
    whole_numbers,
    word_problems_ages,
    word_problems_counting,
    word_problems_motion,
    word_problems_parts,
    word_problems_quantities,
    word_problems_rivers,
    word_problems_sharing,
    word_problems_work,
)

FAMILIES: tuple[Family, ...] = (
    *whole_numbers.FAMILIES,
    *multiplication.FAMILIES,
    *division.FAMILIES,
    *missing_numbers.FAMILIES,
    *order_of_operations.FAMILIES,
    *rounding.FAMILIES,
    *decimals.FAMILIES,
    *word_problems_quantities.FAMILIES,
    *word_problems_ages.FAMILIES,
    *word_problems_parts.FAMILIES,
    *word_problems_work.FAMILIES,
    *word_problems_counting.FAMILIES,
    *word_problems_sharing.FAMILIES,
    *word_problems_motion.FAMILIES,
    *word_problems_rivers.FAMILIES,
)
