"""The rules of review, whatever the order of events."""

import random

import pytest

from gongwu.errors import BadInputError, GongwuError, RefusedError
from gongwu.studio.finding import Finding
from gongwu.studio.review import (
    Action,
    Event,
    Standing,
    after,
    approve,
    must_be_clean,
    standing_after,
)
from gongwu.studio.verify import Verified

ACTIONS: tuple[Action, ...] = ("made", "comment", "edit", "approve", "reject", "publish")
PROBLEM = Finding(rule="r", severity="error", place="p", en="Wrong.", zh="错。")


def event(action: Action, content: str = "a", actor: str = "Ann") -> Event:
    return Event(piece="p-1", action=action, actor=actor, content=content)


def test_100_000_random_histories_never_publish_what_nobody_approved() -> None:
    """The reference is written differently: it looks back over the whole history each time."""
    dice = random.Random(20260101)
    published = refused = 0
    for _ in range(100_000):
        standing, accepted = Standing(), list[Event]()
        for _ in range(dice.randint(1, 12)):
            next_event = Event(
                piece="p-1",
                action=dice.choice(ACTIONS),
                actor=dice.choice(("Ann", "王老师", "gongwu", "")),
                content=dice.choice("ab"),
            )
            try:
                standing = after(standing, next_event)
            except GongwuError:
                refused += 1
                continue
            accepted.append(next_event)
            if next_event.action == "publish":
                published += 1
                assert approved_by_a_person(accepted[:-1], next_event.content), accepted
    assert published > 1_000  # the histories do reach it
    assert refused > 10_000


def approved_by_a_person(history: list[Event], content: str) -> bool:
    """The last word on the content is a person's approval of exactly this, and it still is this."""
    current = [each.content for each in history if each.action in ("made", "edit")]
    words = [each for each in history if each.action in ("approve", "reject", "edit")]
    if not current or current[-1] != content or not words:
        return False
    last = words[-1]
    return last.action == "approve" and last.content == content and last.actor in ("Ann", "王老师")


def test_an_edit_voids_the_approval() -> None:
    standing = standing_after([event("made"), event("approve"), event("edit", "b")])
    assert standing.state == "in review"
    with pytest.raises(RefusedError):
        after(standing, event("publish", "b"))
    with pytest.raises(RefusedError):
        after(standing, event("publish", "a"))


def test_an_edit_back_to_what_was_approved_needs_a_new_approval() -> None:
    history = [event("made"), event("approve"), event("edit", "b"), event("edit", "a")]
    assert standing_after(history).state == "in review"


def test_what_was_changed_since_it_was_read_cannot_be_approved() -> None:
    standing = standing_after([event("made"), event("edit", "b")])
    with pytest.raises(RefusedError, match="changed since"):
        after(standing, event("approve", "a"))


@pytest.mark.parametrize("actor", ["gongwu", "Gongwu", " gongwu "])
def test_the_workshop_cannot_approve_its_own_work(actor: str) -> None:
    with pytest.raises(RefusedError):
        after(standing_after([event("made")]), event("approve", actor=actor))


def test_an_approval_needs_a_name() -> None:
    with pytest.raises(BadInputError):
        after(standing_after([event("made")]), event("approve", actor="  "))


def test_a_rejection_takes_an_approval_back() -> None:
    standing = standing_after([event("made"), event("approve"), event("reject")])
    assert standing.state == "rejected"
    with pytest.raises(RefusedError):
        after(standing, event("publish"))


def test_a_comment_changes_nothing() -> None:
    before = standing_after([event("made"), event("approve")])
    assert after(before, event("comment")) == before


@pytest.mark.parametrize("action", ["comment", "edit", "approve", "reject", "publish"])
def test_nothing_can_be_decided_about_what_is_not_made(action: Action) -> None:
    with pytest.raises(RefusedError):
        after(Standing(), event(action))


def test_nothing_is_made_twice() -> None:
    with pytest.raises(RefusedError):
        standing_after([event("made"), event("made")])


def test_errors_stand_in_the_way_until_a_person_gives_a_reason() -> None:
    must_be_clean([], "")
    must_be_clean([PROBLEM], "the book has it so")
    with pytest.raises(RefusedError, match="Wrong"):
        must_be_clean([PROBLEM], "  ")


def test_only_an_approved_standing_gives_an_approved_draft() -> None:
    verified = Verified("text", ())
    with pytest.raises(RefusedError):
        approve(verified, standing_after([event("made")]), piece="p-1", edited=False)
    approved = approve(
        verified, standing_after([event("made"), event("approve")]), piece="p-1", edited=False
    )
    assert (approved.draft, approved.reviewer) == ("text", "Ann")
