"""Files that are written whole or not at all, and JSON that says where it is wrong."""

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gongwu.errors import BadInputError, NoRoomError, NotFoundError


@contextmanager
def replace_whole(path: Path) -> Iterator[Path]:
    """Write to the path given; when the block ends well it takes `path`'s place in one step.

    It lies in a folder of its own, for what a library makes beside it: safetensors writes to a
    `.tmp…` first, which would stay for ever if the process were killed.
    """
    folder = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    unfinished = folder / path.name
    try:
        with no_room_said(path):
            folder.mkdir(exist_ok=True)
            unfinished.touch()
            mode = unfinished.stat().st_mode  # as this person's files are; safetensors' are private
            yield unfinished
            unfinished.chmod(mode)
            sync(unfinished)
            unfinished.replace(path)
            sync(path.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a process that was killed left half written. Only while nobody else writes."""
    for path in folder.glob(".*.unfinished"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def sync(path: Path) -> None:
    """Ask the disk to keep what was written; a folder cannot be asked on Windows."""
    if path.is_dir() and os.name == "nt":
        return
    # Windows syncs only what is open for writing; a folder opens for reading only.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def no_room_said(path: Path) -> Iterator[None]:
    """Turn a full disk into an error that says so. safetensors reports it in its own error."""
    try:
        yield
    except Exception as error:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or "No space left" in str(error):
            raise NoRoomError(
                en=f"The disk is full: {path} was not written, what stood there before is kept. "
                "Free some space and run the same command with --resume.",
                zh=f"磁盘已满：{path} 没有写入，原有内容保留。"
                "请腾出空间，再用 --resume 运行同一命令。",
            ) from error
        raise


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFoundError(en=f"{path} does not exist", zh=f"{path} 不存在") from None
    except OSError as error:
        raise BadInputError(
            en=f"{path} cannot be read: {error.strerror}", zh=f"{path} 无法读取：{error.strerror}"
        ) from None
    # ValueError: not UTF-8, not JSON, or a number of thousands of digits.
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            en=f"{path} is not valid JSON: {error}", zh=f"{path} 不是合法的 JSON：{error}"
        ) from None
    if not isinstance(value, dict):
        raise BadInputError(
            en=f"{path}: a JSON object was expected", zh=f"{path}：应为一个 JSON 对象"
        )
    return value


def write_json(value: dict[str, Any], path: Path) -> None:
    """Write a JSON object, whole or not at all."""
    with replace_whole(path) as unfinished:
        text = json.dumps(value, indent=2, ensure_ascii=False)
        unfinished.write_text(text + "\n", encoding="utf-8")
