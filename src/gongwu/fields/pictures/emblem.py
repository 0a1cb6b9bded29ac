"""The reference picture: an ornament drawn by rule, its colours and its build drawn by dice.

It shows nothing of the subject and says so. What a plan asks of size and colours always holds.
"""

import random
from dataclasses import dataclass

import numpy as np

from gongwu.fields.pictures.colours import Array, distance, from_lab, to_lab, to_names, to_rgb
from gongwu.fields.pictures.planning import PicturePlan
from gongwu.fields.pictures.shapes import (
    Grid,
    Shape,
    beads,
    disc,
    petals,
    ring,
    scallops,
    star,
)

_FOLDS = (6, 8, 8, 10, 12)
_FILL = 0.94
# As many rows at a time as keep the memory of a large picture small.
_ROWS = 64
_FINER = 3
# Two layers that touch are to be told apart well, if the palette has such colours.
_CONTRAST = 25.0


@dataclass(frozen=True)
class _Layer:
    shape: Shape
    colour: int


def draw_emblem(plan: PicturePlan) -> Array:
    """(H, W, 3). One ornament, or a row of them where the picture is long."""
    dice = random.Random(f"{plan.subject}/{plan.seeds[0]}")
    colours = to_rgb(_colours(plan, dice))
    layers = _layers(_Brush(to_lab(colours), dice), dice)
    # Softened edges are colours of their own, which a limit on colours forbids.
    finer = 1 if plan.palette or plan.colors else _FINER
    strips = [
        _strip(plan, layers, colours, range(top, min(top + _ROWS, plan.height)), finer)
        for top in range(0, plan.height, _ROWS)
    ]
    return np.concatenate(strips)


def _strip(
    plan: PicturePlan, layers: list[_Layer], colours: Array, rows: range, finer: int
) -> Array:
    """A few rows of the picture, each pixel the mean of `finer`² places in it."""
    y = (np.arange(len(rows) * finer) + 0.5) / finer + rows.start
    x = (np.arange(plan.width * finer) + 0.5) / finer
    grid = Grid(*np.meshgrid(_folded(x, plan.width, plan.height),
                             _folded(y, plan.height, plan.width)))  # fmt: skip
    index = np.zeros((len(y), len(x)), dtype=np.intp)
    for layer in layers:
        index[layer.shape(grid)] = layer.colour
    fine = colours[index].reshape(len(rows), finer, plan.width, finer, 3)
    mean: Array = np.rint(fine.mean(axis=(1, 3))).astype(np.uint8)
    return mean


def _folded(pixel: Array, side: int, other: int) -> Array:
    """Pixels along one side -> places in an ornament; a long side holds several."""
    cell = side / max(1, round(side / other))
    return ((pixel % cell) - cell / 2) / (_FILL * min(side, other) / 2)


def _colours(plan: PicturePlan, dice: random.Random) -> list[str]:
    """The background first, then what may lie on it."""
    if plan.palette:
        lightest = plan.palette[int(to_lab(to_rgb(plan.palette))[:, 0].argmax())]
        ground = plan.background or lightest
        found = [ground, *(each for each in plan.palette if each != ground)]
    else:
        drawn = _harmony(dice)
        found = [plan.background or drawn[0], *(each for each in drawn if each != plan.background)]
    return _told_apart(found)[: plan.colors]


def _told_apart(colours: list[str]) -> list[str]:
    """The one that differs most from the background comes next, so that few are enough."""
    lab = to_lab(to_rgb(colours))
    first = 1 + int(distance(lab[:1], lab[1:]).argmax())
    return [colours[0], colours[first], *colours[1:first], *colours[first + 1 :]]


def _harmony(dice: random.Random) -> list[str]:
    """A light ground, a deep tone, and four that go with them."""
    hue = dice.uniform(0, 360)
    across = hue + dice.choice((150, 165, 180, 195, 210))
    tones = [(97, 4, across), (30, 34, hue), (72, 52, across), (55, 46, hue + 12),
             (88, 22, across + 20), (66, 40, hue - 35)]  # fmt: skip
    lab = [[light, chroma * np.cos(np.radians(at)), chroma * np.sin(np.radians(at))]
           for light, chroma, at in tones]  # fmt: skip
    return list(to_names(from_lab(np.array(lab))))


class _Brush:
    """Picks the colour of the next layer: one that is seen on what lies beneath it."""

    def __init__(self, lab: Array, dice: random.Random) -> None:
        self._apart = distance(lab, lab)
        self._dice = dice
        self._used = [0] * len(lab)

    def on(self, *beneath: int) -> int:
        apart = self._apart[list(beneath)].min(axis=0)
        clear = [each for each in range(len(apart)) if apart[each] >= _CONTRAST]
        if not clear:
            clear = [int(apart.argmax())]
        # What was used least, so that all colours come to be seen.
        fewest = min(self._used[each] for each in clear)
        chosen = self._dice.choice([each for each in clear if self._used[each] == fewest])
        self._used[chosen] += 1
        return chosen


def _layers(brush: _Brush, dice: random.Random) -> list[_Layer]:
    """From the hem to the heart; what comes later lies on top."""
    fold = dice.choice(_FOLDS)
    pointed = dice.choice((0.5, 0.7, 1.0))
    hem, base = dice.randrange(3), brush.on(0)
    layers = [_Layer((disc(1.0), scallops(2 * fold, 1.0), star(2 * fold, 0.9, 1.0))[hem], base)]
    line = brush.on(base)
    layers.append(_Layer(ring(0.80, 0.83), line))
    if dice.random() < 0.7:
        layers.append(_Layer(beads(2 * fold, 0.88, 0.033, dice.choice((0.0, 0.5))), line))
    layers += _crown(brush, dice, fold, pointed, base)
    return layers + _heart(brush, dice, fold, pointed, base)


def _crown(
    brush: _Brush, dice: random.Random, fold: int, pointed: float, base: int
) -> list[_Layer]:
    """The large petals, outlined, with narrow ones or beads in the gaps."""
    behind, rim = brush.on(base), brush.on(base)
    body = brush.on(rim)
    vein = brush.on(body)
    gaps = [
        petals(fold, (0.30, 0.76), 0.55, pointed, 0.5),
        beads(fold, 0.70, 0.055, 0.5),
        star(fold, 0.30, 0.76, 0.5),
    ]
    return [
        _Layer(dice.choice(gaps), behind),
        _Layer(petals(fold, (0.22, 0.78), 0.92, pointed), rim),
        _Layer(petals(fold, (0.27, 0.735), 0.70, pointed), body),
        _Layer(petals(fold, (0.38, 0.66), 0.26, pointed), vein),
    ]


def _heart(
    brush: _Brush, dice: random.Random, fold: int, pointed: float, base: int
) -> list[_Layer]:
    """A small flower in the middle."""
    plate = brush.on(base)
    flower = brush.on(plate)
    eye = brush.on(flower)
    plates = [disc(0.36), scallops(fold, 0.38, 0.5), star(fold, 0.30, 0.40)]
    flowers = [
        petals(fold, (0.04, 0.32), 0.85, pointed, dice.choice((0.0, 0.5))),
        star(fold, 0.15, 0.31, dice.choice((0.0, 0.5))),
        scallops(max(5, fold // 2), 0.28),
    ]
    return [
        _Layer(plates[dice.randrange(3)], plate),
        _Layer(flowers[dice.randrange(3)], flower),
        _Layer(disc(0.10), eye),
        _Layer(disc(0.05), brush.on(eye)),
    ]
