"""The kind `explanation`, with its four parts joined."""

from collections.abc import Mapping, Sequence

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.planning import told_topics
from gongwu.fields.teaching.explanation.brief import ExplanationBrief
from gongwu.fields.teaching.explanation.document import explanation_document
from gongwu.fields.teaching.explanation.planning import ExplanationPlan, plan_explanation
from gongwu.fields.teaching.explanation.proving import verify_explanation
from gongwu.fields.teaching.explanation.script import Explanation
from gongwu.fields.teaching.explanation.wording import (
    explanation_slots,
    reword_explanation,
    word_explanation,
)
from gongwu.ports import Words
from gongwu.studio.document.exports import document_exports
from gongwu.studio.finding import Finding
from gongwu.studio.kind import Desk, Exporter, Slot


class ExplanationKind:
    """Implements studio.kind.Kind."""

    name = "explanation"
    about = Words(
        en="One problem solved step by step for its reader, every line proven from the one before.",
        zh="一道题的逐步讲解，按读者水平措辞，每一行都由前面的式子推出并经证明。",
    )
    brief_type = ExplanationBrief
    plan_type = ExplanationPlan
    draft_type = Explanation
    exports: Mapping[str, Exporter[Explanation]] = document_exports(explanation_document)

    def plan(self, brief: ExplanationBrief, desk: Desk) -> ExplanationPlan:
        return plan_explanation(brief, desk.dice)

    def word(self, plan: ExplanationPlan, desk: Desk) -> Explanation:
        return word_explanation(plan)

    def verify(self, plan: ExplanationPlan, draft: Explanation) -> list[Finding]:
        return list(verify_explanation(plan, draft))

    def slots(self, plan: ExplanationPlan, draft: Explanation) -> Sequence[Slot]:
        return list(explanation_slots(draft))

    def reworded(self, draft: Explanation, texts: Mapping[str, str]) -> Explanation:
        return reword_explanation(draft, texts)

    def title(self, draft: Explanation) -> str:
        return draft.title

    def more(self, language: Language) -> Sequence[tuple[str, str]]:
        return told_topics(language)


EXPLANATION = ExplanationKind()
