"""Exercises in physics."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    physics_energy,
    physics_falling,
    physics_forces,
    physics_matter,
    physics_motion,
    physics_pressure,
    physics_waves,
)

FAMILIES: tuple[Family, ...] = (
    *physics_motion.FAMILIES,
    *physics_falling.FAMILIES,
    *physics_forces.FAMILIES,
    *physics_energy.FAMILIES,
    *physics_matter.FAMILIES,
    *physics_pressure.FAMILIES,
    *physics_waves.FAMILIES,
)
