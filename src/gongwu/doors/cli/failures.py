"""Every way a command can end badly: what a person is told, and the exit code.

This is the one place that catches broadly. A traceback is for whoever mends Gongwu, so it goes
to a file in the log folder and never to the screen.
"""

import errno
import platform
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from gongwu import __version__
from gongwu.doors.cli.folders import find_folders
from gongwu.doors.cli.language import say, spoken
from gongwu.doors.cli.output import to_json
from gongwu.doors.cli.usage import say_usage
from gongwu.errors import ExitCode, GongwuError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.ENOMEM}


@dataclass(frozen=True)
class Failure:
    """An empty message means: say nothing."""

    code: int
    message: str


def report(error: BaseException, environ: Mapping[str, str], *, as_json: bool) -> int:
    """Tell the person, or the program that asked for JSON; the answer is the exit code."""
    failure = explain(error, environ)
    if failure.message and as_json:
        print(to_json({"error": {"code": failure.code, "message": failure.message}}))
    elif failure.message:
        print(f"gongwu: {failure.message}", file=sys.stderr)
    return failure.code


def explain(error: BaseException, environ: Mapping[str, str]) -> Failure:
    """From an exception to what, why and what next."""
    match error:
        case GongwuError():
            return Failure(error.exit_code, error.said_in(spoken()))
        case typer.TyperException():
            return Failure(error.exit_code, say_usage(error))
        case KeyboardInterrupt() | typer.Abort():
            return Failure(ExitCode.INTERRUPTED, say(en="interrupted.", zh="已中断。"))
        case BrokenPipeError():
            # Whoever read us has closed the pipe, as `head` does. Nobody is left to be told.
            return Failure(ExitCode.FAILED, "")
        case OSError() if error.errno in _NO_ROOM:
            return _no_disk(error)
        case OSError() if error.filename is not None:
            return _file(error)
    return _no_memory() if _is_out_of_memory(error) else _fault(error, environ)


def _no_disk(error: OSError) -> Failure:
    place = error.filename or "stdout"
    return Failure(
        ExitCode.NO_ROOM,
        say(
            en=f"no room left to write {place}: {error.strerror}. Free some space and try again.",
            zh=f"没有空间可写 {place}：{error.strerror}。请腾出空间再试。",
        ),
    )


def _file(error: OSError) -> Failure:
    missing = isinstance(error, FileNotFoundError)
    return Failure(
        ExitCode.NOT_FOUND if missing else ExitCode.BAD_INPUT,
        say(
            en=f"cannot use {error.filename}: {error.strerror}. Check its path and permissions.",
            zh=f"无法使用 {error.filename}：{error.strerror}。请检查路径和权限。",
        ),
    )


def _is_out_of_memory(error: BaseException) -> bool:
    """Torch has its own words for it, and this door does not import torch."""
    return (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"
        or (isinstance(error, RuntimeError) and "can't allocate memory" in str(error))
    )


def _no_memory() -> Failure:
    return Failure(
        ExitCode.NO_ROOM,
        say(
            en="not enough memory. Take a smaller model, batch or context.",
            zh="内存不足。请用更小的模型、批量或上下文。",
        ),
    )


def _fault(error: BaseException, environ: Mapping[str, str]) -> Failure:
    kind = type(error).__name__
    try:
        file = _write_traceback(error, find_folders(environ).log)
    except OSError as refused:
        kept_en, kept_zh = f"No trace was kept: {refused}", f"未能留下记录：{refused}"
    else:
        kept_en, kept_zh = f"Please report it with {file}", f"请附上这个文件告诉我们：{file}"
    return Failure(
        ExitCode.FAILED,
        say(
            en=f"a fault in Gongwu itself ({kind}), not in what you did. {kept_en}",
            zh=f"共舞自身出了错（{kind}），不是你的问题。{kept_zh}",
        ),
    )


def _write_traceback(error: BaseException, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    head = f"gongwu {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
    file.write_text(head + "".join(traceback.format_exception(error)), encoding="utf-8")
    return file
