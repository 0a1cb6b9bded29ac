"""The Fréchet distance against NumPy, and of Gaussians whose distance is known."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gongwu.engine.evaluation.frechet import frechet_distance, gaussian_distance


def by_numpy(ones: NDArray[np.float64], twos: NDArray[np.float64]) -> float:
    """With the eigenvalues of Σ₁Σ₂ itself, which is not symmetric."""
    one, two = np.cov(ones, rowvar=False), np.cov(twos, rowvar=False)
    roots = np.sqrt(np.linalg.eigvals(one @ two).astype(complex)).real.sum()
    apart = ((ones.mean(axis=0) - twos.mean(axis=0)) ** 2).sum()
    return float(apart + np.trace(one) + np.trace(two) - 2 * roots)


@given(seed=st.integers(0, 10**6), width=st.integers(2, 12), count=st.integers(2, 40))
def test_it_is_what_numpy_finds(seed: int, width: int, count: int) -> None:
    """With fewer items than features too, where covariances are not of full rank."""
    numbers = np.random.default_rng(seed)
    ones = numbers.normal(0, 1, (count, width)) @ numbers.normal(0, 1, (width, width))
    twos = numbers.normal(0.5, 2, (count + 3, width))
    found = frechet_distance(torch.from_numpy(ones), torch.from_numpy(twos))
    # Roots of eigenvalues that should be 0 are wrong by the root of the rounding.
    assert found == pytest.approx(by_numpy(ones, twos), rel=1e-5, abs=1e-5)


def test_a_set_is_at_no_distance_from_itself(dice: torch.Generator) -> None:
    ones = torch.randn(50, 9, generator=dice, dtype=torch.float64)
    assert frechet_distance(ones, ones) == pytest.approx(0, abs=1e-9)
    assert frechet_distance(ones, ones.flip(0)) == pytest.approx(0, abs=1e-9)


def test_gaussians_of_known_distance() -> None:
    """On axes of their own: |μ₁-μ₂|² + Σ(σ₁-σ₂)²."""
    mean, other = torch.tensor([1.0, 2.0, 3.0]).double(), torch.tensor([1.0, 0.0, 2.0]).double()
    one, two = torch.tensor([1.0, 4.0, 9.0]).double(), torch.tensor([4.0, 4.0, 0.0]).double()
    found = gaussian_distance(mean, one.diag(), other, two.diag())
    assert found == pytest.approx((4 + 1) + (1 + 0 + 9))


def test_it_does_not_change_when_space_is_turned(dice: torch.Generator) -> None:
    ones, twos = (torch.randn(40, 6, generator=dice, dtype=torch.float64) for _ in range(2))
    turn, _ = torch.linalg.qr(torch.randn(6, 6, generator=dice, dtype=torch.float64))
    found = frechet_distance(ones @ turn, 2 * twos @ turn)
    assert found == pytest.approx(frechet_distance(ones, 2 * twos))
    assert found == pytest.approx(frechet_distance(2 * twos, ones))


def test_many_draws_of_two_gaussians_come_near_the_known_distance(dice: torch.Generator) -> None:
    ones = torch.randn(20_000, 3, generator=dice)
    twos = 2 * torch.randn(20_000, 3, generator=dice) + torch.tensor([1.0, 0.0, 0.0])
    assert frechet_distance(ones, twos) == pytest.approx(1 + 3, rel=0.05)
