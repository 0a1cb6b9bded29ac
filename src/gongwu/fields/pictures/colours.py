"""Colours as the eye tells them apart: sRGB and CIELAB (D65), and what is nearest in it.

For planning and drawing. The verifier has formulas of its own.
Legend: N colours, K colours of a palette; sRGB 0 … 255, Lab with L 0 … 100.
"""

from collections.abc import Sequence

import numpy as np

Array = np.ndarray

# IEC 61966-2-1, with the white point D65 already divided out of each row.
_TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375],
                    [0.2126729, 0.7151522, 0.0721750],
                    [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip
_TO_XYZ /= _TO_XYZ.sum(axis=1, keepdims=True)
_FROM_XYZ = np.linalg.inv(_TO_XYZ)
_EDGE = 6 / 29


def to_rgb(names: Sequence[str]) -> Array:
    """`#rrggbb` -> (N, 3) of whole numbers."""
    return np.array([list(bytes.fromhex(name[1:])) for name in names], dtype=np.uint8)


def to_names(rgb: Array) -> tuple[str, ...]:
    """(N, 3) -> `#rrggbb`."""
    return tuple("#" + bytes(row).hex() for row in rgb.astype(np.uint8).tolist())


def to_lab(rgb: Array) -> Array:
    """(…, 3) sRGB -> (…, 3) Lab."""
    share = np.asarray(rgb, dtype=np.float64) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    x, y, z = np.moveaxis(_compressed(linear @ _TO_XYZ.T), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def from_lab(lab: Array) -> Array:
    """(…, 3) Lab -> (…, 3) sRGB of whole numbers; what no screen shows becomes the nearest edge."""
    light, a, b = np.moveaxis(np.asarray(lab, dtype=np.float64), -1, 0)
    y = (light + 16) / 116
    root = np.stack([y + a / 500, y, y - b / 200], axis=-1)
    xyz = np.where(root > _EDGE, root**3, 3 * _EDGE**2 * (root - 4 / 29))
    linear = np.clip(xyz @ _FROM_XYZ.T, 0, 1)
    share = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    levels: Array = np.rint(255 * share).astype(np.uint8)
    return levels


def distance(lab: Array, palette: Array) -> Array:
    """(N, 3), (K, 3) -> (N, K): ΔE of 1976, the straight way between two colours."""
    squared = ((lab[:, None, :] - palette[None, :, :]) ** 2).sum(axis=-1)
    apart: Array = np.sqrt(squared)
    return apart


def _compressed(xyz: Array) -> Array:
    return np.where(xyz > _EDGE**3, np.cbrt(xyz), xyz / (3 * _EDGE**2) + 4 / 29)
