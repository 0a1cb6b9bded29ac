"""Autoencoder folders, against diffusers in both directions."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import AutoencoderKL, VQModel
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from gongwu.engine.checkpoints.autoencoders import (
    load_autoencoder,
    load_vector_quantizer,
    save_autoencoder,
    save_vector_quantizer,
)
from gongwu.engine.nets.autoencoder import Autoencoder, AutoencoderShape
from gongwu.engine.nets.vector_quantizer import VectorQuantizer, VectorQuantizerShape
from gongwu.errors import BadInputError

# Latents and pictures of about 1 to 10, made of float32 sums in another order.
TOLERANCE = 1e-5

SIZES: dict[str, Any] = {
    "in_channels": 3,
    "out_channels": 3,
    "block_out_channels": (8, 16, 24),
    "layers_per_block": 2,
    "latent_channels": 5,
    "norm_num_groups": 4,
    "sample_size": 20,
    "down_block_types": ("DownEncoderBlock2D",) * 3,
    "up_block_types": ("UpDecoderBlock2D",) * 3,
}
SHAPE = AutoencoderShape(
    channels=3, latent_channels=5, widths=(8, 16, 24), layers=2, groups=4, size=20
)

# What theirs is told, and the shape that it is here.
PAIRS: dict[str, tuple[dict[str, Any], AutoencoderShape]] = {
    "Stable Diffusion": (SIZES, SHAPE),
    "no attention, other scale": (
        SIZES | {"mid_block_add_attention": False, "scaling_factor": 0.5},
        replace(SHAPE, attention=False, scaling=0.5),
    ),
    "one level, grey": (
        SIZES
        | {"block_out_channels": (8,), "layers_per_block": 1, "in_channels": 1, "out_channels": 1,
           "down_block_types": ("DownEncoderBlock2D",), "up_block_types": ("UpDecoderBlock2D",)},
        replace(SHAPE, widths=(8,), layers=1, channels=1),
    ),
}  # fmt: skip
each_pair = pytest.mark.parametrize(("told", "shape"), PAIRS.values(), ids=PAIRS)


def assert_close(found: Tensor, expected: Tensor) -> None:
    assert expected.std() > 0.1  # otherwise agreeing would be easy
    torch.testing.assert_close(found, expected, rtol=TOLERANCE, atol=TOLERANCE)


@torch.no_grad()
def assert_same_both_ways(ours: Autoencoder, theirs: Any, dice: torch.Generator) -> None:
    pictures = torch.randn(2, ours.shape.channels, 16, 24, generator=dice)
    expected = theirs.encode(pictures).latent_dist
    mean, log_variance = ours.encode(pictures)
    assert_close(mean, expected.mean)
    assert_close(log_variance, expected.logvar)
    latent = torch.randn(mean.shape, generator=dice)
    assert_close(ours.decode(latent), theirs.decode(latent).sample)


@each_pair
def test_their_folder_gives_their_latents_and_pictures(
    told: dict[str, Any],
    shape: AutoencoderShape,
    shake: Callable[[nn.Module], None],
    dice: torch.Generator,
    tmp_path: Path,
) -> None:
    model = AutoencoderKL(**told).eval()
    shake(model)
    model.save_pretrained(tmp_path)
    net = load_autoencoder(tmp_path)
    assert net.shape == shape
    assert_same_both_ways(net, model, dice)


@each_pair
def test_our_folder_gives_our_latents_and_pictures(
    told: dict[str, Any],
    shape: AutoencoderShape,
    shake: Callable[[nn.Module], None],
    dice: torch.Generator,
    tmp_path: Path,
) -> None:
    net = Autoencoder(shape)
    shake(net)
    save_autoencoder(net, tmp_path)
    model, report = AutoencoderKL.from_pretrained(tmp_path, output_loading_info=True)
    assert not any(report.values()), report
    assert {key: model.config[key] for key in told} == {
        key: list(value) if isinstance(value, tuple) else value for key, value in told.items()
    }
    assert_same_both_ways(net, model, dice)


@each_pair
def test_a_folder_gives_back_what_it_was_given(
    told: dict[str, Any], shape: AutoencoderShape, tmp_path: Path
) -> None:
    net = Autoencoder(shape)
    save_autoencoder(net, tmp_path)
    again = load_autoencoder(tmp_path)
    assert again.shape == shape
    for (name, kept), (_, found) in zip(
        net.named_parameters(), again.named_parameters(), strict=True
    ):
        assert torch.equal(kept, found), name


OLD_NAMES = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}


def test_the_old_names_of_attention_are_read(
    shake: Callable[[nn.Module], None], dice: torch.Generator, tmp_path: Path
) -> None:
    """Stable Diffusion 1's own files have them."""
    model = AutoencoderKL(**SIZES).eval()
    shake(model)
    model.save_pretrained(tmp_path)
    path = tmp_path / "diffusion_pytorch_model.safetensors"
    tensors, renamed = load_file(path), 0
    for name in list(tensors):
        for new, old in OLD_NAMES.items():
            if f"attentions.0.{new}." in name:
                tensors[name.replace(new, old)] = tensors.pop(name)
                renamed += 1
    assert renamed == 16
    save_file(tensors, path, metadata={"format": "pt"})
    assert_same_both_ways(load_autoencoder(tmp_path), model, dice)


