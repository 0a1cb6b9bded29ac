"""Exercises in probability."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
