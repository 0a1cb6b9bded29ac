"""Exercises in how generative models work, with numbers small enough for paper."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import aigc_sampling, aigc_softmax

FAMILIES: tuple[Family, ...] = (
    *aigc_softmax.FAMILIES,
    *aigc_sampling.FAMILIES,
)
