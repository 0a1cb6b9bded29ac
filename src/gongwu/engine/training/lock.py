"""One process at a time in a folder; the lock goes with the process, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongwu.errors import TryLaterError


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`. Raises TryLaterError when another process holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        try:
            _lock(handle)
        except OSError:
            raise TryLaterError(
                en=f"Another process is training in {path.parent.parent}. Wait for it, or stop it.",
                zh=f"另一个进程正在 {path.parent.parent} 里训练。请等它结束，或先停掉它。",
            ) from None
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
