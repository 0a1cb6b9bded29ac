"""Exercises in functions."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
