"""Exercises in probability."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import chance_draws, chance_given, chance_trials

FAMILIES: tuple[Family, ...] = (
    *chance_draws.FAMILIES,
    *chance_trials.FAMILIES,
    *chance_given.FAMILIES,
)
