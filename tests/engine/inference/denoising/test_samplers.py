"""Samplers: step for step against diffusers' schedulers, and against what their papers promise."""

import math
from collections.abc import Callable, Iterator, Sequence
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
from torch import Tensor

from gongwu.engine.inference.denoising import samplers, schedules
from gongwu.engine.inference.denoising.guidance import Conditions, Guidance, denoiser
from gongwu.engine.inference.denoising.levels import Level, flow_levels
from gongwu.engine.inference.denoising.plans import (
    SAMPLERS,
    Diffusion,
    Flow,
    Noising,
    SpacingOrKarras,
    levels_for,
)
from gongwu.engine.inference.denoising.samplers import Denoise, Step
from gongwu.engine.nets.noise_schedule import cosine

# diffusers' schedulers hand tensors to numpy in a way that torch has not caught up with.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

SHAPE = (2, 3, 4, 5)
THEIR_PREDICTION = {"epsilon": "epsilon", "v": "v_prediction", "sample": "sample"}
SCHEDULERS: dict[str, Any] = {
    "ddpm": DDPMScheduler,
    "ddim": DDIMScheduler,
    "euler": EulerDiscreteScheduler,
    "euler-ancestral": EulerAncestralDiscreteScheduler,
    "heun": HeunDiscreteScheduler,
    "dpm++2m": DPMSolverMultistepScheduler,
}
RANDOM = {"ddpm", "euler-ancestral"}

# (sampler, steps, spacing) that diffusers walks as it should. Its DDIM takes steps of T//N between
# the times it visits, which is right only where those lie exactly so far apart.
CASES: list[tuple[str, int, SpacingOrKarras]] = [
    (name, steps, spacing)
    for name in SCHEDULERS
    for steps in (4, 10, 25)
    for spacing in ("leading", "trailing", "linspace", "karras")
    if not (name == "ddim" and spacing in ("linspace", "karras"))
    and not (name in RANDOM and spacing == "karras")  # theirs have none
]


def net(latent: Tensor, time: Tensor, condition: Tensor | None = None) -> Tensor:
    """A stand-in that bends what it reads, mixes its places and heeds the time."""
    share = (time / 1000).view(-1, 1, 1, 1)
    return torch.tanh(latent.roll(1, dims=-1) + 0.3 * latent * share + 0.1 * share) - 0.2 * latent


def dice_of(seed: int, items: int = 2) -> list[torch.Generator]:
    return [torch.Generator().manual_seed(seed + number) for number in range(items)]


def scheduler_of(kind: Any, spacing: str, **settings: Any) -> Any:
    """Theirs, with Stable Diffusion's schedule."""
    if spacing == "karras":
        settings["use_karras_sigmas"] = True
    else:
        settings["timestep_spacing"] = spacing
    if kind in (DDPMScheduler, DDIMScheduler):
        settings["clip_sample"] = False
    return kind(
        beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012, steps_offset=1,
        **settings,
    )  # fmt: skip


def walked_by_them(scheduler: Any, steps: int, latent: Tensor) -> Tensor:
    """Their loop, as their pipelines write it, from a latent of their form."""
    scheduler.set_timesteps(steps)
    dice = dice_of(7)
    for time in scheduler.timesteps:
        seen = scheduler.scale_model_input(latent, time)
        said = net(seen, torch.full((2,), float(time)))
        extra = {"generator": dice} if isinstance(scheduler, RANDOM_SCHEDULERS) else {}
        latent = scheduler.step(said, time, latent, **extra).prev_sample
    return latent


RANDOM_SCHEDULERS = (DDPMScheduler, EulerAncestralDiscreteScheduler)


def last(steps: Iterator[Step]) -> Tensor:
    *_, step = steps
    return step.latent


