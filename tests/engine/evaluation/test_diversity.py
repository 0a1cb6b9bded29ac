"""The mean distance of two pictures of one prompt."""

import math

import pytest
import torch

from gongwu.engine.evaluation.diversity import diversity


def test_it_is_the_mean_over_prompts_of_the_mean_over_pairs() -> None:
    features = torch.tensor([[0.0, 0.0], [3.0, 4.0], [100.0, 0.0], [0.0, 1.0], [100.0, 2.0]])
    asked = ["cat", "cat", "dog", "cat", "dog"]
    cats = (5 + 1 + math.sqrt(18)) / 3
    assert diversity(features, asked) == pytest.approx((cats + 2) / 2)


def test_a_prompt_asked_once_says_nothing() -> None:
    assert diversity(torch.eye(3), [0, 1, 2]) is None
    assert diversity(torch.eye(3), [0, 1, 0]) == pytest.approx(math.sqrt(2))


def test_the_same_picture_again_and_again_has_none(dice: torch.Generator) -> None:
    again = torch.randn(1, 5, generator=dice).repeat(6, 1)
    assert diversity(again, ["a", "b"] * 3) == 0
