"""Laws of the parts of picture nets."""

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from gongwu.engine.nets import unet_blocks
from gongwu.engine.nets.unet_blocks import Double


def plainly_doubled(net: Double, picture: Tensor) -> Tensor:
    output: Tensor = net.convolution(F.interpolate(picture, scale_factor=2, mode="nearest"))
    return output


@pytest.fixture
def quartered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the picture is too small for it to pay."""
    monkeypatch.setattr(unet_blocks, "QUARTERS_PAY_FROM", 1)


@pytest.mark.usefixtures("quartered")
@given(batch=st.integers(1, 3), height=st.integers(1, 7), width=st.integers(1, 7))
@settings(max_examples=20, deadline=None)
def test_doubling_by_quarters_is_repeating_and_convolving(
    batch: int, height: int, width: int
) -> None:
    dice = torch.Generator().manual_seed(batch + 10 * height + 100 * width)
    net = Double(5)
    picture = torch.randn(batch, 5, height, width, generator=dice)
    torch.testing.assert_close(net(picture), plainly_doubled(net, picture), rtol=1e-5, atol=1e-5)


@pytest.mark.usefixtures("quartered")
@pytest.mark.parametrize("memory", [torch.contiguous_format, torch.channels_last])
def test_doubling_by_quarters_learns_the_same(
    memory: torch.memory_format, shake: Callable[[nn.Module], None], dice: torch.Generator
) -> None:
    net = Double(6)
    shake(net)
    picture = torch.randn(2, 6, 5, 4, generator=dice).contiguous(memory_format=memory)
    picture.requires_grad_()
    slope = torch.randn(2, 6, 10, 8, generator=dice)
    read = [picture, *net.parameters()]
    found = torch.autograd.grad(net(picture), read, slope)
    expected = torch.autograd.grad(plainly_doubled(net, picture), read, slope)
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-4)


@torch.no_grad()
def test_both_ways_of_doubling_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large pictures by quarters; small ones, and odd sizes, as they are written down."""
    taken: list[tuple[int, ...]] = []

    def spy(picture: Tensor, *_: object) -> Tensor:
        taken.append(tuple(picture.shape))
        return picture

    monkeypatch.setattr(unet_blocks, "_by_quarters", spy)
    net = Double(4)
    for shape, size in (((1, 4, 32, 32), None), ((2, 4, 16, 16), (32, 32)),
                        ((1, 4, 8, 8), None), ((1, 4, 32, 32), (63, 64))):  # fmt: skip
        net(torch.zeros(shape), size)
    assert taken == [(1, 4, 32, 32), (2, 4, 16, 16)]


@torch.no_grad()
def test_in_bfloat16_quarters_are_as_near_as_the_plain_way(
    shake: Callable[[nn.Module], None], dice: torch.Generator
) -> None:
    net = Double(16)
    shake(net)
    picture = torch.randn(1, 16, 32, 32, generator=dice).bfloat16()
    exact = plainly_doubled(net.bfloat16().float(), picture.float())
    net.bfloat16()
    plain = (plainly_doubled(net, picture).float() - exact).square().mean()
    quartered = (net(picture).float() - exact).square().mean()
    assert quartered < 2 * plain
