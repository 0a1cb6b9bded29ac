"""The models on this machine: starters in the package, and the person's own shelf."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import gongwu
from gongwu.doors.cli.folders import find_folders

if TYPE_CHECKING:
    from gongwu.assemble import Medium

Origin = Literal["starter", "shelf"]


@dataclass(frozen=True, kw_only=True)
class ShelvedModel:
    """A model's folder. `architecture` is None where that cannot be read.

    Of a picture model it says from what it draws and how large, such as `text → picture 32 px`.
    """

    name: str
    medium: "Medium"
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
    from gongwu.assemble import medium_of

    for home in sorted(folder.glob("*/")):
        medium = medium_of(home)
        if medium is None:
            continue
        yield ShelvedModel(
            name=home.name,
            medium=medium,
            architecture=_of_pictures(home) if medium == "picture" else _of_text(home),
            size_bytes=sum(file.stat().st_size for file in home.rglob("*") if file.is_file()),
            origin=origin,
            path=home,
        )


def _of_text(home: Path) -> str | None:
    name = _read(home / "config.json").get("model_type")
    return name if isinstance(name, str) else None


def _of_pictures(home: Path) -> str | None:
    """What goes in and how large the picture is that comes out."""
    index = _read(home / "model_index.json")
    unet, vae, codes = (_read(home / part / "config.json") for part in ("unet", "vae", "vqvae"))
    try:
        places = int((codes or unet)["sample_size"])
        # An autoencoder halves between its levels; a net on pixels may see patches of them.
        factor = 2 ** (len(vae["block_out_channels"]) - 1) if vae else int(index.get("patch", 1))
        source = "text" if index.get("tokenizer", [None])[0] else "noise"
    except (LookupError, TypeError, ValueError):
        return None
    return f"{source} → picture {places * factor} px"


def _read(path: Path) -> dict[str, Any]:
    """What a config says; nothing where it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
