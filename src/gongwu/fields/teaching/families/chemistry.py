"""Exercises in chemistry."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
