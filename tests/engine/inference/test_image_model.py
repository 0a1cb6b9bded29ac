"""A folder as an ImageModel: its makers' defaults, exact repetition, pictures to begin from."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongwu.engine.checkpoints.files import read_json, write_json
from gongwu.engine.checkpoints.noise_config import NoiseConfig
from gongwu.engine.inference import image_model
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.model_folder import load_painter
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.engine.inference.image_model import (
    STEPS,
    EngineImageModel,
    open_image_model,
    picture_of,
)
from gongwu.engine.inference.initial_picture import as_tensor, fitted
from gongwu.errors import BadInputError, FailedError, NoRoomError, NotFoundError
from gongwu.ports import ImageModel, Picture, PictureRequest, PictureStep
from tests.engine.inference.denoising.tiny_painters import Ground
from tests.engine.inference.tiny_picture_models import DIFFUSION, RECTIFIED, SIDE, save_tiny

RED = PictureRequest(prompt="a red apple", steps=3, seed=5)


@pytest.fixture
def model(tmp_path: Path) -> EngineImageModel:
    return open_image_model(save_tiny(tmp_path / "tiny"))


def dots(width: int = SIDE, height: int = SIDE, seed: int = 0) -> Picture:
    """Every pixel another colour."""
    return Picture(
        width=width,
        height=height,
        pixels=np.random.default_rng(seed).integers(0, 256, 3 * width * height, np.uint8).tobytes(),
    )


def halves(width: int = SIDE, height: int = SIDE) -> Picture:
    """Black on the left, white on the right."""
    rows = np.zeros((height, width, 3), np.uint8)
    rows[:, width // 2 :] = 255
    return Picture(width=width, height=height, pixels=rows.tobytes())


def rows_of(picture: Picture) -> np.ndarray:
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


# ---- what its makers would have ----


@pytest.mark.parametrize("ground", ["pixels", "patches", "latents"])
def test_it_draws_at_its_own_size(ground: Ground, tmp_path: Path) -> None:
    model: ImageModel = open_image_model(save_tiny(tmp_path / "tiny", ground))
    (picture,) = model.draw(RED)
    assert (picture.width, picture.height) == (SIDE, SIDE)
    assert len(set(picture.pixels)) > 20  # a picture, not one colour
    assert model.defaults == PictureRequest(
        width=SIDE, height=SIDE, steps=STEPS, guidance=3.0, sampler="dpm++2m"
    )


def test_stable_diffusion_is_guided_as_its_makers_do(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "sd", "latents", pipeline="StableDiffusionPipeline")
    assert open_image_model(folder).defaults.guidance == 7.5


def test_a_model_without_words_is_not_guided_and_refuses_them(tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "mute", reads=False))
    assert not model.reads_prompts
    assert model.defaults.guidance == 1
    assert list(model.draw(PictureRequest(steps=2)))
    with pytest.raises(BadInputError, match="without prompts"):
        next(model.draw(RED))


@pytest.mark.parametrize(
    ("noise", "sampler"),
    [
        (RECTIFIED, "rectified-flow"),
        (replace(DIFFUSION, scheduler="DDPMScheduler"), "dpm++2m"),
        (replace(DIFFUSION, scheduler="EulerDiscreteScheduler"), "euler"),
    ],
)
def test_the_sampler_is_the_folders_if_it_is_good_in_few_steps(
    noise: NoiseConfig, sampler: str, tmp_path: Path
) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny", noise=noise))
    assert model.defaults.sampler == sampler
    assert list(model.draw(RED))


def test_a_request_says_what_the_pipeline_does(tmp_path: Path) -> None:
    """The same picture as from the pipeline itself, told everything by hand."""
    folder = save_tiny(tmp_path / "tiny", "latents")
    drawing = Drawing(
        width=24, height=SIDE, prompt="a red cat", negative="apple", steps=4, sampler="euler",
        guidance=Guidance(scale=2.5, lowest=0.2, highest=5.0), seed=11,
    )  # fmt: skip
    expected = picture_of(next(load_painter(folder).draw(drawing)))
    asked = PictureRequest(
        prompt="a red cat", negative="apple", steps=4, sampler="euler", guidance=2.5,
        guidance_from=0.2, guidance_to=5.0, seed=11, width=24,
    )  # fmt: skip
    assert list(open_image_model(folder).draw(asked)) == [expected]


@pytest.mark.parametrize("quick", [True, False])
def test_in_bfloat16_it_is_nearly_the_same_picture(
    quick: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the UNet is narrowed, and only where the processor is faster so."""
    folder = save_tiny(tmp_path / "tiny", "latents")
    exact = rows_of(next(open_image_model(folder).draw(RED))).astype(int)
    monkeypatch.setattr(image_model, "NARROWED_FROM", 0)
    monkeypatch.setattr(image_model, "_multiplies_bfloat16", lambda: quick)
    model = open_image_model(folder)
    assert isinstance(model.painter.net, UNetInUse)
    (dtype,) = {weight.dtype for weight in model.painter.net.unet.parameters()}
    assert dtype == (torch.bfloat16 if quick else torch.float32)
    moved = np.abs(rows_of(next(model.draw(RED))) - exact)
    # Random weights blow an error up more than trained ones: eight bits of 255 levels, guided.
    assert moved.mean() < (5 if quick else 1e-9)


