"""Exercises in fractions."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
