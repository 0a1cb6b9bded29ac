"""Charts as SVG, drawn here from plain numbers. Light and dark by the reader's own setting."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from statistics import fmean

from gongwu.doors.web.words import whole
from gongwu.errors import Language
from gongwu.ports import Words

LossPoint = tuple[int, float, float | None]
"""Step, training loss, and held-out loss where it was measured. Losses in nats per token."""

LEFT, RIGHT, BOTTOM = 48, 60, 44
MOST_POINTS = 360  # of one line; more would fall on the same pixels

Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a chart is drawn, in pixels; `top` is the room for its legend."""

    width: int
    height: int
    top: int


WIDE = Size(width=720, height=340, top=44)
NARROW = Size(width=390, height=330, top=66)  # a phone: the legend takes a line of its own


def loss_curve(points: Sequence[LossPoint], language: Language = "en") -> str:
    """A whole SVG file: training and held-out loss over the steps."""
    style = files("gongwu.doors.web").joinpath("styles/chart.css").read_text(encoding="utf-8")
    head, tail = loss_figure(points, language).split(">", maxsplit=1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}><style>{style}</style>{tail}\n'


def loss_figure(points: Sequence[LossPoint], language: Language = "en", size: Size = WIDE) -> str:
    """The same chart for a page, whose stylesheet holds the chart's rules."""
    training = [(float(step), loss) for step, loss, _ in points]
    held_out = [(float(step), loss) for step, _, loss in points if loss is not None]
    drawable = [(step, loss) for step, loss in training + held_out if math.isfinite(loss)]
    if not drawable:
        nothing = Words(en="No loss was recorded that is a number.", zh="没有可画的损失值。")
        note = _text(size.width / 2, size.height / 2, nothing.said_in(language), "note middle")
        return _svg(note, nothing.said_in(language), size)
    frame = _Frame(drawable, size)
    parts = [
        *_axes(frame, language),
        *_lines(frame, "training", training),
        *_held_out(frame, held_out),
        *_legend(size, bool(held_out), language),
        *_end_labels(frame, training, held_out),
        *_trouble(size, training, language),
    ]
    title = Words(en="Loss over the steps of training", zh="训练过程中的损失")
    return _svg("".join(parts), title.said_in(language), size)


