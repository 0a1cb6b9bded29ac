from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from transformers.models.t5.modeling_t5 import T5Attention

from gongwu.engine.nets.encoder_decoder import (
    EncoderDecoder,
    EncoderDecoderShape,
    distance_bucket,
)
from gongwu.errors import BadInputError
from tests.engine.conftest import Notebook

SHAPE = EncoderDecoderShape(
    vocabulary=19,
    context=32,
    width=20,
    encoder_layers=3,
    decoder_layers=2,
    heads=3,
    head_width=6,
    hidden=28,
    distance_buckets=8,
    max_distance=10,
)

# As for the decoder: other sizes of product, a few roundings of 6e-8, through five layers.
assert_close = partial(torch.testing.assert_close, rtol=1e-5, atol=2e-5)


@pytest.fixture
def net(shake: Callable[[nn.Module], None]) -> EncoderDecoder:
    made = EncoderDecoder(SHAPE)
    shake(made)
    return made


@pytest.fixture
def source(dice: torch.Generator) -> Tensor:
    return torch.randint(19, (2, 15), generator=dice)


@pytest.fixture
def counted() -> Tensor:
    """The second source is four tokens shorter."""
    mask = torch.ones(2, 15, dtype=torch.bool)
    mask[1, 11:] = False
    return mask


def test_answering_in_chunks_with_a_memory_is_the_full_pass(
    net: EncoderDecoder, source: Tensor, counted: Tensor, dice: torch.Generator
) -> None:
    target = torch.randint(19, (2, 24), generator=dice)
    whole = net(source, target, counted)
    looked_up = net.decoder.look_up(net.encode(source, counted))

    def read(cuts: list[int]) -> Tensor:
        memory = Notebook()
        chunks = target.tensor_split(cuts, dim=1)
        read = [net.read(chunk, looked_up, counted, memory) for chunk in chunks]
        assert memory.length == 24
        logits: Tensor = net.head(torch.cat(read, dim=1))
        return logits

    assert_close(read(list(range(1, 24))), whole)

    @settings(deadline=None, max_examples=20)
    @given(cuts=st.sets(st.integers(1, 23)))
    def holds(cuts: set[int]) -> None:
        assert_close(read(sorted(cuts)), whole)

    holds()


def test_what_stands_in_the_padding_cannot_change_the_answer(
    net: EncoderDecoder, source: Tensor, counted: Tensor, dice: torch.Generator
) -> None:
    target = torch.randint(19, (2, 6), generator=dice)
    other = torch.where(counted, source, (source + 1) % 19)
    assert torch.equal(net(other, target, counted), net(source, target, counted))


def test_a_padded_source_answers_as_it_does_alone(
    net: EncoderDecoder, source: Tensor, counted: Tensor, dice: torch.Generator
) -> None:
    target = torch.randint(19, (2, 6), generator=dice)
    together = net(source, target, counted)
    assert_close(together[:1], net(source[:1], target[:1]))
    assert_close(together[1:], net(source[1:, :11], target[1:]))


def test_an_empty_source_can_be_learned_from(
    net: EncoderDecoder, source: Tensor, counted: Tensor, dice: torch.Generator
) -> None:
    target = torch.randint(19, (2, 6), generator=dice)
    counted[1] = False
    loss = net.loss(source, counted, target, target)
    loss.backward()  # type: ignore[no-untyped-call]
    assert loss.isfinite()
    for weight in net.parameters():
        assert weight.grad is not None
        assert weight.grad.isfinite().all()


def test_the_whole_source_reaches_every_answer(
    net: EncoderDecoder, source: Tensor, dice: torch.Generator
) -> None:
    target = torch.randint(19, (2, 6), generator=dice)
    answer = net(source, target)
    for place in (0, 14):
        other = source.clone()
        other[:, place] = (other[:, place] + 1) % 19
        assert ((net(other, target) - answer).abs().amax(dim=2) > 1e-4).all()


@pytest.mark.parametrize("both_ways", [True, False], ids=["encoder", "decoder"])
def test_distances_fall_into_the_buckets_of_t5(both_ways: bool) -> None:
    distance = torch.arange(-600, 601)

    @settings(deadline=None, max_examples=50)
    @given(half=st.integers(2, 24), further=st.integers(1, 200))
    def holds(half: int, further: int) -> None:
        buckets, max_distance = 2 * half, half + further
        theirs = T5Attention._relative_position_bucket(distance, both_ways, buckets, max_distance)
        ours = distance_bucket(distance, buckets, max_distance, both_ways)
        assert torch.equal(ours, theirs)
        assert 0 <= int(ours.min()) <= int(ours.max()) < buckets

    holds()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"vocabulary": 0}, "vocabulary=0"),
        ({"encoder_layers": 0}, "encoder_layers=0"),
        ({"decoder_layers": 0}, "decoder_layers=0"),
        ({"head_width": 0}, "head_width=0"),
        ({"distance_buckets": 3}, "distance_buckets=3"),
        ({"max_distance": 4}, "max_distance=4"),
        ({"epsilon": -1.0}, "epsilon=-1.0"),
        ({"start_id": 19}, "start_id=19"),
        ({"start_id": -1}, "start_id=-1"),
    ],
)
def test_a_shape_that_cannot_be_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInputError, match=said) as refused:
        replace(SHAPE, **change)
    assert refused.value.zh != refused.value.en
