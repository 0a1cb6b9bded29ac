"""Exercises in logic."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