# ---- the same again ----


def test_any_item_can_be_drawn_again_alone(model: EngineImageModel) -> None:
    together = list(model.draw(replace(RED, count=3)))
    alone = [next(model.draw(replace(RED, seed=RED.seed + k))) for k in range(3)]
    assert together == alone
    assert len({picture.pixels for picture in together}) == 3


def test_the_prompt_and_the_negative_prompt_matter(model: EngineImageModel) -> None:
    drawn = [
        next(model.draw(asked)).pixels
        for asked in (RED, replace(RED, prompt="a red cat"), replace(RED, negative="cat"))
    ]
    assert len(set(drawn)) == 3


def test_a_negative_prompt_without_guidance_is_refused(model: EngineImageModel) -> None:
    with pytest.raises(BadInputError, match="negative"):
        next(model.draw(replace(RED, negative="cat", guidance=1.0)))


def test_the_weights_are_known_by_their_content_alone(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "tiny")
    said = open_image_model(folder).weights_sha256
    lines = "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("text_encoder/model.safetensors", "unet/diffusion_pytorch_model.safetensors")
    )
    assert said == hashlib.sha256(lines.encode()).hexdigest()
    assert open_image_model(folder.rename(tmp_path / "other")).weights_sha256 == said
    save_tiny(tmp_path / "other", weight=0.5)
    assert open_image_model(tmp_path / "other").weights_sha256 != said


# ---- watching ----


def test_every_step_is_told_and_the_last_look_is_the_picture(model: EngineImageModel) -> None:
    seen: list[PictureStep] = []
    pictures = list(model.draw(replace(RED, count=2), seen.append))
    assert [(step.item, step.step, step.steps) for step in seen] == [
        (item, step, 3) for item in range(2) for step in (1, 2, 3)
    ]
    assert [step.look() for step in seen if step.step == 3] == pictures
    assert seen[0].look() != pictures[0]


def test_a_picture_to_begin_from_shortens_the_way(model: EngineImageModel) -> None:
    seen: list[PictureStep] = []
    asked = replace(RED, steps=8, initial=dots(), strength=0.5)
    list(model.draw(asked, seen.append))
    assert [(step.step, step.steps) for step in seen] == [(n, 4) for n in (1, 2, 3, 4)]


# ---- pictures to begin from ----


def test_less_strength_stays_nearer_to_the_picture(model: EngineImageModel) -> None:
    begun = dots()
    asked = replace(RED, steps=20, initial=begun)
    far = [
        np.abs(rows_of(next(model.draw(replace(asked, strength=s)))) - rows_of(begun).astype(int))
        for s in (0.05, 0.9)
    ]
    assert far[0].mean() < far[1].mean()


