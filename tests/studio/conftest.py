"""A workshop over a store in a folder, the sample kind, and models that say what they are told."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongwu.errors import NotFoundError
from gongwu.ports import Completion, Sampling, TextModel, TextStream
from gongwu.studio.kinds import AnyKind
from gongwu.studio.store.store import Store
from gongwu.studio.workshop import Workshop
from tests.studio.sample_kind import SUMS


class ScriptedModel:
    """Answers from a list, or by a function of the prompt."""

    name = "scripted"

    def __init__(self, answer: Callable[[str], str]) -> None:
        self._answer = answer
        self.prompts: list[str] = []
        self.samplings: list[Sampling] = []

    def stream(self, prompt: str, sampling: Sampling) -> TextStream:
        raise NotImplementedError

    def complete(self, prompt: str, samplings: list[Sampling]) -> list[Completion]:
        self.prompts.append(prompt)
        self.samplings += samplings
        return [
            Completion(text=self._answer(prompt), finish="stop", new_tokens=1) for _ in samplings
        ]


def saying(*texts: str) -> ScriptedModel:
    """A model that gives these answers one after the other, then the last for ever."""
    left = list(texts)
    return ScriptedModel(
        lambda prompt: json.dumps({"text": left.pop(0) if len(left) > 1 else left[0]})
    )


def sample_kinds(name: str) -> AnyKind:
    if name != "sums":
        raise NotFoundError(en=f"no {name}", zh=f"没有 {name}")
    return SUMS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'studio.db'}")
    yield opened
    opened.close()


@pytest.fixture
def models() -> dict[str, TextModel]:
    """What the workshop's specs open; a test puts models in."""
    return {}


@pytest.fixture
def workshop(store: Store, models: dict[str, TextModel]) -> Workshop:
    return workshop_over(store, models)


def workshop_over(store: Store, models: dict[str, TextModel] | None = None) -> Workshop:
    ticks = iter(range(10**6))
    return Workshop(
        store,
        kinds=sample_kinds,
        open_model=({} if models is None else models).__getitem__,
        clock=lambda: f"2026-11-23T08:{next(ticks) % 60:02d}:00+00:00",
    )
