"""The page of `gongwu demo`: what was made, how, and how to make the same oneself."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from gongwu.doors.web.charts import NARROW, LossPoint, loss_figure
from gongwu.doors.web.film_page import shown, some
from gongwu.doors.web.render import render
from gongwu.engine.inference.denoising.film import Film
from gongwu.errors import Language
from gongwu.ports import Picture

STRIP = 8  # frames of the film that stand on this page


@dataclass(frozen=True, kw_only=True)
class MadeText:
    """A text from a model, and the command that makes it again."""

    prompt: str
    text: str
    seed: int
    command: str


@dataclass(frozen=True, kw_only=True)
class MadePicture:
    """A picture from a model, and the command that makes it again."""

    prompt: str
    picture: Picture
    seed: int
    command: str


@dataclass(frozen=True, kw_only=True)
class Drawings:
    """Pictures of one model, and the film of the first of them with its own page."""

    model: str
    made: Sequence[MadePicture]
    film: Film
    page: str
    command: str


@dataclass(frozen=True, kw_only=True)
class MadePiece:
    """A piece that waits for a person: how its text begins, what was found, what to do with it."""

    kind: str
    about: str
    text: str
    findings: Sequence[str]
    commands: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class BeforeAfter:
    """What a net said after one prompt, before it had learned anything and afterwards."""

    prompt: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A live training run in numbers."""

    source: str
    characters: int
    parameters: int
    steps: int
    seconds: float
    tokens_per_second: float
    bits_before: float
    bits_after: float  # per character of the held-out text
    points: Sequence[LossPoint]
    samples: Sequence[BeforeAfter]
    folder: str


@dataclass(frozen=True, kw_only=True)
class DemoReport:
    """All that the page shows. Addresses are relative to the page."""

    model: str
    parameters: int
    verses: Sequence[MadeText]
    drawings: Drawings | None  # None where the starter that draws is not installed
    pieces: Sequence[MadePiece]
    trained: Trained
    trace: str
    trace_prompt: str
    machine: str
    seconds: float
    version: str


def demo_page(report: DemoReport, language: Language) -> str:
    """A whole HTML page."""
    style = files("gongwu.doors.web").joinpath("styles/demo.css").read_text(encoding="utf-8")
    values: dict[str, object] = {
        "report": report,
        "trained": report.trained,
        "curve": Markup(loss_figure(report.trained.points, language)),
        **_drawn(report.drawings),
        "narrow_curve": Markup(loss_figure(report.trained.points, language, NARROW)),
    }
    return render("demo.html.j2", language, values, rules=style)


def _drawn(drawings: Drawings | None) -> dict[str, object]:
    """The pictures of the page, ready to be shown."""
    if drawings is None:
        return {"drawings": None}
    weights = sum(count for _, count in drawings.film.parameters)
    return {
        "drawings": drawings,
        "pictures": [(made, shown(made.picture)) for made in drawings.made],
        "strip": [
            (frame.number, shown(frame.noisy), shown(frame.clean))
            for frame in some(drawings.film.frames, STRIP)
        ],
        "painter_weights": weights,
    }
