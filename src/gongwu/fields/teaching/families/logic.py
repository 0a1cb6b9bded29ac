"""Exercises in logic."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import logic_formulas, logic_puzzles, logic_sets

FAMILIES: tuple[Family, ...] = (
    *logic_formulas.FAMILIES,
    *logic_puzzles.FAMILIES,
    *logic_sets.FAMILIES,
)
