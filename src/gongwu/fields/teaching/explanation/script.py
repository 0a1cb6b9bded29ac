"""An explanation as its reader sees it: what is reviewed and exported.

All texts hold formulas between dollar signs, in the LaTeX of `expressions.latex`.
"""

from dataclasses import dataclass

from gongwu.errors import Language
from gongwu.fields.teaching.explanation.brief import Reader
from gongwu.fields.teaching.values import Value


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One step: what is done, in words, and the line that stands on paper after it; "" for none."""

    text: str
    line: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The draft of the kind `explanation`."""

    lang: Language
    reader: Reader
    title: str
    question: str
    steps: tuple[Explained, ...]
    value: Value
    answer: str
    checks: tuple[str, ...]
    cautions: tuple[str, ...]
