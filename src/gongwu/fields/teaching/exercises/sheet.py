"""A sheet of exercises as a reader sees it, in one language: what is reviewed and exported.

All texts hold formulas between dollar signs, in the LaTeX of `expressions.latex`.
"""

from dataclasses import dataclass

from gongwu.errors import Language
from gongwu.fields.teaching.values import Value


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of a question. A wrong one names its misconception and says why it is wrong."""

    text: str
    right: bool
    misconception: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. Without options it asks for the answer in the learner's own hand.

    `value` is the key for programs, `answer` the same for readers. `steps` is the worked solution.
    `title` says what type of exercise it is.
    """

    family: str
    level: int
    title: str
    skills: tuple[str, ...]
    question: str
    value: Value
    answer: str
    options: tuple[Option, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The draft of the kind `exercises`."""

    lang: Language
    title: str
    items: tuple[Item, ...]
