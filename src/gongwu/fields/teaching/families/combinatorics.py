"""Exercises in counting."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    counting_choices,
    counting_limits,
    counting_orders,
    counting_words,
)

FAMILIES: tuple[Family, ...] = (
    *counting_orders.FAMILIES,
    *counting_words.FAMILIES,
    *counting_choices.FAMILIES,
    *counting_limits.FAMILIES,
)
