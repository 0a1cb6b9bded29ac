"""Exercises in calculus."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