@pytest.mark.parametrize("ground", ["patches", "latents"])
def test_what_the_mask_keeps_stays_byte_for_byte(ground: Ground, tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny", ground))
    begun = dots()
    (picture,) = model.draw(replace(RED, initial=begun, mask=halves(), strength=1.0))
    drawn, kept = rows_of(picture), rows_of(begun)
    assert (drawn[:, : SIDE // 2] == kept[:, : SIDE // 2]).all()
    assert (drawn[:, SIDE // 2 :] != kept[:, SIDE // 2 :]).mean() > 0.5


def test_mask_and_picture_are_brought_to_the_size_together(model: EngineImageModel) -> None:
    large, mask = dots(96, 64), halves(96, 64)
    (picture,) = model.draw(replace(RED, initial=large, mask=mask))
    kept = rows_of(fitted(large, SIDE, SIDE))[:, : SIDE // 2]
    assert (rows_of(picture)[:, : SIDE // 2] == kept).all()


def test_a_mask_must_lie_on_its_picture(model: EngineImageModel) -> None:
    with pytest.raises(BadInputError, match=r"20×16 pixels and the picture 16×16"):
        next(model.draw(replace(RED, initial=dots(), mask=halves(20, 16))))
    with pytest.raises(BadInputError, match="--init"):
        next(model.draw(replace(RED, mask=halves())))
    black = Picture(width=SIDE, height=SIDE, pixels=bytes(3 * SIDE * SIDE))
    with pytest.raises(BadInputError, match="no white"):
        next(model.draw(replace(RED, initial=dots(), mask=black)))


@given(width=st.integers(1, 40), height=st.integers(1, 40), seed=st.integers(0, 9))
def test_bytes_to_numbers_and_back_are_the_same_bytes(width: int, height: int, seed: int) -> None:
    picture = dots(width, height, seed)
    assert picture_of(as_tensor(picture, 3)) == picture


@given(width=st.integers(1, 60), height=st.integers(1, 60))
def test_as_much_is_cropped_on_one_side_as_on_the_other(width: int, height: int) -> None:
    """A mirrored picture is brought to the mirrored result; scaling may round by 1."""
    plain = dots(width, height)
    turned = rows_of(plain)[::-1, ::-1].tobytes()
    there = rows_of(fitted(plain, 5, 7))
    back = rows_of(fitted(Picture(width=width, height=height, pixels=turned), 5, 7))[::-1, ::-1]
    assert there.shape == (7, 5, 3)
    assert np.abs(there.astype(int) - back).max() <= 1


def test_grey_is_weighed_as_pillow_weighs_it() -> None:
    grey = rows_of(picture_of(as_tensor(dots(), 1)))
    theirs = np.asarray(Image.fromarray(rows_of(dots())).convert("L"))
    assert (grey == grey[:, :, :1]).all()
    assert np.abs(grey[:, :, 0].astype(int) - theirs).max() <= 1


# ---- bad input ----


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (dict[str, object](width=SIDE + 1), "multiples of 2"),
        (dict[str, object](steps=1001), "steps"),
        (dict[str, object](sampler="dice"), "rectified-flow"),
        (dict[str, object](guidance=float("nan")), "guidance"),
        (dict[str, object](guidance_from=5.0, guidance_to=1.0), "guidance"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    change: dict[str, object], said: str, model: EngineImageModel
) -> None:
    with pytest.raises(BadInputError, match=said):
        next(model.draw(replace(RED, **change)))  # type: ignore[arg-type]


def test_a_picture_that_no_memory_holds_is_refused_at_once(model: EngineImageModel) -> None:
    with pytest.raises(NoRoomError, match="--width"):
        next(model.draw(replace(RED, width=2_000_000, height=2_000_000)))


@pytest.mark.parametrize(
    "fault", [RuntimeError("DefaultCPUAllocator: can't allocate memory"), torch.OutOfMemoryError()]
)
def test_memory_that_runs_out_on_the_way_is_said(
    fault: Exception, model: EngineImageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(*_: object) -> None:
        raise fault

    monkeypatch.setattr(type(model.painter), "walk", run_out)
    with pytest.raises(NoRoomError, match="smaller picture"):
        next(model.draw(RED))


def test_spoilt_weights_are_told(tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny", weight=float("nan")))
    with pytest.raises(FailedError, match="NaN"):
        next(model.draw(RED))


def _without_weights(folder: Path) -> None:
    (folder / "unet" / "diffusion_pytorch_model.safetensors").unlink()


def _cut_weights(folder: Path) -> None:
    path = folder / "unet" / "diffusion_pytorch_model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def _five_colours(folder: Path) -> None:
    path = folder / "model_index.json"
    write_json({**read_json(path), "patch": 1}, path)


@pytest.mark.parametrize("spoil", [_without_weights, _cut_weights, _five_colours])
def test_a_damaged_folder_is_named(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "tiny")
    spoil(folder)
    with pytest.raises((BadInputError, NotFoundError), match=str(folder)):
        open_image_model(folder)
