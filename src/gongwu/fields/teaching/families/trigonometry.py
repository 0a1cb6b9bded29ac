"""Exercises in trigonometry."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
