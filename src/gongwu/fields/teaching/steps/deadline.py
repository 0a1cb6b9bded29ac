"""A limit for a computation in pure Python that takes none itself, such as sympy's.

The interpreter calls back at every call of a function; the first callback past the limit raises
in the midst of the computation. Unlike a signal it works in every thread, unlike a process it
costs no start. One C call is not interrupted: `size` keeps each of them small.

A generator is let go on to the next plain call: an exception raised while one is being closed is
lost, and the limit with it.

Calls are counted before seconds are, and seconds are those of this thread alone: a busy machine
comes to the same verdict.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import CO_GENERATOR
from types import FrameType

# Asking for the time costs more than counting.
_EVERY = 16


class DeadlineError(BaseException):
    """No `Exception`: the computation must not catch it on the way out."""


@contextmanager
def within(*, calls: int, seconds: float) -> Iterator[None]:
    """Raises DeadlineError inside the block after so many calls, or so many seconds of work."""
    limit = time.thread_time() + seconds
    before = sys.getprofile()
    left = calls

    def look(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001
        nonlocal left
        if event == "call":
            left -= 1
            over = left < 0 or (left % _EVERY == 0 and time.thread_time() > limit)
            if over and not frame.f_code.co_flags & CO_GENERATOR:
                raise DeadlineError

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
