"""Exercises in logic."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import logic_formulas, logic_puzzles

FAMILIES: tuple[Family, ...] = (*logic_formulas.FAMILIES, *logic_puzzles.FAMILIES)
