"""A planned explanation in words for its reader, and the slots in which others may stand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongwu.errors import Language
from gongwu.fields.teaching.explanation.brief import Reader
from gongwu.fields.teaching.explanation.planning import ExplanationPlan
from gongwu.fields.teaching.explanation.script import Explained, Explanation
from gongwu.fields.teaching.explanation.solving.solution import SolvedStep
from gongwu.fields.teaching.expressions.latex import statement_to_latex, to_latex
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Name,
    Node,
    Operation,
    Statement,
    parse_statement,
)
from gongwu.fields.teaching.stated import formulas_in
from gongwu.fields.teaching.states import shown_state
from gongwu.fields.teaching.values import shown
from gongwu.ports import Words
from gongwu.studio.kind import Slot

_ASK = {
    "steps": Words(
        en="It tells a pupil what is done in one step of a solution, and why.",
        zh="这是向学生说明解题中某一步做什么、为什么这样做。",
    ),
    "question": Words(en="It is a question for a pupil.", zh="这是给学生的题目。"),
    "cautions": Words(
        en="It warns a pupil of a common mistake.", zh="这是提醒学生避免一个常见错误。"
    ),
}


def word_explanation(plan: ExplanationPlan) -> Explanation:
    """The reference wording for the reader of the plan."""
    beginner = plan.reader == "beginner"
    return Explanation(
        lang=plan.lang,
        reader=plan.reader,
        title=plan.title.said_in(plan.lang),
        question=plan.question.said_in(plan.lang),
        steps=tuple(_step(step, plan.reader, plan.lang) for step in plan.steps),
        value=plan.answer,
        answer=shown(plan.answer, plan.lang),
        checks=tuple(shown_state(check, plan.lang) for check in plan.checks) if beginner else (),
        cautions=tuple(each.said_in(plan.lang) for each in plan.cautions) if beginner else (),
    )


def planned_text(step: SolvedStep, reader: Reader, lang: Language) -> str:
    """The sentence of one step; a brief reader needs none where a line speaks for itself."""
    says = step.says.said_in(lang)
    if reader == "brief":
        return "" if step.state else says
    if reader == "standard" or step.why is None:
        return says
    return says + ("" if lang == "zh" else " ") + step.why.said_in(lang)


def _step(step: SolvedStep, reader: Reader, lang: Language) -> Explained:
    line = _line(step.state, lang) if step.state else ""
    return Explained(text=planned_text(step, reader, lang), line=line)


def _line(state: str, lang: Language) -> str:
    """The state in a line; a derivative is written d/dx."""
    statement = parse_statement(state)
    if "diff(" not in state:
        return shown_state(state, lang)
    marks: dict[str, str] = {}
    marked = Statement(tuple(
        tuple(Compared(tuple(_marked(side, marks) for side in part.sides), part.signs)
              for part in case)
        for case in statement.cases
    ))  # fmt: skip
    latex = statement_to_latex(marked)
    for mark, written in marks.items():
        latex = latex.replace(mark, written)
    return f"${latex}$"


def _marked(node: Node, marks: dict[str, str]) -> Node:
    """A letter for each derivative in a sum, to be replaced when the rest is LaTeX."""
    match node:
        case Call("diff", (of, Name(letter))):
            number = len(marks) + 1
            marks[f"D_{{{number}}}"] = rf"\frac{{d}}{{d{letter}}}({to_latex(of)})"
            return Name(f"D_{number}")
        case Operation(sign, left, right):
            return Operation(sign, _marked(left, marks), _marked(right, marks))
    return node


def explanation_slots(draft: Explanation) -> Iterator[Slot]:
    """Sentences may be reworded; lines, answers and checks are facts."""
    yield Slot(key="title", text=draft.title, fixed=True)
    yield _sentence("question", draft.question, "question", draft.lang)
    for number, step in enumerate(draft.steps, start=1):
        if step.text:
            yield _sentence(f"steps/{number}/text", step.text, "steps", draft.lang)
        if step.line:
            yield Slot(key=f"steps/{number}/line", text=step.line, fixed=True)
    yield Slot(key="answer", text=draft.answer, fixed=True)
    for number, check in enumerate(draft.checks, start=1):
        yield Slot(key=f"checks/{number}", text=check, fixed=True)
    for number, caution in enumerate(draft.cautions, start=1):
        yield _sentence(f"cautions/{number}", caution, "cautions", draft.lang)


def reword_explanation(draft: Explanation, texts: Mapping[str, str]) -> Explanation:
    """The explanation with other words at some keys."""
    return replace(
        draft,
        title=texts.get("title", draft.title),
        question=texts.get("question", draft.question),
        steps=tuple(
            Explained(
                text=texts.get(f"steps/{number}/text", step.text),
                line=texts.get(f"steps/{number}/line", step.line),
            )
            for number, step in enumerate(draft.steps, start=1)
        ),
        answer=texts.get("answer", draft.answer),
        checks=_rewritten("checks", draft.checks, texts),
        cautions=_rewritten("cautions", draft.cautions, texts),
    )


def _rewritten(key: str, old: tuple[str, ...], texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(texts.get(f"{key}/{number}", text) for number, text in enumerate(old, start=1))


def _sentence(key: str, text: str, what: str, lang: Language) -> Slot:
    return Slot(key=key, text=text, keep=formulas_in(text), ask=_ASK[what].said_in(lang))
