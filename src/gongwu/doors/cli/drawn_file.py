"""A drawn picture as a PNG that says of itself how it was made, and carries the implicit label.

The same picture asked for in the same way is the same file, byte for byte: what it says is what
was asked, and the label's number is counted from that and from the pixels, not from the time.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.ports import ImageModel, Picture, PictureRequest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEYWORD = "gongwu"  # of the text chunk with all of it as JSON


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked of which model, its gaps filled, and how large its pixels are to be.

    `scale` None: one pixel each, but as large on a sheet as can be seen. `overruled` is why the
    policy was, if it was.
    """

    painter: ImageModel
    asked: PictureRequest
    scale: int | None = None
    overruled: str = ""

    def made(self, item: int) -> dict[str, object]:
        """All that is needed to draw an item again, alone; what was not asked for is left out."""
        asked = self.asked
        said: dict[str, object] = {
            "prompt": asked.prompt,
            "negative": asked.negative,
            "seed": asked.seed + item,
            "width": asked.width,
            "height": asked.height,
            "steps": asked.steps,
            "guidance": asked.guidance,
            "sampler": asked.sampler,
            "model": self.painter.name,
            "weights_sha256": self.painter.weights_sha256,
        }
        if asked.guidance_from > 0:
            said["guidance_from"] = asked.guidance_from
        if asked.guidance_to < math.inf:
            said["guidance_to"] = asked.guidance_to
        if asked.initial is not None:
            said |= {"initial_sha256": _sum_of(asked.initial), "strength": asked.strength}
        if asked.mask is not None:
            said["mask_sha256"] = _sum_of(asked.mask)
        if self.scale is not None and self.scale > 1:
            said["scale"] = self.scale
        if self.overruled:
            said["overruled"] = self.overruled
        return said

    def save_one(self, item: int, picture: Picture, path: Path) -> Picture:
        """The file of one picture; what was saved comes back."""
        large = _enlarged(picture, self.scale or 1)
        _save(labelled_png(large, self.made(item)), path)
        return large

    def save(self, pictures: Sequence[Picture], path: Path) -> Picture:
        """The picture or, of several, a sheet of them."""
        if len(pictures) == 1:
            return self.save_one(0, pictures[0], path)
        sheet = _sheet(pictures, self.scale)
        _save(labelled_png(sheet, {**self.made(0), "count": len(pictures)}), path)
        return sheet


def labelled_png(picture: Picture, made: Mapping[str, object]) -> bytes:
    """A file that says how it was made, with the label."""
    from gongwu.doors.web.png import colour_png
    from gongwu.studio.label.carriers import png
    from gongwu.studio.label.implicit import first_label
    from gongwu.studio.publishing import PRODUCER

    told = json.dumps(made, ensure_ascii=False)
    number = sha256(told.encode() + picture.pixels).hexdigest()[:32]
    return png.write(colour_png(picture, {KEYWORD: told}), first_label(PRODUCER, f"draw-{number}"))


def _sheet(pictures: Sequence[Picture], scale: int | None) -> Picture:
    import numpy as np

    from gongwu.engine.pictures.sheet import sheet

    paper = sheet(np.stack([_rows(picture) for picture in pictures]), scale=scale)
    return _picture(paper)


def _save(content: bytes, path: Path) -> None:
    """Whole or not at all."""
    from gongwu.engine.checkpoints.files import replace_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    with replace_whole(path) as unfinished:
        unfinished.write_bytes(content)


def _enlarged(picture: Picture, scale: int) -> Picture:
    """Each pixel as a square of `scale` pixels a side."""
    return _picture(_rows(picture).repeat(scale, axis=0).repeat(scale, axis=1))


def _rows(picture: Picture) -> "NDArray[np.uint8]":
    import numpy as np

    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


def _picture(rows: "NDArray[np.uint8]") -> Picture:
    height, width, _ = rows.shape
    return Picture(width=width, height=height, pixels=rows.tobytes())


def _sum_of(picture: Picture) -> str:
    size = f"{picture.width}x{picture.height}:"
    return sha256(size.encode() + picture.pixels).hexdigest()
