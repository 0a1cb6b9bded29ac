"""Exercises in physics."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
