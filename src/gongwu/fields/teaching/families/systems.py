"""Exercises in systems."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
