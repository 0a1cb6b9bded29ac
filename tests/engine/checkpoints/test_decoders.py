"""Llama, Qwen2 and Qwen3 folders, against transformers in both directions."""

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
from transformers import (
    AutoModelForCausalLM,
    LlamaConfig,
    PreTrainedConfig,
    Qwen2Config,
    Qwen3Config,
)

from gongwu.engine.checkpoints import decoders
from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.folder import load_net, save_net
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.rotary import LinearStretch, Llama3Stretch
from gongwu.errors import BadInputError

# Logits of about 5, made of float32 sums in another order: a few dozen roundings of 5 · 6e-8.
TOLERANCE = 1e-4

LLAMA3 = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 16,
}
LLAMA3_STRETCH = Llama3Stretch(
    factor=8.0, low_frequency_factor=1.0, high_frequency_factor=4.0, original_context=16
)

SIZES: dict[str, Any] = {
    "vocab_size": 23,
    "hidden_size": 24,
    "intermediate_size": 40,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 4,
    "max_position_embeddings": 64,
}
SHAPE = DecoderShape(
    vocabulary=23,
    context=64,
    width=24,
    layers=3,
    heads=4,
    groups=4,
    head_width=6,
    hidden=40,
    tied=False,
)

# What they are told, and the shape that it is here.
PAIRS: dict[str, tuple[PreTrainedConfig, DecoderShape]] = {
    "Llama": (LlamaConfig(**SIZES), SHAPE),
    "Llama, grouped queries": (
        LlamaConfig(**SIZES | {"num_key_value_heads": 2}),
        replace(SHAPE, groups=2),
    ),
    "Llama, one group, tied": (
        LlamaConfig(**SIZES | {"num_key_value_heads": 1}, tie_word_embeddings=True),
        replace(SHAPE, groups=1, tied=True),
    ),
    "Llama, attention bias": (
        LlamaConfig(**SIZES, attention_bias=True),
        replace(SHAPE, query_bias=True, output_bias=True),
    ),
    "Llama, feed-forward bias": (
        LlamaConfig(**SIZES, mlp_bias=True),
        replace(SHAPE, hidden_bias=True),
    ),
    "Llama, wide heads": (LlamaConfig(**SIZES, head_dim=10), replace(SHAPE, head_width=10)),
    "Llama 3 positions": (
        LlamaConfig(**SIZES, rope_parameters={"rope_theta": 500_000.0, **LLAMA3}),
        replace(SHAPE, rotary_base=500_000.0, rotary_stretch=LLAMA3_STRETCH),
    ),
    "Llama, linear positions": (
        LlamaConfig(
            **SIZES, rope_parameters={"rope_theta": 1e4, "rope_type": "linear", "factor": 3.0}
        ),
        replace(SHAPE, rotary_stretch=LinearStretch(factor=3.0)),
    ),
    "Llama, coarse epsilon": (
        LlamaConfig(**SIZES, rms_norm_eps=0.05),
        replace(SHAPE, epsilon=0.05),
    ),
    "Qwen2": (
        Qwen2Config(**SIZES | {"num_key_value_heads": 2}, rope_parameters={"rope_theta": 1e6}),
        replace(SHAPE, groups=2, query_bias=True, rotary_base=1e6),
    ),
    "Qwen2, tied": (
        Qwen2Config(**SIZES, tie_word_embeddings=True),
        replace(SHAPE, query_bias=True, tied=True),
    ),
    "Qwen2, wide heads": (
        Qwen2Config(**SIZES, head_dim=10),
        replace(SHAPE, query_bias=True, head_width=10),
    ),
    "Qwen3": (
        Qwen3Config(**SIZES | {"num_key_value_heads": 2}, head_dim=16),
        replace(SHAPE, groups=2, head_width=16, normed_queries=True),
    ),
    "Qwen3, tied, attention bias": (
        Qwen3Config(**SIZES, head_dim=6, attention_bias=True, tie_word_embeddings=True),
        replace(SHAPE, normed_queries=True, query_bias=True, output_bias=True, tied=True),
    ),
}
each_pair = pytest.mark.parametrize(("config", "shape"), PAIRS.values(), ids=PAIRS)


