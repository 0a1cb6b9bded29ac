"""A planned lesson in words: the reference wording, and its slots."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.wording import reword_sheet, slots_of, word_sheet
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.lesson.case import Activity, Assessed, Lesson
from gongwu.fields.teaching.lesson.planning import LessonPlan, Part, Role
from gongwu.ports import Words
from gongwu.studio.kind import Slot

_EXERCISES = "exercises/"

_TITLES: dict[Part, Words] = {
    "warm-up": Words(en="Warm-up: what we know", zh="热身：唤起旧知"),
    "example": Words(en="Worked examples", zh="例题讲解"),
    "guided": Words(en="Guided practice", zh="师生共练"),
    "independent": Words(en="Independent practice", zh="独立练习"),
    "exit": Words(en="Exit ticket", zh="当堂检测"),
    "summary": Words(en="Summary", zh="课堂小结"),
}
_TEACHER: dict[Part, Words] = {
    "warm-up": Words(
        en="Put the exercises on the board, listen for what learners already know, and note who "
        "hesitates.",
        zh="出示热身题，了解学生已经会什么，留意谁有困难。",
    ),
    "example": Words(
        en="Solve the examples aloud, one step at a time; ask at every step why it is allowed.",
        zh="逐步讲解例题，每一步都追问：为什么可以这样做？",
    ),
    "guided": Words(
        en="Let pairs solve the exercises; go round, and have one pair explain its way.",
        zh="组织两人一组练习，巡视指导，请一组讲解思路。",
    ),
    "independent": Words(
        en="Hand out the exercises by need: see differentiation. Help with questions, not answers.",
        zh="按需分层布置练习（见“分层”），用提问而不是答案来帮助学生。",
    ),
    "exit": Words(
        en="Hand out the exit ticket; collect it and sort it by the misconceptions its options "
        "name.",
        zh="发放检测题，收回后按选项所对应的误解归类。",
    ),
    "summary": Words(
        en="Have learners say the steps in their own words; tell them what comes next.",
        zh="请学生用自己的话说出步骤，并预告下节课内容。",
    ),
}
_LEARNERS: dict[Part, Words] = {
    "warm-up": Words(
        en="Solve alone, then compare with a neighbour.", zh="先独立完成，再与同桌核对。"
    ),
    "example": Words(
        en="Follow, give reasons, copy the steps.", zh="跟随思考，说明理由，记录步骤。"
    ),
    "guided": Words(
        en="Solve in pairs; one writes, the other checks each step.",
        zh="两人合作：一人书写，一人逐步检查。",
    ),
    "independent": Words(
        en="Solve alone; check the result by putting it back into the question.",
        zh="独立完成，并把结果代回题目检验。",
    ),
    "exit": Words(en="Answer alone, without notes.", zh="独立作答，不看笔记。"),
    "summary": Words(
        en="Say what they learned and where they got stuck.", zh="说出收获和仍有疑问之处。"
    ),
}
_GOAL = Words(
    en="Learners can solve exercises of the type “{}” and give a reason for each step.",
    zh="学生能解决“{}”一类的问题，并说明每一步的依据。",
)
_BEFORE = Words(
    en="“{}” has been taught before; the warm-up shows whether it is still there.",
    zh="学过“{}”，热身时检查是否还记得。",
)
_WEAKER = Words(
    en="Begin with the easier exercises below, with the worked example in sight; leave the "
    "independent practice until these succeed.",
    zh="先对照例题完成下面较容易的题，做对后再做独立练习。",
)
_STRONGER = Words(
    en="Go on to the harder exercises below; then write one of the same type for a neighbour, with "
    "its solution.",
    zh="继续做下面较难的题，再为同桌编一道同类题并写出解答。",
)
_TITLE = Words(en="Lesson: {}", zh="教学案例：{}")


def word_lesson(plan: LessonPlan) -> Lesson:
    """The reference wording."""
    lang = plan.lang
    names = [FAMILIES[goal.family].title.said_in(lang) for goal in plan.goals]
    goals = tuple(_GOAL.said_in(lang).format(name) for name in names)
    title = _TITLE.said_in(lang).format(("、" if lang == "zh" else ", ").join(names))
    return Lesson(
        lang=lang,
        title=plan.title or title,
        grade=plan.grade,
        minutes=plan.minutes,
        goals=goals,
        before=tuple(
            _BEFORE.said_in(lang).format(FAMILIES[name].title.said_in(lang)) for name in plan.before
        ),
        timeline=tuple(_activity(plan, slot.part, slot.minutes, lang) for slot in plan.timeline),
        weaker=_WEAKER.said_in(lang),
        weaker_exercises=_in_role(plan, "weaker"),
        stronger=_STRONGER.said_in(lang),
        stronger_exercises=_in_role(plan, "stronger"),
        assessment=tuple(
            Assessed(goal=goal, exercises=_in_role(plan, "exit", number))
            for number, goal in enumerate(goals, start=1)
        ),
        citations=plan.citations,
        exercises=word_sheet(plan.exercises),
    )


def lesson_slots(lesson: Lesson) -> Iterator[Slot]:
    """Sentences may be reworded; goals, quotations and keys of exercises may not."""
    yield Slot(key="title", text=lesson.title, fixed=True)
    for number, goal in enumerate(lesson.goals, start=1):
        yield Slot(key=f"goals/{number}", text=goal, fixed=True)
    for number, activity in enumerate(lesson.timeline, start=1):
        yield Slot(key=f"timeline/{number}/teacher", text=activity.teacher)
        yield Slot(key=f"timeline/{number}/learners", text=activity.learners)
    yield Slot(key="weaker", text=lesson.weaker)
    yield Slot(key="stronger", text=lesson.stronger)
    for slot in slots_of(lesson.exercises):
        if slot.key != "title":
            yield replace(slot, key=_EXERCISES + slot.key)


def reword_lesson(lesson: Lesson, texts: Mapping[str, str]) -> Lesson:
    """The lesson with other words at some keys; a goal changes where it is assessed too."""
    goals = tuple(
        texts.get(f"goals/{number}", goal) for number, goal in enumerate(lesson.goals, start=1)
    )
    timeline = tuple(
        replace(
            activity,
            teacher=texts.get(f"timeline/{number}/teacher", activity.teacher),
            learners=texts.get(f"timeline/{number}/learners", activity.learners),
        )
        for number, activity in enumerate(lesson.timeline, start=1)
    )
    inner = {key.removeprefix(_EXERCISES): text
             for key, text in texts.items() if key.startswith(_EXERCISES)}  # fmt: skip
    return replace(
        lesson,
        title=texts.get("title", lesson.title),
        goals=goals,
        timeline=timeline,
        weaker=texts.get("weaker", lesson.weaker),
        stronger=texts.get("stronger", lesson.stronger),
        assessment=tuple(
            replace(each, goal=goal) for each, goal in zip(lesson.assessment, goals, strict=True)
        ),
        exercises=reword_sheet(lesson.exercises, inner),
    )


def _activity(plan: LessonPlan, part: Part, minutes: int, lang: Language) -> Activity:
    return Activity(
        title=_TITLES[part].said_in(lang),
        minutes=minutes,
        teacher=_TEACHER[part].said_in(lang),
        learners=_LEARNERS[part].said_in(lang),
        exercises=() if part == "summary" else _in_role(plan, part),
    )


def _in_role(plan: LessonPlan, role: Role, goal: int | None = None) -> tuple[int, ...]:
    return tuple(
        each.number for each in plan.placed if each.role == role and goal in (None, each.goal)
    )
