"""Exercises in measurement."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
