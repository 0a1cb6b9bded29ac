"""Exercises in percentages."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
