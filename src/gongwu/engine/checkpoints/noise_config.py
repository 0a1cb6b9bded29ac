"""scheduler/scheduler_config.json as data: how a picture model was taught to see noise.

Knows what is written there, not what a noise schedule or a sampler computes from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.diffusers_folder import WRITTEN_AS
from gongwu.engine.checkpoints.files import read_json, write_json
from gongwu.errors import BadInputError

FILE = "scheduler_config.json"

BETA_SCHEDULES = ("linear", "scaled_linear", "squaredcos_cap_v2")
PREDICTIONS = ("epsilon", "v_prediction", "sample", "flow_prediction")
SPACINGS = ("leading", "trailing", "linspace")

FLOW = "FlowMatchEulerDiscreteScheduler"
# What a key that is missing means to each scheduler, where they differ.
DEFAULTS: dict[str, dict[str, Any]] = {
    "DDIMScheduler": {"clip_sample": True, "set_alpha_to_one": True},
    "DDPMScheduler": {"clip_sample": True, "set_alpha_to_one": True},
    "PNDMScheduler": {"set_alpha_to_one": False},
    "EulerDiscreteScheduler": {"timestep_spacing": "linspace"},
    "EulerAncestralDiscreteScheduler": {"timestep_spacing": "linspace"},
    "HeunDiscreteScheduler": {
        "timestep_spacing": "linspace", "beta_start": 0.00085, "beta_end": 0.012,
    },
    "DPMSolverMultistepScheduler": {"timestep_spacing": "linspace"},
    FLOW: {"prediction_type": "flow_prediction"},
}  # fmt: skip

# What a missing key means to the others. Not every scheduler knows these keys, and theirs warn of
# a key they do not know: so none is written that says only this.
USUAL: dict[str, Any] = {
    "use_karras_sigmas": False,
    "rescale_betas_zero_snr": False,
    "set_alpha_to_one": True,
    "clip_sample": False,
    "clip_sample_range": 1.0,
}

# Options that would need another sampler or another schedule.
MUST_BE_OFF = (
    "trained_betas",
    "thresholding",
    "use_exponential_sigmas",
    "use_beta_sigmas",
    "use_lu_lambdas",
    "use_flow_sigmas",
    "use_dynamic_shifting",
    "invert_sigmas",
    "shift_terminal",
    "stochastic_sampling",
)


@dataclass(frozen=True, kw_only=True)
class NoiseConfig:
    """What a picture model's noise was. The defaults are the first diffusion paper's."""

    scheduler: str = "DDPMScheduler"  # the class that diffusers starts its sampling with
    train_steps: int = 1000
    beta_start: float = 0.0001
    beta_end: float = 0.02
    beta_schedule: str = "linear"
    prediction: str = "epsilon"
    timestep_spacing: str = "leading"
    steps_offset: int = 0
    zero_terminal_snr: bool = False
    alpha_ends_at_one: bool = True  # the step after the last has no noise at all (DDIM)
    clip_sample: bool = False  # predicted clean pictures, to ±clip_range
    clip_range: float = 1.0
    karras_sigmas: bool = False
    flow_shift: float = 1.0  # flow only

    def __post_init__(self) -> None:
        for name, value, allowed in (
            ("scheduler", self.scheduler, tuple(DEFAULTS)),
            ("beta_schedule", self.beta_schedule, BETA_SCHEDULES),
            ("prediction", self.prediction, PREDICTIONS),
            ("timestep_spacing", self.timestep_spacing, SPACINGS),
        ):
            _must(value in allowed, name, value,
                  f"one of {', '.join(allowed)}", f"{'、'.join(allowed)} 之一")  # fmt: skip
        _must(1 <= self.train_steps <= 1_000_000, "train_steps", self.train_steps,
              "between 1 and 1,000,000", "1 到 1,000,000 之间的数")  # fmt: skip
        for name in ("beta_start", "beta_end"):
            beta = getattr(self, name)
            _must(0 < beta < 1, name, beta, "between 0 and 1", "0 与 1 之间的数")
        _must(0 <= self.steps_offset < self.train_steps, "steps_offset", self.steps_offset,
              "at least 0 and below train_steps", "不小于 0 且小于 train_steps 的数")  # fmt: skip
        for name in ("clip_range", "flow_shift"):
            value = getattr(self, name)
            _must(0 < value <= 1e6, name, value, "above 0", "大于 0 的数")
        _must((self.scheduler == FLOW) == (self.prediction == "flow_prediction"), "prediction",
              self.prediction, f"flow_prediction with {FLOW} and with no other",
              f"flow_prediction，且只与 {FLOW} 同用")  # fmt: skip


def _must(holds: bool, name: str, value: object, en: str, zh: str) -> None:
    if not holds:
        raise BadInputError(
            en=f"noise: {name}={value!r} must be {en}", zh=f"噪声设置：{name}={value!r} 必须是{zh}"
        )


def load_noise(folder: Path) -> NoiseConfig:
    """The noise of a folder such as MODEL/scheduler."""
    config = Config(read_json(folder / FILE), folder / FILE)
    try:
        return noise_from(config)
    except BadInputError as error:
        if str(config.path) in error.en:
            raise
        raise BadInputError(
            en=f"{config.path}: {error.en}", zh=f"{config.path}：{error.zh}"
        ) from None


def noise_from(config: Config) -> NoiseConfig:
    """The noise that a scheduler_config.json describes; refuses what it cannot say."""
    kind = config.values.get("_class_name")
    config.must(kind in tuple(DEFAULTS), "_class_name", f"one of {', '.join(DEFAULTS)}",
                f"只支持 {'、'.join(DEFAULTS)}")  # fmt: skip
    scheduler = str(kind)
    for key in MUST_BE_OFF:
        config.must(config.values.get(key) in (None, False), key, "leave it out", "请去掉此项")
    said = {key: value for key, value in config.values.items() if value is not None}
    full = Config({**DEFAULTS[scheduler], **said}, config.path)
    return NoiseConfig(
        scheduler=scheduler,
        train_steps=full.whole("num_train_timesteps", 1000),
        beta_start=full.real("beta_start", 0.0001),
        beta_end=full.real("beta_end", 0.02),
        beta_schedule=_word(full, "beta_schedule", "linear"),
        prediction=_word(full, "prediction_type", "epsilon"),
        timestep_spacing=_word(full, "timestep_spacing", "leading"),
        steps_offset=full.whole("steps_offset", 0),
        zero_terminal_snr=full.flag("rescale_betas_zero_snr", USUAL["rescale_betas_zero_snr"]),
        alpha_ends_at_one=full.flag("set_alpha_to_one", USUAL["set_alpha_to_one"]),
        clip_sample=full.flag("clip_sample", USUAL["clip_sample"]),
        clip_range=full.real("clip_sample_range", USUAL["clip_sample_range"]),
        karras_sigmas=full.flag("use_karras_sigmas", USUAL["use_karras_sigmas"]),
        flow_shift=full.real("shift", 1.0),
    )


def _word(config: Config, key: str, default: str) -> str:
    value = config.values.get(key, default)
    if not isinstance(value, str):
        raise config.wrong(key, value, "a word", "字符串")
    return value


def save_noise(noise: NoiseConfig, folder: Path) -> None:
    """Write scheduler_config.json as diffusers reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_json(dict(noise_config_of(noise)), folder / FILE)


