"""Exercises in statistics."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
