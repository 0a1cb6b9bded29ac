"""Exercises in arithmetic."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
