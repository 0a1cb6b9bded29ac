"""Exercises in inequalities."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
