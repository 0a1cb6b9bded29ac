"""A model's picture held to the colours that are allowed, nearest in CIELAB.

Legend: pixels (H, W, 3), sRGB 0 … 255.
"""

import numpy as np

from gongwu.fields.pictures.colours import Array, distance, from_lab, to_lab, to_names, to_rgb
from gongwu.fields.pictures.planning import PicturePlan

# How unlike the background's commonest colour a pixel may be and still belong to it.
_GROUND = 14.0
_MOST_OF_THE_RIM = 0.5
_ROUNDS = 12
# 32 levels a channel: a photograph has at most 32,768 of them.
_COARSE = 3
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
_SPREAD = 24.0


def grounded(pixels: Array, plan: PicturePlan) -> Array:
    """The picture on the background that the plan asks for, as far as it has a ground of its own.

    What lies at the rim, is of one colour and hangs together is that ground.
    """
    if not plan.background:
        return pixels
    ground = _ground_of(pixels)[..., None]
    shown: Array = np.where(ground, to_rgb([plan.background])[0], pixels)
    return shown


def held(pixels: Array, plan: PicturePlan) -> Array:
    """The picture in the colours that the plan allows."""
    if plan.palette:
        allowed = _fewest(pixels, plan)
    elif plan.colors:
        allowed = _typical(pixels, plan.colors, plan.background)
    else:
        return pixels
    return _nearest(pixels, allowed, dither=plan.dither)


def rim(pixels: Array) -> Array:
    """The outermost pixels, (N, 3)."""
    return np.concatenate([pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]])


def _ground_of(pixels: Array) -> Array:
    """(H, W): whether a pixel belongs to the ground."""
    lab = to_lab(pixels)
    middle = np.median(to_lab(rim(pixels)), axis=0)
    alike = np.sqrt(((lab - middle) ** 2).sum(axis=-1)) <= _GROUND
    region: Array = np.zeros_like(alike)
    for side in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        region[side] = alike[side]
    if rim(alike[..., None]).mean() < _MOST_OF_THE_RIM:
        return np.zeros_like(alike)
    size = -1
    while size != region.sum():
        size = int(region.sum())
        region = _grown(region) & alike
    return region


def _grown(region: Array) -> Array:
    """One pixel further to each side."""
    wider = region.copy()
    wider[1:] |= region[:-1]
    wider[:-1] |= region[1:]
    wider[:, 1:] |= region[:, :-1]
    wider[:, :-1] |= region[:, 1:]
    return wider


def _fewest(pixels: Array, plan: PicturePlan) -> Array:
    """Of the palette, as many colours as are allowed: the background, then the most needed."""
    palette = to_rgb(plan.palette)
    if plan.colors is None or plan.colors >= len(palette):
        return palette
    counts = _counts(_nearest(pixels, palette), palette)
    if plan.background:
        counts[plan.palette.index(plan.background)] = pixels.size
    order = np.argsort(-counts, kind="stable")
    return palette[np.sort(order[: plan.colors])]


def _counts(pixels: Array, palette: Array) -> Array:
    return np.array([(pixels == colour).all(axis=-1).sum() for colour in palette])


def _typical(pixels: Array, count: int, background: str) -> Array:
    """`count` colours that stand for all: k-means in Lab (Lloyd), begun far from each other."""
    levels, weights = np.unique(
        (pixels.reshape(-1, 3) >> _COARSE) << _COARSE, axis=0, return_counts=True
    )
    # The middle of each level.
    lab = to_lab(np.clip(levels.astype(int) + (1 << _COARSE) // 2, 0, 255))
    fixed = to_lab(to_rgb([background])) if background else np.empty((0, 3))
    centres = _spread(lab, weights, count, fixed)
    for _ in range(_ROUNDS):
        nearest = distance(lab, centres).argmin(axis=1)
        for each in range(len(fixed), len(centres)):
            mine = nearest == each
            if mine.any():
                centres[each] = np.average(lab[mine], axis=0, weights=weights[mine])
    rgb = from_lab(centres)
    rgb[: len(fixed)] = to_rgb([background]) if background else rgb[:0]
    return to_rgb(tuple(dict.fromkeys(to_names(rgb))))


def _spread(lab: Array, weights: Array, count: int, fixed: Array) -> Array:
    centres = list(fixed) or [lab[int(weights.argmax())]]
    while len(centres) < count:
        away = distance(lab, np.array(centres)).min(axis=1)
        # A colour of many pixels counts for more, but a small one far away is not forgotten.
        centres.append(lab[int((away * np.sqrt(weights)).argmax())])
    return np.array(centres)


def _nearest(pixels: Array, palette: Array, *, dither: bool = False) -> Array:
    flat = pixels.reshape(-1, 3)
    colours, where = np.unique(flat, axis=0, return_inverse=True)
    if not dither:
        plain: Array = palette[_indices(to_lab(colours), palette)][where.reshape(-1)]
        return plain.reshape(pixels.shape)
    lab = to_lab(pixels)
    height, width, _ = pixels.shape
    tiles = np.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width]
    lab[..., 0] += ((tiles + 0.5) / 16 - 0.5) * _SPREAD
    dotted: Array = palette[_indices(lab.reshape(-1, 3), palette)]
    return dotted.reshape(pixels.shape)


def _indices(lab: Array, palette: Array) -> Array:
    """(N, 3) -> (N,), some rows at a time."""
    target = to_lab(palette)
    parts = [distance(part, target).argmin(axis=1) for part in _parts(lab)]
    return np.concatenate(parts)


def _parts(lab: Array) -> list[Array]:
    return np.array_split(lab, max(1, len(lab) // 65_536))
