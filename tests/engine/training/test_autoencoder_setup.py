from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.nets.autoencoder import Autoencoder
from gongwu.engine.training.autoencoder_learner import AutoencoderLearner, picture_error
from gongwu.engine.training.autoencoder_setup import (
    FIRST_LOG_VARIANCE,
    autoencoder_shape,
    new_autoencoder,
    standardize,
)


class Sized:
    """Squares of a side, in colour."""

    channels = 3

    def __init__(self, side: int) -> None:
        self.side = side


@pytest.fixture
def net(shake: Callable[[nn.Module], None]) -> Autoencoder:
    made = Autoencoder(autoencoder_shape("tiny", Sized(32)))
    shake(made)
    return made


@pytest.fixture
def pictures(dice: torch.Generator) -> Tensor:
    return torch.rand(6, 3, 32, 32, generator=dice) * 2 - 1


@pytest.mark.parametrize(("side", "factor"), [(64, 4), (112, 4), (128, 8), (256, 8)])
def test_the_net_that_draws_has_from_8_to_32_places_a_side(side: int, factor: int) -> None:
    shape = autoencoder_shape("small", Sized(side))
    assert shape.factor == factor
    assert 8 <= side // shape.factor <= 32


@torch.no_grad()
def test_first_latents_are_all_but_certain(pictures: Tensor) -> None:
    net = new_autoencoder(autoencoder_shape("tiny", Sized(32)), seed=3)
    _, log_variance = net.encode(pictures)
    assert torch.equal(log_variance, torch.full_like(log_variance, FIRST_LOG_VARIANCE))


@torch.no_grad()
def test_standardizing_changes_latents_and_no_picture(net: Autoencoder, pictures: Tensor) -> None:
    """Each channel has its own mean and spread taken out; pictures come back as they did."""
    mean, log_variance = net.encode(pictures)
    before = net.decode(mean)
    standardize(net, mean)
    after, after_log_variance = net.encode(pictures)
    torch.testing.assert_close(after.mean(dim=(0, 2, 3)), torch.zeros(4), atol=1e-5, rtol=0)
    torch.testing.assert_close(after.std(dim=(0, 2, 3)), torch.ones(4), atol=1e-5, rtol=0)
    torch.testing.assert_close(net.decode(after), before, atol=1e-4, rtol=1e-4)
    spread = mean.std(dim=(0, 2, 3))[:, None, None]
    wanted = (log_variance / 2).exp() / spread
    torch.testing.assert_close((after_log_variance / 2).exp(), wanted, atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_a_channel_that_says_nothing_is_not_blown_up(net: Autoencoder, pictures: Tensor) -> None:
    net.to_latent.weight[0] = 0
    mean, _ = net.encode(pictures)
    standardize(net, mean)
    after, _ = net.encode(pictures)
    assert after[:, 0].abs().max() < 1e-2
    assert after.isfinite().all()


def test_a_misplaced_edge_costs_more_than_a_wrong_shade(pictures: Tensor) -> None:
    """The same mean error, as one shade over all or where edges are."""
    shade = torch.full_like(pictures, 0.1)
    edges = torch.zeros_like(pictures)
    edges[..., ::10] = 1.0  # four columns of 32
    edges *= shade.sum() / edges.sum()
    assert edges.abs().mean().item() == pytest.approx(shade.abs().mean().item())
    wrong = picture_error(pictures + shade, pictures)
    assert picture_error(pictures + edges, pictures) > 2 * wrong
    assert wrong.item() == pytest.approx(0.1, rel=1e-4)
    assert picture_error(pictures, pictures) == 0


def test_every_weight_of_the_autoencoder_learns(
    net: Autoencoder, pictures: Tensor, dice: torch.Generator
) -> None:
    noise = torch.randn(6, 4, 8, 8, generator=dice)
    AutoencoderLearner(net).loss(pictures, noise).backward()  # type: ignore[no-untyped-call]
    still = [
        name for name, weight in net.named_parameters()
        if weight.grad is None or not weight.grad.abs().max()
    ]  # fmt: skip
    assert still == []
