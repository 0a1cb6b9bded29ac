"""Laws of attention over a picture's places."""

from collections.abc import Callable

import pytest
import torch
from torch import nn

from gongwu.engine.nets import picture_attention
from gongwu.engine.nets.picture_attention import (
    ConditionedAttention,
    PlainAttention,
    as_picture,
    places,
    read_from,
)


@pytest.mark.parametrize("memory", [torch.contiguous_format, torch.channels_last])
def test_places_become_the_picture_again(memory: torch.memory_format) -> None:
    picture = torch.arange(2 * 3 * 4 * 5.0).view(2, 3, 4, 5).contiguous(memory_format=memory)
    tokens = places(picture)
    assert tokens.shape == (2, 20, 3)
    assert torch.equal(tokens[1, 7], picture[1, :, 1, 2])
    assert torch.equal(as_picture(tokens, picture), picture)


def test_a_picture_that_lies_channels_last_is_not_copied() -> None:
    picture = torch.zeros(2, 3, 4, 5).contiguous(memory_format=torch.channels_last)
    tokens = places(picture)
    assert tokens.data_ptr() == picture.data_ptr()
    assert as_picture(tokens, picture).data_ptr() == picture.data_ptr()


@torch.no_grad()
def test_linear_and_convolution_around_a_condition_are_one_map(
    shake: Callable[[nn.Module], None], dice: torch.Generator
) -> None:
    linear = ConditionedAttention(12, 3, 10, blocks=2, groups=4, linear=True)
    convolution = ConditionedAttention(12, 3, 10, blocks=2, groups=4, linear=False)
    shake(linear)
    convolution.load_state_dict(
        {
            name: weight[:, :, None, None] if "project" in name and weight.dim() == 2 else weight
            for name, weight in linear.state_dict().items()
        }
    )
    picture = torch.randn(2, 12, 4, 5, generator=dice)
    condition = torch.randn(2, 7, 10, generator=dice)
    expected = linear(picture, linear.keep(condition))
    assert torch.equal(convolution(picture, convolution.keep(condition)), expected)


@torch.no_grad()
def test_places_have_no_order(shake: Callable[[nn.Module], None], dice: torch.Generator) -> None:
    """Attention alone knows no positions: a picture turned round gives the result turned round."""
    attention = PlainAttention(12, 3, groups=4, epsilon=1e-5)
    shake(attention)
    picture = torch.randn(2, 12, 4, 5, generator=dice)
    expected = attention(picture).flip(2, 3)
    assert (expected - picture.flip(2, 3)).abs().max() > 0.1
    torch.testing.assert_close(attention(picture.flip(2, 3)), expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("span", [1, 6, 20])
def test_learning_through_the_weights_is_learning_through_the_fused_kernel(
    span: int, monkeypatch: pytest.MonkeyPatch, dice: torch.Generator
) -> None:
    query = torch.randn(2, 3, 20, 8, generator=dice, requires_grad=True)
    key, value = (torch.randn(2, 3, span, 8, generator=dice, requires_grad=True) for _ in range(2))
    slope = torch.randn(2, 3, 20, 8, generator=dice)
    found = read_from(query, key, value)
    whole = torch.autograd.grad(found, (query, key, value), slope)
    monkeypatch.setattr(picture_attention, "WHOLE_UP_TO", 0)
    expected = read_from(query, key, value)
    fused = torch.autograd.grad(expected, (query, key, value), slope)
    assert type(found.grad_fn) is not type(expected.grad_fn)
    torch.testing.assert_close(found, expected, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(whole, fused, rtol=1e-4, atol=1e-6)