@pytest.mark.parametrize("prediction", THEIR_PREDICTION)
@pytest.mark.parametrize(("name", "steps", "spacing"), CASES)
def test_a_sampler_walks_as_theirs_of_the_same_name(
    name: str, steps: int, spacing: SpacingOrKarras, prediction: Any, dice: torch.Generator
) -> None:
    if name == "euler-ancestral" and prediction == "sample":
        prediction = "epsilon"  # theirs does not know the other
    noising = Diffusion(
        alpha_bar=schedules.scaled_linear(), prediction=prediction, offset=1, ends_clean=False
    )
    theirs = scheduler_of(
        SCHEDULERS[name], spacing, prediction_type=THEIR_PREDICTION[prediction],
        **({"set_alpha_to_one": False} if name == "ddim" else {}),
    )  # fmt: skip
    sampler = SAMPLERS[name]
    levels = levels_for(sampler, noising, steps, spacing)
    theirs.set_timesteps(steps)
    if spacing == "karras" and name == "dpm++2m":  # theirs rounds the times
        levels = [Level(time=round(at.time), signal=at.signal, noise=at.noise) for at in levels]
    start = torch.randn(SHAPE, generator=dice) * levels[0].size
    expected = walked_by_them(theirs, steps, start)
    denoise = denoiser(net, prediction, Conditions(), Guidance())
    ours = last(sampler.walk(denoise, start, levels, dice_of(7)))
    assert expected.std() > 0.1
    # Theirs computes its levels in float32, where 1 - ᾱ loses digits: 2e-5 of the largest number.
    bound = 3e-5 * float(expected.abs().max())
    torch.testing.assert_close(ours, expected, rtol=0, atol=bound)


@pytest.mark.parametrize("steps", [1, 4, 25])
@pytest.mark.parametrize("shift", [1.0, 3.0])
@pytest.mark.parametrize("default", [True, False])
def test_rectified_flow_walks_as_theirs(
    steps: int, shift: float, default: bool, dice: torch.Generator
) -> None:
    """At our levels, and at the ones they choose by themselves."""
    theirs: Any = FlowMatchEulerDiscreteScheduler(shift=shift)
    if default:
        theirs.set_timesteps(steps)
        noise = [float(sigma) for sigma in theirs.sigmas]
        levels = [Level(time=1000 * each, signal=1 - each, noise=each) for each in noise]
    else:
        theirs.set_timesteps(sigmas=torch.linspace(1, 1 / steps, steps).tolist())
        levels = levels_for(SAMPLERS["rectified-flow"], Flow(shift=shift), steps)
    latent = start = torch.randn(SHAPE, generator=dice)
    for time in theirs.timesteps:
        latent = theirs.step(net(latent, time.expand(2)), time, latent).prev_sample
    denoise = denoiser(net, "flow", Conditions(), Guidance())
    ours = last(SAMPLERS["rectified-flow"].walk(denoise, start, levels, []))
    torch.testing.assert_close(ours, latent, rtol=1e-5, atol=1e-5)


def test_ddim_renews_noise_as_theirs_does(dice: torch.Generator) -> None:
    noising = Diffusion(alpha_bar=schedules.scaled_linear(), prediction="epsilon", offset=1)
    theirs = scheduler_of(DDIMScheduler, "leading")
    theirs.set_timesteps(10)
    latent = start = torch.randn(SHAPE, generator=dice)
    their_dice = dice_of(7)
    for time in theirs.timesteps:
        said = net(latent, torch.full((2,), float(time)))
        # Theirs takes a list of dice only where it draws itself, not in `step`.
        noise = torch.stack([torch.randn(SHAPE[1:], generator=one) for one in their_dice])
        latent = theirs.step(said, time, latent, eta=0.6, variance_noise=noise).prev_sample
    levels = levels_for(SAMPLERS["ddim"], noising, 10)
    denoise = denoiser(net, "epsilon", Conditions(), Guidance())
    ours = last(samplers.ddim(denoise, start, levels, dice_of(7), eta=0.6))
    torch.testing.assert_close(ours, latent, rtol=0, atol=3e-5 * float(latent.abs().max()))


NOISINGS: dict[str, Noising] = {
    "Stable Diffusion": Diffusion(alpha_bar=schedules.scaled_linear(), prediction="epsilon"),
    "zero terminal SNR": Diffusion(
        alpha_bar=schedules.zero_terminal_snr(schedules.scaled_linear()), prediction="v",
        spacing="trailing",
    ),
    "cosine": Diffusion(alpha_bar=cosine(), prediction="v", spacing="linspace"),
    "flow": Flow(),
    "shifted flow": Flow(shift=3.0),
}  # fmt: skip


