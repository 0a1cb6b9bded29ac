"""Shapes of an ornament around a middle, each with the symmetry of a regular polygon.

Knows geometry only. A `Place` says where a pixel lies: `radius` from the middle, and `along` and
`across`, its place in the sector it falls into, measured from that sector's axis. The outermost
circle has radius 1.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Array = np.ndarray
Shape = Callable[["Grid"], Array]


@dataclass(frozen=True)
class Place:
    """(H, W) each."""

    radius: Array
    along: Array
    across: Array


class Grid:
    """Pixels around a middle; folded into sectors as shapes ask for it."""

    def __init__(self, x: Array, y: Array) -> None:
        self.radius = np.hypot(x, y)
        # From the top, so that every ornament stands upright.
        self._angle = np.arctan2(x, -y)

    def folded(self, fold: int, turned: float = 0.0) -> Place:
        """`turned` is in sectors: 0.5 lies between two axes."""
        sector = 2 * np.pi / fold
        angle = (self._angle / sector - turned + 0.5) % 1 - 0.5
        return Place(
            radius=self.radius,
            along=self.radius * np.cos(angle * sector),
            across=np.abs(self.radius * np.sin(angle * sector)),
        )


def disc(radius: float) -> Shape:
    """A full circle."""
    return lambda grid: grid.radius <= radius


def ring(inner: float, outer: float) -> Shape:
    """What lies between two circles."""
    return lambda grid: (inner <= grid.radius) & (grid.radius <= outer)


def beads(fold: int, at: float, size: float, turned: float = 0.0) -> Shape:
    """Small circles on a circle."""

    def shape(grid: Grid) -> Array:
        place = grid.folded(fold, turned)
        inside: Array = np.hypot(place.along - at, place.across) <= size
        return inside

    return shape


def scallops(fold: int, radius: float, turned: float = 0.0) -> Shape:
    """A disc with a round hem: circles side by side on its rim."""
    at = radius / (1 + np.sin(np.pi / fold))
    hem = beads(fold, at, radius - at, turned)
    return lambda grid: (grid.radius <= at) | hem(grid)


def petals(
    fold: int, span: tuple[float, float], fullness: float, pointed: float, turned: float = 0.0
) -> Shape:
    """Leaves from the inside out. `fullness` 1 lets neighbours touch; `pointed` 0.5 is round."""
    start, end = span

    def shape(grid: Grid) -> Array:
        place = grid.folded(fold, turned)
        share = (place.along - start) / (end - start)
        within = (share > 0) & (share < 1)
        # Widest beyond the middle, as a leaf is that grows from within.
        half = np.sin(np.pi * np.where(within, share, 0.5) ** 1.4) ** pointed
        widest = (start + 0.62 * (end - start)) * np.tan(np.pi / fold)
        inside: Array = within & (place.across <= fullness * widest * half)
        return inside

    return shape


def star(fold: int, inner: float, outer: float, turned: float = 0.0) -> Shape:
    """A star with straight sides."""

    def shape(grid: Grid) -> Array:
        place = grid.folded(fold, turned)
        x, y = inner * np.cos(np.pi / fold), inner * np.sin(np.pi / fold)
        inside: Array = (outer - place.along) * y >= (outer - x) * place.across
        return inside

    return shape
