"""Exercises in how aigc works."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
