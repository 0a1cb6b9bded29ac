"""Every family of number theory."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import number_digits, number_divisors, number_remainders

FAMILIES: tuple[Family, ...] = (
    *number_divisors.FAMILIES,
    *number_remainders.FAMILIES,
    *number_digits.FAMILIES,
)
