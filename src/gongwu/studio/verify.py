"""The third verb: another route than the one that made a draft derives again what it states."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

from gongwu.errors import Language
from gongwu.studio.finding import Finding
from gongwu.studio.kind import BriefT, DraftT, Kind, PlanT
from gongwu.studio.safety.policy import Policy
from gongwu.studio.word import Worded


@dataclass(frozen=True)
class Verified(Generic[DraftT]):
    """A draft with all that was found in it, ready for a person."""

    draft: DraftT
    findings: tuple[Finding, ...]


def verify(
    kind: Kind[BriefT, PlanT, DraftT],
    worded: Worded[PlanT, DraftT],
    policy: Policy,
    language: Language,
) -> Verified[DraftT]:
    """What the kind's own verifier and the policy find, and what nothing can prove."""
    findings = [
        *worded.findings,
        *kind.verify(worded.plan, worded.draft),
        *_unproven(worded.reworded),
        *_judged(kind, worded, policy, language),
    ]
    return Verified(worded.draft, tuple(findings))


def _judged(
    kind: Kind[BriefT, PlanT, DraftT],
    worded: Worded[PlanT, DraftT],
    policy: Policy,
    language: Language,
) -> Iterable[Finding]:
    for slot in kind.slots(worded.plan, worded.draft):
        yield from policy.judge_draft(slot.text, language, slot.key).findings


def _unproven(reworded: Sequence[str]) -> Iterable[Finding]:
    """A model's words keep the numbers and formulas; that they keep the meaning nothing proves."""
    if reworded:
        places = ", ".join(reworded)
        yield Finding(
            rule="unverified-prose",
            severity="note",
            place="",
            en=f"Reworded by a model: {places}. Numbers and formulas were compared with the plan; "
            "read the rest yourself.",
            zh=f"由模型改写：{places}。数字和公式已与计划核对，其余文字请自行审读。",
            evidence=places,
        )
