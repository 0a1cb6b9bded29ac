"""A folder's scheduler_config.json as what a sampler needs: noise, its levels, and a default."""

from gongwu.engine.checkpoints.noise_config import FLOW, NoiseConfig
from gongwu.engine.inference.denoising import schedules
from gongwu.engine.inference.denoising.levels import SPACINGS, Spacing
from gongwu.engine.inference.denoising.plans import Diffusion, Flow, Noising
from gongwu.engine.inference.denoising.predictions import Prediction
from gongwu.engine.nets.noise_schedule import cosine

PREDICTIONS: dict[str, Prediction] = {
    "epsilon": "epsilon",
    "v_prediction": "v",
    "sample": "sample",
    "flow_prediction": "flow",
}

SPACING_OF: dict[str, Spacing] = {name: name for name in SPACINGS}

SCHEDULES = {
    "linear": schedules.linear,
    "scaled_linear": schedules.scaled_linear,
}

# The sampler that a folder asks for. PNDM is not among ours: DDIM visits the same levels.
SAMPLER_OF = {
    "DDPMScheduler": "ddpm",
    "DDIMScheduler": "ddim",
    "PNDMScheduler": "ddim",
    "EulerDiscreteScheduler": "euler",
    "EulerAncestralDiscreteScheduler": "euler-ancestral",
    "HeunDiscreteScheduler": "heun",
    "DPMSolverMultistepScheduler": "dpm++2m",
    FLOW: "rectified-flow",
}


def noising_from(config: NoiseConfig) -> Noising:
    """How the model was trained, and which levels its folder says to visit."""
    if config.scheduler == FLOW:
        return Flow(shift=config.flow_shift, trained=config.train_steps)
    alpha_bar = (
        SCHEDULES[config.beta_schedule](config.train_steps, config.beta_start, config.beta_end)
        if config.beta_schedule in SCHEDULES
        else cosine(config.train_steps)
    )
    if config.zero_terminal_snr:
        alpha_bar = schedules.zero_terminal_snr(alpha_bar)
    return Diffusion(
        alpha_bar=alpha_bar,
        prediction=PREDICTIONS[config.prediction],
        spacing="karras" if config.karras_sigmas else SPACING_OF[config.timestep_spacing],
        offset=config.steps_offset,
        ends_clean=config.alpha_ends_at_one,
    )


def limit_from(config: NoiseConfig) -> float | None:
    """The bounds of a clean latent, if it has any: pixels do."""
    return config.clip_range if config.clip_sample else None