def columns(values: Sequence[float | None], labels: Sequence[str], title: str) -> str:
    """One column for each value, its number above and its label below; None leaves a gap."""
    high = max((value for value in values if value is not None), default=0) or 1
    step, base = 34, 116
    longest = max(map(len, labels), default=1)
    parts = []
    for place, (value, label) in enumerate(zip(values, labels, strict=True)):
        middle = place * step + step / 2
        parts.append(_column_label(middle, base, label))
        if value is None or not math.isfinite(value):
            parts.append(_text(middle, base - 6, "–", "muted middle"))
            continue
        size = 96 * value / high
        parts.append(
            f'<rect class="column" x="{middle - 11:.1f}" y="{base - size:.1f}" width="22" '
            f'height="{size:.1f}" rx="2"/>'
        )
        parts.append(_text(middle, base - size - 5, f"{value:.1f}", "muted middle"))
    wide, high_in_all = (
        step * len(values),
        base + (26 if longest < 3 else 14 + 8 * min(longest, 12)),
    )
    parts.append(f'<path class="axis" d="M0 {base + 0.5}H{wide}"/>')
    return (
        f'<svg class="chart bits" viewBox="0 0 {wide} {high_in_all}" width="{wide}" '
        f'height="{high_in_all}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _column_label(middle: float, base: float, label: str) -> str:
    """Below its column; a word is turned to stand on end."""
    if len(label) < 3:
        return _text(middle, base + 18, label, "label middle")
    shown = label if len(label) <= 12 else label[:11] + "…"
    return (
        f'<text class="label end" transform="translate({middle + 4:.1f} {base + 8}) rotate(-90)">'
        f"{escape(shown)}</text>"
    )


def share_bar(share: float) -> str:
    """A bar as long as a share of 1, in the width it is given."""
    wide = 100 * min(1.0, max(0.0, share)) if math.isfinite(share) else 0
    return (
        '<svg class="chart bar" width="100%" height="12" aria-hidden="true" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<rect class="track" width="100%" height="12" rx="2"/>'
        f'<rect class="share" width="{wide:.2f}%" height="12" rx="2"/></svg>'
    )


class _Frame:
    """From steps and losses to places on the picture."""

    def __init__(self, drawable: Sequence[Place], size: Size) -> None:
        losses = [loss for _, loss in drawable]
        self.first, self.last = min(drawable)[0], max(drawable)[0]
        low, high = min(losses), max(losses)
        room = (high - low) * 0.06 or max(abs(high) * 0.1, 0.5)
        self.low, self.high = low - room, high + room
        self.top, self.bottom, self.right = size.top, size.height - BOTTOM, size.width - RIGHT

    def x(self, step: float) -> float:
        span = self.last - self.first
        share = (step - self.first) / span if span else 0.5
        return LEFT + share * (self.right - LEFT)

    def y(self, loss: float) -> float:
        return self.top + (self.high - loss) / (self.high - self.low) * (self.bottom - self.top)


def _axes(frame: _Frame, language: Language) -> Iterator[str]:
    right, bottom = frame.right, frame.bottom
    for tick, text in _ticks(frame.low, frame.high, 7):
        y = frame.y(tick)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{right}"/>'
        yield _text(LEFT - 8, y + 4, text, "muted end")
    for tick, _ in _ticks(frame.first, frame.last, (right - LEFT) / 80):
        if tick == int(tick):
            x = frame.x(tick)
            yield f'<path class="axis" d="M{x:.1f} {bottom}v5"/>'
            yield _text(x, bottom + 19, whole(tick), "muted middle")
    yield f'<path class="axis" d="M{LEFT} {bottom}H{right}"/>'
    loss = Words(en="loss (nats per token)", zh="损失（每词元奈特）")
    yield _text(LEFT, 20, loss.said_in(language), "muted")
    steps = Words(en="steps", zh="步")
    yield _text(right, bottom + 36, steps.said_in(language), "muted end")


def _ticks(low: float, high: float, most: float) -> Iterator[tuple[float, str]]:
    """Round numbers from low to high, about `most` of them or fewer."""
    if high <= low:
        yield low, f"{low:g}"
        return
    rough = (high - low) / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(each * size for each in (1, 2, 2.5, 5, 10) if each * size >= rough * 0.999)
    decimals = max(0, 1 - math.floor(math.log10(step))) if step < 1 else 1 if step % 1 else 0
    for count in range(math.ceil(low / step), math.floor(high / step) + 1):
        text = f"{count * step:.{decimals}f}"
        yield count * step, text


def _lines(frame: _Frame, name: str, points: Sequence[Place]) -> Iterator[str]:
    """The points as they are, faint; over them, when they are many, their moving mean."""
    thinned = _thin(points)
    calm = _moving_mean(thinned)
    faint = " faint" if calm else ""
    yield from _paths(frame, f"{name}{faint}", thinned)
    yield from _paths(frame, name, calm)


def _held_out(frame: _Frame, points: Sequence[Place]) -> Iterator[str]:
    yield from _paths(frame, "held-out", _thin(points))
    if len(points) <= 60:
        for step, loss in points:
            if math.isfinite(loss):
                x, y = frame.x(step), frame.y(loss)
                yield f'<circle class="held-out" cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>'


def _paths(frame: _Frame, name: str, points: Iterable[Place]) -> Iterator[str]:
    """Unbroken lines between gaps; a lone point becomes a dot."""
    for run in _unbroken(points):
        places = [f"{frame.x(step):.1f} {frame.y(loss):.1f}" for step, loss in run]
        if len(places) == 1:
            x, y = places[0].split()
            yield f'<circle class="{name}" cx="{x}" cy="{y}" r="2.6"/>'
        else:
            yield f'<path class="line {name}" d="M{"L".join(places)}"/>'


def _unbroken(points: Iterable[Place]) -> Iterator[list[Place]]:
    run: list[Place] = []
    for step, loss in points:
        if math.isfinite(loss):
            run.append((step, loss))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _thin(points: Sequence[Place]) -> list[Place]:
    """No more points than can be told apart: neighbours are averaged."""
    size = math.ceil(len(points) / MOST_POINTS)
    if size <= 1:
        return list(points)
    groups = (points[start : start + size] for start in range(0, len(points), size))
    return [
        (fmean(step for step, _ in group), fmean(loss for _, loss in group)) for group in groups
    ]


def _moving_mean(points: Sequence[Place]) -> list[Place]:
    """Each point with its neighbours, about a twentieth of all; none where points are few."""
    reach = len(points) // 40
    if reach < 1 or not all(math.isfinite(loss) for _, loss in points):
        return []
    # At the ends the window shrinks on both sides alike, so that the line does not bend.
    calm = []
    for place, (step, _) in enumerate(points):
        near = min(reach, place, len(points) - 1 - place)
        window = points[place - near : place + near + 1]
        calm.append((step, fmean(loss for _, loss in window)))
    return calm


def _legend(size: Size, with_held_out: bool, language: Language) -> Iterator[str]:
    """At the right end of the top line, or of the line below it where the chart is narrow."""
    names = [("training", Words(en="training", zh="训练"))]
    if with_held_out:
        names.append(("held-out", Words(en="held out: never trained on", zh="留出：从未用于训练")))
    x, y = float(size.width - RIGHT), size.top - 24
    for name, words in reversed(names):
        text = words.said_in(language)
        x -= sum(12 if letter > "\u2e80" else 6.2 for letter in text)
        yield _text(x, y, text, "muted")
        yield f'<path class="line {name}" d="M{x - 26:.1f} {y - 4}h18"/>'
        x -= 44


def _end_labels(
    frame: _Frame, training: Sequence[Place], held_out: Sequence[Place]
) -> Iterator[str]:
    """The last loss of each line at its end, moved apart where they would touch."""
    calm = _moving_mean(_thin(training)) or training
    ends = []
    for name, points in (("training", calm), ("held-out", held_out)):
        finite = [loss for _, loss in points if math.isfinite(loss)]
        if finite:
            ends.append((frame.y(finite[-1]) + 4, name, f"{finite[-1]:.3f}"))
    ends.sort()
    overlap = 16 - (ends[1][0] - ends[0][0]) if len(ends) == 2 else 0
    for direction, (y, name, text) in zip((-1, 1), ends, strict=False):
        moved = y + direction * max(0, overlap) / 2
        yield _text(frame.right + 8, moved, text, f"{name} value")


def _trouble(size: Size, training: Sequence[Place], language: Language) -> Iterator[str]:
    """Say from which step the loss is no number: a gap alone is easily overlooked."""
    bad = next((step for step, loss in training if not math.isfinite(loss)), None)
    if bad is not None:
        words = Words(
            en=f"Not a number from step {whole(bad)}: training has diverged.",
            zh=f"从第 {whole(bad)} 步起损失不是数：训练已发散。",
        )
        yield _text(8, size.height - 8, words.said_in(language), "note")


def _text(x: float, y: float, text: str, name: str) -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _svg(content: str, title: str, size: Size) -> str:
    return (
        f'<svg class="chart loss" viewBox="0 0 {size.width} {size.height}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{content}</svg>'
    )