def noise_config_of(noise: NoiseConfig) -> Mapping[str, Any]:
    """The scheduler_config.json that says this noise."""
    said = {
        "_class_name": noise.scheduler,
        "_diffusers_version": WRITTEN_AS,
        "num_train_timesteps": noise.train_steps,
        "use_karras_sigmas": noise.karras_sigmas,
        **(_flow(noise) if noise.scheduler == FLOW else _betas(noise)),
    }
    usual = {**USUAL, **DEFAULTS[noise.scheduler]}
    return {key: value for key, value in said.items() if key not in USUAL or value != usual[key]}


def _flow(noise: NoiseConfig) -> dict[str, Any]:
    return {"shift": noise.flow_shift}


def _betas(noise: NoiseConfig) -> dict[str, Any]:
    plms = {"skip_prk_steps": True} if noise.scheduler == "PNDMScheduler" else {}
    return {
        "beta_start": noise.beta_start,
        "beta_end": noise.beta_end,
        "beta_schedule": noise.beta_schedule,
        "prediction_type": noise.prediction,
        "timestep_spacing": noise.timestep_spacing,
        "steps_offset": noise.steps_offset,
        "rescale_betas_zero_snr": noise.zero_terminal_snr,
        "set_alpha_to_one": noise.alpha_ends_at_one,
        "clip_sample": noise.clip_sample,
        "clip_sample_range": noise.clip_range,
        **plms,
    }