@pytest.mark.parametrize("noising", NOISINGS.values(), ids=NOISINGS)
@pytest.mark.parametrize("name", SAMPLERS)
@pytest.mark.parametrize("steps", [1, 2, 9])
def test_who_knows_the_clean_latent_lands_on_it(
    name: str, noising: Noising, steps: int, dice: torch.Generator
) -> None:
    clean = torch.randn(SHAPE, generator=dice, dtype=torch.float64)
    levels = levels_for(SAMPLERS[name], noising, steps)
    start = torch.randn(SHAPE, generator=dice, dtype=torch.float64) * levels[0].size
    walk = list(SAMPLERS[name].walk(lambda latent, level: clean, start, levels, dice_of(1)))
    torch.testing.assert_close(walk[-1].latent, clean, rtol=0, atol=1e-9)
    assert [step.level for step in walk] == levels[:-1]
    assert [step.after for step in walk] == levels[1:]
    assert all(step.clean is clean for step in walk)


@pytest.mark.parametrize("noising", NOISINGS.values(), ids=NOISINGS)
@pytest.mark.parametrize("name", ["ddim", "euler", "heun", "dpm++2m", "rectified-flow"])
def test_a_fixed_way_keeps_the_noise_it_started_from(
    name: str, noising: Noising, dice: torch.Generator
) -> None:
    """With the clean latent known, every latent is made of it and of the first noise."""
    clean, noise = (torch.randn(SHAPE, generator=dice, dtype=torch.float64) for _ in range(2))
    levels = levels_for(SAMPLERS[name], noising, 8)
    start = levels[0].signal * clean + levels[0].noise * noise
    for step in SAMPLERS[name].walk(lambda latent, level: clean, start, levels, []):
        made = step.after.signal * clean + step.after.noise * noise
        torch.testing.assert_close(step.latent, made, rtol=0, atol=1e-8)


@pytest.mark.parametrize("name", ["ddpm", "euler-ancestral"])
def test_a_random_way_has_as_much_noise_as_its_level_says(name: str, dice: torch.Generator) -> None:
    """Of 100 000 numbers the spread is known to 0.22 %; 2 % off is nine times that."""
    shape = (1, 1, 1, 100_000)
    clean = torch.full(shape, 0.7)
    levels = levels_for(SAMPLERS[name], NOISINGS["Stable Diffusion"], 8)
    start = levels[0].signal * clean + levels[0].noise * torch.randn(shape, generator=dice)
    for step in SAMPLERS[name].walk(lambda latent, level: clean, start, levels, dice_of(5, 1)):
        noise = step.latent - step.after.signal * clean
        assert float(noise.std()) == pytest.approx(step.after.noise, rel=0.02)
        assert abs(float(noise.mean())) <= 0.02 * step.after.noise + 1e-6


def test_ddpm_and_euler_ancestral_are_ddim_with_all_noise_renewed(dice: torch.Generator) -> None:
    levels = levels_for(SAMPLERS["ddpm"], NOISINGS["Stable Diffusion"], 12)
    start = torch.randn(SHAPE, generator=dice)
    denoise = denoiser(net, "epsilon", Conditions(), Guidance())
    wanted = last(samplers.ddim(denoise, start, levels, dice_of(3), eta=1.0))
    torch.testing.assert_close(
        last(samplers.ddpm(denoise, start, levels, dice_of(3))), wanted, rtol=0, atol=1e-4
    )
    wide = [level.exploding() for level in levels]
    ancestral = last(samplers.euler_ancestral(denoise, start / levels[0].signal, wide, dice_of(3)))
    torch.testing.assert_close(ancestral, wanted, rtol=0, atol=1e-4)


@pytest.mark.parametrize("form", [Level.exploding, Level.straight], ids=["exploding", "straight"])
def test_euler_is_ddim_in_another_form(
    form: Callable[[Level], Level], dice: torch.Generator
) -> None:
    levels = levels_for(SAMPLERS["ddim"], NOISINGS["Stable Diffusion"], 12)
    start = torch.randn(SHAPE, generator=dice)
    denoise = denoiser(net, "epsilon", Conditions(), Guidance())
    other = [form(level) for level in levels]
    ours = last(samplers.euler(denoise, start * other[0].size / levels[0].size, other))
    wanted = last(samplers.ddim(denoise, start, levels, []))
    torch.testing.assert_close(ours, wanted, rtol=0, atol=1e-4)


