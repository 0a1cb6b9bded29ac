"""The kind `exercises`, with its four parts joined."""

from collections.abc import Mapping, Sequence

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.brief import ExercisesBrief
from gongwu.fields.teaching.exercises.planning import SheetPlan, plan_sheet, told_topics
from gongwu.fields.teaching.exercises.proving import verify_sheet
from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exercises.wording import reword_sheet, slots_of, word_sheet
from gongwu.fields.teaching.exports import EXPORTS
from gongwu.fields.teaching.foreign.check import check
from gongwu.ports import Words
from gongwu.studio.finding import Finding
from gongwu.studio.kind import Desk, Exporter, Judged, Slot


class Exercises:
    """Implements studio.kind.Kind and studio.kind.ChecksFiles."""

    name = "exercises"
    about = Words(
        en="Questions with answer keys that two routes agree on, and worked solutions.",
        zh="练习题：答案经两条路线互相印证，并附解答过程。",
    )
    brief_type = ExercisesBrief
    plan_type = SheetPlan
    draft_type = Sheet
    exports: Mapping[str, Exporter[Sheet]] = EXPORTS
    demo_brief: Mapping[str, object] = {"topic": "quadratic,aigc", "count": 6, "style": "mixed"}

    def plan(self, brief: ExercisesBrief, desk: Desk) -> SheetPlan:
        return plan_sheet(brief, desk.dice)

    def word(self, plan: SheetPlan, desk: Desk) -> Sheet:
        return word_sheet(plan)

    def verify(self, plan: SheetPlan, draft: Sheet) -> list[Finding]:
        return list(verify_sheet(plan, draft))

    def slots(self, plan: SheetPlan, draft: Sheet) -> Sequence[Slot]:
        return list(slots_of(draft))

    def reworded(self, draft: Sheet, texts: Mapping[str, str]) -> Sheet:
        return reword_sheet(draft, texts)

    def title(self, draft: Sheet) -> str:
        return draft.title

    def more(self, language: Language) -> Sequence[tuple[str, str]]:
        return told_topics(language)

    def check(self, content: bytes, name: str) -> list[Judged]:
        return check(content, name)


EXERCISES = Exercises()
