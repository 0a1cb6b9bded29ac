"""A picture model goes to the desk of a kind that draws, and its steps are told."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from gongwu.errors import NotFoundError
from gongwu.ports import ImageModel, Picture, PictureRequest, PictureStep, TextModel
from gongwu.studio.kind import Desk, Draws
from gongwu.studio.kinds import AnyKind
from gongwu.studio.plan import desk_for
from gongwu.studio.publishing import publish
from gongwu.studio.store.store import Store
from gongwu.studio.watched_painter import WatchedPainter
from gongwu.studio.workshop import Workshop
from tests.studio.conftest import saying
from tests.studio.sample_kind import SUMS, Sums, SumsKind, SumsPlan

DOT = Picture(width=1, height=1, pixels=bytes(3))


@dataclass
class Dots:
    """Implements ports.ImageModel: one black pixel after another, two steps each."""

    name: str = "dots"
    weights_sha256: str = "0" * 64
    reads_prompts: bool = True
    defaults: PictureRequest = PictureRequest(width=1, height=1)  # noqa: RUF009 - it is frozen

    def draw(
        self, request: PictureRequest, watch: Callable[[PictureStep], None] = lambda _: None
    ) -> Iterator[Picture]:
        for item in range(request.count):
            for step in (1, 2):
                watch(PictureStep(item=item, step=step, steps=2, look=lambda: DOT))
            yield DOT


class DrawnSums(SumsKind):
    """The sample kind, counting dots of its painter."""

    def word(self, plan: SumsPlan, desk: Desk) -> Sums:
        draft = SUMS.word(plan, replace(desk, painter=None))
        if desk.painter is None:
            return draft
        assert desk.model is None
        many = len(list(desk.painter.draw(PictureRequest(count=3))))
        return replace(draft, greeting=f"{desk.painter.name} drew {many}")

    def drawn_by(self, draft: Sums) -> str:
        return "dots" if draft.greeting.startswith("dots") else ""


def test_each_step_is_told_and_passed_on() -> None:
    told: list[tuple[int, int]] = []
    seen: list[int] = []
    painter: ImageModel = WatchedPainter(Dots(), lambda done, of: told.append((done, of)))
    pictures = list(painter.draw(PictureRequest(count=2), lambda step: seen.append(step.item)))
    assert pictures == [DOT, DOT]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert seen == [0, 0, 1, 1]
    assert (painter.name, painter.weights_sha256) == ("dots", "0" * 64)
    assert painter.reads_prompts
    assert painter.defaults == Dots().defaults


def test_the_desk_holds_what_it_is_given() -> None:
    painter = Dots()
    assert desk_for("word", "1", painter=painter).painter is painter
    assert desk_for("word", "1").painter is None
    assert desk_for("word", "1").dice.random() == random.Random("1/word").random()


def _always(kind: AnyKind, name: str) -> AnyKind:
    return kind


def test_only_a_kind_that_draws_gets_a_picture_model(tmp_path: Path) -> None:
    opened: list[str] = []

    def open_model(spec: str) -> TextModel:
        opened.append("text " + spec)
        return saying("Good day!")

    def open_painter(spec: str) -> ImageModel:
        opened.append("picture " + spec)
        return Dots()

    assert isinstance(DrawnSums(), Draws)
    assert not isinstance(SUMS, Draws)
    cases: list[tuple[AnyKind, str]] = [(DrawnSums(), "picture a"), (SUMS, "text a")]
    for kind, expected in cases:
        store = Store(f"sqlite:///{tmp_path / expected}.db")
        workshop = Workshop(
            store, open_model=open_model, open_painter=open_painter, kinds=partial(_always, kind)
        )
        workshop.carry(workshop.order("sums", {}, seed=1, model="a").id)
        assert opened.pop() == expected
        workshop.carry(workshop.order("sums", {}, seed=2).id)
        assert opened == []
        store.close()


@pytest.mark.parametrize("model", ["a", ""])
def test_the_signed_record_names_the_model_only_where_it_drew(tmp_path: Path, model: str) -> None:
    store = Store(f"sqlite:///{tmp_path / 's.db'}")
    workshop = Workshop(store, open_painter=lambda _: Dots(), kinds=lambda _: DrawnSums())
    piece = workshop.order("sums", {}, seed=1, model=model).id
    workshop.carry(piece)
    workshop.approve(piece, actor="Ann")
    sidecar = publish(workshop, piece, "txt").sealed.sidecar
    assert sidecar is not None
    assert f'"model":"{model}"' in sidecar.decode().replace('": "', '":"')
    store.close()


def test_a_workshop_without_picture_models_says_so(store: Store) -> None:
    workshop = Workshop(store, kinds=lambda _: DrawnSums())
    piece = workshop.order("sums", {}, seed=1, model="icons").id
    with pytest.raises(NotFoundError, match="picture models"):
        workshop.carry(piece)
