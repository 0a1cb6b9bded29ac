import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.fields.teaching.explanation.brief import ExplanationBrief
from gongwu.fields.teaching.explanation.kind import EXPLANATION
from gongwu.fields.teaching.explanation.planning import ExplanationPlan
from gongwu.fields.teaching.explanation.script import Explanation
from gongwu.fields.teaching.families import FAMILIES
from gongwu.studio.finding import errors
from gongwu.studio.kind import Desk, Notice

PROBLEMS = (
    "2*x+3=7", "3*(x-2)/4 + 1 = x/2 - 5", "x/3=2", "x=x", "x=x+1", "-3*t = 4 - t",
    "x^2-5*x+6=0", "2*x^2+3*x-2=0", "x^2+2*x-1=0", "x^2=8", "x^2=9", "x^2=-4", "x^2+x+1=0",
    "3*x^2 - 4*x = 2*x+5", "(x-1)^2=0", "-x^2+4=0", "x^2 = x",
    "2*x+y=7, x-y=2", "3*x+2*y=12, 5*x-3*y=1", "x=3, x+2*y=5", "x/2+y/3=1 and x=y",
    "3/4+1/6", "2+3*4-10/5", "(1/2+1/3)*6^2/(5-3)", "0.5*3+1/4", "-3-(-5)", "2^3!+sqrt(16)",
    "20%*150", "1/2-3/4-1/8", "12/16", "7", "-(-2)^2", "1/(1/2)",
    "diff(x^3-2*x, x)", "diff(x^2*sin(x), x)", "diff((2*x+1)^5, x)", "diff(exp(3*x)/x, x)",
    "diff(5, x)", "diff(sqrt(x), x)", "diff(1/x, x)",
)  # fmt: skip
READERS = ("beginner", "standard", "brief")


def made(seed: int = 1, **fields: object) -> tuple[ExplanationPlan, Explanation]:
    desk = Desk(dice=random.Random(seed))
    plan = EXPLANATION.plan(ExplanationBrief(**fields), desk)  # type: ignore[arg-type]
    return plan, EXPLANATION.word(plan, desk)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_line_of_our_own_solutions_is_proven(problem: str) -> None:
    for reader in READERS:
        plan, draft = made(problem=problem, reader=reader, lang="zh")
        found = EXPLANATION.verify(plan, draft)
        assert [each for each in found if each.severity != "note"] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_can_be_explained(family: str) -> None:
    """The lines are read back from the draft, so LaTeX that reads otherwise would show here."""
    plan, draft = made(topic=family, level=2)
    assert errors(EXPLANATION.verify(plan, draft)) == []


@pytest.mark.parametrize(
    "problem",
    ["x^3 = 8", "x + y = 2", "sin(x) = 1", "x > 2", "1/0", "x +", "x^2 = 4 or x = 1", "9^9^9",
     "1/x = 2", "x + y = 1, 2*x + 2*y = 3", "x*y = 1, x = y", "diff(x^x, x)", "$a$ and $b$",
     "x = 1, x = 2", "sqrt(2)", "(" * 300],
)  # fmt: skip
def test_what_no_solver_knows_is_refused(problem: str) -> None:
    with pytest.raises(BadInputError):
        made(problem=problem)


def test_a_problem_may_be_latex() -> None:
    assert (
        made(problem=r"$\frac{3}{4} + \frac{1}{6}$")[1].answer == made(problem="3/4+1/6")[1].answer
    )


def test_a_beginner_is_told_more_than_others() -> None:
    long, middle, short = (made(problem="x^2-5*x+6=0", reader=reader)[1] for reader in READERS)
    words = [sum(len(step.text) for step in draft.steps) for draft in (long, middle, short)]
    assert words[0] > words[1] > words[2] == 0
    assert long.checks
    assert not middle.checks
    assert made(topic="quadratic-by-factoring", reader="beginner")[1].cautions


