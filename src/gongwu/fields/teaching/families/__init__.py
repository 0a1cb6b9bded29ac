"""Every family of exercises, by name. A new module of families is named here once."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    arithmetic,
    calculus,
    chemistry,
    combinatorics,
    fractions,
    functions,
    geometry,
    how_aigc_works,
    inequalities,
    linear,
    logic,
    matrices,
    measurement,
    number_theory,
    percentages,
    physics,
    probability,
    quadratics,
    ratios,
    sequences,
    statistics,
    systems,
    trigonometry,
)

_MODULES: tuple[tuple[Family, ...], ...] = (
    arithmetic.FAMILIES,
    calculus.FAMILIES,
    chemistry.FAMILIES,
    combinatorics.FAMILIES,
    fractions.FAMILIES,
    functions.FAMILIES,
    geometry.FAMILIES,
    how_aigc_works.FAMILIES,
    inequalities.FAMILIES,
    linear.FAMILIES,
    logic.FAMILIES,
    matrices.FAMILIES,
    measurement.FAMILIES,
    number_theory.FAMILIES,
    percentages.FAMILIES,
    physics.FAMILIES,
    probability.FAMILIES,
    quadratics.FAMILIES,
    ratios.FAMILIES,
    sequences.FAMILIES,
    statistics.FAMILIES,
    systems.FAMILIES,
    trigonometry.FAMILIES,
)

FAMILIES: Mapping[str, Family] = {family.name: family for module in _MODULES for family in module}