CODES = VectorQuantizerShape(coder=replace(SHAPE, scaling=0.18215), codes=29, code_width=6)


@torch.no_grad()
def put_codes_among(latent: Tensor, codes: nn.Embedding, dice: torch.Generator) -> None:
    """Codes far from all latents would be drawn never, and any code would do as well."""
    flat = latent.permute(0, 2, 3, 1).flatten(0, 2)
    chosen = torch.randperm(len(flat), generator=dice)[: len(codes.weight)]
    codes.weight.copy_(flat[chosen])


@torch.no_grad()
def assert_same_tokens(ours: VectorQuantizer, theirs: Any, dice: torch.Generator) -> None:
    pictures = torch.randn(2, 3, 16, 24, generator=dice)
    latent = theirs.encode(pictures).latents
    assert_close(ours.latent(pictures), latent)
    _, _, (_, _, expected) = theirs.quantize(latent)
    ids = ours.encode(pictures)
    assert ids.shape == (2, 4, 6)
    assert torch.equal(ids.flatten(), expected)
    assert len(set(ids.flatten().tolist())) > 5
    assert_close(ours.decode(ids), theirs.decode(latent).sample)


@pytest.mark.parametrize("shape", [CODES, replace(CODES, code_width=5)])
def test_vector_quantizers_agree_both_ways(
    shape: VectorQuantizerShape,
    shake: Callable[[nn.Module], None],
    dice: torch.Generator,
    tmp_path: Path,
) -> None:
    width = None if shape.code_width == 5 else shape.code_width
    theirs = VQModel(**SIZES, num_vq_embeddings=29, vq_embed_dim=width).eval()
    shake(theirs)
    pictures = torch.randn(4, 3, 16, 24, generator=dice)
    put_codes_among(theirs.encode(pictures).latents, theirs.quantize.embedding, dice)
    theirs.save_pretrained(tmp_path / "theirs")
    net = load_vector_quantizer(tmp_path / "theirs")
    assert net.shape == shape
    assert_same_tokens(net, theirs, dice)

    ours = VectorQuantizer(shape)
    shake(ours)
    put_codes_among(ours.latent(pictures), ours.codebook.embedding, dice)
    save_vector_quantizer(ours, tmp_path / "ours")
    model, report = VQModel.from_pretrained(tmp_path / "ours", output_loading_info=True)
    assert not any(report.values()), report
    assert_same_tokens(ours, model, dice)
    assert load_vector_quantizer(tmp_path / "ours").shape == shape


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_autoencoder(Autoencoder(SHAPE), tmp_path)
    return tmp_path


REFUSED: dict[str, Any] = {
    "_class_name": "AsymmetricAutoencoderKL",
    "act_fn": "relu",
    "down_block_types": ["AttnDownEncoderBlock2D"] * 3,
    "up_block_types": ["UpDecoderBlock2D"] * 2,
    "out_channels": 4,
    "use_quant_conv": False,
    "use_post_quant_conv": False,
    "shift_factor": 0.1,
    "latents_mean": [0.0],
    "block_out_channels": 8,
    "scaling_factor": "0.18215",
    "layers_per_block": 10**9,
}


@pytest.mark.parametrize(("key", "value"), REFUSED.items(), ids=REFUSED)
def test_what_is_not_supported_is_refused_with_file_and_key(
    folder: Path, key: str, value: Any
) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}))
    with pytest.raises(BadInputError) as error:
        load_autoencoder(folder)
    for said in (error.value.en, error.value.zh):
        assert str(path) in said
        assert (key if key != "layers_per_block" else "layers=") in said


def test_one_kind_is_not_taken_for_the_other(folder: Path) -> None:
    with pytest.raises(BadInputError, match="only VQModel"):
        load_vector_quantizer(folder)


def test_a_tensor_of_another_shape_is_named(folder: Path) -> None:
    path = folder / "diffusion_pytorch_model.safetensors"
    tensors = load_file(path)
    tensors["quant_conv.bias"] = torch.zeros(7)
    save_file(tensors, path)
    with pytest.raises(BadInputError, match=r"quant_conv\.bias has shape \(7,\)"):
        load_autoencoder(folder)