def test_a_changed_line_is_found() -> None:
    plan, draft = made(problem="x^2-5*x+6=0", reader="beginner")
    for number, step in enumerate(draft.steps[1:], start=2):
        wrong = EXPLANATION.reworded(draft, {f"steps/{number}/line": step.line.replace("2", "4")})
        found = errors(EXPLANATION.verify(plan, wrong))
        assert found[0].place == f"steps/{number}/line"


def test_a_changed_number_in_a_sentence_is_found() -> None:
    plan, draft = made(problem="3/4+1/6")
    text = draft.steps[1].text
    wrong = EXPLANATION.reworded(draft, {"steps/2/text": text.replace("12", "24")})
    assert [each.place for each in errors(EXPLANATION.verify(plan, wrong))] == ["steps/2/text"]


def test_a_changed_answer_check_or_step_count_is_found() -> None:
    plan, draft = made(problem="2*x+3=7", reader="beginner")
    for wrong in (
        EXPLANATION.reworded(draft, {"answer": "$3$"}),
        EXPLANATION.reworded(draft, {"checks/1": "$2 \\times 2 + 3 = 8$"}),
        replace(draft, steps=draft.steps[:-1]),
        EXPLANATION.reworded(draft, {"steps/2/line": "$\\foo$"}),
    ):
        assert errors(EXPLANATION.verify(plan, wrong))


def test_slots_are_unique_hold_their_formulas_and_take_other_words() -> None:
    _, draft = made(topic="quadratic-by-factoring", reader="beginner")
    plan, draft = made(problem="3*(x-2)/4 + 1 = x/2 - 5", reader="beginner")
    slots = EXPLANATION.slots(plan, draft)
    assert len({slot.key for slot in slots}) == len(slots)
    assert all(each in slot.text for slot in slots for each in slot.keep)
    texts = {slot.key: f"{slot.text}!" for slot in slots if not slot.fixed}
    assert texts
    after = {
        slot.key: slot.text for slot in EXPLANATION.slots(plan, EXPLANATION.reworded(draft, texts))
    }
    assert {key: after[key] for key in texts} == texts


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", EXPLANATION.exports)
def test_every_export_writes_a_file_with_its_label(name: str, lang: str) -> None:
    _, draft = made(problem="diff(x^3-2*x, x)", reader="beginner", lang=lang)
    notice = Notice(text="AI", language="en", made_at=datetime(2026, 11, 23, tzinfo=UTC), title="t")
    assert len(EXPLANATION.exports[name].write(draft, notice)) > 100


numbers = st.integers(-9, 9)


@given(numbers, numbers, numbers, numbers)
def test_any_linear_or_quadratic_equation_is_solved_and_proven(
    a: int, b: int, c: int, d: int
) -> None:
    plan, draft = made(problem=f"({a})*x^2 + ({b})*x + ({c}) = ({d})*x", reader="beginner")
    assert [each for each in EXPLANATION.verify(plan, draft) if each.severity != "note"] == []


@given(numbers, numbers, numbers, numbers, numbers, numbers)
def test_any_system_of_two_is_solved_or_refused(
    a: int, b: int, c: int, d: int, e: int, f: int
) -> None:
    problem = f"({a})*x + ({b})*y = {e}, ({c})*x + ({d})*y = {f}"
    if a * d == b * c:
        with pytest.raises(BadInputError):
            made(problem=problem)
        return
    plan, draft = made(problem=problem)
    assert [each for each in EXPLANATION.verify(plan, draft) if each.severity != "note"] == []


@st.composite
def expression(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["3", "12", "0.5", "7/4", "2/3", "(-5)", "1/6", "10/5"]))
    sign = draw(st.sampled_from([" + ", " - ", "*", "/"]))
    return f"({draw(expression(depth - 1))}{sign}{draw(expression(depth - 1))})"


@given(expression())
def test_any_calculation_is_worked_out_and_proven(problem: str) -> None:
    try:
        plan, draft = made(problem=problem)
    except BadInputError:
        return  # a division by zero
    assert [each for each in EXPLANATION.verify(plan, draft) if each.severity != "note"] == []
