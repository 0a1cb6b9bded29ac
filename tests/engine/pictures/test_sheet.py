"""A sheet shows every picture once, in order, whole."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gongwu.engine.pictures.sheet import GAP, WHITE, columns_for, sheet


def pictures(count: int, height: int, width: int) -> NDArray[np.uint8]:
    dice = np.random.default_rng(count)
    return dice.integers(0, WHITE, (count, height, width, 3), np.uint8)  # no white in them


@given(
    count=st.integers(1, 20),
    height=st.integers(1, 9),
    width=st.integers(1, 9),
    columns=st.none() | st.integers(1, 8),
    scale=st.none() | st.integers(1, 3),
)
def test_every_picture_is_found_where_reading_order_puts_it(
    count: int, height: int, width: int, columns: int | None, scale: int | None
) -> None:
    shown = pictures(count, height, width)
    paper = sheet(shown, columns=columns, scale=scale)
    across = columns or columns_for(count)
    enlarged = (paper.shape[1] - GAP) // across - GAP
    times = enlarged // width
    for place, picture in enumerate(shown):
        row, column = divmod(place, across)
        top, left = GAP + row * (times * height + GAP), GAP + column * (times * width + GAP)
        seen = paper[top : top + times * height, left : left + times * width]
        for down in range(times):
            np.testing.assert_array_equal(seen[down::times, ::times], picture)


@given(count=st.integers(1, 20), columns=st.integers(1, 8))
def test_what_no_picture_covers_is_white(count: int, columns: int) -> None:
    paper = sheet(pictures(count, 4, 5), columns=columns, scale=2)
    assert (paper != WHITE).any(axis=-1).sum() == count * 4 * 5 * 2 * 2
    edges = (paper[:GAP], paper[-GAP:], paper[:, :GAP], paper[:, -GAP:])
    assert all((edge == WHITE).all() for edge in edges)


@given(count=st.integers(1, 400))
def test_a_sheet_is_from_square_to_thrice_as_wide_as_high(count: int) -> None:
    columns = columns_for(count)
    rows = math.ceil(count / columns)
    assert rows <= columns <= 3 * rows


@pytest.mark.parametrize(
    ("count", "columns"), [(1, 1), (2, 2), (3, 3), (7, 4), (8, 4), (9, 3), (10, 5)]
)
def test_full_rows_are_preferred(count: int, columns: int) -> None:
    assert columns_for(count) == columns


@pytest.mark.parametrize(("side", "shown"), [(28, 112), (32, 96), (64, 128), (96, 96), (512, 512)])
def test_small_pictures_are_enlarged_and_large_ones_left(side: int, shown: int) -> None:
    paper = sheet(pictures(1, side, side))
    assert paper.shape == (shown + 2 * GAP, shown + 2 * GAP, 3)
