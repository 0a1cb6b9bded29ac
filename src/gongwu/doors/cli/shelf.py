"""The models on this machine: starters in the package, and the person's own shelf."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import gongwu
from gongwu.doors.cli.folders import find_folders

Origin = Literal["starter", "shelf"]


@dataclass(frozen=True, kw_only=True)
class ShelvedModel:
    """A folder with a config.json in it. `architecture` is None where that cannot be read."""

    name: str
    architecture: str | None
    size_bytes: int
    origin: Origin
    path: Path


def starters_folder() -> Path:
    """Where the models that come with Gongwu are."""
    return Path(gongwu.__file__).parent / "starters"


def shelf_folder() -> Path:
    """Where a person's own models are found by name."""
    return find_folders(os.environ).data / "models"


def list_models() -> list[ShelvedModel]:
    """Starters first, then the shelf, each by name."""
    return [
        *_models_in(starters_folder(), origin="starter"),
        *_models_in(shelf_folder(), origin="shelf"),
    ]


def _models_in(folder: Path, *, origin: Origin) -> Iterator[ShelvedModel]:
    for config in sorted(folder.glob("*/config.json")):
        home = config.parent
        yield ShelvedModel(
            name=home.name,
            architecture=_architecture(config),
            size_bytes=sum(file.stat().st_size for file in home.rglob("*") if file.is_file()),
            origin=origin,
            path=home,
        )


def _architecture(config: Path) -> str | None:
    try:
        found = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    name = found.get("model_type") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None
