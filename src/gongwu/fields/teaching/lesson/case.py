"""A lesson as a teacher reads it: what is reviewed and exported."""

from dataclasses import dataclass

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.lesson.citing import Citation


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One part of the timeline. `exercises` are numbers of the lesson's exercises, from 1."""

    title: str
    minutes: int
    teacher: str
    learners: str
    exercises: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """A goal, and the exercises that show whether it was reached."""

    goal: str
    exercises: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """The draft of the kind `lesson`."""

    lang: Language
    title: str
    grade: int
    minutes: int
    goals: tuple[str, ...]
    before: tuple[str, ...]
    timeline: tuple[Activity, ...]
    weaker: str
    weaker_exercises: tuple[int, ...]
    stronger: str
    stronger_exercises: tuple[int, ...]
    assessment: tuple[Assessed, ...]
    citations: tuple[Citation, ...]
    exercises: Sheet
