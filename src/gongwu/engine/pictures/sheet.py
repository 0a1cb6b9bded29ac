"""Pictures side by side on one sheet, small ones enlarged so that their pixels can be seen.

Arrays of bytes: N pictures, H high, W wide.
"""

import math

import numpy as np
from numpy.typing import NDArray

VISIBLE = 96  # pixels: a picture with shorter sides is enlarged
GAP = 6
WHITE = 255


def sheet(
    pictures: NDArray[np.uint8], *, columns: int | None = None, scale: int | None = None
) -> NDArray[np.uint8]:
    """(N, H, W, 3) -> (rows, columns, 3) of white paper, the pictures on it in reading order.

    `columns` and `scale`, a whole number, are chosen so that a sheet is nearly square and nothing
    on it too small to see.
    """
    count, height, width, colours = pictures.shape
    columns = columns or columns_for(count)
    scale = scale or max(1, math.ceil(VISIBLE / max(height, width)))
    large = pictures.repeat(scale, axis=1).repeat(scale, axis=2)
    high, wide = scale * height + GAP, scale * width + GAP
    rows = math.ceil(count / columns)
    paper = np.full((rows * high + GAP, columns * wide + GAP, colours), WHITE, np.uint8)
    for place, picture in enumerate(large):
        top, left = place // columns * high + GAP, place % columns * wide + GAP
        paper[top : top + high - GAP, left : left + wide - GAP] = picture
    return paper


def columns_for(count: int) -> int:
    """From square to thrice as wide as high; of these the one that leaves the fewest places empty.

    8 -> 4 (two full rows), 10 -> 5, 9 -> 3.
    """
    square = math.ceil(math.sqrt(count))
    wide = [columns for columns in range(square, 3 * square + 1)
            if columns <= 3 * math.ceil(count / columns)]  # fmt: skip
    return min(wide, key=lambda columns: -count % columns)
