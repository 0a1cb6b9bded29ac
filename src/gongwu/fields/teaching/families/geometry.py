"""Exercises in geometry."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
