"""What an explanation explains: a problem solved by our own solvers, or an exercise of a family."""

import random
from dataclasses import dataclass

from gongwu.errors import BadInputError, Language
from gongwu.fields.teaching.exercises.planning import families_for
from gongwu.fields.teaching.explanation.brief import ExplanationBrief, Reader
from gongwu.fields.teaching.explanation.solving.solution import SolvedStep
from gongwu.fields.teaching.explanation.solving.solve import solve
from gongwu.fields.teaching.steps.from_latex import from_latex
from gongwu.fields.teaching.values import Value
from gongwu.ports import Words


@dataclass(frozen=True, kw_only=True)
class ExplanationPlan:
    """The solved problem. `cautions` are misconceptions to be warned of."""

    lang: Language
    reader: Reader
    title: Words
    question: Words
    steps: tuple[SolvedStep, ...]
    answer: Value
    checks: tuple[str, ...]
    cautions: tuple[Words, ...]


def plan_explanation(brief: ExplanationBrief, dice: random.Random) -> ExplanationPlan:
    """Raises BadInputError for a problem that no solver knows, or a topic that there is not."""
    return _of_problem(brief) if brief.problem.strip() else _of_family(brief, dice)


def _of_problem(brief: ExplanationBrief) -> ExplanationPlan:
    solution = solve(_notation(brief.problem.strip()))
    return ExplanationPlan(
        lang=brief.lang,
        reader=brief.reader,
        title=solution.title,
        question=solution.question,
        steps=solution.steps,
        answer=solution.answer,
        checks=solution.checks,
        cautions=(),
    )


def _notation(problem: str) -> str:
    r"""The problem as it is, or read from LaTeX where it is written so: `$\frac{3}{4}$`."""
    if "\\" not in problem and "$" not in problem:
        return problem
    parts = problem.split("$")
    if len(parts) not in (1, 3) or "".join(parts[::2] if len(parts) == 3 else ()).strip():
        raise BadInputError(
            en="Give one formula, with or without dollar signs.",
            zh="请只给出一个公式，可带或不带美元符号。",
        )
    return from_latex(parts[len(parts) // 2])


def _of_family(brief: ExplanationBrief, dice: random.Random) -> ExplanationPlan:
    family = dice.choice(families_for(brief.topic, None))
    exercise = family.make(dice, brief.level)
    return ExplanationPlan(
        lang=brief.lang,
        reader=brief.reader,
        title=family.title,
        question=exercise.question,
        steps=tuple(SolvedStep(says=step.says, state=step.state) for step in exercise.steps),
        answer=exercise.answer,
        checks=(),
        cautions=tuple(slip.why for slip in exercise.slips[:2]),
    )
