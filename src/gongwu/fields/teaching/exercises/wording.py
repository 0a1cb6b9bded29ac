"""A planned sheet in words: the reference wording, and the slots in which others may stand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongwu.errors import Language
from gongwu.fields.teaching.exercise import Slip, Step
from gongwu.fields.teaching.exercises.planning import PlannedItem, SheetPlan
from gongwu.fields.teaching.exercises.sheet import Item, Option, Sheet
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.stated import formulas_in
from gongwu.fields.teaching.states import shown_state
from gongwu.fields.teaching.values import shown
from gongwu.ports import Words
from gongwu.studio.kind import Slot

_MOST_TITLES = 3

_ASK = {
    "question": Words(en="It is a question for a pupil.", zh="这是给学生的题目。"),
    "steps": Words(en="It is one step of a worked solution.", zh="这是解答过程中的一步。"),
    "why": Words(
        en="It tells a pupil why an answer is wrong.", zh="这是向学生说明某个答案为什么不对。"
    ),
}


def word_sheet(plan: SheetPlan) -> Sheet:
    """The reference wording."""
    return Sheet(
        lang=plan.lang,
        title=plan.title or _title(plan),
        items=tuple(_item(item, plan.lang) for item in plan.items),
    )


def slots_of(sheet: Sheet) -> Iterator[Slot]:
    """Title, questions, options, steps: facts are fixed, sentences are not."""
    yield Slot(key="title", text=sheet.title, fixed=True)
    for number, item in enumerate(sheet.items, start=1):
        yield from _slots(item, f"items/{number}", sheet.lang)


def reword_sheet(sheet: Sheet, texts: Mapping[str, str]) -> Sheet:
    """The sheet with other words at some keys."""
    items = tuple(
        _reworded(item, f"items/{number}", texts)
        for number, item in enumerate(sheet.items, start=1)
    )
    return replace(sheet, title=texts.get("title", sheet.title), items=items)


def _title(plan: SheetPlan) -> str:
    names = list(dict.fromkeys(FAMILIES[item.family].title.said_in(plan.lang)
                               for item in plan.items))  # fmt: skip
    if len(names) > _MOST_TITLES:
        return "练习题" if plan.lang == "zh" else "Exercises"
    return ("、" if plan.lang == "zh" else ", ").join(names)


def _item(item: PlannedItem, lang: Language) -> Item:
    family, exercise = FAMILIES[item.family], item.exercise
    answer = shown(exercise.answer, lang)
    return Item(
        family=item.family,
        level=item.level,
        title=family.title.said_in(lang),
        skills=family.skills,
        question=exercise.question.said_in(lang),
        value=exercise.answer,
        answer=answer,
        options=tuple(
            _wrong(exercise.slips[place - 1], lang) if place else Option(text=answer, right=True)
            for place in item.order
        ),
        steps=tuple(_step(step, lang) for step in exercise.steps),
    )


def _step(step: Step, lang: Language) -> str:
    """What is done, then what stands on paper after it, unless the sentence says that already."""
    says = step.says.said_in(lang)
    state = shown_state(step.state, lang) if step.state else ""
    return says if not state or state in says else f"{says} {state}"


def _wrong(slip: Slip, lang: Language) -> Option:
    return Option(
        text=shown(slip.value, lang),
        right=False,
        misconception=slip.misconception,
        why=slip.why.said_in(lang),
    )


def _slots(item: Item, place: str, lang: Language) -> Iterator[Slot]:
    yield _sentence(f"{place}/question", item.question, "question", lang)
    for number, option in enumerate(item.options, start=1):
        yield Slot(key=f"{place}/options/{number}", text=option.text, fixed=True)
        if option.why:
            yield _sentence(f"{place}/options/{number}/why", option.why, "why", lang)
    yield Slot(key=f"{place}/answer", text=item.answer, fixed=True)
    for number, step in enumerate(item.steps, start=1):
        yield _sentence(f"{place}/steps/{number}", step, "steps", lang)


def _sentence(key: str, text: str, what: str, lang: Language) -> Slot:
    return Slot(key=key, text=text, keep=formulas_in(text), ask=_ASK[what].said_in(lang))


def _reworded(item: Item, place: str, texts: Mapping[str, str]) -> Item:
    options = tuple(
        replace(
            option,
            text=texts.get(f"{place}/options/{number}", option.text),
            why=texts.get(f"{place}/options/{number}/why", option.why),
        )
        for number, option in enumerate(item.options, start=1)
    )
    steps = tuple(
        texts.get(f"{place}/steps/{number}", step) for number, step in enumerate(item.steps, 1)
    )
    return replace(
        item,
        question=texts.get(f"{place}/question", item.question),
        answer=texts.get(f"{place}/answer", item.answer),
        options=options,
        steps=steps,
    )
