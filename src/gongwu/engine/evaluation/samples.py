"""Samples of a picture model, one for each prompt, several on their way at once.

Sample k throws the dice of seed + k, as `draw --seed` does; but drawn beside others, a product's
last digits may differ from those of the same picture drawn alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gongwu.engine.inference.denoising.canvas import to_bytes
from gongwu.engine.inference.image_model import EngineImageModel
from gongwu.ports import ImageModel, PictureRequest

Pixels = NDArray[np.uint8]  # (H, W, 3)
Done = Callable[[float], None]  # samples done, parts of one too

# Places of a latent that are on their way at once: more of them make no sample quicker.
_PLACES = 2**15
_MOST = 32


def draw_samples(
    model: ImageModel,
    request: PictureRequest,
    prompts: Sequence[str],
    done: Done = lambda _: None,
) -> Iterator[Pixels]:
    """A picture for each prompt ("" for a model without words); the request says the rest."""
    if isinstance(model, EngineImageModel):
        yield from _together(model, request, prompts, done)
        return
    for item, prompt in enumerate(prompts):
        asked = replace(request, prompt=prompt, seed=request.seed + item, count=1)
        (picture,) = model.draw(asked)
        flat = np.frombuffer(picture.pixels, np.uint8)
        yield flat.reshape(picture.height, picture.width, 3)
        done(item + 1)


def _together(
    model: EngineImageModel, request: PictureRequest, prompts: Sequence[str], done: Done
) -> Iterator[Pixels]:
    drawing, painter = model.drawing_of(request), model.painter
    places = drawing.width * drawing.height // painter.canvas.factor**2
    batch = max(1, min(_MOST, _PLACES // places))
    for start in range(0, len(prompts), batch):
        told = prompts[start : start + batch]
        items = range(start, start + len(told))
        walk = painter.walk(drawing, items, told if model.reads_prompts else None)
        for number, step in enumerate(walk, start=1):
            latent = step.latent
            done(start + len(told) * number / drawing.steps)
        for picture in painter.finish(drawing, latent):
            yield to_bytes(picture.expand(3, -1, -1)).numpy()
