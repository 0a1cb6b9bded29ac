"""What a run needs to go on exactly: weights, optimizer state and counters, saved whole.

Each save is a folder of its own, `state-000123`, made under another name and renamed when its
bytes are on the disk; the one before it is kept. A save whose sum does not fit is passed over.
"""

import hashlib
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from torch import Tensor

from gongwu.engine.checkpoints.files import no_room_said, read_json, sync, write_json
from gongwu.engine.checkpoints.weights import read_tensors, write_tensors
from gongwu.errors import BadInputError, GongwuError

KEPT = 2

_TENSORS, _COUNTERS = "training.safetensors", "state.json"


@dataclass(frozen=True, kw_only=True)
class Counters:
    """Where a run stands."""

    step: int = 0
    seconds: float = 0.0  # spent training, over all sittings
    phase: int = 0  # a run may train one net after another
    phase_step: int = 0  # the step with which the one before ended
    phase_seconds: float = 0.0
    evaluated: int = 0  # how many evaluations have been made, of this phase
    best: float = float("inf")  # lowest held-out loss so far, of this phase


def save_state(folder: Path, tensors: dict[str, Tensor], counters: Counters) -> None:
    """Write `state-STEP` in `folder`, whole or not at all, and drop all but the last two."""
    final = folder / f"state-{counters.step:08d}"
    unfinished = folder / f".{final.name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        with no_room_said(final):
            unfinished.mkdir(parents=True)
            write_tensors(tensors, unfinished / _TENSORS)
            seal = {"sha256": _sum(unfinished / _TENSORS), **asdict(counters)}
            write_json(seal, unfinished / _COUNTERS)
            shutil.rmtree(final, ignore_errors=True)
            unfinished.rename(final)
            sync(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    for old in _saves(folder)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def load_state(folder: Path) -> tuple[dict[str, Tensor], Counters] | None:
    """The newest save that is whole; None if there was never one.

    Raises BadInputError when there are saves and every one is damaged.
    """
    saves = _saves(folder)
    for path in reversed(saves):
        loaded = _read(path)
        if loaded is not None:
            return loaded
    if saves:
        raise BadInputError(
            en=f"Every saved state in {folder} is damaged. Train again to another --out, "
            "or copy the folder back from a backup.",
            zh=f"{folder} 里的每个存档都已损坏。请换一个 --out 重新训练，或从备份恢复该文件夹。",
        )
    return None


def _read(path: Path) -> tuple[dict[str, Tensor], Counters] | None:
    try:
        counters = read_json(path / _COUNTERS)
        if counters.pop("sha256") != _sum(path / _TENSORS):
            return None
        return dict(read_tensors(path / _TENSORS)), Counters(**counters)
    except (GongwuError, OSError, KeyError, TypeError):
        return None


def _saves(folder: Path) -> list[Path]:
    return sorted(folder.glob("state-*"))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
