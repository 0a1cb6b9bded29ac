"""Distances to the nearest picture are exact, and copies are found."""

import numpy as np
import pytest
import torch

from gongwu.engine.evaluation import nearest as module
from gongwu.engine.evaluation.nearest import memorised_below, nearest_distances, nearness


def noise(count: int, dice: torch.Generator) -> torch.Tensor:
    return torch.randint(0, 256, (count, 6, 6, 3), generator=dice).to(torch.uint8)


def test_it_is_the_least_root_mean_square(
    dice: torch.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ROWS", 4)
    pictures, known = noise(5, dice), noise(11, dice)
    expected = [
        min(float(np.sqrt(np.mean((p - k) ** 2))) for k in known.numpy().astype(float))
        for p in pictures.numpy().astype(float)
    ]
    assert nearest_distances(pictures, known).tolist() == pytest.approx(expected, rel=1e-12)


def test_a_copy_is_at_no_distance_at_all(dice: torch.Generator) -> None:
    known = noise(300, dice)
    assert nearest_distances(known[[7, 250]], known).tolist() == [0.0, 0.0]


def test_copies_are_counted_and_strangers_are_not(dice: torch.Generator) -> None:
    known, held_out, strangers = noise(200, dice), noise(100, dice), noise(60, dice)
    almost = (known[:20].int() + 2).clamp(max=255).to(torch.uint8)
    apart = nearest_distances(held_out, known)
    threshold = memorised_below(apart)
    drawn = torch.cat((known[:20], almost, strangers))
    found = nearness(nearest_distances(drawn, known), threshold)
    assert found.near_copies == 0.4
    assert 0.4 <= found.memorised_share < 0.5
    real = nearness(apart, threshold)
    assert real.near_copies == 0
    assert real.memorised_share == pytest.approx(0.01)


def test_where_real_pictures_repeat_themselves_that_is_not_memory() -> None:
    """A third of the held-out pictures are in the training part too: copies are as usual there."""
    apart = torch.cat((torch.zeros(30), torch.linspace(20, 80, 60))).double()
    real = nearness(apart, memorised_below(apart))
    assert real.memorised_share == pytest.approx(1 / 3)
