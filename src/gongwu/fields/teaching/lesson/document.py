"""A lesson as a document: goals, timeline, differentiation, assessment, sources, exercises."""

from collections.abc import Iterator

from gongwu.errors import Language
from gongwu.fields.teaching.exports.sheet_document import sheet_document
from gongwu.fields.teaching.lesson.case import Lesson
from gongwu.ports import Words
from gongwu.studio.document.inline import escaped
from gongwu.studio.document.model import (
    Block,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)

_FACTS = Words(en="Grade {} · {} minutes", zh="{} 年级 · {} 分钟")
_UNIVERSITY = Words(en="First year of university · {1} minutes", zh="大学一年级 · {1} 分钟")
_GOALS = Words(en="Goals", zh="教学目标")
_BEFORE = Words(en="Prior knowledge", zh="已有基础")
_TIMELINE = Words(en="Timeline", zh="教学过程")
_HEAD = (
    Words(en="Part", zh="环节"),
    Words(en="Minutes", zh="分钟"),
    Words(en="Teacher", zh="教师活动"),
    Words(en="Learners", zh="学生活动"),
    Words(en="Exercises", zh="题号"),
)
_TOTAL = Words(en="Total", zh="合计")
_WEAKER = Words(en="Learners who need more help", zh="基础较弱的学生")
_STRONGER = Words(en="Learners who want more", zh="学有余力的学生")
_DIFFERENTIATION = Words(en="Differentiation", zh="分层")
_ASSESSMENT = Words(en="Assessment", zh="教学评价")
_GOAL = Words(en="Goal", zh="目标")
_SOURCES = Words(en="From the source", zh="材料摘引")
_PLACE = Words(en="characters {} to {}, SHA-256 {}", zh="第 {} 至 {} 字，SHA-256 {}")
_EXERCISES = Words(en="Exercises", zh="练习题")
_UNIVERSITY_YEAR = 13


def lesson_document(lesson: Lesson) -> Document:
    """The case first, the exercises with their key behind it; both number them alike."""
    return Document(
        title=lesson.title,
        language=lesson.lang,
        blocks=(*_case(lesson, lesson.lang), PageBreak(), *_exercises(lesson)),
    )


def _case(lesson: Lesson, lang: Language) -> Iterator[Block]:
    facts = _UNIVERSITY if lesson.grade == _UNIVERSITY_YEAR else _FACTS
    yield Paragraph(facts.said_in(lang).format(lesson.grade, lesson.minutes))
    yield Heading(_GOALS.said_in(lang))
    yield Items(items=lesson.goals, mark="number")
    if lesson.before:
        yield Heading(_BEFORE.said_in(lang))
        yield Items(items=lesson.before)
    yield Heading(_TIMELINE.said_in(lang))
    yield _timeline(lesson, lang)
    yield Heading(_DIFFERENTIATION.said_in(lang))
    for title, text, numbers in (
        (_WEAKER, lesson.weaker, lesson.weaker_exercises),
        (_STRONGER, lesson.stronger, lesson.stronger_exercises),
    ):
        yield Heading(title.said_in(lang), level=2)
        yield Paragraph(f"{text} {_numbers(numbers, lang)}")
    yield Heading(_ASSESSMENT.said_in(lang))
    yield Table(
        header=(_GOAL.said_in(lang), _HEAD[-1].said_in(lang)),
        rows=tuple((each.goal, _numbers(each.exercises, lang)) for each in lesson.assessment),
    )
    if lesson.citations:
        yield Heading(_SOURCES.said_in(lang))
        for each in lesson.citations:
            place = _PLACE.said_in(lang).format(each.start + 1, each.end, each.sha256[:12])
            yield Quote(text=escaped(each.quote), source=place)


def _timeline(lesson: Lesson, lang: Language) -> Table:
    rows = [
        (each.title, str(each.minutes), each.teacher, each.learners,
         _numbers(each.exercises, lang))
        for each in lesson.timeline
    ]  # fmt: skip
    total = str(sum(each.minutes for each in lesson.timeline))
    return Table(
        header=tuple(words.said_in(lang) for words in _HEAD),
        rows=(*rows, (_TOTAL.said_in(lang), total, "", "", "")),
        align=("left", "right", "left", "left", "left"),
    )


def _exercises(lesson: Lesson) -> Iterator[Block]:
    yield Heading(_EXERCISES.said_in(lesson.lang))
    yield from sheet_document(lesson.exercises).blocks


def _numbers(numbers: tuple[int, ...], lang: Language) -> str:
    return ("、" if lang == "zh" else ", ").join(map(str, numbers))
