"""Exercises in number theory."""

from gongwu.fields.teaching.exercise import Family

FAMILIES: tuple[Family, ...] = ()
