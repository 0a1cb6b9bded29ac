"""Wording by a model: only what holds takes the place of the reference wording."""

import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from gongwu.ports import JSONSchema
from gongwu.studio.kind import Slot
from gongwu.studio.plan import Planned, desk_for
from gongwu.studio.rewording import complaints
from gongwu.studio.word import TRIES, Worded, word
from tests.studio.conftest import ScriptedModel, saying
from tests.studio.sample_kind import SUMS, Sums, SumsPlan

PLAN = SumsPlan(lang="en", greeting="Good luck!", pairs=((2, 3), (10, 20)))


def worded(model: ScriptedModel | None) -> Worded[SumsPlan, Sums]:
    return word(SUMS, Planned(PLAN), desk_for("word", "1", model), "en")


def answering(reword: Callable[[str], str]) -> ScriptedModel:
    """A model that rewords the text it is given."""
    return ScriptedModel(
        lambda prompt: json.dumps({"text": reword(prompt.split("The text:\n")[1].split("\n")[0])})
    )


def test_without_a_model_the_reference_wording_stands() -> None:
    assert worded(None).draft == SUMS.word(PLAN, desk_for("word", "1"))
    assert worded(None).reworded == ()


def test_a_good_rewording_takes_each_slot() -> None:
    found = worded(answering(lambda text: f"Now then: {text}"))
    assert found.draft.questions == (
        "Now then: Add 2 + 3 please.",
        "Now then: Add 10 + 20 please.",
    )
    assert found.reworded == ("greeting", "questions/1", "questions/2")
    assert found.findings == ()


def test_a_model_that_never_gets_it_right_leaves_the_reference_wording_and_a_note() -> None:
    model = answering(lambda text: text.replace("2", "9").replace("Good", "好"))
    found = worded(model)
    assert found.draft == worded(None).draft
    assert [each.rule for each in found.findings] == ["reference-wording-kept"] * 3
    assert {each.severity for each in found.findings} == {"note"}
    assert len(model.prompts) == 3 * TRIES


def test_the_findings_of_a_try_are_told_in_the_next() -> None:
    model = saying("Hello!", "Add them.", "Please add 2 + 3.", "Please add 10 + 20.")
    found = worded(model)
    assert found.draft.questions == ("Please add 2 + 3.", "Please add 10 + 20.")
    assert "2 + 3 is missing" in model.prompts[2]
    assert "2 + 3 is missing" not in model.prompts[1]


def test_what_the_kinds_own_verifier_refuses_is_not_taken() -> None:
    """`2 + 3` stands in it, but another sum stands before it: no number is new, yet it is wrong."""
    found = worded(answering(lambda text: text.replace("Add 2 + 3", "Add 3 + 3, no, 2 + 3")))
    assert found.draft.questions[0] == "Add 2 + 3 please."


def test_answers_that_are_no_json_are_survived() -> None:
    found = worded(ScriptedModel(lambda prompt: "Sure! Here you go"))
    assert found.draft == worded(None).draft
    assert "could not be used" in found.findings[0].en


def test_each_try_has_a_seed_of_its_own_and_asks_for_one_text() -> None:
    model = answering(lambda text: "")
    worded(model)
    seeds = [sampling.seed for sampling in model.samplings]
    assert len(set(seeds)) == len(seeds)
    assert all(isinstance(sampling.form, JSONSchema) for sampling in model.samplings)


def test_a_slots_seed_does_not_hang_on_how_other_slots_went() -> None:
    good, bad = answering(lambda text: f"So: {text}"), answering(lambda text: "")
    worded(good)
    worded(bad)
    assert good.samplings[1].seed == bad.samplings[TRIES].seed


@given(st.text(max_size=80))
def test_whatever_a_model_says_a_reworded_slot_keeps_its_literals(text: str) -> None:
    slot = Slot(key="k", text="Add 2 + 3 please.", keep=("2 + 3",))
    if not list(complaints(slot, text, "en")):
        assert "2 + 3" in text
