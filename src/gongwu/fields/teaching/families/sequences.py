"""Every family of sequences and series."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import sequence_patterns, sequence_progressions

FAMILIES: tuple[Family, ...] = (*sequence_progressions.FAMILIES, *sequence_patterns.FAMILIES)
