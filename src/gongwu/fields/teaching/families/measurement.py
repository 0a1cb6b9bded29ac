"""Every family of measurement."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import rectangles, time_and_dates, units

FAMILIES: tuple[Family, ...] = (*units.FAMILIES, *time_and_dates.FAMILIES, *rectangles.FAMILIES)
