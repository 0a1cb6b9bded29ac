import itertools
from typing import get_args

import pytest
import torch
from torch import nn

from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape
from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.engine.training.settings import ModelKind, Size
from gongwu.engine.training.sizes import SCALES, shape_for, size_for

SIZES: tuple[Size, ...] = get_args(Size)
MODELS: tuple[ModelKind, ...] = get_args(ModelKind)


def parameters(model: ModelKind, size: Size) -> int:
    """How many, embeddings and head aside; counted without making them."""
    shape = shape_for(model, size, vocabulary=1000, context=64)
    net: nn.Module
    with torch.device("meta"):
        if isinstance(shape, GRUShape):
            net = GRU(shape)
        elif isinstance(shape, DecoderShape):
            net = Decoder(shape)
        else:
            net = EncoderDecoder(shape)
    return sum(
        weight.numel()
        for name, weight in net.named_parameters()
        if not name.startswith(("embedding.", "head."))
    )


def test_every_size_has_a_scale() -> None:
    assert set(SCALES) == set(SIZES)


@pytest.mark.parametrize("model", MODELS)
def test_a_larger_size_is_a_larger_net(model: ModelKind) -> None:
    """Or the same one: a GRU of "base" has a second layer, of "small" a wider first."""
    counts = [parameters(model, size) for size in ("tiny", "small", "base", "large")]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] / 10


@pytest.mark.parametrize(
    ("size", "millions"), [("tiny", 0.9), ("small", 4.9), ("base", 11), ("large", 85)]
)
def test_a_decoder_is_as_large_as_its_comment_says(size: Size, millions: float) -> None:
    assert parameters("decoder", size) / 1e6 == pytest.approx(millions, rel=0.1)


@pytest.mark.parametrize(("model", "size"), list(itertools.product(MODELS, SIZES)), ids=str)
def test_vocabulary_and_context_are_those_of_the_text(model: ModelKind, size: Size) -> None:
    shape = shape_for(model, size, vocabulary=321, context=77)
    assert (shape.vocabulary, shape.context) == (321, 77)
    if isinstance(shape, DecoderShape | EncoderDecoderShape):
        assert shape.heads * shape.head_width == shape.width


def test_a_longer_text_feeds_a_larger_net() -> None:
    sizes = [size_for(characters) for characters in (1, 499_999, 500_000, 19_999_999, 20_000_000)]
    assert sizes == ["tiny", "tiny", "small", "small", "base"]
