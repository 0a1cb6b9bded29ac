import sys
import threading
import time
from itertools import count

import pytest

from gongwu.fields.teaching.steps.deadline import DeadlineError, within


def busy() -> None:
    """Never ends, and catches what it can."""

    def turn() -> None:
        time.monotonic()

    while True:
        try:
            turn()
        except Exception:
            continue


def test_a_computation_that_never_ends_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(DeadlineError), within(calls=10**9, seconds=0.05):
        busy()
    assert time.monotonic() - start < 2


def test_the_same_computation_ends_at_the_same_call() -> None:
    def turns() -> int:
        made = 0

        def turn() -> int:
            nonlocal made
            made += 1
            return made

        with pytest.raises(DeadlineError), within(calls=500, seconds=60):
            all(map(lambda _: turn(), count()))
        return made

    assert turns() == turns()


def test_it_works_outside_the_main_thread() -> None:
    ended: list[bool] = []

    def run() -> None:
        try:
            with within(calls=10**9, seconds=0.05):
                busy()
        except DeadlineError:
            ended.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(5)
    assert ended == [True]


def test_what_is_quick_is_left_alone_and_so_is_what_profiles() -> None:
    before = sys.getprofile()
    with within(calls=100, seconds=5):
        assert sum(range(10)) == 45
    assert sys.getprofile() is before
