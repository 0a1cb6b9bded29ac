"""Whatever a config.json of a picture model says, the answer is a shape or a named refusal."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.checkpoints import autoencoders, noise_config, unets
from gongwu.engine.checkpoints.config import Config
from gongwu.errors import BadInputError

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
ANYTHING = PLAIN | st.lists(PLAIN, max_size=4) | st.dictionaries(st.text(max_size=3), PLAIN)

UNET = (*unets.ONLY, *unets.READ.split())
CODER = (*autoencoders.ONLY, *autoencoders.READ.split())
NOISE = (
    "num_train_timesteps", "beta_start", "beta_end", "beta_schedule", "prediction_type", "shift",
    "timestep_spacing", "steps_offset", *noise_config.USUAL, *noise_config.MUST_BE_OFF,
)  # fmt: skip
READERS: dict[str, tuple[Callable[[Config], Any], tuple[str, ...]]] = {
    "UNet2DConditionModel": (lambda config: unets.shape_from(config, set()), UNET),
    "UNet2DModel": (lambda config: unets.shape_from(config, set()), UNET),
    "AutoencoderKL": (lambda config: autoencoders.shape_from(config, set()), CODER),
    "VQModel": (lambda config: autoencoders.quantizer_shape_from(config, set()), CODER),
    "DDIMScheduler": (noise_config.noise_from, NOISE),
    noise_config.FLOW: (noise_config.noise_from, NOISE),
}


@given(data=st.data(), kind=st.sampled_from(sorted(READERS)))
def test_any_config_is_read_or_refused(data: st.DataObject, kind: str) -> None:
    read, keys = READERS[kind]
    said = data.draw(st.dictionaries(st.sampled_from(keys), ANYTHING, max_size=3))
    # One in a few has no class, or something else in its place.
    config = {"_class_name": data.draw(st.just(kind) | ANYTHING), **json.loads(json.dumps(said))}
    with suppress(BadInputError):
        read(Config(config, Path("config.json")))


@given(data=st.data())
def test_what_is_no_whole_number_never_passes_for_one(data: st.DataObject) -> None:
    value = data.draw(ANYTHING)
    config = Config({"_class_name": "UNet2DModel", "layers_per_block": value}, Path("config.json"))
    try:
        shape = unets.shape_from(config, set())
    except BadInputError:
        assert not (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 32)
    else:
        assert shape.layers == (2 if value is None else value)
