"""The page of a film: what each variable of its template holds."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from gongwu.doors.web.film_charts import noise_chart
from gongwu.doors.web.film_words import CANVASES, LEVELS, PARTS, PREDICTIONS, SAMPLERS, SIGNS
from gongwu.doors.web.formulas import prose_html
from gongwu.doors.web.png import colour_png, data_address
from gongwu.doors.web.render import render
from gongwu.engine.inference.denoising.film import SAID, Film, Frame, Guided, NetLevel
from gongwu.engine.inference.tracing.record import Worked
from gongwu.errors import Language
from gongwu.ports import Picture, Words

STRIP = 8  # frames at the head of the page
COMPARED = 3  # steps whose two halves stand side by side
PIXELATED_BELOW = 128  # pixels of a side: a smaller picture is shown with its pixels seen


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture as a page shows it."""

    address: str
    width: int
    height: int

    @property
    def kind(self) -> str:
        """The style class: of a small picture each pixel is to be seen."""
        return "pixels" if max(self.width, self.height) < PIXELATED_BELOW else "smooth"


def film_page(film: Film, language: Language, *, model: str = "") -> str:
    """A whole HTML page. `model` is the name that the reader knows the model by."""
    style = files("gongwu.doors.web").joinpath("styles/film.css").read_text(encoding="utf-8")
    values: dict[str, object] = {
        "film": film,
        "model": model,
        "picture": shown(film.picture),
        "strip": [_view(frame) for frame in some(film.frames, STRIP)],
        "frames": [_view(frame) for frame in film.frames],
        "opened": {frame.number for frame in some(film.frames, 3)},
        "compared": list(_compared(film)),
        "middle": next(each for each in film.net if each.kind == "middle"),
        "gazes": [(gaze, shown(gaze.lit)) for gaze in film.reading.gazes] if film.reading else [],
        "chart": noise_chart(film.levels, language),
        "rows": _rows(film.net),
        "entry": film.net[0],
        "exit": film.net[-1],
        "infinite": math.inf,
        "latent": dict(film.latent.axes),
        "said": SAID[film.says],
        "sampler": SAMPLERS[film.sampler].name,
        "sampler_plain": prose_html(SAMPLERS[film.sampler].plain.said_in(language)),
        "prediction_plain": prose_html(PREDICTIONS[film.says].said_in(language)),
        "canvas_words": CANVASES[film.canvas],
        "level_words": LEVELS,
        "part_words": PARTS,
        "signs": list(_signs(film)),
    }
    return render("film.html.j2", language, values, rules=style)


def shown(picture: Picture) -> Shown:
    """A picture inside the page."""
    return Shown(
        address=data_address(colour_png(picture)), width=picture.width, height=picture.height
    )


def some(frames: Sequence[Frame], most: int) -> list[Frame]:
    """The first, the last, and some between."""
    if len(frames) <= most:
        return list(frames)
    return [frames[round(place * (len(frames) - 1) / (most - 1))] for place in range(most)]


@dataclass(frozen=True, kw_only=True)
class FrameView:
    """A step with its pictures ready to be shown."""

    frame: Frame
    noisy: Shown
    clean: Shown


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A guided step: without the prompt, with it, and what guidance makes of the two."""

    number: int
    guided: Guided
    without: Shown
    prompted: Shown
    clean: Shown


def _view(frame: Frame) -> FrameView:
    return FrameView(frame=frame, noisy=shown(frame.noisy), clean=shown(frame.clean))


def _compared(film: Film) -> Iterator[Compared]:
    """Some of the guided steps. The very first and last show little, so they come from between."""
    guided = [frame for frame in film.frames if frame.guided is not None]
    for frame in some(guided[1:-1] or guided, COMPARED):
        if frame.guided is not None:
            yield Compared(
                number=frame.number, guided=frame.guided, without=shown(frame.guided.without),
                prompted=shown(frame.guided.prompted), clean=shown(frame.clean),
            )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    """Twins of one size: a level on the way down, and the one on the way up that reads it."""

    down: NetLevel
    up: NetLevel


def _rows(net: Sequence[NetLevel]) -> list[Row]:
    twins = {each.number: each for each in net if each.kind == "up"}
    return [Row(down=each, up=twins[each.number]) for each in net if each.kind == "down"]


def _signs(film: Film) -> Iterator[tuple[str, Words]]:
    """The signs that stand in the formulas of this page."""
    lines: list[Worked] = []
    for frame in film.frames:
        lines += [*frame.prediction, *frame.step, *(frame.guided.worked if frame.guided else ())]
    formulas = "\n".join(line.symbols for line in lines)
    return ((sign, words) for sign, mark, words in SIGNS if mark in formulas)
