"""Exercises in linear."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
