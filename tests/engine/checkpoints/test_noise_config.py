"""Scheduler folders: what they say of noise, and that diffusers understands what we write."""

import json
from pathlib import Path
from typing import Any

import diffusers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.noise_config import (
    BETA_SCHEDULES,
    DEFAULTS,
    FILE,
    FLOW,
    PREDICTIONS,
    SPACINGS,
    NoiseConfig,
    load_noise,
    noise_config_of,
    noise_from,
    save_noise,
)
from gongwu.errors import BadInputError, NotFoundError

# diffusers' own, with numpy 2.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

BETAS = st.floats(1e-6, 0.5)
WITH_BETAS = st.builds(
    NoiseConfig,
    scheduler=st.sampled_from([name for name in DEFAULTS if name != FLOW]),
    train_steps=st.integers(10, 2000),
    beta_start=BETAS,
    beta_end=BETAS,
    beta_schedule=st.sampled_from(BETA_SCHEDULES),
    prediction=st.sampled_from([name for name in PREDICTIONS if name != "flow_prediction"]),
    timestep_spacing=st.sampled_from(SPACINGS),
    steps_offset=st.integers(0, 9),
    zero_terminal_snr=st.booleans(),
    alpha_ends_at_one=st.booleans(),
    clip_sample=st.booleans(),
    clip_range=st.floats(0.5, 4),
    karras_sigmas=st.booleans(),
)
FLOWING = st.builds(
    NoiseConfig,
    scheduler=st.just(FLOW),
    prediction=st.just("flow_prediction"),
    train_steps=st.integers(1, 2000),
    flow_shift=st.floats(0.1, 20),
    karras_sigmas=st.booleans(),
)


@given(noise=WITH_BETAS | FLOWING)
def test_what_is_written_is_read_again(noise: NoiseConfig) -> None:
    written = json.loads(json.dumps(noise_config_of(noise)))
    assert noise_from(Config(written, Path("scheduler_config.json"))) == noise


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_missing_key_means_what_it_means_to_diffusers(name: str, tmp_path: Path) -> None:
    """Their own defaults written out, and nothing written, are the same noise."""
    getattr(diffusers, name)().save_pretrained(tmp_path)
    said = load_noise(tmp_path)
    (tmp_path / FILE).write_text(json.dumps({"_class_name": name}))
    assert load_noise(tmp_path) == said


@pytest.mark.parametrize("name", DEFAULTS)
def test_diffusers_makes_of_our_file_what_we_said(name: str, tmp_path: Path) -> None:
    if name == FLOW:
        noise = NoiseConfig(
            scheduler=FLOW, prediction="flow_prediction", flow_shift=3.0, train_steps=500
        )
    else:
        usual = DEFAULTS[name]
        noise = NoiseConfig(
            scheduler=name, train_steps=500, beta_start=0.00085, beta_end=0.012,
            beta_schedule="scaled_linear", prediction="v_prediction", steps_offset=1,
            timestep_spacing="trailing", clip_sample=usual.get("clip_sample", False),
            alpha_ends_at_one=usual.get("set_alpha_to_one", True),
        )  # fmt: skip
    save_noise(noise, tmp_path)
    scheduler = getattr(diffusers, name).from_pretrained(tmp_path)
    written = json.loads((tmp_path / FILE).read_text())
    theirs = {key: value for key, value in scheduler.config.items() if key in written}
    assert theirs == written  # each key is one they know, with our value
    scheduler.save_pretrained(tmp_path)
    assert load_noise(tmp_path) == noise


def test_stable_diffusion_files_are_understood(tmp_path: Path) -> None:
    """The keys that 1.5 and 2.1 carry, unknown to their own classes some of them."""
    first: dict[str, Any] = {
        "_class_name": "PNDMScheduler", "_diffusers_version": "0.6.0", "beta_end": 0.012,
        "beta_schedule": "scaled_linear", "beta_start": 0.00085, "num_train_timesteps": 1000,
        "set_alpha_to_one": False, "skip_prk_steps": True, "steps_offset": 1,
        "trained_betas": None, "clip_sample": False,
    }  # fmt: skip
    expected = NoiseConfig(
        scheduler="PNDMScheduler", beta_start=0.00085, beta_end=0.012,
        beta_schedule="scaled_linear", steps_offset=1, alpha_ends_at_one=False,
    )  # fmt: skip
    (tmp_path / FILE).write_text(json.dumps(first))
    assert load_noise(tmp_path) == expected


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_class_name", "KDPM2DiscreteScheduler"),
        ("trained_betas", [0.1, 0.2]),
        ("thresholding", True),
        ("beta_schedule", "sigmoid"),
        ("beta_schedule", 3),
        ("prediction_type", "flow_prediction"),
        ("timestep_spacing", "random"),
        ("num_train_timesteps", 0),
        ("num_train_timesteps", 2**30),
        ("num_train_timesteps", "1000"),
        ("beta_start", 0),
        ("beta_end", 1.5),
        ("beta_end", float("nan")),
        ("steps_offset", -1),
        ("clip_sample", "yes"),
        ("clip_sample_range", 0.0),
    ],
)
def test_what_it_cannot_say_is_refused_with_the_file(key: str, value: Any, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(json.dumps({"_class_name": "DDIMScheduler", key: value}))
    with pytest.raises(BadInputError) as error:
        load_noise(tmp_path)
    for said in (error.value.en, error.value.zh):
        assert str(path) in said
        assert repr(value) in said


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=FILE):
        load_noise(tmp_path)
