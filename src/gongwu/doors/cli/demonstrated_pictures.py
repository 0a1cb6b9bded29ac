"""What `gongwu demo` draws: icons from prompts in both languages, and the film of the first."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.doors.cli.language import spoken
from gongwu.doors.cli.model_option import model_places
from gongwu.ports import PictureRequest

if TYPE_CHECKING:
    from gongwu.doors.web.demo_page import Drawings, MadePicture
    from gongwu.ports import ImageModel

MODEL = "icons"
PROMPTS = (
    "a red apple",
    "雪人",
    "a cat face",
    "红心",
    "a blue fish",
    "房子",
    "a sunflower",
    "火箭",
)
FILM = "film.html"


def demonstrate_pictures(out: Path, seed: int, tell: Callable[[str], None]) -> "Drawings":
    """Draw, write the film's page into `out`, and give what the demo's page shows of it."""
    from gongwu.assemble import film_picture, open_image_model
    from gongwu.doors.web.demo_page import Drawings
    from gongwu.doors.web.film_page import film_page

    model = open_image_model(MODEL, model_places())
    made = []
    for place, prompt in enumerate(PROMPTS):
        made.append(_draw(model, prompt, seed + place))
        tell(f"  {prompt} · {made[-1].seed}")
    film = film_picture(MODEL, model_places(), PictureRequest(prompt=PROMPTS[0], seed=seed))
    (out / FILM).write_text(film_page(film, spoken(), model=MODEL), encoding="utf-8")
    return Drawings(
        model=MODEL,
        made=made,
        film=film,
        page=FILM,
        command=f"gongwu trace {shlex.quote(PROMPTS[0])} -m {MODEL} --seed {seed} -o {FILM}",
    )


def _draw(model: "ImageModel", prompt: str, seed: int) -> "MadePicture":
    from gongwu.doors.web.demo_page import MadePicture

    (picture,) = model.draw(PictureRequest(prompt=prompt, seed=seed))
    command = f"gongwu draw {shlex.quote(prompt)} -m {MODEL} --seed {seed}"
    return MadePicture(prompt=prompt, picture=picture, seed=seed, command=command)
