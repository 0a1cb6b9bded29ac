"""The objective against an independent computation in float64, and against diffusers."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.training.image_noise import cosine_schedule, even_quantiles, mix_at
from gongwu.engine.training.image_objective import level_weights, mixed, target, weighted_error
from gongwu.engine.training.image_settings import ImagePrediction

PREDICTIONS: tuple[ImagePrediction, ...] = ("v", "flow")
QUANTILES = st.floats(0, 1, exclude_max=True, width=32)


def by_hand(quantile: float, prediction: ImagePrediction) -> tuple[float, float]:
    """Signal and noise from the papers' formulas, one number at a time."""
    if prediction == "flow":
        from statistics import NormalDist

        sigma = 1 / (1 + math.exp(-NormalDist().inv_cdf(quantile)))
        return 1 - sigma, sigma

    def f(t: float) -> float:
        return math.cos((t / 1000 + 0.008) / 1.008 * math.pi / 2) ** 2

    kept = 1.0
    # The step is chosen in float32.
    for step in range(int(np.float32(quantile) * np.float32(1000)) + 1):
        kept *= 1 - min(0.999, 1 - f(step + 1) / f(step))
    return math.sqrt(kept), math.sqrt(1 - kept)


@pytest.mark.parametrize("prediction", PREDICTIONS)
@given(quantile=st.floats(1 / 1024, 1023 / 1024, width=32))
def test_levels_are_those_of_the_papers(prediction: ImagePrediction, quantile: float) -> None:
    """A thousandth of the range below the flow's edges, which are cut off at 0.0001."""
    mix = mix_at(torch.tensor([quantile]), prediction)
    signal, noise = by_hand(quantile, prediction)
    assert mix.signal.item() == pytest.approx(signal, abs=1e-5)
    assert mix.noise.item() == pytest.approx(noise, abs=1e-5)


@pytest.mark.slow  # to import diffusers
def test_the_schedule_is_that_of_diffusers() -> None:
    from diffusers import DDIMScheduler

    theirs: Any = DDIMScheduler(beta_schedule="squaredcos_cap_v2")
    torch.testing.assert_close(
        cosine_schedule().float(), theirs.alphas_cumprod, rtol=1e-4, atol=1e-7
    )  # theirs multiplies a thousand float32 numbers


@pytest.mark.parametrize("prediction", PREDICTIONS)
@given(quantile=QUANTILES)
def test_what_is_said_gives_the_clean_picture_back(
    prediction: ImagePrediction, quantile: float
) -> None:
    dice = torch.Generator().manual_seed(5)
    clean, noise = torch.randn(2, 1, 3, 4, 4, generator=dice, dtype=torch.float64)
    mix = mix_at(torch.tensor([quantile], dtype=torch.float64), prediction)
    noisy, said = mixed(clean, noise, mix), target(clean, noise, mix, prediction)
    signal, amount = mix.signal.item(), mix.noise.item()
    back = signal * noisy - amount * said if prediction == "v" else noisy - amount * said
    torch.testing.assert_close(back, clean)


@pytest.mark.parametrize("gamma", [None, 1.0, 5.0])
@pytest.mark.parametrize("prediction", PREDICTIONS)
def test_the_loss_is_the_clean_pictures_error_weighted_by_min_snr(
    prediction: ImagePrediction, gamma: float | None
) -> None:
    """Hang et al. weigh the error of the clean picture; computed so, in float64 and loops."""
    dice = np.random.default_rng(9)
    count = 64
    quantiles = dice.uniform(0.01, 0.99, count).astype(np.float32)
    clean, noise, error = dice.normal(size=(3, count, 2, 3, 3)).astype(np.float32)
    mix = mix_at(torch.from_numpy(quantiles), prediction)
    wanted = target(torch.from_numpy(clean), torch.from_numpy(noise), mix, prediction)
    said = wanted + torch.from_numpy(error)
    ours = weighted_error(said, wanted, level_weights(mix, gamma)).item()

    total = 0.0
    for row, quantile in enumerate(quantiles):
        signal, amount = by_hand(float(quantile), prediction)
        if gamma is None:
            total += float((error[row].astype(float) ** 2).mean())
            continue
        clean_error = amount * error[row].astype(float)  # both predictions lose noise · error
        total += min((signal / amount) ** 2, gamma) * float((clean_error**2).mean())
    assert ours == pytest.approx(total / count, rel=1e-4)


@pytest.mark.parametrize("prediction", PREDICTIONS)
@given(quantile=QUANTILES, gamma=st.one_of(st.none(), st.floats(0.1, 20)))
def test_weights_are_finite_and_none_above_what_is_asked(
    prediction: ImagePrediction, quantile: float, gamma: float | None
) -> None:
    weight = level_weights(mix_at(torch.tensor([quantile]), prediction), gamma).item()
    assert 0 <= weight <= 1


def test_signal_and_noise_keep_their_sum() -> None:
    quantiles = torch.linspace(0, 0.999, 500)
    v, flow = mix_at(quantiles, "v"), mix_at(quantiles, "flow")
    torch.testing.assert_close(v.signal.square() + v.noise.square(), torch.ones(500))
    torch.testing.assert_close(flow.signal + flow.noise, torch.ones(500))
    for mix in (v, flow):
        assert (mix.noise.diff() >= 0).all()
        assert (mix.time >= 0).all()
        assert (mix.time <= 1000).all()


@given(count=st.integers(1, 100), seed=st.integers(0, 10**6))
def test_a_batch_spreads_its_levels_evenly(count: int, seed: int) -> None:
    """One in each share of the range; the last bit of a float32 may put one on the border."""
    quantiles = even_quantiles(count, torch.Generator().manual_seed(seed))
    places = quantiles.sort().values.double() * count - torch.arange(count)
    assert float(places.min()) >= -1e-4
    assert float(places.max()) <= 1 + 1e-4
