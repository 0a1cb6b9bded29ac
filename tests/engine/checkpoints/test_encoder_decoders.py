"""T5 1.1 and Flan-T5 folders, against transformers in both directions."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import T5Config, T5ForConditionalGeneration

from gongwu.engine.checkpoints import encoder_decoders
from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.folder import load_net, save_net
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape

# Logits of about 5, made of float32 sums in another order: a few dozen roundings of 5 · 6e-8.
TOLERANCE = 1e-4

SIZES: dict[str, Any] = {
    "vocab_size": 23,
    "d_model": 24,
    "d_kv": 6,
    "d_ff": 40,
    "num_layers": 3,
    "num_decoder_layers": 2,
    "num_heads": 5,
    "relative_attention_num_buckets": 12,
    "relative_attention_max_distance": 20,
    "feed_forward_proj": "gated-gelu",
    "decoder_start_token_id": 0,
}
SHAPE = EncoderDecoderShape(
    vocabulary=23,
    context=512,
    width=24,
    encoder_layers=3,
    decoder_layers=2,
    heads=5,
    head_width=6,
    hidden=40,
    distance_buckets=12,
    max_distance=20,
)

# Whether the head is the embedding, and whether it reads scaled states.
KINDS = {
    "untied, plain (T5 1.1, Flan)": (False, False),
    "tied, scaled (T5 1.0)": (True, True),
    "tied, plain": (True, False),
    "untied, scaled": (False, True),
}
each_kind = pytest.mark.parametrize(("tied", "scaled"), KINDS.values(), ids=KINDS)


@pytest.fixture
def source(dice: torch.Generator) -> Tensor:
    """Six times longer than the distance beyond which all are far."""
    return torch.randint(23, (2, 130), generator=dice)


@pytest.fixture
def counted() -> Tensor:
    """The second source is shorter by a third."""
    mask = torch.ones(2, 130, dtype=torch.bool)
    mask[1, 85:] = False
    return mask


@pytest.fixture
def target(dice: torch.Generator) -> Tensor:
    return torch.randint(23, (2, 60), generator=dice)


@pytest.fixture
def theirs(shake: Callable[[nn.Module], None]) -> Callable[[bool, bool], Any]:
    """A transformers model with weights worth testing with."""

    def make(tied: bool, scaled: bool) -> Any:
        # Their config takes this word for the scale alone.
        model = T5ForConditionalGeneration(T5Config(**SIZES, tie_word_embeddings=scaled)).eval()
        if not tied:
            model.lm_head.weight = nn.Parameter(torch.empty(23, 24))
        shake(model)
        return model

    return make


@pytest.fixture
def assert_same_logits(
    source: Tensor, target: Tensor, counted: Tensor
) -> Callable[[nn.Module, Any], None]:
    """With the source's padding masked."""

    @torch.no_grad()
    def compare(ours: nn.Module, theirs: Any) -> None:
        expected = theirs(
            input_ids=source, attention_mask=counted.long(), decoder_input_ids=target
        ).logits
        assert expected.std() > 0.2  # otherwise agreeing would be easy
        torch.testing.assert_close(ours(source, target, counted), expected, rtol=0, atol=TOLERANCE)

    return compare


def loaded_by_them(folder: Path, **settings: Any) -> Any:
    """Their model of a folder; every tensor must have found its place."""
    model, report = T5ForConditionalGeneration.from_pretrained(
        folder, output_loading_info=True, **settings
    )
    assert not any(report.values()), report
    return model


@each_kind
def test_their_folder_gives_their_logits(
    tied: bool,
    scaled: bool,
    theirs: Callable[[bool, bool], Any],
    assert_same_logits: Callable[[nn.Module, Any], None],
    tmp_path: Path,
) -> None:
    model = theirs(tied, scaled)
    model.save_pretrained(tmp_path)
    net = load_net(tmp_path)
    assert isinstance(net, EncoderDecoder)
    assert net.shape == replace(SHAPE, tied=tied, scaled=scaled)
    assert_same_logits(net, model)


@each_kind
def test_our_folder_gives_our_logits(
    tied: bool,
    scaled: bool,
    shake: Callable[[nn.Module], None],
    assert_same_logits: Callable[[nn.Module, Any], None],
    tmp_path: Path,
) -> None:
    net = EncoderDecoder(replace(SHAPE, tied=tied, scaled=scaled))
    shake(net)
    save_net(net, tmp_path)
    model = loaded_by_them(tmp_path)
    assert model.config.decoder_start_token_id == 0
    assert_same_logits(net, model)


