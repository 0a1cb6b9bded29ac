"""Heat maps: rows of numbers as shaded cells, each picture a kilobyte however many its cells.

The shading is a mask over one colour of the stylesheet, so light, dark and print need no second
picture. A small map and its large one with labels share the mask: `small_map` comes first.
"""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from gongwu.doors.web.png import data_address, grayscale_png

Rows = Sequence[Sequence[float]]

_NUMBERS_UP_TO = 10  # columns, beyond which a cell is too small for its number
_DARK = 0.6  # shares above this are shaded so strongly that the ink cannot be read on them


def small_map(name: str, rows: Rows) -> Markup:
    """A map without labels, as large as it is allowed to be."""
    wide, high = len(rows[0]), len(rows)
    return Markup(
        f'<svg class="map small" viewBox="0 0 {wide} {high}" preserveAspectRatio="none" '
        f'aria-hidden="true" xmlns="http://www.w3.org/2000/svg">{_shades(name, rows)}</svg>'
    )


def large_map(name: str, rows: Rows, down: Sequence[str], across: Sequence[str]) -> Markup:
    """The map of `small_map(name)` with its labels, and its numbers where there is room."""
    cell = _cell(len(across))
    return _labelled(name, rows, down, across, (cell, cell))


def strip(name: str, rows: Rows, down: Sequence[str], across: Sequence[str]) -> Markup:
    """A labelled map on its own, its rows low: units over time."""
    hidden = f'<svg class="away" aria-hidden="true">{_shades(name, rows)}</svg>'
    wide = _cell(len(across))
    return Markup(hidden) + _labelled(name, rows, down, across, (wide, 22))


def _labelled(
    name: str, rows: Rows, down: Sequence[str], across: Sequence[str], cell: tuple[int, int]
) -> Markup:
    left, top = _room(down), _room(across)
    width, height = len(across) * cell[0], len(down) * cell[1]
    parts = [
        f'<g transform="translate({left} {top}) scale({cell[0]} {cell[1]})">'
        f'<use href="#{name}-shade"/></g>',
        f'<rect class="frame" x="{left}" y="{top}" width="{width}" height="{height}"/>',
        *_labels(down, across, (left, top), cell),
    ]
    if len(across) <= _NUMBERS_UP_TO:
        parts += _numbers(rows, (left, top), cell)
    density = "dense" if min(cell) < 16 else ""
    parts.append(f'<rect class="here" width="{cell[0]}" height="{cell[1]}" visibility="hidden"/>')
    return Markup(
        f'<svg class="map large {density}" data-map="{name}" data-left="{left}" data-top="{top}" '
        f'data-wide="{cell[0]}" data-high="{cell[1]}" viewBox="0 0 {left + width + 8} '
        f'{top + height + 4}" width="{left + width + 8}" height="{top + height + 4}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _shades(name: str, rows: Rows) -> str:
    """One colour for what is above zero, another for what is below."""
    shades = _shade(f"{name}-above", "above", rows)
    if any(share < 0 for row in rows for share in row):
        shades += _shade(f"{name}-below", "below", [[-share for share in row] for row in rows])
    return f'<g id="{name}-shade">{shades}</g>'


def _shade(name: str, colour: str, rows: Rows) -> str:
    wide, high = len(rows[0]), len(rows)
    # The power lifts small shares, which would not be told from nothing.
    lifted = [[share**0.6 if share > 0 else 0 for share in row] for row in rows]
    address = data_address(grayscale_png(lifted))
    return (
        f'<mask id="{name}" maskUnits="userSpaceOnUse" x="0" y="0" width="{wide}" '
        f'height="{high}"><image class="pixels" href="{address}" width="{wide}" height="{high}" '
        f'preserveAspectRatio="none"/></mask>'
        f'<rect class="shade {colour}" width="{wide}" height="{high}" mask="url(#{name})"/>'
    )


def _cell(wide: int) -> int:
    return 40 if wide <= _NUMBERS_UP_TO else 24 if wide <= 24 else 16 if wide <= 40 else 13


def _room(labels: Sequence[str]) -> int:
    """Pixels for the longest label."""
    return 14 + max(sum(map(_letter_width, _short(text))) for text in labels)


def _letter_width(letter: str) -> int:
    return 13 if letter > "\u2e80" else 8


def _short(text: str) -> str:
    return text if len(text) <= 12 else text[:11] + "…"


def _labels(
    down: Sequence[str], across: Sequence[str], corner: tuple[int, int], cell: tuple[int, int]
) -> list[str]:
    left, top = corner
    labels = []
    for place, text in enumerate(down):
        y = top + (place + 0.5) * cell[1] + 4
        labels.append(f'<text class="end" x="{left - 7}" y="{y:.1f}">{escape(_short(text))}</text>')
    for place, text in enumerate(across):
        x = left + (place + 0.5) * cell[0]
        if len(text) == 1:
            labels.append(f'<text class="middle" x="{x:.1f}" y="{top - 7}">{escape(text)}</text>')
        else:
            labels.append(
                f'<text transform="translate({x + 4:.1f} {top - 7}) rotate(-90)">'
                f"{escape(_short(text))}</text>"
            )
    return labels


def _numbers(rows: Rows, corner: tuple[int, int], cell: tuple[int, int]) -> list[str]:
    """What is nearly nothing stays unwritten: the future of a causal map would be full of it."""
    left, top = corner
    numbers = []
    for place, row in enumerate(rows):
        for column, share in enumerate(row):
            x, y = left + (column + 0.5) * cell[0], top + (place + 0.5) * cell[1] + 4
            if abs(share) >= 0.005:
                tone = "number on-dark" if abs(share) > _DARK else "number"
                text = f"{share:.2f}".replace("-", "−")
                numbers.append(f'<text class="{tone}" x="{x:.1f}" y="{y:.1f}">{text}</text>')
    return numbers
