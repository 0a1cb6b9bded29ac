"""How long work shows itself on stderr: a bar on a terminal, a line now and then elsewhere.

Below the bar a picture may grow, where the terminal has the colours for it.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from gongwu.ports import Picture

LINE_EVERY_SECONDS = 10.0


class Meter(Protocol):
    """What long work reports to."""

    def show(self, done: float, status: str) -> None:
        """`done` 0 … 1 of the whole, and a few words."""
        ...

    def say(self, text: str) -> None:
        """A line that stays."""
        ...

    @property
    def shows_pictures(self) -> bool:
        """Whether it is worth making one to be shown."""
        ...

    def show_picture(self, picture: Picture) -> None:
        """Below the bar, in place of the one before."""
        ...


@contextmanager
def meter(title: str, *, quiet: bool = False) -> Iterator[Meter]:
    """A meter for one piece of work. Quiet: nothing at all."""
    if quiet:
        yield _Nothing()
    elif sys.stderr.isatty():
        bar = _Bar(title)
        with bar.live:
            yield bar
    else:
        yield _Lines(title)


class _WithoutPictures:
    shows_pictures = False

    def show_picture(self, picture: Picture) -> None:
        pass


class _Nothing(_WithoutPictures):
    def show(self, done: float, status: str) -> None:
        pass

    def say(self, text: str) -> None:
        pass


class _Lines(_WithoutPictures):
    def __init__(self, title: str) -> None:
        self._title = title
        self._last = time.monotonic()

    def show(self, done: float, status: str) -> None:
        now = time.monotonic()
        if now - self._last >= LINE_EVERY_SECONDS or done >= 1:
            self._last = now
            self.say(f"{self._title} {done:4.0%} {status}")

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


class _Bar:
    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn

        from gongwu.doors.cli.picture_bar import PictureBar, shows_pictures

        self.live = PictureBar(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.percentage:3.0f}%"),
            TextColumn("{task.fields[status]}", markup=False),
            console=Console(file=sys.stderr, highlight=False),
        )
        self.shows_pictures = shows_pictures(self.live.console)
        self._task = self.live.add_task(title, total=1.0, status="")

    def show(self, done: float, status: str) -> None:
        self.live.update(self._task, completed=done, status=status)

    def say(self, text: str) -> None:
        # Samples are a model's words: nothing in them is markup.
        self.live.console.print(text, markup=False, emoji=False)

    def show_picture(self, picture: Picture) -> None:
        from gongwu.doors.cli.picture_bar import MOST_COLUMNS, MOST_ROWS, half_blocks

        if self.shows_pictures:
            size = self.live.console.size
            self.live.picture = half_blocks(
                picture,
                columns=min(MOST_COLUMNS, size.width),
                rows=max(1, min(MOST_ROWS, size.height - 2)),
            )
