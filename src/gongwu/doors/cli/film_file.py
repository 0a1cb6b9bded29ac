"""A film strip as one PNG: above what the net looked at, below the picture it took that for."""

from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.ports import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gongwu.engine.inference.denoising.film import Film

LARGEST_STRIP = 12  # frames of it


def save_film(film: "Film", model: str, path: Path) -> None:
    """The strip, with how it was made and the implicit label inside."""
    from gongwu.doors.cli.drawn_file import labelled_png
    from gongwu.engine.checkpoints.files import replace_whole

    made = {
        "prompt": film.prompt, "negative": film.negative, "seed": film.seed, "steps": film.steps,
        "guidance": film.guidance, "sampler": film.sampler, "model": model,
        "width": film.picture.width, "height": film.picture.height,
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    with replace_whole(path) as unfinished:
        unfinished.write_bytes(labelled_png(strip_of(film), made))


def strip_of(film: "Film", most: int = LARGEST_STRIP) -> Picture:
    """Two rows of pictures, a column for each of the steps that are shown."""
    import numpy as np

    from gongwu.doors.web.film_page import some
    from gongwu.engine.pictures.sheet import sheet

    frames = some(film.frames, most)
    side = frames[0].clean.height, frames[0].clean.width
    rows = [_fitted(_rows(frame.noisy), side) for frame in frames]
    rows += [_rows(frame.clean) for frame in frames]
    paper = sheet(np.stack(rows), columns=len(frames))
    height, width, _ = paper.shape
    return Picture(width=width, height=height, pixels=paper.tobytes())


def _rows(picture: Picture) -> "NDArray[np.uint8]":
    import numpy as np

    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


def _fitted(picture: "NDArray[np.uint8]", side: tuple[int, int]) -> "NDArray[np.uint8]":
    """A latent's channels are no picture of the same size: each pixel is its nearest."""
    import numpy as np

    down = np.arange(side[0]) * picture.shape[0] // side[0]
    across = np.arange(side[1]) * picture.shape[1] // side[1]
    fitted: NDArray[np.uint8] = picture[down][:, across]
    return fitted
