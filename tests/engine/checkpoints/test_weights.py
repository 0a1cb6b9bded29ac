import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor

from gongwu.engine.checkpoints import weights
from gongwu.engine.checkpoints.weights import (
    INDEX,
    SINGLE,
    read_weights,
    usable_dtype,
    weight_files,
    write_tensors,
    write_weights,
)
from gongwu.errors import BadInputError, GongwuError, NoRoomError, NotFoundError


@pytest.fixture
def tensors(dice: torch.Generator) -> dict[str, Tensor]:
    """Ten tensors of 400 bytes and some odd ones."""
    plain = {f"layer.{i}": torch.randn(10, 10, generator=dice) for i in range(10)}
    return {
        **plain,
        "turned": torch.randn(3, 5, generator=dice).T,
        "narrow": torch.randn(7, generator=dice).bfloat16(),
        "empty": torch.empty(0, 4),
        "名": torch.tensor(1.5),
    }


def assert_same(found: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    assert found.keys() == expected.keys()
    for name, tensor in expected.items():
        assert found[name].dtype == tensor.dtype
        assert torch.equal(found[name], tensor)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_one_file_holds_all(tensors: dict[str, Tensor], tmp_path: Path) -> None:
    write_weights(tensors, tmp_path)
    assert names_in(tmp_path) == {SINGLE}
    assert_same(dict(read_weights(tmp_path)), tensors)


@pytest.mark.parametrize("shard_bytes", [1, 400, 1000, 4000])
def test_shards_hold_all_between_them(
    shard_bytes: int, tensors: dict[str, Tensor], tmp_path: Path
) -> None:
    write_weights(tensors, tmp_path, shard_bytes)
    assert_same(dict(read_weights(tmp_path)), tensors)
    for path in weight_files(tmp_path):
        sizes = [tensor.nbytes for _, tensor in weights.read_tensors(path) if tensor.nbytes]
        assert len(sizes) == 1 or sum(sizes) <= shard_bytes
    index = json.loads((tmp_path / INDEX).read_text())
    assert index["metadata"]["total_size"] == sum(tensor.nbytes for tensor in tensors.values())
    assert index["weight_map"].keys() == tensors.keys()


@settings(deadline=None, max_examples=20)
@given(sizes=st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_whatever_was_there_before_only_what_was_written_last_is_read(
    sizes: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One file over shards, shards over more or fewer shards: nothing old is left lying."""
    folder = tmp_path_factory.mktemp("weights")
    (folder / "config.json").touch()
    for number, size in enumerate(sizes):
        written = {f"{number}.{i}": torch.full((1,), float(i)) for i in range(size)}
        write_weights(written, folder, shard_bytes=12)
        assert_same(dict(read_weights(folder)), written)
        files = {path.name for path in weight_files(folder)}
        index = set() if files == {SINGLE} else {INDEX}
        assert names_in(folder) == files | index | {"config.json"}


def test_one_file_goes_before_an_index(tensors: dict[str, Tensor], tmp_path: Path) -> None:
    """A crash between writing one file and removing the old index must not bring the old back."""
    write_weights({"old": torch.zeros(4), "older": torch.zeros(4)}, tmp_path, shard_bytes=1)
    write_tensors(tensors, tmp_path / SINGLE)
    assert_same(dict(read_weights(tmp_path)), tensors)


def half_a_file_then(error: Exception) -> Callable[..., None]:
    """A save_file that writes a little and then fails."""

    def fail(held: dict[str, Tensor], path: Path, metadata: dict[str, str]) -> None:
        path.write_bytes(b"half of it")
        raise error

    return fail


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        SafetensorError(
            "Error while serializing: I/O error: No space left on device (os error 28)"
        ),
    ],
    ids=["from Python", "from safetensors"],
)
def test_a_full_disk_keeps_the_old_weights(
    error: Exception, tensors: dict[str, Tensor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_weights(tensors, tmp_path)
    monkeypatch.setattr(weights, "save_file", half_a_file_then(error))
    with pytest.raises(NoRoomError) as refused:
        write_weights({"new": torch.ones(3)}, tmp_path)
    assert str(tmp_path / SINGLE) in refused.value.en
    assert str(tmp_path / SINGLE) in refused.value.zh
    assert names_in(tmp_path) == {SINGLE}
    assert_same(dict(read_weights(tmp_path)), tensors)


def test_an_interruption_keeps_the_old_weights(
    tensors: dict[str, Tensor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_weights(tensors, tmp_path)
    monkeypatch.setattr(weights, "save_file", half_a_file_then(RuntimeError("cut")))
    with pytest.raises(RuntimeError, match="cut"):
        write_weights({"new": torch.ones(3)}, tmp_path)
    assert names_in(tmp_path) == {SINGLE}
    assert_same(dict(read_weights(tmp_path)), tensors)


def test_a_full_disk_at_the_second_shard_keeps_the_old_single_file(
    tensors: dict[str, Tensor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_weights(tensors, tmp_path)
    calls = 0

    def fill_up(held: dict[str, Tensor], path: Path, metadata: dict[str, str]) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        save_file(held, path, metadata)

    monkeypatch.setattr(weights, "save_file", fill_up)
    with pytest.raises(NoRoomError):
        write_weights({"a": torch.ones(3), "b": torch.ones(3)}, tmp_path, shard_bytes=1)
    assert_same(dict(read_weights(tmp_path)), tensors)


@pytest.mark.parametrize("length", [0, 4, 8, 60, -1], ids="cut to {}".format)
def test_a_truncated_file_is_called_damaged(
    length: int, tensors: dict[str, Tensor], tmp_path: Path
) -> None:
    write_weights(tensors, tmp_path)
    path = tmp_path / SINGLE
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(BadInputError, match="damaged") as refused:
        dict(read_weights(tmp_path))
    assert str(path) in refused.value.en
    assert str(path) in refused.value.zh
    assert "已损坏" in refused.value.zh


def test_something_else_under_the_name_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / SINGLE).write_bytes(b"version https://git-lfs.github.com/spec/v1\n" * 4)
    with pytest.raises(BadInputError, match="damaged"):
        dict(read_weights(tmp_path))


def test_a_folder_with_pickled_weights_only_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x02}q\x00.")
    with pytest.raises(NotFoundError, match=r"\.bin files \(pickle\)") as refused:
        dict(read_weights(tmp_path))
    assert str(tmp_path) in refused.value.en
    assert "请用原工具转换" in refused.value.zh


@pytest.mark.parametrize(
    "place",
    ["../x", "..", ".", "", "/etc/hostname", "sub/model.safetensors", r"..\x", r"C:\x", 7, None],
    ids=repr,
)
def test_an_index_cannot_lead_out_of_its_folder(place: object, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    save_file({"secret": torch.ones(1)}, tmp_path / "x")
    (folder / INDEX).write_text(json.dumps({"weight_map": {"secret": place}}))
    with pytest.raises(BadInputError, match="weight_map") as refused:
        dict(read_weights(folder))
    assert str(folder / INDEX) in refused.value.en
    assert str(folder / INDEX) in refused.value.zh


@pytest.mark.parametrize("index", [{}, {"weight_map": []}, {"weight_map": None}, []], ids=repr)
def test_an_index_without_a_map_is_refused(index: Any, tmp_path: Path) -> None:
    (tmp_path / INDEX).write_text(json.dumps(index))
    with pytest.raises(BadInputError, match="index") as refused:
        dict(read_weights(tmp_path))
    assert str(tmp_path / INDEX) in refused.value.zh


@pytest.mark.parametrize("instead", ["nothing", "a folder"])
def test_a_missing_shard_is_named(instead: str, tensors: dict[str, Tensor], tmp_path: Path) -> None:
    write_weights(tensors, tmp_path, shard_bytes=1000)
    shard = weight_files(tmp_path)[1]
    shard.unlink()
    if instead == "a folder":
        shard.mkdir()
    with pytest.raises(GongwuError) as refused:
        dict(read_weights(tmp_path))
    assert isinstance(refused.value, NotFoundError if instead == "nothing" else BadInputError)
    assert str(shard) in refused.value.en
    assert str(shard) in refused.value.zh


def test_float16_widens_and_the_others_stay() -> None:
    assert usable_dtype(torch.float16) == torch.float32
    for dtype in (torch.bfloat16, torch.float32, torch.float64):
        assert usable_dtype(dtype) == dtype
