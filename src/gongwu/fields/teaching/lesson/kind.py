"""The kind `lesson`, with its four parts joined."""

from collections.abc import Mapping, Sequence

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.planning import told_topics
from gongwu.fields.teaching.lesson.brief import LessonBrief
from gongwu.fields.teaching.lesson.case import Lesson
from gongwu.fields.teaching.lesson.document import lesson_document
from gongwu.fields.teaching.lesson.planning import LessonPlan, plan_lesson
from gongwu.fields.teaching.lesson.proving import verify_lesson
from gongwu.fields.teaching.lesson.wording import lesson_slots, reword_lesson, word_lesson
from gongwu.ports import Words
from gongwu.studio.document.exports import document_exports
from gongwu.studio.finding import Finding
from gongwu.studio.kind import Desk, Exporter, Slot


class LessonKind:
    """Implements studio.kind.Kind."""

    name = "lesson"
    about = Words(
        en="A lesson plan whose minutes add up, with proven exercises for every goal.",
        zh="教学案例：时间安排相合，每个目标都配有经证明的习题。",
    )
    brief_type = LessonBrief
    plan_type = LessonPlan
    draft_type = Lesson
    exports: Mapping[str, Exporter[Lesson]] = document_exports(lesson_document)

    def plan(self, brief: LessonBrief, desk: Desk) -> LessonPlan:
        return plan_lesson(brief, desk.dice)

    def word(self, plan: LessonPlan, desk: Desk) -> Lesson:
        return word_lesson(plan)

    def verify(self, plan: LessonPlan, draft: Lesson) -> list[Finding]:
        return list(verify_lesson(plan, draft))

    def slots(self, plan: LessonPlan, draft: Lesson) -> Sequence[Slot]:
        return list(lesson_slots(draft))

    def reworded(self, draft: Lesson, texts: Mapping[str, str]) -> Lesson:
        return reword_lesson(draft, texts)

    def title(self, draft: Lesson) -> str:
        return draft.title

    def more(self, language: Language) -> Sequence[tuple[str, str]]:
        return told_topics(language)


LESSON = LessonKind()
