"""Exercises in combinatorics."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
