from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from gongwu.engine.training.settings import TextTraining
from gongwu.errors import BadInputError
from tests.engine.training.conftest import Settings


def test_a_run_is_as_long_as_its_steps_or_its_minutes(settings: Settings) -> None:
    assert settings(steps=5, minutes=None).steps == 5
    assert settings(steps=None, minutes=0.5).minutes == 0.5


@pytest.mark.parametrize(("steps", "minutes"), [(5, 1.0), (None, None)])
def test_it_is_not_both_and_not_neither(
    settings: Settings, steps: int | None, minutes: float | None
) -> None:
    with pytest.raises(BadInputError) as caught:
        settings(steps=steps, minutes=minutes)
    assert "--steps or --minutes" in caught.value.en
    assert "二选一" in caught.value.zh


@pytest.mark.parametrize(
    "name", ["steps", "minutes", "context", "batch", "peak_rate", "clip", "evaluations"]
)
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_what_must_be_above_nought_is(settings: Settings, name: str, value: float) -> None:
    changes: dict[str, Any] = {"steps": None, "minutes": 1.0} if name == "minutes" else {}
    with pytest.raises(BadInputError) as caught:
        settings(**{**changes, name: value})
    assert f"{name}={value}" in caught.value.en
    assert f"{name}={value}" in caught.value.zh


@pytest.mark.parametrize(("name", "value"), [
    ("held_out", 0), ("held_out", -0.1), ("held_out", 0.6), ("held_out", float("nan")),
    ("warmup", 0), ("warmup", 1.1), ("warmup", float("nan")),
])  # fmt: skip
def test_shares_are_shares(settings: Settings, name: str, value: float) -> None:
    with pytest.raises(BadInputError, match=name):
        settings(**{name: value})


@pytest.mark.parametrize("seed", [-(2**63) - 1, 2**64])
def test_a_seed_that_no_generator_takes_is_refused(settings: Settings, seed: int) -> None:
    """It was a fault of torch in the middle of the run."""
    with pytest.raises(BadInputError, match="seed"):
        settings(seed=seed)


@pytest.mark.parametrize("seed", [0, -1, 2**63, 2**64 - 1, -(2**63)])
def test_every_seed_that_a_generator_takes_is_taken(settings: Settings, seed: int) -> None:
    assert settings(seed=seed).seed == seed


def test_settings_do_not_change_under_a_run(settings: Settings) -> None:
    told: TextTraining = settings()
    with pytest.raises(FrozenInstanceError):
        told.steps = 7  # type: ignore[misc]
