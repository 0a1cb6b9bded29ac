"""The index of a picture model's folder, and a whole model in diffusers' hands."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import DDPMPipeline
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.checkpoints.diffusers_folder import (
    INDEX,
    PictureIndex,
    read_index,
    write_index,
)
from gongwu.engine.checkpoints.noise_config import NoiseConfig, save_noise
from gongwu.engine.checkpoints.unets import save_unet
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.errors import BadInputError, NotFoundError

NAMES = st.text("abcdefghijklmnop_2", min_size=1, max_size=8).filter(lambda s: s[0] != "_")


@given(
    index=st.builds(
        PictureIndex, pipeline=NAMES, parts=st.dictionaries(NAMES, st.tuples(NAMES, NAMES))
    )
)
def test_an_index_is_read_as_it_was_written(
    index: PictureIndex, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("model")
    write_index(index, folder)
    assert read_index(folder) == index


def test_parts_left_out_and_flags_are_no_parts(tmp_path: Path) -> None:
    """Stable Diffusion 1.5's index, without its safety checker."""
    said = {
        "_class_name": "StableDiffusionPipeline",
        "_diffusers_version": "0.6.0",
        "requires_safety_checker": True,
        "safety_checker": [None, None],
        "unet": ["diffusers", "UNet2DConditionModel"],
    }
    (tmp_path / INDEX).write_text(json.dumps(said))
    assert read_index(tmp_path) == PictureIndex(
        pipeline="StableDiffusionPipeline", parts={"unet": ("diffusers", "UNet2DConditionModel")}
    )


@pytest.mark.parametrize(
    ("part", "value"),
    [("unet", ["diffusers"]), ("unet", ["diffusers", 3]), ("unet", []),
     ("../unet", ["diffusers", "UNet2DModel"]), ("C:\\unet", ["diffusers", "UNet2DModel"])],
)  # fmt: skip
def test_an_index_that_is_wrong_is_named(part: str, value: Any, tmp_path: Path) -> None:
    (tmp_path / INDEX).write_text(json.dumps({"_class_name": "DDPMPipeline", part: value}))
    with pytest.raises(BadInputError) as error:
        read_index(tmp_path)
    assert str(tmp_path / INDEX) in error.value.en
    assert f"{part}=" in error.value.zh


def test_a_folder_without_an_index_says_what_a_picture_model_is(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="diffusers' layout"):
        read_index(tmp_path)


def test_diffusers_opens_a_whole_model_of_ours_and_draws(tmp_path: Path) -> None:
    shape = UNetShape(
        channels_in=3, channels_out=3, widths=(8, 16), layers=1, heads=(0, 2), middle_heads=2,
        groups=4, size=8,
    )  # fmt: skip
    save_unet(UNet(shape), tmp_path / "unet")
    save_noise(NoiseConfig(train_steps=20), tmp_path / "scheduler")
    parts = {"unet": ("diffusers", "UNet2DModel"), "scheduler": ("diffusers", "DDPMScheduler")}
    write_index(PictureIndex(pipeline="DDPMPipeline", parts=parts), tmp_path)
    pipeline = DDPMPipeline.from_pretrained(tmp_path)
    pipeline.set_progress_bar_config(disable=True)
    drawn = pipeline(
        num_inference_steps=2, output_type="np", generator=torch.Generator().manual_seed(1)
    ).images
    assert drawn.shape == (1, 8, 8, 3)
    assert drawn.std() > 0
