"""A scheduler_config.json as noise and levels, against the scheduler that diffusers makes of it."""

from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch

from gongwu.engine.checkpoints.noise_config import load_noise
from gongwu.engine.inference.denoising.noising import SAMPLER_OF, limit_from, noising_from
from gongwu.engine.inference.denoising.plans import SAMPLERS, Diffusion, Flow, levels_for
from gongwu.engine.inference.denoising.predictions import PREDICTIONS

# diffusers' schedulers hand tensors to numpy in a way that torch has not caught up with.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("DDIMScheduler", {"beta_schedule": "scaled_linear", "steps_offset": 1}),
    ("DDIMScheduler", {"timestep_spacing": "trailing", "rescale_betas_zero_snr": True,
                       "prediction_type": "v_prediction"}),
    ("DDPMScheduler", {"beta_schedule": "squaredcos_cap_v2", "prediction_type": "sample"}),
    ("EulerDiscreteScheduler", {"timestep_spacing": "trailing"}),
    ("EulerDiscreteScheduler", {"use_karras_sigmas": True, "num_train_timesteps": 500}),
    ("EulerAncestralDiscreteScheduler", {}),
    ("HeunDiscreteScheduler", {"timestep_spacing": "leading"}),
    ("DPMSolverMultistepScheduler", {"steps_offset": 1, "timestep_spacing": "leading"}),
    ("FlowMatchEulerDiscreteScheduler", {"shift": 3.0}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "settings"), SETTINGS)
def test_a_folders_noise_visits_their_times(
    kind: str, settings: dict[str, Any], tmp_path: Path
) -> None:
    theirs = getattr(diffusers, kind)(**settings)
    theirs.save_pretrained(tmp_path)
    config = load_noise(tmp_path)
    noising = noising_from(config)
    if kind.startswith("Flow"):
        theirs.set_timesteps(sigmas=torch.linspace(1, 0.1, 10).tolist())
    else:
        theirs.set_timesteps(10)
    levels = levels_for(SAMPLERS[SAMPLER_OF[kind]], noising, 10)
    ours = torch.tensor([level.time for level in levels[:-1]])
    times = theirs.timesteps.unique_consecutive().float()
    torch.testing.assert_close(ours, times, rtol=1e-5, atol=0.02)
    clips = theirs.config.get("clip_sample")
    assert limit_from(config) == (theirs.config.clip_sample_range if clips else None)
    if isinstance(noising, Diffusion):
        # Nearly noise alone stands for noise alone where theirs would divide by it.
        expected = theirs.alphas_cumprod.double()
        torch.testing.assert_close(noising.alpha_bar, expected, rtol=2e-3, atol=1e-6)


def test_every_scheduler_that_is_read_has_a_sampler() -> None:
    assert set(SAMPLER_OF.values()) <= set(SAMPLERS)


@pytest.mark.parametrize(
    ("prediction", "ours"),
    [("epsilon", "epsilon"), ("v_prediction", "v"), ("sample", "sample")],
)
def test_predictions_keep_their_meaning(prediction: str, ours: str, tmp_path: Path) -> None:
    scheduler: Any = diffusers.DDIMScheduler
    scheduler(prediction_type=prediction).save_pretrained(tmp_path)
    assert noising_from(load_noise(tmp_path)).prediction == ours
    assert ours in PREDICTIONS


def test_flow_keeps_its_shift_and_its_time(tmp_path: Path) -> None:
    scheduler: Any = diffusers.FlowMatchEulerDiscreteScheduler
    scheduler(shift=2.5, num_train_timesteps=700).save_pretrained(tmp_path)
    noising = noising_from(load_noise(tmp_path))
    assert noising == Flow(shift=2.5, trained=700)
    assert noising.prediction == "flow"
