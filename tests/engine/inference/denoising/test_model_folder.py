"""Whole picture models, against diffusers' own pipelines: same folder, same seed, same picture."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from diffusers import (
    AutoencoderKL,
    DDPMPipeline,
    StableDiffusionPipeline,
    UNet2DConditionModel,
    UNet2DModel,
)
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from gongwu.engine.inference.denoising.canvas import to_bytes
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.model_folder import load_painter
from gongwu.errors import BadInputError, NotFoundError

# diffusers' schedulers hand tensors to numpy in a way that torch has not caught up with.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

LETTERS = "abcdefghijklmnopqrstuvwxyz"
STABLE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}

SCHEDULERS: dict[str, dict[str, Any]] = {
    "DDIMScheduler": {"steps_offset": 1, "set_alpha_to_one": False, "clip_sample": False},
    "DDPMScheduler": {"steps_offset": 1, "clip_sample": False},
    "EulerDiscreteScheduler": {"timestep_spacing": "leading", "steps_offset": 1},
    "EulerAncestralDiscreteScheduler": {"timestep_spacing": "leading", "steps_offset": 1},
    "HeunDiscreteScheduler": {"timestep_spacing": "leading", "steps_offset": 1},
    "DPMSolverMultistepScheduler": {"steps_offset": 1, "prediction_type": "v_prediction"},
}


def tokenizer() -> Any:
    tokens = [*LETTERS, *(f"{letter}</w>" for letter in LETTERS), "<|startoftext|>"]
    kind: Any = CLIPTokenizer
    vocabulary = {token: number for number, token in enumerate([*tokens, "<|endoftext|>"])}
    return kind(vocab=vocabulary, merges=[], model_max_length=9)


def text_encoder() -> CLIPTextModel:
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=54, hidden_size=12, intermediate_size=20, num_hidden_layers=2,
            num_attention_heads=3, max_position_embeddings=9, bos_token_id=52, eos_token_id=53,
        )
    )  # fmt: skip


def settle(net: nn.Module, dice: torch.Generator) -> None:
    """Weights under which predictions have about the size of what is read, so that no picture
    is all black and white."""
    with torch.no_grad():
        for name, weight in net.named_parameters():
            if weight.dim() > 1:
                fan_in = weight[0].numel()
                weight.normal_(0, fan_in**-0.5, generator=dice)
            elif name.endswith("bias"):
                weight.uniform_(-0.1, 0.1, generator=dice)


@pytest.fixture
def stable_diffusion(tmp_path: Path, dice: torch.Generator) -> Callable[[str], tuple[Any, Path]]:
    """Their pipeline with a scheduler, and the folder it was saved in."""

    def make(scheduler: str) -> tuple[Any, Path]:
        unet = UNet2DConditionModel(
            sample_size=8, block_out_channels=(8, 16), norm_num_groups=4, cross_attention_dim=12,
            layers_per_block=1, attention_head_dim=2,
            down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
            up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        )  # fmt: skip
        vae = AutoencoderKL(
            block_out_channels=(8, 8), norm_num_groups=4, latent_channels=4, sample_size=16,
            down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        )  # fmt: skip
        encoder = text_encoder()
        for net in (unet, vae, encoder):
            settle(net, dice)
        pipeline = StableDiffusionPipeline(
            vae=vae, text_encoder=encoder, tokenizer=tokenizer(), unet=unet,
            scheduler=getattr(diffusers, scheduler)(**STABLE, **SCHEDULERS[scheduler]),
            safety_checker=None, feature_extractor=None, requires_safety_checker=False,
        )  # fmt: skip
        pipeline.save_pretrained(tmp_path)
        pipeline.set_progress_bar_config(disable=True)
        return pipeline, tmp_path

    return make


def assert_same_picture(ours: Tensor, theirs: Any) -> None:
    """To one of 255 levels, of pictures in which there is something to see."""
    picture = to_bytes(ours).numpy().astype(int)
    expected = (theirs * 255).round().astype(int)
    assert expected.std() > 10
    assert ((expected > 0) & (expected < 255)).mean() > 0.5
    assert np.abs(picture - expected).max() <= 1


@pytest.mark.parametrize("scheduler", SCHEDULERS)
@pytest.mark.parametrize("scale", [1.0, 4.0])
def test_a_stable_diffusion_folder_draws_their_picture(
    scheduler: str, scale: float, stable_diffusion: Callable[[str], tuple[Any, Path]]
) -> None:
    pipeline, folder = stable_diffusion(scheduler)
    words = {"prompt": "red fox", "negative_prompt": "cat"}
    theirs = pipeline(
        **words, height=16, width=24, num_inference_steps=7, guidance_scale=scale,
        generator=torch.Generator().manual_seed(5), output_type="np",
    ).images[0]  # fmt: skip
    drawing = Drawing(
        prompt="red fox", negative="cat", width=24, height=16, steps=7, seed=5,
        guidance=Guidance(scale=scale),
    )  # fmt: skip
    (ours,) = load_painter(folder).draw(drawing)
    assert_same_picture(ours, theirs)


def test_a_pixel_folder_draws_their_picture(tmp_path: Path, dice: torch.Generator) -> None:
    unet = UNet2DModel(
        sample_size=8, block_out_channels=(8, 16), norm_num_groups=4, layers_per_block=1,
        attention_head_dim=4, down_block_types=("DownBlock2D", "AttnDownBlock2D"),
        up_block_types=("AttnUpBlock2D", "UpBlock2D"),
    )  # fmt: skip
    settle(unet, dice)
    scheduler: Any = diffusers.DDPMScheduler
    pipeline: Any = DDPMPipeline(unet, scheduler())
    pipeline.save_pretrained(tmp_path)
    pipeline.set_progress_bar_config(disable=True)
    theirs = pipeline(
        generator=torch.Generator().manual_seed(5), num_inference_steps=9, output_type="np"
    ).images[0]
    (ours,) = load_painter(tmp_path).draw(Drawing(width=8, height=8, steps=9, seed=5))
    assert_same_picture(ours, theirs)


def test_it_draws_in_half_precision(stable_diffusion: Callable[[str], tuple[Any, Path]]) -> None:
    _, folder = stable_diffusion("DDIMScheduler")
    drawing = Drawing(prompt="fox", width=16, height=16, steps=4, guidance=Guidance(scale=3))
    (whole,) = load_painter(folder).draw(drawing)
    (half,) = load_painter(folder, torch.bfloat16).draw(drawing)
    assert half.dtype == torch.float32
    assert 0 < (whole - half).abs().mean() < 0.1


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("unet", "UNet3DConditionModel"),
        ("text_encoder_2", "CLIPTextModelWithProjection"),
        ("vae", "AutoencoderTiny"),
        ("scheduler", "LCMScheduler"),
    ],
)
def test_a_part_that_is_not_read_is_named(
    part: str, kind: str, stable_diffusion: Callable[[str], tuple[Any, Path]]
) -> None:
    _, folder = stable_diffusion("DDIMScheduler")
    path = folder / "model_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(index | {part: ["diffusers", kind]}), encoding="utf-8")
    with pytest.raises(BadInputError, match=kind) as caught:
        load_painter(folder)
    assert str(folder) in caught.value.en
    assert part in caught.value.zh


@pytest.mark.parametrize("part", ["unet", "scheduler"])
def test_a_folder_without_its_heart_is_refused(
    part: str, stable_diffusion: Callable[[str], tuple[Any, Path]]
) -> None:
    _, folder = stable_diffusion("DDIMScheduler")
    path = folder / "model_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(index | {part: [None, None]}), encoding="utf-8")
    with pytest.raises(BadInputError, match=part):
        load_painter(folder)


def test_a_folder_that_is_no_picture_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"model_index\.json"):
        load_painter(tmp_path)


@pytest.fixture
def photo(dice: torch.Generator) -> Tensor:
    return torch.rand(3, 16, 24, generator=dice) * 2 - 1


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_from_a_picture_on_it_draws_theirs(
    scheduler: str, photo: Tensor, stable_diffusion: Callable[[str], tuple[Any, Path]]
) -> None:
    pipeline, folder = stable_diffusion(scheduler)
    painter = load_painter(folder)
    kind: Any = diffusers.StableDiffusionImg2ImgPipeline
    again = kind(**pipeline.components, requires_safety_checker=False)
    again.set_progress_bar_config(disable=True)
    theirs = again(
        # Latents, because theirs would draw them from the autoencoder's distribution.
        image=painter.canvas.encode(photo[None]), prompt="red fox", negative_prompt="cat",
        strength=0.6, num_inference_steps=10, guidance_scale=4.0,
        generator=torch.Generator().manual_seed(5), output_type="np",
    ).images[0]  # fmt: skip
    drawing = Drawing(
        prompt="red fox", negative="cat", width=24, height=16, steps=10, seed=5, initial=photo,
        strength=0.6, guidance=Guidance(scale=4.0),
    )  # fmt: skip
    (ours,) = painter.draw(drawing)
    assert_same_picture(ours, theirs)


# Not DDIM, whose last latent theirs lays the original over without the noise that is left in it.
@pytest.mark.parametrize("scheduler", ["EulerDiscreteScheduler", "DPMSolverMultistepScheduler"])
def test_within_a_mask_it_draws_theirs(
    scheduler: str, photo: Tensor, stable_diffusion: Callable[[str], tuple[Any, Path]]
) -> None:
    """Theirs lays the noised original over each latent; ours knows the kept part when denoising."""
    pipeline, folder = stable_diffusion(scheduler)
    painter = load_painter(folder)
    mask = torch.zeros(16, 24, dtype=torch.bool)
    mask[4:12, 6:20] = True
    kind: Any = diffusers.StableDiffusionInpaintPipeline
    again = kind(**pipeline.components, requires_safety_checker=False)
    again.set_progress_bar_config(disable=True)
    latents = painter.canvas.encode(photo[None])
    theirs = again(
        image=latents, mask_image=mask[None, None].float(), masked_image_latents=latents,
        prompt="red fox", negative_prompt="cat", height=16, width=24,
        strength=0.6, num_inference_steps=10, guidance_scale=4.0,
        generator=torch.Generator().manual_seed(5), output_type="np",
    ).images[0]  # fmt: skip
    drawing = Drawing(
        prompt="red fox", negative="cat", width=24, height=16, steps=10, seed=5, initial=photo,
        mask=mask, strength=0.6, guidance=Guidance(scale=4.0),
    )  # fmt: skip
    *_, last = painter.walk(drawing)
    assert_same_picture(painter.look(last.latent)[0], theirs)