SPREAD, CENTRE = 0.5, 0.3


def gaussian(latent: Tensor, level: Level) -> Tensor:
    """The best estimate where clean latents are normal: known in closed form."""
    share = level.signal * SPREAD**2 / (level.signal**2 * SPREAD**2 + level.noise**2)
    return CENTRE + share * (latent - level.signal * CENTRE)


def error_after(walk: Callable[..., Iterator[Step]], levels: Sequence[Level]) -> float:
    """How far from the exact end of the way, which scales with the spread at each level."""
    start = torch.full((1, 1, 1, 1), 1.7, dtype=torch.float64)
    first, final = levels[0], levels[-1]
    spreads = [math.hypot(level.signal * SPREAD, level.noise) for level in (first, final)]
    exact = final.signal * CENTRE + (start - first.signal * CENTRE) * spreads[1] / spreads[0]
    return float((last(walk(gaussian, start, levels)) - exact).abs())


def smooth_levels(steps: int, form: Callable[[Level], Level]) -> list[Level]:
    """From σ/α 20 down to 0.05 in even steps of its seventh root, as Karras has them."""
    found = []
    for ratio in schedules.karras(20.0, 0.05, steps + 1).tolist():
        size = math.hypot(1, ratio)
        found.append(form(Level(time=0.0, signal=1 / size, noise=ratio / size)))
    return found


def ddim_plain(denoise: Denoise, latent: Tensor, levels: Sequence[Level]) -> Iterator[Step]:
    return samplers.ddim(denoise, latent, levels, [])


@pytest.mark.parametrize(
    ("walk", "form", "order"),
    [
        (samplers.euler, Level.exploding, 1),
        (samplers.euler, Level.straight, 1),
        (ddim_plain, lambda level: level, 1),
        (samplers.heun, Level.exploding, 2),
        (samplers.heun, Level.straight, 2),
        (samplers.dpm_solver_2m, lambda level: level, 2),
    ],
    ids=["euler", "rectified flow", "ddim", "heun", "heun, straight", "dpm++2m"],
)
def test_it_converges_at_its_order(
    walk: Callable[..., Iterator[Step]], form: Callable[[Level], Level], order: int
) -> None:
    coarse, fine = (error_after(walk, smooth_levels(steps, form)) for steps in (100, 200))
    assert math.log2(coarse / fine) == pytest.approx(order, abs=0.2)
    assert fine < 0.01


def test_higher_orders_are_nearer_at_the_same_number_of_looks() -> None:
    looks = 200
    first = error_after(samplers.euler, smooth_levels(looks, Level.exploding))
    second = error_after(samplers.heun, smooth_levels(looks // 2, Level.exploding))
    multistep = error_after(samplers.dpm_solver_2m, smooth_levels(looks, lambda level: level))
    assert second < first / 2
    assert multistep < first / 2


@pytest.mark.parametrize("name", SAMPLERS)
def test_an_item_throws_its_own_dice(name: str, dice: torch.Generator) -> None:
    levels = levels_for(SAMPLERS[name], NOISINGS["Stable Diffusion"], 6)
    start = torch.randn(SHAPE, generator=dice)
    denoise = denoiser(net, "epsilon", Conditions(), Guidance())
    both = last(SAMPLERS[name].walk(denoise, start, levels, dice_of(3)))
    alone = last(SAMPLERS[name].walk(denoise, start[1:], levels, dice_of(3)[1:]))
    assert torch.equal(both[1:], alone)


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_sampler_leaves_what_it_is_given_as_it_was(name: str, dice: torch.Generator) -> None:
    levels = levels_for(SAMPLERS[name], NOISINGS["flow"], 4)
    start = torch.randn(SHAPE, generator=dice)
    kept = start.clone()
    latents = [
        (step.latent, step.latent.clone())
        for step in SAMPLERS[name].walk(gaussian, start, levels, dice_of(3))
    ]
    assert torch.equal(start, kept)
    assert all(torch.equal(now, then) for now, then in latents)


def test_flow_levels_begin_in_noise_alone() -> None:
    assert flow_levels(4)[0] == Level(time=1000.0, signal=0.0, noise=1.0)
