"""Coverage and recall against their definitions, written out."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gongwu.engine.evaluation.neighbourhoods import neighbourhoods

Features = NDArray[np.float64]


def reach(items: Features, k: int) -> list[float]:
    """From each item to its k-th nearest other one."""
    return [
        sorted(float(np.linalg.norm(x - y)) for j, y in enumerate(items) if j != i)[k - 1]
        for i, x in enumerate(items)
    ]


def share(balls: Features, radii: list[float], points: Features, *, of_points: bool) -> float:
    """Points within some ball; or balls with some point in them."""
    inside = np.array(
        [[np.linalg.norm(p - b) <= r for b, r in zip(balls, radii, strict=True)] for p in points]
    )
    return float(inside.any(axis=1 if of_points else 0).mean())


@given(seed=st.integers(0, 10**6), n=st.integers(4, 14), m=st.integers(4, 14), k=st.integers(1, 3))
def test_they_are_what_the_papers_say(seed: int, n: int, m: int, k: int) -> None:
    numbers = np.random.default_rng(seed)
    real, drawn = numbers.normal(0, 1, (n, 3)), numbers.normal(0.3, 1, (m, 3))
    found = neighbourhoods(torch.from_numpy(real), torch.from_numpy(drawn), k)
    assert found.coverage == share(real, reach(real, k), drawn, of_points=False)
    assert found.recall == share(drawn, reach(drawn, k), real, of_points=True)


def test_samples_of_one_mode_cover_one_mode(dice: torch.Generator) -> None:
    modes = torch.tensor([[0.0, 0.0], [100.0, 0.0]]).repeat_interleave(50, dim=0)
    real = modes + torch.randn(100, 2, generator=dice)
    one_mode = torch.randn(100, 2, generator=dice)
    found = neighbourhoods(real, one_mode)
    assert 0.45 < found.coverage <= 0.5
    assert 0.4 < found.recall <= 0.5


def test_the_same_pictures_cover_all_and_strangers_nothing(dice: torch.Generator) -> None:
    real = torch.randn(40, 4, generator=dice)
    assert neighbourhoods(real, real) == neighbourhoods(real, real.flip(0))
    assert neighbourhoods(real, real).coverage == neighbourhoods(real, real).recall == 1
    assert neighbourhoods(real, real + 1000).coverage == 0
    assert neighbourhoods(real, real + 1000).recall == 0


def test_of_few_pictures_there_are_few_neighbours(dice: torch.Generator) -> None:
    few = torch.randn(3, 4, generator=dice)
    assert neighbourhoods(few, few, k=5).coverage == pytest.approx(1)
