"""Exercises in chemistry."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    chemistry_acids_and_gases,
    chemistry_amounts,
    chemistry_equations,
    chemistry_moles,
    chemistry_solutions,
    chemistry_stoichiometry,
)

FAMILIES: tuple[Family, ...] = (
    *chemistry_equations.FAMILIES,
    *chemistry_stoichiometry.FAMILIES,
    *chemistry_amounts.FAMILIES,
    *chemistry_moles.FAMILIES,
    *chemistry_solutions.FAMILIES,
    *chemistry_acids_and_gases.FAMILIES,
)
