"""A lesson verified: minutes, goals, citations and every exercise."""

from collections.abc import Iterator
from dataclasses import replace

from gongwu.fields.teaching.exercises.proving import verify_sheet
from gongwu.fields.teaching.lesson.case import Lesson
from gongwu.fields.teaching.lesson.citing import resolves
from gongwu.fields.teaching.lesson.planning import LessonPlan
from gongwu.studio.finding import Finding


def verify_lesson(plan: LessonPlan, lesson: Lesson) -> Iterator[Finding]:
    """What is wrong with a lesson."""
    yield from _minutes(plan, lesson)
    yield from _goals(plan, lesson)
    yield from _exercises(lesson)
    yield from _citations(plan, lesson)
    for finding in verify_sheet(plan.exercises, lesson.exercises):
        yield replace(finding, place=f"exercises/{finding.place}")


def _minutes(plan: LessonPlan, lesson: Lesson) -> Iterator[Finding]:
    total = sum(activity.minutes for activity in lesson.timeline)
    if not total == lesson.minutes == plan.minutes:
        yield _error(
            "minutes-do-not-add-up", "timeline",
            f"The parts take {total} minutes, the lesson has {plan.minutes}.",
            f"各环节共 {total} 分钟，而课时为 {plan.minutes} 分钟。", str(total),
        )  # fmt: skip
    for number, activity in enumerate(lesson.timeline, start=1):
        if activity.minutes < 1:
            yield _error("part-without-time", f"timeline/{number}", "This part has no time.",
                         "这个环节没有时间。", activity.title)  # fmt: skip


def _goals(plan: LessonPlan, lesson: Lesson) -> Iterator[Finding]:
    """Each goal is assessed, and by exercises of its own family."""
    if [each.goal for each in lesson.assessment] != list(lesson.goals):
        yield _error("goals-not-assessed", "assessment", "Goals and assessment do not match.",
                     "教学目标与评价不对应。")  # fmt: skip
        return
    for number, (goal, assessed) in enumerate(
        zip(plan.goals, lesson.assessment, strict=True), start=1
    ):
        families = [_family(lesson, each) for each in assessed.exercises]
        if not families or set(families) != {goal.family}:
            yield _error(
                "goal-not-measured", f"assessment/{number}",
                f"No exercise measures this goal, or another goal's does: {goal.family}.",
                f"没有题目检测这一目标，或用了别的题型：{goal.family}。", ", ".join(families),
            )  # fmt: skip


def _exercises(lesson: Lesson) -> Iterator[Finding]:
    """Every number names an exercise, and help goes down in level, challenge up."""
    known = range(1, len(lesson.exercises.items) + 1)
    named = [*lesson.weaker_exercises, *lesson.stronger_exercises,
             *(each for activity in lesson.timeline for each in activity.exercises),
             *(each for assessed in lesson.assessment for each in assessed.exercises)]  # fmt: skip
    for number in named:
        if number not in known:
            yield _error("no-such-exercise", f"exercises/items/{number}",
                         f"There is no exercise {number}.", f"没有第 {number} 题。")  # fmt: skip
            return
    weaker = [lesson.exercises.items[number - 1].level for number in lesson.weaker_exercises]
    stronger = [lesson.exercises.items[number - 1].level for number in lesson.stronger_exercises]
    if not weaker or not stronger or max(weaker) >= min(stronger):
        yield _error("no-differentiation", "weaker",
                     "What weaker learners get is not easier than what stronger ones get.",
                     "给基础较弱学生的题并不比给学有余力学生的容易。")  # fmt: skip


def _citations(plan: LessonPlan, lesson: Lesson) -> Iterator[Finding]:
    for number, citation in enumerate(lesson.citations, start=1):
        if not resolves(citation, plan.source):
            yield _error("citation-does-not-resolve", f"citations/{number}",
                         "The source does not say this at that place.",
                         "材料的该处没有这句话。", citation.quote)  # fmt: skip


def _family(lesson: Lesson, number: int) -> str:
    items = lesson.exercises.items
    return items[number - 1].family if 0 < number <= len(items) else "?"


def _error(rule: str, place: str, en: str, zh: str, evidence: str = "") -> Finding:
    return Finding(rule=rule, severity="error", place=place, en=en, zh=zh, evidence=evidence)