def test_flan_as_transformers_4_wrote_it(
    theirs: Callable[[bool, bool], Any],
    assert_same_logits: Callable[[nn.Module, Any], None],
    tmp_path: Path,
) -> None:
    """`tie_word_embeddings: false` meant a head of its own, and no scale."""
    model = theirs(False, False)
    model.save_pretrained(tmp_path)
    path = tmp_path / "config.json"
    config = json.loads(path.read_text())
    for key in ("scale_decoder_outputs", "dtype", "is_gated_act", "dense_act_fn"):
        config.pop(key, None)
    path.write_text(json.dumps({**config, "tie_word_embeddings": False, "torch_dtype": "float32"}))
    weights = tmp_path / "model.safetensors"
    tensors = load_file(weights)
    tensors["encoder.embed_tokens.weight"] = tensors["shared.weight"].clone()
    tensors["decoder.embed_tokens.weight"] = tensors["shared.weight"].clone()
    save_file(tensors, weights, metadata={"format": "pt"})

    net = load_net(tmp_path)
    assert net.shape == SHAPE
    assert_same_logits(net, model)
    assert_same_logits(net, loaded_by_them(tmp_path))


def test_shards_go_both_ways(
    theirs: Callable[[bool, bool], Any],
    assert_same_logits: Callable[[nn.Module, Any], None],
    tmp_path: Path,
) -> None:
    model = theirs(False, False)
    model.save_pretrained(tmp_path / "theirs", max_shard_size="30KB")
    assert len(list((tmp_path / "theirs").glob("model-*-of-*.safetensors"))) > 2
    net = load_net(tmp_path / "theirs")
    assert_same_logits(net, model)

    save_net(net, tmp_path / "ours", shard_bytes=30_000)
    assert len(list((tmp_path / "ours").glob("model-*-of-*.safetensors"))) > 2
    assert_same_logits(net, loaded_by_them(tmp_path / "ours"))


@pytest.mark.parametrize("stored", [torch.bfloat16, torch.float16], ids=str)
def test_narrow_weights_go_both_ways(
    stored: torch.dtype,
    theirs: Callable[[bool, bool], Any],
    assert_same_logits: Callable[[nn.Module, Any], None],
    tmp_path: Path,
) -> None:
    theirs(False, False).to(stored).save_pretrained(tmp_path / "theirs")
    wide = load_net(tmp_path / "theirs", torch.float32)
    assert_same_logits(wide, loaded_by_them(tmp_path / "theirs", dtype=torch.float32))

    save_net(wide, tmp_path / "ours", stored)
    assert_same_logits(wide, loaded_by_them(tmp_path / "ours", dtype=torch.float32))


def test_the_decoder_is_as_deep_as_the_encoder_where_nothing_is_said(
    shake: Callable[[nn.Module], None],
    assert_same_logits: Callable[[nn.Module, Any], None],
    tmp_path: Path,
) -> None:
    net = EncoderDecoder(replace(SHAPE, encoder_layers=2))
    shake(net)
    save_net(net, tmp_path)
    path = tmp_path / "config.json"
    config = json.loads(path.read_text())
    del config["num_decoder_layers"]
    path.write_text(json.dumps(config))
    assert_same_logits(load_net(tmp_path), loaded_by_them(tmp_path))


@settings(deadline=None, max_examples=50)
@given(
    shape=st.builds(
        EncoderDecoderShape,
        vocabulary=st.integers(4, 9),
        context=st.integers(1, 9),
        width=st.integers(1, 9),
        encoder_layers=st.integers(1, 3),
        decoder_layers=st.integers(1, 3),
        heads=st.integers(1, 3),
        head_width=st.integers(1, 5),
        hidden=st.integers(1, 9),
        distance_buckets=st.integers(4, 9),
        max_distance=st.integers(5, 9),
        epsilon=st.floats(0, 1),
        tied=st.booleans(),
        scaled=st.booleans(),
        start_id=st.integers(0, 3),
    )
)
def test_a_config_and_the_names_say_all_of_a_shape(shape: EncoderDecoderShape) -> None:
    with torch.device("meta"):
        net = EncoderDecoder(shape)
    names = {encoder_decoders.their_name(name) for name, _ in net.named_parameters()}
    told = json.loads(json.dumps(encoder_decoders.config_of(net)))
    assert encoder_decoders.shape_from(Config(told, Path("config.json")), names) == shape
