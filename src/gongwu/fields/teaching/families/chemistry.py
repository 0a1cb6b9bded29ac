"""Exercises in chemistry."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    chemistry_amounts,
    chemistry_equations,
    chemistry_solutions,
)

FAMILIES: tuple[Family, ...] = (
    *chemistry_equations.FAMILIES,
    *chemistry_amounts.FAMILIES,
    *chemistry_solutions.FAMILIES,
)
