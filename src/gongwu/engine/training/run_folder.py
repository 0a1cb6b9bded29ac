"""The folder of one run, whatever it trains: what it was told, its metrics, when it is done.

OUT/metrics.jsonl        one line for each step
OUT/run/settings.json    what the run was told; without it there is no run
OUT/run/lock             held by the process that trains
"""

import json
import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongwu.engine.checkpoints.files import no_room_said, read_json, replace_whole, write_json
from gongwu.errors import BadInputError, NotFoundError

METRICS, RUN, LOCK = "metrics.jsonl", "run", "lock"

_SETTINGS = "settings.json"


def begin(out: Path, told: Mapping[str, Any]) -> None:
    """Make the folder of a new run. Raises BadInputError when `out` already holds something."""
    if out.exists() and (not out.is_dir() or _holds_files(out)):
        raise BadInputError(
            en=f"{out} is not empty. Go on with its run by --resume, or choose another --out.",
            zh=f"{out} 不是空的。用 --resume 接着训练，或换一个 --out。",
        )
    (out / RUN).mkdir(parents=True, exist_ok=True)
    write_json(dict(told), out / RUN / _SETTINGS)


def _holds_files(folder: Path) -> bool:
    """Whether there is more in it than a start leaves that was killed before its settings stood."""
    return any(
        not path.is_dir() and ".unfinished" not in str(path.relative_to(folder))
        for path in folder.rglob("*")
    )


def told_in(out: Path) -> dict[str, Any]:
    """What the run of a folder was told. Raises NotFoundError when there is none to resume."""
    if not (out / RUN / _SETTINGS).is_file():
        finished = (out / METRICS).is_file()
        raise NotFoundError(
            en=f"The run in {out} is finished: there is nothing to resume."
            if finished
            else f"There is no run to resume in {out}.",
            zh=f"{out} 的训练已完成，无需继续。" if finished else f"{out} 里没有可继续的训练。",
        )
    return read_json(out / RUN / _SETTINGS)


def clear(out: Path) -> None:
    """Remove what only a run needs; the settings first: without them there is no run."""
    (out / RUN / _SETTINGS).unlink()
    shutil.rmtree(out / RUN)


def note(out: Path, seen: Mapping[str, Any]) -> None:
    """One line of metrics, in the file before anyone is told."""
    path = out / METRICS
    with no_room_said(path), path.open("a", encoding="utf-8") as metrics:
        metrics.write(json.dumps(seen) + "\n")


def forget_metrics(out: Path) -> None:
    """Nothing was saved: every step comes again."""
    (out / METRICS).unlink(missing_ok=True)


def forget_metrics_after(out: Path, step: int) -> None:
    """A killed run reported steps that the saved state does not have; they come again."""
    lines = (out / METRICS).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if _step_of(line) <= step]
    with replace_whole(out / METRICS) as unfinished:
        unfinished.write_text("".join(line + "\n" for line in kept), encoding="utf-8")


def _step_of(line: str) -> float:
    try:
        return float(json.loads(line)["step"])
    except (ValueError, KeyError, TypeError):
        return math.inf  # the line at which the process was killed
