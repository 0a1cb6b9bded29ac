"""What one route says of an item."""

from dataclasses import dataclass
from fractions import Fraction

from gongwu.ports import Words
from gongwu.studio.kind import Verdict


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """`value` is the number that was computed, where it is one number."""

    status: Verdict
    why: Words
    right: str = ""
    value: Fraction | None = None


def unable(en: str, zh: str) -> Opinion:
    """Nothing is known, and why."""
    return Opinion(status="cannot tell", why=Words(en=en, zh=zh))
