"""CLIP's text Transformer, by itself; its agreement with transformers is in the folders' tests."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.nets.text_encoder import (
    TextEncoder,
    TextEncoderShape,
    quick_gelu,
    with_the_whole,
)
from gongwu.errors import BadInputError

SHAPE = TextEncoderShape(vocabulary=19, context=12, width=20, layers=2, heads=4, hidden=28)


@pytest.fixture
def encoder(shake: Callable[[nn.Module], None]) -> TextEncoder:
    net = TextEncoder(SHAPE).eval()
    shake(net)
    return net


@pytest.fixture
def ids(dice: torch.Generator) -> Tensor:
    return torch.randint(19, (2, 12), generator=dice)


def test_the_future_cannot_change_the_past(encoder: TextEncoder, ids: Tensor) -> None:
    other = ids.clone()
    other[:, -1] = (other[:, -1] + 1) % 19
    torch.testing.assert_close(encoder(other)[:, :-1], encoder(ids)[:, :-1], rtol=0, atol=1e-5)
    assert not torch.allclose(encoder(other)[:, -1], encoder(ids)[:, -1], atol=0.1)


def test_the_same_word_elsewhere_reads_differently(encoder: TextEncoder) -> None:
    states = encoder(torch.full((1, 12), 7))
    assert not torch.allclose(states[:, 0], states[:, 1], atol=0.1)


def test_a_shorter_prompt_is_the_start_of_a_longer_one(encoder: TextEncoder, ids: Tensor) -> None:
    torch.testing.assert_close(encoder(ids[:, :5]), encoder(ids)[:, :5], rtol=0, atol=1e-5)


def test_it_learns(encoder: TextEncoder, ids: Tensor) -> None:
    """Every weight has a part in the states."""
    encoder(ids).square().mul(torch.arange(20)).sum().backward()
    for name, weight in encoder.named_parameters():
        assert weight.grad is not None, name
        # All scores of a query move alike with the bias of the keys: the softmax does not see it.
        if not name.endswith("key.bias"):
            assert weight.grad.abs().max() > 1e-4, name


def test_quick_gelu_is_close_to_gelu_and_not_the_same() -> None:
    line = torch.linspace(-6, 6, 200)
    apart = (quick_gelu(line) - torch.nn.functional.gelu(line)).abs().max()
    assert 0.01 < apart < 0.03


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("vocabulary", 0),
        ("context", 0),
        ("width", -8),
        ("layers", 0),
        ("heads", 0),
        ("heads", 3),
        ("hidden", 0),
        ("activation", "relu"),
        ("epsilon", -1e-5),
        ("epsilon", float("nan")),
    ],
)
def test_nonsense_is_refused_by_name(setting: str, value: Any) -> None:
    with pytest.raises(BadInputError, match=setting) as caught:
        TextEncoderShape(**{"vocabulary": 19, "width": 20, "heads": 4, setting: value})
    assert setting in caught.value.zh


def test_the_whole_is_the_state_of_the_first_end(encoder: TextEncoder) -> None:
    """Whatever stands behind it; the frame may begin with an END too."""
    end, pad = 1, 0
    rows = torch.tensor([[end, 5, 6, end, pad, pad], [end, end, pad, pad, pad, pad]])
    states = encoder(rows)
    read = with_the_whole(states, rows, end)
    assert torch.equal(read[:, :-1], states)
    assert torch.equal(read[:, -1], torch.stack((states[0, 3], states[1, 1])))
    repeated = torch.tensor([[end, 5, 6, end, end, end]])
    assert torch.equal(with_the_whole(encoder(repeated), repeated, end)[:, -1], read[:1, -1])
