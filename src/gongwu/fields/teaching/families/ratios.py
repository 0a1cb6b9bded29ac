"""Exercises in ratios."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
