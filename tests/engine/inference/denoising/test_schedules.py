"""Noise schedules, against diffusers' and against what they promise."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from diffusers import DDIMScheduler
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from gongwu.engine.inference.denoising import schedules
from gongwu.engine.nets.noise_schedule import cosine
from gongwu.errors import BadInputError


def theirs_of(**settings: Any) -> Tensor:
    scheduler: Any = DDIMScheduler
    alpha_bar: Tensor = scheduler(**settings).alphas_cumprod
    return alpha_bar


THEIRS: dict[str, tuple[Callable[..., Tensor], dict[str, Any]]] = {
    "linear": (schedules.linear, {"beta_schedule": "linear"}),
    "scaled linear": (
        schedules.scaled_linear,
        {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012},
    ),
    "cosine": (cosine, {"beta_schedule": "squaredcos_cap_v2"}),
}
each_schedule = pytest.mark.parametrize(("make", "settings"), THEIRS.values(), ids=THEIRS)


@each_schedule
@pytest.mark.parametrize("count", [1000, 100])
def test_it_is_theirs(make: Callable[..., Tensor], settings: dict[str, Any], count: int) -> None:
    theirs = theirs_of(num_train_timesteps=count, **settings)
    # Theirs is a product of a thousand float32 numbers: a thousand roundings of 6e-8, at random.
    torch.testing.assert_close(make(count).float(), theirs, rtol=2e-5, atol=1e-7)


@each_schedule
def test_zero_terminal_snr_is_theirs(make: Callable[..., Tensor], settings: dict[str, Any]) -> None:
    theirs = theirs_of(rescale_betas_zero_snr=True, **settings)
    # They go back to betas and forth in float32, which costs up to a thousandth near the end.
    torch.testing.assert_close(
        schedules.zero_terminal_snr(make()).float(), theirs, rtol=1e-3, atol=1e-6
    )


@each_schedule
def test_it_falls_from_nearly_clean_to_nearly_noise(
    make: Callable[..., Tensor], settings: dict[str, Any]
) -> None:
    alpha_bar = make()
    assert (alpha_bar.diff() < 0).all()
    assert alpha_bar[0] > 0.99
    assert 0 < alpha_bar[-1] < 0.01


@each_schedule
def test_zero_terminal_snr_ends_in_noise_alone_and_begins_as_before(
    make: Callable[..., Tensor], settings: dict[str, Any]
) -> None:
    stretched = schedules.zero_terminal_snr(make())
    assert stretched[-1] == 0
    assert stretched[0] == pytest.approx(float(make()[0]), rel=1e-12)
    assert (stretched.diff() < 0).all()


@given(
    lowest=st.floats(1e-3, 1), factor=st.floats(1.5, 1e4), steps=st.integers(2, 60),
    rho=st.floats(1, 10),
)  # fmt: skip
def test_karras_levels_fall_from_end_to_end_in_even_steps_of_their_root(
    lowest: float, factor: float, steps: int, rho: float
) -> None:
    levels = schedules.karras(lowest * factor, lowest, steps, rho)
    assert float(levels[0]) == pytest.approx(lowest * factor, rel=1e-9)
    assert float(levels[-1]) == pytest.approx(lowest, rel=1e-6)
    strides = levels.pow(1 / rho).diff()
    torch.testing.assert_close(strides, strides[:1].expand_as(strides), rtol=1e-6, atol=1e-12)


@given(steps=st.integers(1, 100), shift=st.floats(0.1, 10))
def test_rectified_flow_falls_from_noise_to_clean(steps: int, shift: float) -> None:
    noise = schedules.rectified_flow(steps, shift)
    assert len(noise) == steps + 1
    assert noise[0] == 1
    assert noise[-1] == 0
    assert (noise.diff() < 0).all()


def test_a_shift_multiplies_the_ratio_of_noise_to_signal() -> None:
    even, shifted = (schedules.rectified_flow(10, shift)[1:] for shift in (1.0, 3.0))
    torch.testing.assert_close(shifted / (1 - shifted), 3 * even / (1 - even))


@pytest.mark.parametrize("steps", [0, -3])
def test_no_steps_are_refused(steps: int) -> None:
    with pytest.raises(BadInputError, match="steps"):
        schedules.rectified_flow(steps)
    with pytest.raises(BadInputError, match="steps"):
        schedules.karras(10, 0.1, steps)


@pytest.mark.parametrize("shift", [0, -1, float("inf"), float("nan")])
def test_a_shift_that_is_none_is_refused(shift: float) -> None:
    with pytest.raises(BadInputError, match="shift"):
        schedules.rectified_flow(4, shift)
