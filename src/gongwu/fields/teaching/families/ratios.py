"""Every family of ratios and proportion."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import proportion, ratio_terms

FAMILIES: tuple[Family, ...] = (*ratio_terms.FAMILIES, *proportion.FAMILIES)
