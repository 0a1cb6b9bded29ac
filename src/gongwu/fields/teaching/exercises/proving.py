"""A sheet verified by the other route: every answer found again from the facts in its question.

Shares with planning and wording nothing but the notation of facts and values.
"""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from gongwu.errors import GongwuError
from gongwu.fields.teaching.exercise import Exercise
from gongwu.fields.teaching.exercises.planning import PlannedItem, SheetPlan
from gongwu.fields.teaching.exercises.sheet import Item, Sheet
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.proofs import SOLVERS
from gongwu.fields.teaching.stated import formulas_in, numbers_in, numbers_of
from gongwu.fields.teaching.states import shown_state
from gongwu.fields.teaching.steps.findings import prove_steps
from gongwu.fields.teaching.values import Value, same, shown
from gongwu.studio.finding import Finding

# What the other route settles, and what a question that asks for so many places says itself.
_SETTLED = ("answer-not-reached", "step-rounded")


def verify_sheet(plan: SheetPlan, sheet: Sheet) -> Iterator[Finding]:
    """What is wrong with a sheet."""
    if len(plan.items) != len(sheet.items):
        yield _error("items-missing", "items", "The sheet has not the items of its plan.",
                     "题目与计划不符。", str(len(sheet.items)))  # fmt: skip
        return
    yield from _twice(sheet)
    for number, (planned, item) in enumerate(zip(plan.items, sheet.items, strict=True), start=1):
        yield from _item(planned, item, sheet, f"items/{number}")


def _twice(sheet: Sheet) -> Iterator[Finding]:
    many = Counter(item.question for item in sheet.items)
    for number, item in enumerate(sheet.items, start=1):
        if many[item.question] > 1:
            yield _error("asked-twice", f"items/{number}/question",
                         "This question stands in the sheet more than once.",
                         "这道题在卷中重复出现。", item.question)  # fmt: skip


def _item(planned: PlannedItem, item: Item, sheet: Sheet, place: str) -> Iterator[Finding]:
    solve = SOLVERS.get(planned.family)
    if solve is None:
        yield _error("no-proof", place, f"There is no proof for {planned.family}.",
                     f"没有 {planned.family} 的证明方法。")  # fmt: skip
        return
    try:
        solved = solve(planned.exercise.facts)
    except (GongwuError, ArithmeticError, AssertionError, ValueError) as error:
        yield _error("not-solved", place, "The other route finds no answer.",
                     "另一条路线没有求出答案。", str(error))  # fmt: skip
        return
    yield from _answer(item, solved, sheet, place)
    yield from _question(planned, item, sheet, f"{place}/question")
    yield from _options(planned, item, solved, sheet, place)
    yield from _steps(planned.exercise, item, sheet, place)


def _answer(item: Item, solved: Value, sheet: Sheet, place: str) -> Iterator[Finding]:
    right = shown(solved, sheet.lang)
    if not same(item.value, solved):
        yield _error("answer-is-wrong", f"{place}/answer", f"The answer is {right}.",
                     f"答案应为 {right}。", item.answer)  # fmt: skip
    if item.answer != shown(item.value, sheet.lang):
        yield _error("answer-reads-otherwise", f"{place}/answer",
                     f"The key says {right}, the text something else.",
                     f"答案的文字与数值 {right} 不一致。", item.answer)  # fmt: skip


def _question(planned: PlannedItem, item: Item, sheet: Sheet, place: str) -> Iterator[Finding]:
    stated, seen = numbers_of(planned.exercise.facts), numbers_in(item.question)
    constants = {Fraction(number) for number in FAMILIES[planned.family].constants}
    silent, strange = stated - seen, seen - stated - constants
    if silent:
        yield _error("fact-not-stated", place, f"The question does not state {_listed(silent)}.",
                     f"题目没有给出 {_listed(silent)}。", item.question)  # fmt: skip
    if strange:
        yield _error("number-from-nowhere", place,
                     f"{_listed(strange)} belongs to no fact of the question.",
                     f"{_listed(strange)} 不是这道题的条件。", item.question)  # fmt: skip
    yield from _formulas(planned.exercise.question.said_in(sheet.lang), item.question, place)


def _options(
    planned: PlannedItem, item: Item, solved: Value, sheet: Sheet, place: str
) -> Iterator[Finding]:
    if len(item.options) != len(planned.order):
        yield _error("options-missing", place, "The options are not those of the plan.",
                     "选项与计划不符。")  # fmt: skip
        return
    if len({option.text for option in item.options}) < len(item.options):
        yield _error("options-alike", place, "Two options read the same.", "有两个选项相同。")
    for number, (which, option) in enumerate(
        zip(planned.order, item.options, strict=True), start=1
    ):
        at = f"{place}/options/{number}"
        value = planned.exercise.slips[which - 1].value if which else item.value
        is_right = same(value, solved)
        if option.right != is_right or option.text != shown(value, sheet.lang):
            yield _error("option-misjudged", at, "This option is not what it is said to be.",
                         "这个选项的对错或文字不符。", option.text)  # fmt: skip
        if not option.right and not option.misconception:
            yield _error("no-misconception", at, "A wrong option must name its misconception.",
                         "错误选项须说明对应的误解。", option.text)  # fmt: skip


def _steps(exercise: Exercise, item: Item, sheet: Sheet, place: str) -> Iterator[Finding]:
    if len(item.steps) != len(exercise.steps):
        yield _error("steps-missing", f"{place}/steps", "The steps are not those of the plan.",
                     "解答步骤与计划不符。")  # fmt: skip
        return
    for finding in _proven(tuple(step.state for step in exercise.steps), exercise.answer):
        yield replace(finding, place=f"{place}/{finding.place}")
    for number, (step, text) in enumerate(zip(exercise.steps, item.steps, strict=True), start=1):
        says = step.says.said_in(sheet.lang)
        state = shown_state(step.state, sheet.lang) if step.state else ""
        planned = says if state in says else f"{says} {state}"
        yield from _formulas(planned, text, f"{place}/steps/{number}")


@lru_cache(maxsize=10_000)
def _proven(states: tuple[str, ...], answer: Value) -> tuple[Finding, ...]:
    """Kept, because rewording verifies a sheet many times and never touches these.

    Steps are counted from 1 in a sheet. That the last line gives the answer need not be proven
    again: the other route found it.
    """
    return tuple(
        replace(finding, place=_from_one(finding.place))
        for finding in prove_steps(states, answer)
        if finding.rule not in _SETTLED
    )


def _from_one(place: str) -> str:
    what, _, number = place.partition("/")
    return f"{what}/{int(number) + 1}" if number else place


def _formulas(planned: str, text: str, place: str) -> Iterator[Finding]:
    if Counter(formulas_in(planned)) != Counter(formulas_in(text)):
        yield _error("formula-changed", place, "The formulas are not those of the plan.",
                     "公式与计划不符。", text)  # fmt: skip


def _listed(numbers: Set[Fraction]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _error(rule: str, place: str, en: str, zh: str, evidence: str = "") -> Finding:
    return Finding(rule=rule, severity="error", place=place, en=en, zh=zh, evidence=evidence)
