import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import SafetensorError
from torch import Tensor

from gongwu.engine.checkpoints import weights
from gongwu.engine.checkpoints.files import sweep
from gongwu.engine.training import state
from gongwu.engine.training.state import Counters, load_state, save_state
from gongwu.errors import BadInputError, NoRoomError


def tensors_of(step: int) -> dict[str, Tensor]:
    return {
        "weight.a": torch.full((3, 5), float(step)),
        "optimizer.0.0.step": torch.tensor(float(step)),
        "optimizer.0.0.moment": torch.arange(4.0) / 3 + step,
    }


def save(folder: Path, step: int) -> None:
    save_state(folder, tensors_of(step), Counters(step=step, seconds=step / 3, best=1.5))


def loaded_step(folder: Path) -> int | None:
    """The step of the state that is loaded, after a look at whether it is whole."""
    loaded = load_state(folder)
    if loaded is None:
        return None
    tensors, counters = loaded
    expected = tensors_of(counters.step)
    assert tensors.keys() == expected.keys()
    assert all(torch.equal(tensor, expected[name]) for name, tensor in tensors.items())
    assert counters == Counters(step=counters.step, seconds=counters.step / 3, best=1.5)
    return counters.step


def bits(tensor: Tensor) -> Tensor:
    """A NaN equals nothing, and -0.0 equals 0.0; their bits tell."""
    return tensor.contiguous().reshape(-1).view(torch.uint8)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_saved_comes_back_bit_by_bit(tmp_path: Path) -> None:
    tensors = {
        "a": torch.tensor([float("nan"), -0.0, float("inf"), 1e-45, 1 / 3]),
        "b": torch.tensor([[1.0, 2.0]], dtype=torch.bfloat16),
        "c": torch.tensor(7),
        "transposed": torch.arange(6.0).reshape(2, 3).T,
    }
    counters = Counters(step=12, seconds=1 / 3, evaluated=4, best=2 / 3)
    save_state(tmp_path, tensors, counters)
    loaded = load_state(tmp_path)
    assert loaded is not None
    assert loaded[1] == counters
    assert loaded[0].keys() == tensors.keys()
    for name, tensor in tensors.items():
        assert loaded[0][name].dtype == tensor.dtype
        # Bits, not values: a NaN equals nothing, and -0.0 equals 0.0.
        assert (
            loaded[0][name]
            .reshape(-1)
            .view(torch.uint8)
            .equal(tensor.reshape(-1).view(torch.uint8))
        )


def test_before_the_first_evaluation_nothing_was_best(tmp_path: Path) -> None:
    """Infinity goes through JSON and back."""
    save_state(tmp_path, tensors_of(1), Counters(step=1))
    loaded = load_state(tmp_path)
    assert loaded is not None
    assert loaded[1].best == float("inf")


def test_where_nothing_was_saved_there_is_nothing(tmp_path: Path) -> None:
    assert load_state(tmp_path) is None
    assert load_state(tmp_path / "missing") is None


def test_the_newest_two_are_kept(tmp_path: Path) -> None:
    for step in (9, 10, 99, 100, 1000):  # the order of numbers, not of their first digits
        save(tmp_path, step)
        assert loaded_step(tmp_path) == step
    assert names(tmp_path) == ["state-00000100", "state-00001000"]


def test_a_step_saved_twice_is_kept_once(tmp_path: Path) -> None:
    """Ctrl-C right after a save."""
    save(tmp_path, 5)
    save(tmp_path, 6)
    save(tmp_path, 6)
    assert loaded_step(tmp_path) == 6
    assert names(tmp_path) == ["state-00000005", "state-00000006"]


# --- Damage ---


TENSORS, COUNTERS = "training.safetensors", "state.json"


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def flip_a_bit(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def say(text: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(text)

    return write


def say_more(path: Path) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | {"lives": 9}))


def empty_folder(path: Path) -> None:
    shutil.rmtree(path)
    path.mkdir()


# What happens to which part of a save; "" is its folder.
DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "tensors cut off": (cut_off, TENSORS),
    "one bit of a tensor": (flip_a_bit, TENSORS),
    "tensors empty": (empty, TENSORS),
    "tensors missing": (Path.unlink, TENSORS),
    "counters cut off": (cut_off, COUNTERS),
    "counters empty": (empty, COUNTERS),
    "counters missing": (Path.unlink, COUNTERS),
    "counters a list": (say("[]"), COUNTERS),
    "no sum": (say('{"step": 9}'), COUNTERS),
    "counters of another version": (say_more, COUNTERS),
    "folder empty": (empty_folder, ""),
}


