"""What a net says, and the clean latent that it means, in every form of a level."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from gongwu.engine.inference.denoising.levels import Level
from gongwu.engine.inference.denoising.predictions import (
    PREDICTIONS,
    Prediction,
    clean_from,
    net_input,
)
from gongwu.errors import BadInputError

angles = st.floats(0.05, 1.5)  # from nearly clean to nearly noise


def preserving(angle: float) -> Level:
    return Level(time=1.0, signal=math.cos(angle), noise=math.sin(angle))


def forms(level: Level) -> list[Level]:
    return [level, level.exploding(), level.straight()]


def right_answer(prediction: Prediction, clean: Tensor, noise: Tensor, level: Level) -> Tensor:
    """What a perfect net says, by the definitions of the papers."""
    size = math.hypot(level.signal, level.noise)
    match prediction:
        case "epsilon":
            return noise
        case "v":
            return level.signal / size * noise - level.noise / size * clean
        case "flow":
            return noise - clean
        case "sample":
            return clean


@pytest.mark.parametrize("prediction", PREDICTIONS)
@given(angle=angles, seed=st.integers(0, 9))
def test_a_perfect_net_means_the_clean_latent(
    prediction: Prediction, angle: float, seed: int
) -> None:
    dice = torch.Generator().manual_seed(seed)
    clean, noise = torch.randn(2, 1, 2, 3, 3, generator=dice, dtype=torch.float64)
    for level in forms(preserving(angle)):
        latent = level.signal * clean + level.noise * noise
        said = right_answer(prediction, clean, noise, level)
        found = clean_from(prediction, said, latent, level)
        torch.testing.assert_close(found, clean, rtol=0, atol=1e-12)


@pytest.mark.parametrize("prediction", PREDICTIONS)
@given(angle=angles)
def test_a_net_reads_the_form_it_was_trained_with(prediction: Prediction, angle: float) -> None:
    clean, noise = torch.tensor([[0.7]]).double(), torch.tensor([[-1.3]]).double()
    level = preserving(angle)
    trained = level.straight() if prediction == "flow" else level
    wanted = trained.signal * clean + trained.noise * noise
    for form in forms(level):
        latent = form.signal * clean + form.noise * noise
        torch.testing.assert_close(net_input(prediction, latent, form), wanted, rtol=1e-9, atol=0)


def test_noise_cannot_be_taken_from_noise_alone() -> None:
    """A schedule with zero terminal signal needs v: dividing by its signal would give no number."""
    pure = Level(time=999.0, signal=0.0, noise=1.0)
    latent = torch.ones(1, 1, 2, 2)
    with pytest.raises(BadInputError, match="v-prediction"):
        clean_from("epsilon", latent, latent, pure)
    assert torch.equal(clean_from("v", latent, latent, pure), -latent)
    assert torch.equal(clean_from("flow", latent, latent, pure), latent - latent)
