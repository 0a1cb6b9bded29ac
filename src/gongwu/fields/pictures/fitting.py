"""A picture brought to a size: enlarged by a whole number, made smaller by area, then framed.

Legend: pixels (H, W, 3).
"""

import numpy as np

Array = np.ndarray


def shrunk(pixels: Array, width: int, height: int) -> Array:
    """Small enough to lie within the size; each new pixel is the mean of the area it covers."""
    high, wide, _ = pixels.shape
    share = min(width / wide, height / high)
    if share >= 1:
        return pixels
    rows = _areas(high, max(1, round(high * share)))
    columns = _areas(wide, max(1, round(wide * share)))
    mean = np.einsum("yh,hwc,xw->yxc", rows, pixels.astype(np.float64), columns, optimize=True)
    whole: Array = np.clip(np.rint(mean), 0, 255).astype(np.uint8)
    return whole


def framed(pixels: Array, width: int, height: int, ground: Array) -> Array:
    """As many times larger as a whole number allows, in the middle of a plain ground."""
    high, wide, _ = pixels.shape
    times = min(width // wide, height // high)
    large = pixels.repeat(times, axis=0).repeat(times, axis=1)
    whole = np.empty((height, width, 3), dtype=np.uint8)
    whole[:] = ground
    top, left = (height - large.shape[0]) // 2, (width - large.shape[1]) // 2
    whole[top : top + large.shape[0], left : left + large.shape[1]] = large
    return whole


def _areas(old: int, new: int) -> Array:
    """(new, old): how much of each old pixel each new one covers; rows add up to 1."""
    edges = np.arange(new + 1) * old / new
    low, high = edges[:-1, None], edges[1:, None]
    at = np.arange(old)[None, :]
    covered = np.clip(np.minimum(high, at + 1) - np.maximum(low, at), 0, None)
    shares: Array = covered / covered.sum(axis=1, keepdims=True)
    return shares
