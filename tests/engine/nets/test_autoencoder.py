"""Laws of the KL autoencoder; its numbers are held against diffusers' in checkpoints/."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.distributions import Normal, kl_divergence

from gongwu.engine.checkpoints.autoencoders import shape_from
from gongwu.engine.checkpoints.config import Config
from gongwu.engine.nets.autoencoder import (
    Autoencoder,
    AutoencoderShape,
    divergence,
    draw_latent,
)
from gongwu.errors import BadInputError

SHAPE = AutoencoderShape(channels=3, latent_channels=5, widths=(8, 16, 24), layers=1, groups=4)

CLOSE: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-5}


@pytest.fixture
def net(shake: Callable[[nn.Module], None]) -> Autoencoder:
    made = Autoencoder(SHAPE)
    shake(made)
    return made


@pytest.fixture
def pictures(dice: torch.Generator) -> Tensor:
    return torch.randn(3, 3, 16, 8, generator=dice)


@torch.no_grad()
def test_a_latent_is_as_many_times_smaller_as_the_shape_says(
    net: Autoencoder, pictures: Tensor
) -> None:
    mean, log_variance = net.encode(pictures)
    assert SHAPE.factor == 4
    assert mean.shape == log_variance.shape == (3, 5, 4, 2)
    assert net.decode(mean).shape == pictures.shape


@torch.no_grad()
def test_an_item_of_a_batch_is_what_it_is_alone(net: Autoencoder, pictures: Tensor) -> None:
    mean, _ = net.encode(pictures)
    alone, _ = net.encode(pictures[1:2])
    torch.testing.assert_close(alone, mean[1:2], **CLOSE)
    torch.testing.assert_close(net.decode(mean[1:2]), net.decode(mean)[1:2], **CLOSE)


@torch.no_grad()
def test_what_lies_channels_last_gives_the_same(net: Autoencoder, pictures: Tensor) -> None:
    mean, _ = net.encode(pictures)
    again = net.decode(mean)
    net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    other, _ = net.encode(pictures.to(memory_format=torch.channels_last))
    torch.testing.assert_close(other, mean, **CLOSE)
    decoded = net.decode(mean.to(memory_format=torch.channels_last))
    assert decoded.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(decoded, again, **CLOSE)


def test_every_weight_learns(net: Autoencoder, pictures: Tensor, dice: torch.Generator) -> None:
    mean, log_variance = net.encode(pictures)
    again = net.decode(draw_latent(mean, log_variance, dice))
    (again.square().mean() + divergence(mean, log_variance)).backward()  # type: ignore[no-untyped-call]
    for name, weight in net.named_parameters():
        assert weight.grad is not None, name
        if not name.endswith("attention.key.bias"):  # it shifts every score alike
            assert weight.grad.abs().max() > 0, name


@torch.no_grad()
def test_no_picture_makes_a_spread_that_is_no_number(net: Autoencoder) -> None:
    mean, log_variance = net.encode(torch.full((1, 3, 8, 8), 1e4))
    nn.init.constant_(net.to_latent.get_parameter("bias"), 1e6)
    _, wide = net.encode(torch.zeros(1, 3, 8, 8))
    for part in (mean, log_variance.exp(), wide.exp()):
        assert part.isfinite().all()


def test_latents_are_drawn_with_the_mean_and_spread_that_were_said(
    dice: torch.Generator,
) -> None:
    mean, log_variance = torch.tensor([1.0, -2.0]), torch.tensor([0.0, 2.0])
    drawn = draw_latent(mean.expand(40_000, 2), log_variance.expand(40_000, 2), dice)
    # Six standard errors of a mean of 40,000, spread e at most: one run in 5 · 10^8 fails.
    torch.testing.assert_close(drawn.mean(dim=0), mean, rtol=0, atol=6 * 2.72 / 200)
    torch.testing.assert_close(drawn.var(dim=0).log(), log_variance, rtol=0, atol=0.06)
    assert torch.equal(
        draw_latent(mean, log_variance, torch.Generator().manual_seed(3)),
        draw_latent(mean, log_variance, torch.Generator().manual_seed(3)),
    )


def test_the_divergence_is_that_of_two_normals(dice: torch.Generator) -> None:
    mean, log_variance = torch.randn(2, 3, 5, generator=dice)
    expected = kl_divergence(Normal(mean, (log_variance / 2).exp()), Normal(0.0, 1.0)).mean()
    torch.testing.assert_close(divergence(mean, log_variance), expected)
    assert divergence(torch.zeros(4), torch.zeros(4)) == 0


SD_VAE = {
    "_class_name": "AutoencoderKL", "_diffusers_version": "0.6.0", "act_fn": "silu",
    "block_out_channels": [128, 256, 512, 512], "down_block_types": ["DownEncoderBlock2D"] * 4,
    "in_channels": 3, "latent_channels": 4, "layers_per_block": 2, "norm_num_groups": 32,
    "out_channels": 3, "sample_size": 512, "up_block_types": ["UpDecoderBlock2D"] * 4,
}  # fmt: skip


def test_stable_diffusion_has_its_known_number_of_weights() -> None:
    shape = shape_from(Config(json.loads(json.dumps(SD_VAE)), Path("config.json")), set())
    assert shape == AutoencoderShape(size=512)
    with torch.device("meta"):
        net = Autoencoder(shape)
    assert sum(weight.numel() for weight in net.parameters()) == 83_653_863


@pytest.mark.parametrize(
    "nonsense",
    [
        {"widths": ()},
        {"widths": (8, 18)},
        {"widths": (8,) * 11},
        {"groups": 0},
        {"layers": 0},
        {"layers": 33},
        {"channels": 0},
        {"latent_channels": 0},
        {"scaling": 0.0},
        {"scaling": float("inf")},
        {"scaling": float("nan")},
        {"size": -1},
    ],
)
def test_a_shape_refuses_nonsense_at_birth(nonsense: dict[str, Any]) -> None:
    with pytest.raises(BadInputError) as error:
        replace(SHAPE, **nonsense)
    assert error.value.en.startswith("autoencoder: ")
    assert error.value.zh.startswith("autoencoder：")
