"""An explanation verified from its own text: every line is read back from LaTeX and proven anew.

Shares with planning and wording the notation only. What the sentences claim in words is not
proven; their formulas are those of the plan, and those that compare numbers are true.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from gongwu.errors import BadInputError
from gongwu.fields.teaching.explanation.planning import ExplanationPlan
from gongwu.fields.teaching.explanation.script import Explanation
from gongwu.fields.teaching.explanation.wording import planned_text
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Node,
    Statement,
    parse_statement,
)
from gongwu.fields.teaching.stated import formulas_in
from gongwu.fields.teaching.steps.findings import prove_steps
from gongwu.fields.teaching.steps.from_latex import from_latex
from gongwu.fields.teaching.steps.size import children, letters_in, sides_of
from gongwu.fields.teaching.values import same, shown
from gongwu.studio.finding import Finding

_FORMULA = re.compile(r"\$([^$]+)\$")


def verify_explanation(plan: ExplanationPlan, draft: Explanation) -> Iterator[Finding]:
    """What is wrong with an explanation."""
    if len(plan.steps) != len(draft.steps):
        yield _error("steps-missing", "steps", "The steps are not those of the plan.",
                     "步骤与计划不符。", str(len(draft.steps)))  # fmt: skip
        return
    yield from _lines(plan, draft)
    yield from _answer(plan, draft)
    yield from _sentences(plan, draft)
    for number, check in enumerate(draft.checks, start=1):
        yield from _true(check, f"checks/{number}", _Names.of(plan))


class _Names:
    """The names that the plan's formulas use: LaTeX alone cannot tell AB from A times B."""

    def __init__(self, names: frozenset[str], functions: frozenset[str]) -> None:
        self.names, self.functions = names, functions

    @classmethod
    def of(cls, plan: ExplanationPlan) -> "_Names":
        statements = [parse_statement(step.state) for step in plan.steps if step.state]
        nodes = [node for one in statements for side in sides_of(one) for node in _all(side)]
        letters = frozenset().union(*map(letters_in, statements)) if statements else frozenset()
        calls = {node.function for node in nodes if isinstance(node, Call)}
        return cls(frozenset(name for name in letters if len(name) > 1), frozenset(calls))

    def read(self, line: str) -> str:
        """A line of formulas as one state, its cases joined by "or"."""
        parts = [from_latex(latex, self.names, self.functions) for latex in _FORMULA.findall(line)]
        return " or ".join(parts)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for part in children(node):
        yield from _all(part)


def _lines(plan: ExplanationPlan, draft: Explanation) -> Iterator[Finding]:
    names = _Names.of(plan)
    states = []
    for number, step in enumerate(draft.steps, start=1):
        try:
            states.append(names.read(step.line))
        except BadInputError as error:
            states.append("")
            yield _error("line-not-readable", f"steps/{number}/line",
                         f"This line cannot be read back: {error.en}",
                         f"这一行读不回来：{error.zh}", step.line)  # fmt: skip
    for finding in prove_steps(states, draft.value):
        yield replace(finding, place=_place(finding.place))


def _place(place: str) -> str:
    """`steps/0` counts states from 0; a reader counts steps from 1."""
    found = re.fullmatch(r"steps/(\d+)", place)
    return f"steps/{int(found.group(1)) + 1}/line" if found else place


def _answer(plan: ExplanationPlan, draft: Explanation) -> Iterator[Finding]:
    if not same(draft.value, plan.answer):
        right = shown(plan.answer, draft.lang)
        yield _error("answer-is-wrong", "answer", f"The answer is {right}.",
                     f"答案应为 {right}。", draft.answer)  # fmt: skip
    if draft.answer != shown(draft.value, draft.lang):
        yield _error("answer-reads-otherwise", "answer", "The answer's text is not its value.",
                     "答案的文字与数值不一致。", draft.answer)  # fmt: skip


def _sentences(plan: ExplanationPlan, draft: Explanation) -> Iterator[Finding]:
    names = _Names.of(plan)
    yield from _formulas(plan.question.said_in(draft.lang), draft.question, "question")
    for number, (step, explained) in enumerate(zip(plan.steps, draft.steps, strict=True), start=1):
        place = f"steps/{number}/text"
        yield from _formulas(planned_text(step, draft.reader, draft.lang), explained.text, place)
        yield from _true(explained.text, place, names)
    for number, (said, text) in enumerate(zip(plan.cautions, draft.cautions, strict=False), 1):
        yield from _formulas(said.said_in(draft.lang), text, f"cautions/{number}")


def _formulas(planned: str, text: str, place: str) -> Iterator[Finding]:
    if Counter(formulas_in(planned)) != Counter(formulas_in(text)):
        yield _error("formula-changed", place, "The formulas are not those of the plan.",
                     "公式与计划不符。", text)  # fmt: skip


def _true(text: str, place: str, names: _Names) -> Iterator[Finding]:
    """The formulas of a text that compare numbers must be true."""
    for formula in _FORMULA.findall(text):
        try:
            state = names.read(f"${formula}$")
            statement = parse_statement(state)
        except BadInputError:
            continue  # an ellipsis, an index: nothing is compared
        if not letters_in(statement) and _compares(statement):
            for finding in prove_steps([state]):
                if finding.severity == "error":
                    yield replace(finding, place=place)


def _compares(statement: Statement) -> bool:
    parts: list[Compared] = [part for case in statement.cases for part in case]
    return any(part.signs for part in parts)


def _error(rule: str, place: str, en: str, zh: str, evidence: str = "") -> Finding:
    return Finding(rule=rule, severity="error", place=place, en=en, zh=zh, evidence=evidence)
