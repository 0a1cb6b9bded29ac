"""Exercises in sequences."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
