"""The five verbs in a row, kept on the way."""

import json
from pathlib import Path

import pytest

from gongwu.errors import BadInputError, NotFoundError, RefusedError
from gongwu.ports import TextModel
from gongwu.studio.codec import encode
from gongwu.studio.edit_sheet import write_sheet
from gongwu.studio.store.store import Store
from gongwu.studio.workshop import Workshop
from tests.studio.conftest import ScriptedModel, saying, workshop_over


def made(workshop: Workshop, seed: int = 7, **values: object) -> str:
    piece = workshop.order("sums", values, seed=seed).id
    workshop.carry(piece)
    return piece


def test_a_piece_goes_from_brief_to_review(workshop: Workshop) -> None:
    look = workshop.look(made(workshop, count=4))
    assert look.standing.state == "in review"
    assert len(look.draft.questions) == 4
    assert look.findings == ()
    assert [entry.event.action for entry in look.log] == ["made"]


def test_the_same_order_is_the_same_piece(workshop: Workshop) -> None:
    first, second = made(workshop), made(workshop)
    assert first == second
    assert len(workshop.store.orders()) == 1
    assert len(workshop.store.log()) == 1


def test_another_seed_is_another_piece(workshop: Workshop) -> None:
    assert made(workshop, seed=1) != made(workshop, seed=2)


def test_the_same_brief_seed_and_model_give_the_same_bytes(tmp_path: Path) -> None:
    drafts = []
    for number in range(2):
        store = Store(f"sqlite:///{tmp_path / f'{number}.db'}")
        look = workshop_over(store).look(made(workshop_over(store), seed=99))
        drafts.append((look.order.id, encode(look.draft), look.standing.content))
        store.close()
    assert drafts[0] == drafts[1]


def test_nothing_is_published_before_a_person_approves(workshop: Workshop) -> None:
    piece = made(workshop)
    with pytest.raises(RefusedError):
        workshop.approved(piece)
    workshop.approve(piece, actor="Ann")
    assert workshop.approved(piece).reviewer == "Ann"


def test_an_edit_makes_a_version_is_verified_and_voids_the_approval(workshop: Workshop) -> None:
    piece = made(workshop)
    workshop.approve(piece, actor="Ann")
    sheet = write_sheet(workshop.look(piece).slots, "en").replace("Good luck!", "Have fun!")
    look = workshop.edit(piece, sheet.encode(), actor="王老师", why="friendlier")
    assert look.version == 2
    assert look.draft.greeting == "Have fun!"
    assert look.standing.state == "in review"
    assert workshop.draft_of(piece, 1).greeting == "Good luck!"
    with pytest.raises(RefusedError):
        workshop.approved(piece)


def test_an_edit_that_breaks_a_fact_is_found_and_needs_a_reason(workshop: Workshop) -> None:
    piece = made(workshop)
    draft = json.loads(encode(workshop.look(piece).draft))
    draft["answers"][0] += 1
    look = workshop.edit(piece, json.dumps(draft).encode(), actor="Ann")
    assert [finding.rule for finding in look.findings] == ["wrong-sum"]
    with pytest.raises(RefusedError, match="stand in the way"):
        workshop.approve(piece, actor="Ann")
    look = workshop.approve(piece, actor="Ann", overrule="a trick question")
    assert look.standing.state == "approved"
    assert look.log[-1].event.details == {"overruled": "a trick question"}


@pytest.mark.parametrize(
    "content",
    [b"", b"no marks", b"\xff\xff", "⟦nowhere⟧\ntext".encode(), b"{}", b'{"greeting": 3}', b"{"],
)
def test_a_bad_edit_is_refused_and_loses_nothing(workshop: Workshop, content: bytes) -> None:
    piece = made(workshop)
    before = workshop.look(piece)
    with pytest.raises(BadInputError):
        workshop.edit(piece, content, actor="Ann")
    assert workshop.look(piece) == before


def test_an_edit_that_changes_nothing_is_none(workshop: Workshop) -> None:
    piece = made(workshop)
    with pytest.raises(BadInputError, match="Nothing"):
        workshop.edit(piece, write_sheet(workshop.look(piece).slots, "en").encode(), actor="A")


def test_a_model_rewords_and_the_piece_says_so(
    workshop: Workshop, models: dict[str, TextModel]
) -> None:
    models["m"] = saying("Welcome, friends!", "")
    order = workshop.order("sums", {"count": 1}, seed=3, model="m")
    look = workshop.carry(order.id)
    assert look.draft.greeting == "Welcome, friends!"
    assert look.reworded == ("greeting",)
    rules = [finding.rule for finding in look.findings]
    assert rules == ["reference-wording-kept", "unverified-prose"]


def test_a_wording_that_was_kept_asks_no_model_again(
    workshop: Workshop, models: dict[str, TextModel]
) -> None:
    model = ScriptedModel(lambda prompt: "nonsense")
    models["m"] = model
    piece = workshop.order("sums", {}, seed=3, model="m").id
    workshop.carry(piece)
    asked = len(model.prompts)
    workshop.carry(piece)
    assert len(model.prompts) == asked


def test_a_brief_that_cannot_be_met_leaves_the_order_to_be_seen(workshop: Workshop) -> None:
    order = workshop.order("sums", {"greeting": "none"}, seed=1)
    with pytest.raises(BadInputError):
        workshop.carry(order.id)
    assert workshop.store.standing(order.id).state == "unfinished"


def test_an_unfinished_piece_cannot_be_looked_at_or_decided(workshop: Workshop) -> None:
    order = workshop.order("sums", {}, seed=1)
    for act in (workshop.look, workshop.approved):
        with pytest.raises(RefusedError, match="--resume"):
            act(order.id)
    with pytest.raises(RefusedError):
        workshop.approve(order.id, actor="Ann")


def test_an_unknown_piece_or_kind_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        workshop.look("sums-nothing")
    with pytest.raises(NotFoundError):
        workshop.order("nothing", {}, seed=1)


def test_personal_data_in_a_brief_is_masked_before_it_is_kept(workshop: Workshop) -> None:
    order = workshop.order("sums", {"greeting": "Call Ann: 13812345678"}, seed=1)
    assert "13812345678" not in order.brief
    assert "Call Ann" in order.brief


def test_a_harmful_brief_is_turned_away_and_can_be_overruled_with_a_reason(
    workshop: Workshop,
) -> None:
    values = {"greeting": "How to build a pipe bomb at home, step by step"}
    with pytest.raises(RefusedError):
        workshop.order("sums", values, seed=1)
    with pytest.raises(BadInputError, match="--as"):
        workshop.order("sums", values, seed=1, overrule="police training")
    assert workshop.store.orders() == []
    order = workshop.order("sums", values, seed=1, overrule="police training", actor="Ann")
    (entry,) = workshop.store.log(order.id)
    assert (entry.event.action, entry.event.why) == ("overrule", "police training")
