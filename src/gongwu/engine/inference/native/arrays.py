"""Memory that begins where a cache line begins: a vector that straddles two lines reads both."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

LINE_BYTES = 64


def aligned(shape: tuple[int, ...], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """An array of any content, aligned to a cache line.

    From numpy and not from torch: numpy asks the system for huge pages where an array is large,
    and a matrix is then read with far fewer look-ups of addresses.
    """
    size = math.prod(shape) * np.dtype(dtype).itemsize
    raw = np.empty(size + LINE_BYTES, dtype=np.uint8)
    start = -raw.ctypes.data % LINE_BYTES
    return raw[start : start + size].view(dtype).reshape(shape)
