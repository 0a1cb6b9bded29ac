"""kill -9 at random moments loses and doubles nothing; a restart goes on."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongwu.studio.store.chain import broken
from gongwu.studio.store.store import Store
from tests.studio.conftest import workshop_over

# Makes pieces one after the other, for ever, and says when it begins.
MAKER = """
import sys
from gongwu.studio.store.store import Store
from tests.studio.conftest import workshop_over
store = Store(sys.argv[1])
workshop = workshop_over(store)
for seed in range(int(sys.argv[2]), 10**6):
    piece = workshop.order("sums", {"count": 20}, seed=seed).id
    workshop.carry(piece)
    workshop.approve(piece, actor="Ann")
    if seed == int(sys.argv[2]):
        print("ready", flush=True)  # the first is slow: it imports
"""


def kill_at_random_moments(times: int, folder: Path, repository: Path) -> int:
    """How many pieces a kill left unfinished, over all kills; each is carried on afterwards."""
    url, dice, unfinished = f"sqlite:///{folder / 'studio.db'}", random.Random(times), 0
    for _ in range(times):
        store = Store(url)
        before = {each.id for each in store.orders()}
        store.close()
        maker = subprocess.Popen(
            [sys.executable, "-c", MAKER, url, str(len(before))],
            cwd=repository, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert maker.stdout is not None
        assert maker.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0.0, 0.1))
        maker.send_signal(signal.SIGKILL)
        maker.wait()
        maker.stdout.close()
        store = Store(url)
        assert before <= {each.id for each in store.orders()}
        assert broken(store.log()) == []
        left = [each.id for each in store.orders() if not store.standing(each.id).content]
        assert len(left) <= 1
        unfinished += len(left)
        for piece in left:
            workshop_over(store).carry(piece)
        store.close()
    return unfinished


def assert_as_if_never_killed(folder: Path) -> None:
    killed = Store(f"sqlite:///{folder / 'studio.db'}")
    calm = Store(f"sqlite:///{folder / 'calm.db'}")
    workshop = workshop_over(calm)
    for order in killed.orders():
        piece = workshop.order("sums", {"count": 20}, seed=int(order.seed)).id
        workshop.carry(piece)
        assert piece == order.id
        for stage in ("plan", "word", "verify"):
            assert killed.stage(piece, 1, stage) == calm.stage(piece, 1, stage)
        made = [entry for entry in killed.log(piece) if entry.event.action == "made"]
        assert len(made) == 1
    killed.close()
    calm.close()


def test_ten_kills_lose_and_double_nothing(tmp_path: Path, repository: Path) -> None:
    kill_at_random_moments(10, tmp_path, repository)
    assert_as_if_never_killed(tmp_path)


@pytest.mark.slow
def test_a_hundred_kills_lose_and_double_nothing(tmp_path: Path, repository: Path) -> None:
    unfinished = kill_at_random_moments(100, tmp_path, repository)
    assert unfinished >= 5, "hardly any kill hit the middle of a piece"
    assert_as_if_never_killed(tmp_path)
