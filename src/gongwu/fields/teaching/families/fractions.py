"""Every family of fractions."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    fraction_decimals,
    fraction_forms,
    fraction_operations,
    fraction_problems,
)

FAMILIES: tuple[Family, ...] = (
    *fraction_forms.FAMILIES,
    *fraction_decimals.FAMILIES,
    *fraction_operations.FAMILIES,
    *fraction_problems.FAMILIES,
)
