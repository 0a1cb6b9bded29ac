"""Which levels are visited, against diffusers' schedulers, and the forms of a level."""

import math
from itertools import pairwise
from typing import Any

import pytest
import torch
from diffusers import (
    DDIMScheduler,
    DDPMScheduler,
    DPMSolverMultistepScheduler,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    HeunDiscreteScheduler,
)
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.inference.denoising import schedules
from gongwu.engine.inference.denoising.levels import (
    CLEAN,
    Level,
    Spacing,
    any_times,
    flow_levels,
    inner_times,
    karras_levels,
    levels_at,
    unbent,
    whole_times,
)
from gongwu.errors import BadInputError

# diffusers' schedulers hand tensors to numpy in a way that torch has not caught up with.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

SPACINGS: tuple[Spacing, ...] = ("leading", "trailing", "linspace")
each_spacing = pytest.mark.parametrize("spacing", SPACINGS)
each_count = pytest.mark.parametrize("steps", [2, 7, 10, 30, 50, 999])


def theirs_of(scheduler: Any, **settings: Any) -> Any:
    """A scheduler; diffusers' types do not tell what its own classes have."""
    return scheduler(**settings)


levels = st.builds(
    Level,
    time=st.just(3.0),
    signal=st.floats(0.01, 1),
    noise=st.floats(0.01, 100),
)


@each_spacing
@each_count
@pytest.mark.parametrize("offset", [0, 1])
@pytest.mark.parametrize("scheduler", [DDPMScheduler, DDIMScheduler])
def test_whole_times_are_those_of_ddpm_and_ddim(
    scheduler: Any, spacing: Spacing, steps: int, offset: int
) -> None:
    theirs = scheduler(timestep_spacing=spacing, steps_offset=offset)
    theirs.set_timesteps(steps)
    assert whole_times(spacing, steps, 1000, offset) == theirs.timesteps.tolist()


@each_spacing
@each_count
@pytest.mark.parametrize(
    "scheduler", [EulerDiscreteScheduler, EulerAncestralDiscreteScheduler, HeunDiscreteScheduler]
)
def test_any_times_are_those_of_euler_and_heun(
    scheduler: Any, spacing: Spacing, steps: int
) -> None:
    theirs = scheduler(timestep_spacing=spacing, steps_offset=1)
    theirs.set_timesteps(steps)
    # Heun's has each time but the first twice, for its two looks.
    times = theirs.timesteps.unique_consecutive()
    ours = torch.tensor(any_times(spacing, steps, 1000, 1))
    torch.testing.assert_close(ours, times, rtol=1e-6, atol=1e-4)


@each_spacing
@each_count
def test_inner_times_are_those_of_dpm_solver(spacing: Spacing, steps: int) -> None:
    # Where every step is visited, theirs would be offset out of the schedule's end.
    offset = int(steps < 999)
    theirs = theirs_of(DPMSolverMultistepScheduler, timestep_spacing=spacing, steps_offset=offset)
    theirs.set_timesteps(steps)
    assert inner_times(spacing, steps, 1000, offset) == theirs.timesteps.tolist()


@each_spacing
@each_count
def test_levels_are_those_of_euler(spacing: Spacing, steps: int) -> None:
    theirs = theirs_of(EulerDiscreteScheduler, timestep_spacing=spacing)
    theirs.set_timesteps(steps)
    ours = levels_at(schedules.linear(), any_times(spacing, steps, 1000), ends_clean=True)
    ratios = torch.tensor([level.ratio for level in ours])
    torch.testing.assert_close(ratios, theirs.sigmas, rtol=1e-4, atol=1e-5)


@each_count
def test_karras_levels_and_their_times_are_theirs(steps: int) -> None:
    theirs = theirs_of(EulerDiscreteScheduler, use_karras_sigmas=True)
    theirs.set_timesteps(steps)
    ours = karras_levels(schedules.linear(), steps)
    ratios = torch.tensor([level.ratio for level in ours])
    torch.testing.assert_close(ratios, theirs.sigmas, rtol=1e-4, atol=1e-5)
    times = torch.tensor([level.time for level in ours[:-1]])
    torch.testing.assert_close(times, theirs.timesteps, rtol=0, atol=0.02)


