"""Every formula that a family writes can be read by the writers of documents."""

import random
from collections.abc import Iterator

import pytest

from gongwu.fields.teaching.exercise import LEVELS, Exercise, Family
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.values import shown
from gongwu.ports import Words
from gongwu.studio.document.formula.read import read
from gongwu.studio.document.inline import Formula, runs_of
from gongwu.studio.document.inline import Words as Letters


def texts(exercise: Exercise) -> Iterator[str]:
    said: list[Words] = [exercise.question, *(slip.why for slip in exercise.slips)]
    said += [step.says for step in exercise.steps]
    for words in said:
        yield words.en
        yield words.zh
    for value in (exercise.answer, *(slip.value for slip in exercise.slips)):
        yield shown(value, "en")
        yield shown(value, "zh")
    yield from (f"${tex(step.state)}$" for step in exercise.steps if step.state)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_its_formulas_are_read_and_its_words_hold_no_markup(family: Family) -> None:
    for level in LEVELS:
        exercise = family.make(random.Random(f"{family.name}/{level}"), level)
        for text in texts(exercise):
            for run in runs_of(text):
                if isinstance(run, Formula):
                    read(run.latex)
                else:
                    assert run == Letters(run.text), text
                    assert "$" not in run.text, text
