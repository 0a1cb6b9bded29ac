"""Every family of percentages."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import percent_mixtures, percent_money, percent_parts

FAMILIES: tuple[Family, ...] = (
    *percent_parts.FAMILIES,
    *percent_mixtures.FAMILIES,
    *percent_money.FAMILIES,
)