@each_count
@pytest.mark.parametrize("shift", [1.0, 3.0])
def test_flow_levels_are_theirs_at_equal_steps(steps: int, shift: float) -> None:
    theirs = theirs_of(FlowMatchEulerDiscreteScheduler, shift=shift)
    theirs.set_timesteps(sigmas=torch.linspace(1, 1 / steps, steps).tolist())
    ours = flow_levels(steps, shift)
    torch.testing.assert_close(
        torch.tensor([level.noise for level in ours]), theirs.sigmas, rtol=1e-5, atol=1e-6
    )
    torch.testing.assert_close(
        torch.tensor([level.time for level in ours[:-1]]), theirs.timesteps, rtol=1e-5, atol=1e-3
    )


@each_spacing
@given(steps=st.integers(1, 99), offset=st.integers(0, 3))
def test_times_fall_and_stay_in_the_schedule(spacing: Spacing, steps: int, offset: int) -> None:
    for rule in (any_times, whole_times, inner_times):
        times = rule(spacing, steps, 100, offset)
        assert len(times) == steps
        assert all(earlier > later for earlier, later in pairwise(times))
        assert 0 <= times[-1] <= times[0] <= 99


def test_one_step_starts_from_the_noise() -> None:
    assert any_times("linspace", 1, 1000) == [999]
    assert any_times("trailing", 1, 1000) == [999]


def test_the_last_level_is_clean_or_the_schedules_first() -> None:
    alpha_bar = schedules.scaled_linear()
    assert levels_at(alpha_bar, [500.0], ends_clean=True)[-1] == CLEAN
    last = levels_at(alpha_bar, [500.0], ends_clean=False)[-1]
    assert last.signal**2 == pytest.approx(float(alpha_bar[0]))


def test_between_two_steps_lies_a_level_between_theirs() -> None:
    low, middle, high = (
        levels_at(schedules.linear(), [time], ends_clean=True)[0] for time in (10.0, 10.25, 11.0)
    )
    assert middle.ratio == pytest.approx(0.75 * low.ratio + 0.25 * high.ratio, rel=1e-9)
    assert middle.size == pytest.approx(1, rel=1e-12)
    assert middle.time == 10.25


@given(levels)
def test_every_form_has_the_same_noise_to_its_signal(level: Level) -> None:
    for form in (level.exploding(), level.straight()):
        assert form.ratio == pytest.approx(level.ratio, rel=1e-9)
        assert form.time == level.time
    assert level.exploding().signal == 1
    assert level.straight().signal + level.straight().noise == pytest.approx(1)


@given(levels)
def test_levels_on_a_straight_line_to_clean_are_left_as_they_are(level: Level) -> None:
    for form in ([level.straight(), CLEAN], [level.exploding(), CLEAN]):
        assert unbent(form) == form


def test_noise_alone_is_in_the_form_of_its_company() -> None:
    """One level at a time, pure noise passed for a straight level among exploding ones."""
    pure = Level(time=999.0, signal=0.0, noise=1.0)
    preserving = Level(time=400.0, signal=0.6, noise=0.8)
    assert [level.signal for level in unbent([pure, preserving, CLEAN])] == [1, 1, 1]
    assert unbent([pure, preserving.straight(), CLEAN])[0] == pure


def test_noise_alone_has_a_finite_exploding_form_and_infinite_ratios() -> None:
    pure = Level(time=999.0, signal=0.0, noise=1.0)
    assert pure.exploding().noise == 4096
    assert pure.ratio == math.inf
    assert pure.log_snr == -math.inf
    assert CLEAN.log_snr == math.inf
    assert CLEAN.exploding() == CLEAN.straight() == CLEAN


@pytest.mark.parametrize("steps", [0, -1, 1001])
@each_spacing
def test_more_steps_than_were_trained_are_refused(spacing: Spacing, steps: int) -> None:
    for rule in (any_times, whole_times, inner_times):
        with pytest.raises(BadInputError, match="steps") as caught:
            rule(spacing, steps, 1000)
        assert "1000" in caught.value.zh or "999" in caught.value.zh