@pytest.fixture(params=DAMAGES)
def damage(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    happens, part = DAMAGES[request.param]
    return lambda save: happens(save / part)


def test_a_damaged_save_is_passed_over_for_the_one_before(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    save(tmp_path, 5)
    save(tmp_path, 6)
    damage(tmp_path / "state-00000006")
    assert loaded_step(tmp_path) == 5


def test_a_run_goes_on_saving_over_a_damaged_save(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    save(tmp_path, 5)
    save(tmp_path, 6)
    damage(tmp_path / "state-00000006")
    save(tmp_path, 6)
    assert loaded_step(tmp_path) == 6


def test_nothing_but_damaged_saves_is_an_error_not_a_new_beginning(tmp_path: Path) -> None:
    save(tmp_path, 5)
    save(tmp_path, 6)
    for each in tmp_path.iterdir():
        cut_off(each / TENSORS)
    with pytest.raises(BadInputError) as caught:
        load_state(tmp_path)
    assert str(tmp_path) in caught.value.en
    assert "--out" in caught.value.en
    assert "已损坏" in caught.value.zh


# --- Accidents while saving ---


class Killed(BaseException):
    """The process is gone: nothing after it is done, no tidying up either."""


class Accident:
    """Fails at the n-th call that touches the disk, and lets nothing be tidied afterwards."""

    OPERATIONS = (
        (Path, "mkdir"), (Path, "write_text"), (Path, "replace"), (Path, "rename"),
        (Path, "unlink"), (os, "fsync"), (shutil, "rmtree"), (weights, "save_file"),
    )  # fmt: skip

    def __init__(self, patch: pytest.MonkeyPatch, at: int) -> None:
        self.left = at
        self.happened = False
        for owner, name in self.OPERATIONS:
            patch.setattr(owner, name, self.guarded(getattr(owner, name)))

    def guarded(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if self.happened:
                return None
            self.left -= 1
            if self.left < 0:
                self.happened = True
                raise Killed
            return operation(*given, **named)

        return call


def accidents() -> Iterator[int]:
    """Every point at which a save may be cut off; a save does about a dozen things."""
    yield from range(40)


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_whenever_a_save_is_cut_off_a_whole_one_is_there(tmp_path: Path, before: int) -> None:
    """`before` saves have been made. The one that was cut off counts or does not: nothing between.
    Then the next sitting sweeps up what was left behind, and its first save succeeds."""
    happened = 0
    for at in accidents():
        folder = tmp_path / str(at)
        folder.mkdir()
        for step in range(1, before + 1):
            save(folder, step)
        with pytest.MonkeyPatch.context() as patch:
            accident = Accident(patch, at)
            try:
                save(folder, before + 1)
            except Killed:
                happened += 1
        expected = {before or None, before + 1} if accident.happened else {before + 1}
        assert loaded_step(folder) in expected, at
        sweep(folder)
        save(folder, before + 2)
        assert loaded_step(folder) == before + 2
        assert [name for name in names(folder) if not name.startswith("state-")] == [], at
        assert len(names(folder)) <= 2
    assert 8 < happened < 40  # the accidents reached into the save and past its end


@pytest.mark.parametrize("at", range(12))
def test_the_same_step_saved_again_can_be_cut_off_too(tmp_path: Path, at: int) -> None:
    save(tmp_path, 1)
    save(tmp_path, 2)
    with pytest.MonkeyPatch.context() as patch:
        Accident(patch, at)
        with pytest.raises(Killed):
            save(tmp_path, 2)
    assert loaded_step(tmp_path) in (1, 2)


FULL: dict[str, Exception] = {
    "the system says so": OSError(errno.ENOSPC, "No space left on device"),
    "a quota says so": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "safetensors says so": SafetensorError(
        "Error while serializing: I/O error: No space left on device (os error 28)"
    ),
}


@pytest.mark.parametrize("full", FULL.values(), ids=FULL)
@pytest.mark.parametrize(("owner", "name"), [
    (Path, "mkdir"), (weights, "save_file"), (os, "fsync"), (Path, "write_text"),
])  # fmt: skip
def test_a_full_disk_loses_nothing(
    tmp_path: Path, owner: object, name: str, full: Exception
) -> None:
    save(tmp_path, 5)
    save(tmp_path, 6)

    def refuse(*_: object, **__: object) -> None:
        raise full

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, refuse)
        with pytest.raises(NoRoomError, match="disk is full") as caught:
            save(tmp_path, 7)
    assert "--resume" in caught.value.en
    assert "磁盘已满" in caught.value.zh
    assert names(tmp_path) == ["state-00000005", "state-00000006"]
    assert loaded_step(tmp_path) == 6
    save(tmp_path, 7)
    assert loaded_step(tmp_path) == 7


def test_only_saves_are_counted_as_saves(tmp_path: Path) -> None:
    (tmp_path / "tokens").mkdir()
    (tmp_path / "settings.json").write_text("{}")
    assert load_state(tmp_path) is None
    for step in range(4):
        save(tmp_path, step)
    assert {"tokens", "settings.json"} < set(names(tmp_path))
    assert state.KEPT == 2
