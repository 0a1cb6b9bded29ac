"""A picture where it was found: what it is called, and how to get at it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import numpy as np
from numpy.typing import NDArray

from gongwu.errors import BadInputError

ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True, kw_only=True)
class Found:
    """One picture, to be read before the next is asked for."""

    place: str  # for people: the file, or the archive and its member
    path: PurePosixPath  # below its source, archives' own names left out
    source: int  # which of the sources it came from
    content: "IO[bytes] | NDArray[np.uint8]"  # a file, or pixels (H, W) or (H, W, 3)
    label: str | None = None  # the class that came with it


def is_picture(path: PurePosixPath) -> bool:
    """Whether its name is that of a picture; names with a leading dot are the system's own."""
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return path.suffix.lower() in ENDINGS and not hidden


def damaged(place: str, en: str, zh: str) -> BadInputError:
    """A picture or a collection that cannot be used as it is."""
    return BadInputError(
        en=f"{place}: {en}. Replace the file or take it out.",
        zh=f"{place}：{zh}。请更换或移走该文件。",
    )
