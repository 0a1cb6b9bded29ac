"""Whether anything else runs on this machine, so that a disturbed measurement can be left out.

From /proc/stat; where there is none (not Linux), every moment counts as still.
"""

import time
from pathlib import Path

STAT = Path("/proc/stat")
TICKS_PER_SECOND = 100  # what Linux counts in, whatever its own clock
IDLE_FIELDS = (3, 4)  # idle, waiting for a disk
TOLERATED_CORES = 0.15  # a desktop, a log, the kernel itself


class Watch:
    """From its making to `others()`: how many cores other processes took, on average."""

    def __init__(self) -> None:
        self._began, self._busy, self._own = time.perf_counter(), _busy(), time.process_time()

    def others(self) -> float:
        """Cores busy with something else."""
        seconds = time.perf_counter() - self._began
        own = time.process_time() - self._own
        return max(0.0, (_busy() - self._busy - own) / seconds)

    def still(self) -> bool:
        """Whether nobody else ran to speak of."""
        return self.others() < TOLERATED_CORES


def wait_for_stillness(until: float) -> None:
    """Return when others pause, or at `until` (by time.perf_counter) at the latest."""
    while time.perf_counter() < until:
        watch = Watch()
        time.sleep(0.2)
        if watch.still():
            return


def _busy() -> float:
    """Seconds that all cores together have been busy since the start of the machine."""
    if not STAT.is_file():
        return 0.0
    fields = [int(field) for field in STAT.read_text(encoding="ascii").split("\n")[0].split()[1:9]]
    return sum(f for i, f in enumerate(fields) if i not in IDLE_FIELDS) / TICKS_PER_SECOND
