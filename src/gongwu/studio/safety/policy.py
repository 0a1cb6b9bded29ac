"""The one policy through which every brief and every draft passes. Knows texts, not pieces.

Three outcomes: `pass`, `human` (a person must look before anything goes on) and `block`. It joins
what the other modules find; what each can and cannot see is said there. Personal data is masked and
noted, one-sided wording is a warning; neither changes the outcome.
"""

from dataclasses import dataclass
from typing import Literal

from gongwu.errors import Language
from gongwu.ports import TextModel
from gongwu.studio.finding import Finding
from gongwu.studio.safety import findings, guard
from gongwu.studio.safety.fairness import find_one_sided
from gongwu.studio.safety.folding import fold
from gongwu.studio.safety.harm import find_harm
from gongwu.studio.safety.injection import find_injections
from gongwu.studio.safety.personal_data import mask

Outcome = Literal["pass", "human", "block"]
_ORDER: tuple[Outcome, ...] = ("pass", "human", "block")


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
        # Both languages are always looked for: a Chinese brief may hold an English request.
        del language
        folded, masked = fold(text), mask(text)
        worst: Outcome = "pass"
        found: list[Finding] = []
        for harm in find_harm(folded):
            worst = _worse(worst, harm.outcome)
            quoted = mask(text[harm.start : harm.end]).text
            found.append(findings.harmful(harm.category, harm.outcome, place, quoted))
        for injection in find_injections(text, folded):
            worst = _worse(worst, "human")
            quoted = mask(text[injection.start : injection.end]).text
            found.append(findings.injected(injection.kind, place, quoted))
        if self.guard is not None:
            said = guard.opinion(self.guard, masked.text)
            if said != "safe":
                worst = _worse(worst, "block" if said == "block" else "human")
                found.append(findings.guarded(said, place))
        for wording in find_one_sided(folded):
            quoted = mask(text[wording.start : wording.end]).text
            found.append(findings.one_sided(place, quoted))
        found += [findings.personal(datum.kind, place, datum.masked) for datum in masked.findings]
        return Judgement(outcome=worst, findings=tuple(found), masked=masked.text)


def _worse(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=_ORDER.index)
