"""Exercises in physics."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    physics_forces,
    physics_matter,
    physics_motion,
    physics_waves,
)

FAMILIES: tuple[Family, ...] = (
    *physics_motion.FAMILIES,
    *physics_forces.FAMILIES,
    *physics_matter.FAMILIES,
    *physics_waves.FAMILIES,
)