@pytest.fixture
def ids(dice: torch.Generator) -> Tensor:
    """Longer than the old context of the Llama 3 stretch, and than three linear periods."""
    return torch.randint(23, (2, 50), generator=dice)


@pytest.fixture
def theirs(shake: Callable[[nn.Module], None]) -> Callable[[PreTrainedConfig], Any]:
    """A transformers model with weights worth testing with."""

    def make(config: PreTrainedConfig) -> Any:
        model = AutoModelForCausalLM.from_config(config).eval()
        shake(model)
        return model

    return make


@torch.no_grad()
def assert_same_logits(ours: nn.Module, theirs: Any, ids: Tensor) -> None:
    expected = theirs(input_ids=ids).logits
    assert expected.std() > 0.5  # otherwise agreeing would be easy
    torch.testing.assert_close(ours(ids), expected, rtol=0, atol=TOLERANCE)


def loaded_by_them(folder: Path, **settings: Any) -> Any:
    """Their model of a folder; every tensor must have found its place."""
    model, report = AutoModelForCausalLM.from_pretrained(
        folder, output_loading_info=True, **settings
    )
    assert not any(report.values()), report
    return model


@each_pair
def test_their_folder_gives_their_logits(
    config: PreTrainedConfig,
    shape: DecoderShape,
    theirs: Callable[[PreTrainedConfig], Any],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    model = theirs(config)
    model.save_pretrained(tmp_path)
    net = load_net(tmp_path)
    assert isinstance(net, Decoder)
    assert net.shape == shape
    assert_same_logits(net, model, ids)


@each_pair
def test_our_folder_gives_our_logits(
    config: PreTrainedConfig,
    shape: DecoderShape,
    shake: Callable[[nn.Module], None],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    net = Decoder(shape)
    shake(net)
    save_net(net, tmp_path)
    model = loaded_by_them(tmp_path)
    assert type(model.config) is type(config)
    assert_same_logits(net, model, ids)


def saved_as_before(model: Any, folder: Path, changes: dict[str, Any]) -> None:
    """Their folder with the config.json that transformers 4 wrote."""
    model.save_pretrained(folder)
    path = folder / "config.json"
    config = json.loads(path.read_text())
    del config["rope_parameters"], config["dtype"]
    path.write_text(json.dumps({**config, "torch_dtype": "float32", **changes}))


@pytest.mark.parametrize(
    ("rope_parameters", "changes"),
    [
        ({"rope_type": "default", "rope_theta": 5e5}, {"rope_theta": 5e5}),
        (
            {"rope_type": "default", "rope_theta": 5e5},
            {"rope_theta": 500_000, "rope_scaling": None},
        ),
        ({"rope_type": "default", "rope_theta": 1e4}, {}),
        (
            {"rope_type": "linear", "rope_theta": 1e4, "factor": 3.0},
            {"rope_theta": 1e4, "rope_scaling": {"type": "linear", "factor": 3.0}},
        ),
        (
            {"rope_theta": 5e5, **LLAMA3},
            {"rope_theta": 5e5, "rope_scaling": LLAMA3},
        ),
    ],
    ids=["base", "no stretch", "nothing said", "linear by its old name", "Llama 3"],
)
def test_a_config_of_transformers_4_is_read_as_they_read_it(
    rope_parameters: dict[str, Any],
    changes: dict[str, Any],
    theirs: Callable[[PreTrainedConfig], Any],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    model = theirs(LlamaConfig(**SIZES, rope_parameters=rope_parameters))
    saved_as_before(model, tmp_path, changes)
    assert_same_logits(load_net(tmp_path), model, ids)
    assert_same_logits(load_net(tmp_path), loaded_by_them(tmp_path), ids)


@pytest.mark.parametrize(
    "config",
    [LlamaConfig(**SIZES), Qwen2Config(**SIZES), Qwen3Config(**SIZES, head_dim=128)],
    ids=["Llama", "Qwen2", "Qwen3, whose heads are 128 wide"],
)
def test_a_bare_config_means_what_it_means_to_them(
    config: PreTrainedConfig,
    theirs: Callable[[PreTrainedConfig], Any],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    """Early configs name few keys: head width, ties, base and epsilon are left out."""
    theirs(config).save_pretrained(tmp_path)
    bare = {"model_type": config.model_type, **SIZES}
    (tmp_path / "config.json").write_text(json.dumps(bare))
    assert_same_logits(load_net(tmp_path), loaded_by_them(tmp_path), ids)


def test_without_groups_each_head_has_its_own(
    theirs: Callable[[PreTrainedConfig], Any], ids: Tensor, tmp_path: Path
) -> None:
    theirs(LlamaConfig(**SIZES)).save_pretrained(tmp_path)
    bare = {"model_type": "llama", **SIZES}
    del bare["num_key_value_heads"]
    (tmp_path / "config.json").write_text(json.dumps(bare))
    assert_same_logits(load_net(tmp_path), loaded_by_them(tmp_path), ids)


@pytest.mark.parametrize("extra", [{"attention_bias": True}, {"mlp_bias": True}])
def test_qwen2_has_no_use_for_the_bias_options_of_llama(
    extra: dict[str, bool],
    theirs: Callable[[PreTrainedConfig], Any],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    """Its queries always have a bias and nothing else ever has, whatever the config says."""
    model = theirs(Qwen2Config(**SIZES, **extra))
    model.save_pretrained(tmp_path)
    assert_same_logits(load_net(tmp_path), model, ids)


def test_copies_that_old_writers_kept_are_passed_over(
    theirs: Callable[[PreTrainedConfig], Any], ids: Tensor, tmp_path: Path
) -> None:
    model = theirs(LlamaConfig(**SIZES, tie_word_embeddings=True))
    model.save_pretrained(tmp_path)
    path = tmp_path / "model.safetensors"
    tensors = load_file(path)
    tensors["lm_head.weight"] = tensors["model.embed_tokens.weight"].clone()
    tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = torch.ones(3)
    save_file(tensors, path)
    assert_same_logits(load_net(tmp_path), model, ids)


def test_a_head_that_is_called_tied_but_differs_is_refused(
    theirs: Callable[[PreTrainedConfig], Any], tmp_path: Path
) -> None:
    """Two readings are possible, so neither is chosen in silence."""
    theirs(LlamaConfig(**SIZES, tie_word_embeddings=False)).save_pretrained(tmp_path)
    path = tmp_path / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "tie_word_embeddings": True}))
    with pytest.raises(BadInputError, match=r"lm_head\.weight.*tie_word_embeddings") as refused:
        load_net(tmp_path)
    assert "tie_word_embeddings" in refused.value.zh


@pytest.mark.parametrize("tied", [False, True], ids=["untied", "tied"])
def test_shards_go_both_ways(
    tied: bool, theirs: Callable[[PreTrainedConfig], Any], ids: Tensor, tmp_path: Path
) -> None:
    model = theirs(LlamaConfig(**SIZES, tie_word_embeddings=tied))
    model.save_pretrained(tmp_path / "theirs", max_shard_size="20KB")
    assert len(list((tmp_path / "theirs").glob("model-*-of-*.safetensors"))) > 2
    net = load_net(tmp_path / "theirs")
    assert_same_logits(net, model, ids)

    save_net(net, tmp_path / "ours", shard_bytes=20_000)
    assert len(list((tmp_path / "ours").glob("model-*-of-*.safetensors"))) > 2
    assert_same_logits(net, loaded_by_them(tmp_path / "ours"), ids)


@pytest.mark.parametrize(
    ("stored", "kept"),
    [(torch.bfloat16, torch.bfloat16), (torch.float16, torch.float32)],
    ids=["bfloat16", "float16"],
)
def test_narrow_weights_go_both_ways(
    stored: torch.dtype,
    kept: torch.dtype,
    theirs: Callable[[PreTrainedConfig], Any],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    model = theirs(LlamaConfig(**SIZES)).to(stored)
    model.save_pretrained(tmp_path / "theirs")
    assert {weight.dtype for weight in load_net(tmp_path / "theirs").parameters()} == {kept}
    wide = load_net(tmp_path / "theirs", torch.float32)
    # Loaded again: `.to` narrowed their rotary frequencies too, which no file holds.
    assert_same_logits(wide, loaded_by_them(tmp_path / "theirs", dtype=torch.float32), ids)

    save_net(wide, tmp_path / "ours", stored)
    assert loaded_by_them(tmp_path / "ours").dtype == stored
    narrowed = load_net(tmp_path / "ours", torch.float32)
    assert_same_logits(narrowed, loaded_by_them(tmp_path / "ours", dtype=torch.float32), ids)


def test_bfloat16_computes_what_theirs_computes(
    theirs: Callable[[PreTrainedConfig], Any], ids: Tensor, tmp_path: Path
) -> None:
    theirs(Qwen3Config(**SIZES, head_dim=6)).to(torch.bfloat16).save_pretrained(tmp_path)
    with torch.no_grad():
        ours = load_net(tmp_path)(ids).double()
        narrow = loaded_by_them(tmp_path)(input_ids=ids).logits.double()
        wide = loaded_by_them(tmp_path, dtype=torch.float64)(input_ids=ids).logits
    # Both round by 2^-9 in dozens of places, in another order; neither may be further from the
    # truth than the other by more than chance.
    assert (ours - wide).norm() < 1.3 * (narrow - wide).norm()


tiny_shapes = st.builds(
    DecoderShape,
    vocabulary=st.integers(1, 9),
    context=st.integers(1, 9),
    width=st.just(12),
    layers=st.integers(1, 2),
    heads=st.sampled_from([2, 4]),
    groups=st.sampled_from([1, 2]),
    head_width=st.sampled_from([2, 8]),
    hidden=st.integers(1, 9),
    rotary_base=st.floats(1, 1e6),
    rotary_stretch=st.sampled_from([None, LinearStretch(factor=2.5), LLAMA3_STRETCH]),
    epsilon=st.floats(0, 1),
    query_bias=st.booleans(),
    output_bias=st.booleans(),
    hidden_bias=st.booleans(),
    normed_queries=st.booleans(),
    tied=st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(shape=tiny_shapes)
def test_a_config_says_all_of_a_shape_or_it_is_not_written(shape: DecoderShape) -> None:
    """What no family has cannot be said in its config: it must not come back as another net."""
    with torch.device("meta"):
        net = Decoder(shape)
    try:
        config = decoders.config_of(net)
    except BadInputError:
        return
    told = json.loads(json.dumps(config))
    assert decoders.shape_from(Config(told, Path("config.json")), set()) == shape


@pytest.mark.parametrize(
    "odd",
    [
        {"output_bias": True},
        {"normed_queries": True, "query_bias": True},
        {"normed_queries": True, "hidden_bias": True},
        {"query_bias": True, "hidden_bias": True},
        {"width": 22},
    ],
    ids=lambda odd: " ".join(odd),
)
def test_a_mixture_that_no_family_has_is_not_saved(odd: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="Llama") as refused:
        save_net(Decoder(replace(SHAPE, **odd)), tmp_path / "model")
    assert "Llama" in refused.value.zh
    assert not (tmp_path / "model").exists()
