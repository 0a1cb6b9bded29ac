import errno
import json
from pathlib import Path

import pytest

from gongwu.engine.checkpoints.files import (
    no_room_said,
    read_json,
    replace_whole,
    write_json,
)
from gongwu.errors import BadInputError, NoRoomError, NotFoundError


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("old")
    with replace_whole(path) as unfinished:
        unfinished.write_text("new")
        assert path.read_text() == "old"
        assert unfinished.parent.parent == path.parent  # a rename never crosses a disk
    assert path.read_text() == "new"
    assert names_in(tmp_path) == ["notes.txt"]


class PowerCutError(BaseException):
    """Not an Exception: nothing may depend on catching it."""


@pytest.mark.parametrize(
    "error", [ValueError("no"), KeyboardInterrupt(), PowerCutError()], ids=repr
)
def test_what_fails_halfway_leaves_the_old_file_and_no_litter(
    error: BaseException, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("old")

    def half_a_write() -> None:
        with replace_whole(path) as unfinished:
            unfinished.write_text("ne")
            raise error

    with pytest.raises(type(error)):
        half_a_write()
    assert path.read_text() == "old"
    assert names_in(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        RuntimeError("I/O error: No space left on device (os error 28)"),
    ],
    ids=["full disk", "full quota", "full disk as safetensors says it"],
)
def test_a_full_disk_is_said_with_the_file(error: Exception, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    with pytest.raises(NoRoomError) as refused, no_room_said(path):
        raise error
    assert str(path) in refused.value.en
    assert str(path) in refused.value.zh
    assert "--resume" in refused.value.zh


def test_other_errors_pass_unchanged(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), no_room_said(tmp_path):
        raise PermissionError(errno.EACCES, "Permission denied")


def test_json_goes_out_and_comes_back(tmp_path: Path) -> None:
    value = {"name": "春风", "sizes": [1, 2.5, None, True]}
    write_json(value, tmp_path / "value.json")
    assert read_json(tmp_path / "value.json") == value
    assert "春风" in (tmp_path / "value.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"not JSON",
        b'{"a": 1} {"b": 2}',
        b"[]",
        b'"text"',
        b"null",
        "é".encode("latin-1"),
        b"\x00\x01\x02",
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
    ids=[
        "empty", "cut off", "words", "two objects", "a list", "a string", "null", "Latin-1",
        "binary", "a number of 5000 digits", "a hundred thousand brackets",
    ],
)  # fmt: skip
def test_what_is_not_a_json_object_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as refused:
        read_json(path)
    assert str(path) in refused.value.en
    assert str(path) in refused.value.zh
    assert len(refused.value.en) < 500  # the file itself is not poured out


def test_a_missing_file_and_a_folder_in_its_place_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"config\.json") as missing:
        read_json(tmp_path / "config.json")
    assert "不存在" in missing.value.zh
    (tmp_path / "config.json").mkdir()
    with pytest.raises(BadInputError, match=r"config\.json") as refused:
        read_json(tmp_path / "config.json")
    assert str(tmp_path / "config.json") in refused.value.zh


def test_what_json_cannot_say_is_not_written(tmp_path: Path) -> None:
    write_json({"kept": True}, tmp_path / "value.json")
    with pytest.raises(TypeError):
        write_json({"tensor": object()}, tmp_path / "value.json")
    assert json.loads((tmp_path / "value.json").read_text()) == {"kept": True}
    assert names_in(tmp_path) == ["value.json"]
