"""A picture model that draws what a test tells it to."""

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from io import BytesIO

import numpy as np
from PIL import Image

from gongwu.fields.pictures.artwork import Artwork
from gongwu.fields.pictures.brief import PictureBrief
from gongwu.fields.pictures.kind import PICTURE
from gongwu.fields.pictures.planning import PicturePlan
from gongwu.ports import Picture, PictureRequest, PictureStep
from gongwu.studio.brief import read_brief
from gongwu.studio.kind import Desk
from gongwu.studio.plan import desk_for

Pixels = np.ndarray


def noise(seed: int, width: int = 32, height: int = 32) -> Pixels:
    """Colours of all kinds; another seed, another picture."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def fruit(seed: int, width: int = 32, height: int = 32) -> Pixels:
    """A reddish disc on an uneven light ground, as a model might draw it."""
    dice = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    inside = np.hypot(x - width / 2, y - height / 2) < 0.3 * min(width, height)
    drawn = np.where(inside[..., None], [200, 40, 50], [240, 236, 228]).astype(int)
    drawn += dice.integers(-5, 6, drawn.shape)
    shown: Pixels = np.clip(drawn, 0, 255).astype(np.uint8)
    return shown


class ScriptedPainter:
    """Implements ports.ImageModel by a function of the seed."""

    weights_sha256 = sha256(b"scripted").hexdigest()

    def __init__(
        self,
        drawn: Callable[[int], Pixels] = fruit,
        *,
        reads_prompts: bool = True,
        name: str = "scripted",
    ) -> None:
        self._drawn = drawn
        self.reads_prompts = reads_prompts
        self.name = name
        self.requests: list[PictureRequest] = []

    @property
    def defaults(self) -> PictureRequest:
        return PictureRequest(width=32, height=32, steps=2, guidance=3.0, sampler="ddim")

    def draw(
        self, request: PictureRequest, watch: Callable[[PictureStep], None] = lambda _: None
    ) -> Iterator[Picture]:
        self.requests.append(request)
        for item in range(request.count):
            pixels = self._drawn(request.seed + item)
            height, width, _ = pixels.shape
            picture = Picture(width=width, height=height, pixels=pixels.tobytes())
            for step in (1, 2):
                watch(PictureStep(item=item, step=step, steps=2, look=partial(_same, picture)))
            yield picture


def _same(picture: Picture) -> Picture:
    return picture


def planned(values: Mapping[str, object], seed: str = "7") -> PicturePlan:
    """The plan of a brief as a person writes it."""
    brief = read_brief(PictureBrief, {"subject": "a red apple", **values})
    return PICTURE.plan(brief, desk_for("plan", seed))


def drawn(plan: PicturePlan, painter: ScriptedPainter | None = None) -> Artwork:
    """The draft of a plan."""
    desk: Desk = desk_for("word", "7", painter=painter)
    return PICTURE.word(plan, desk)


def pixels_of(draft: Artwork) -> Pixels:
    """(H, W, 3), read by Pillow."""
    return np.asarray(Image.open(BytesIO(b64decode(draft.png))))
