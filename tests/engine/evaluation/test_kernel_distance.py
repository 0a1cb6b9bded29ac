"""KID against the sums written out, and what is known of its values."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gongwu.engine.evaluation import kernel_distance as module
from gongwu.engine.evaluation.kernel_distance import kernel_distance, squared_discrepancy

Features = NDArray[np.float64]


def by_pairs(ones: Features, twos: Features) -> float:
    """Equation 4 of Bińkowski et al., pair by pair."""

    def kernel(x: Features, y: Features) -> float:
        return float((x @ y / len(x) + 1) ** 3)

    n, m = len(ones), len(twos)
    same = sum(kernel(ones[i], ones[j]) for i in range(n) for j in range(n) if i != j)
    other = sum(kernel(twos[i], twos[j]) for i in range(m) for j in range(m) if i != j)
    across = sum(kernel(x, y) for x in ones for y in twos)
    return same / (n * (n - 1)) + other / (m * (m - 1)) - 2 * across / (n * m)


def drawn(seed: int, count: int, width: int, mean: float = 0.0) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(seed).normal(mean, 1, (count, width)))


@given(
    seed=st.integers(0, 10**6), n=st.integers(2, 9), m=st.integers(2, 9), width=st.integers(1, 5)
)
def test_it_is_the_sum_over_pairs(seed: int, n: int, m: int, width: int) -> None:
    ones, twos = drawn(seed, n, width), drawn(seed + 1, m, width, mean=0.5)
    expected = by_pairs(ones.numpy(), twos.numpy())
    assert squared_discrepancy(ones, twos) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_it_does_not_depend_on_how_much_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    ones, twos = drawn(0, 23, 4), drawn(1, 17, 4)
    whole = squared_discrepancy(ones, twos)
    monkeypatch.setattr(module, "_ROWS", 5)
    assert squared_discrepancy(ones, twos) == pytest.approx(whole, rel=1e-12)


def test_it_is_without_bias_for_sets_of_one_kind(dice: torch.Generator) -> None:
    """The mean over 200 pairs of small sets is 0 within three standard errors."""
    found = np.array(
        [squared_discrepancy(drawn(2 * n, 12, 6), drawn(2 * n + 1, 15, 6)) for n in range(200)]
    )
    error = found.std(ddof=1) / math.sqrt(len(found))
    assert abs(found.mean()) < 3 * error
    assert (found < 0).any()


def test_it_grows_with_the_distance_of_the_sets(dice: torch.Generator) -> None:
    here = drawn(0, 400, 8)
    near, far = drawn(1, 400, 8, mean=0.3), drawn(2, 400, 8, mean=1.0)
    found = [kernel_distance(here, other, dice) for other in (drawn(3, 400, 8), near, far)]
    values = [each.value for each in found]
    assert abs(values[0]) < 0.05 < values[1] < values[2]
    assert values[1] > 3 * found[1].error


def test_the_error_is_that_of_the_parts(dice: torch.Generator) -> None:
    """Sets of 40 pairs of sets: the errors told are as large as the values' own spread, about."""
    pairs = [(drawn(2 * n, 100, 4), drawn(2 * n + 1, 100, 4)) for n in range(40)]
    found = [kernel_distance(*pair, dice) for pair in pairs]
    spread = float(np.std([each.value for each in found]))
    told = float(np.mean([each.error for each in found]))
    # Parts of ten know less than a hundred at once: the error is told too large, never too small.
    assert 0.7 * spread < told < 6 * spread


def test_order_does_not_matter(dice: torch.Generator) -> None:
    ones, twos = drawn(0, 60, 5), drawn(1, 50, 5)
    turned = kernel_distance(ones.flip(0), twos.flip(0), dice).value
    assert turned == pytest.approx(kernel_distance(ones, twos, dice).value, rel=1e-9)


def test_of_two_pictures_each_there_is_a_value_and_no_error(dice: torch.Generator) -> None:
    found = kernel_distance(drawn(0, 2, 3), drawn(1, 2, 3), dice)
    assert math.isfinite(found.value)
    assert math.isnan(found.error)
