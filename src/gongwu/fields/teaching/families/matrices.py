"""Exercises in matrices."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
