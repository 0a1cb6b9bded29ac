"""A progress bar with a picture below it, drawn with characters.

A character is two pixels, one above the other: the half block ▀ in the colour of the upper one, on
a ground of the lower one's. Knows rich; its caller imports it only where there is a terminal.
"""

from collections.abc import Iterable

from rich.color import Color
from rich.console import Console, RenderableType
from rich.progress import Progress
from rich.style import Style
from rich.text import Text

from gongwu.ports import Picture

MOST_COLUMNS, MOST_ROWS = 48, 20
_COLOURS = ("truecolor", "256")


def shows_pictures(console: Console) -> bool:
    """Whether the colours of a picture can be told from each other there."""
    return console.color_system in _COLOURS and not console.no_color


class PictureBar(Progress):
    """Bars, and what was last shown below them."""

    picture: Text | None = None

    def get_renderables(self) -> Iterable[RenderableType]:
        yield from super().get_renderables()
        if self.picture is not None:
            yield self.picture


def half_blocks(picture: Picture, columns: int, rows: int) -> Text:
    """The picture in at most so many characters; never larger than it is, a pixel each."""
    step = max(1, -(-picture.width // columns), -(-picture.height // (2 * rows)))
    # From the middle of what a character stands for, though never past a thin picture's edge.
    across = range(min(step // 2, picture.width // 2), picture.width, step)
    down = range(min(step // 2, picture.height // 2), picture.height, step)
    lines = []
    for top in range(0, len(down), 2):
        line = Text()
        for left in across:
            upper = _colour(picture, down[top], left)
            lower = _colour(picture, down[top + 1], left) if top + 1 < len(down) else None
            line.append("▀", Style(color=upper, bgcolor=lower))
        lines.append(line)
    return Text("\n", end="").join(lines)


def _colour(picture: Picture, row: int, column: int) -> Color:
    at = 3 * (row * picture.width + column)
    red, green, blue = picture.pixels[at : at + 3]
    return Color.from_rgb(red, green, blue)
