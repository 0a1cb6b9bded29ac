"""Exercises in statistics."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import statistics_data, statistics_lines, statistics_spread

FAMILIES: tuple[Family, ...] = (
    *statistics_data.FAMILIES,
    *statistics_spread.FAMILIES,
    *statistics_lines.FAMILIES,
)
