"""CLIP text encoder folders, against transformers in both directions."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel

from gongwu.engine.checkpoints.text_encoders import load_text_encoder, save_text_encoder
from gongwu.engine.nets.text_encoder import TextEncoder, TextEncoderShape
from gongwu.errors import BadInputError, NotFoundError

SIZES: dict[str, Any] = {
    "vocab_size": 23,
    "hidden_size": 24,
    "intermediate_size": 40,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "max_position_embeddings": 11,
    "bos_token_id": 21,
    "eos_token_id": 22,
}
SHAPE = TextEncoderShape(vocabulary=23, context=11, width=24, layers=3, heads=4, hidden=40)

PAIRS: dict[str, tuple[CLIPTextConfig, TextEncoderShape]] = {
    "Stable Diffusion 1": (CLIPTextConfig(**SIZES), SHAPE),
    "Stable Diffusion 2": (
        CLIPTextConfig(**SIZES, hidden_act="gelu"),
        replace(SHAPE, activation="gelu"),
    ),
    "coarse epsilon": (CLIPTextConfig(**SIZES, layer_norm_eps=0.05), replace(SHAPE, epsilon=0.05)),
}
each_pair = pytest.mark.parametrize(("config", "shape"), PAIRS.values(), ids=PAIRS)


@pytest.fixture
def ids(dice: torch.Generator) -> Tensor:
    return torch.randint(23, (2, 11), generator=dice)


@pytest.fixture
def theirs(shake: Callable[[nn.Module], None]) -> Callable[[CLIPTextConfig], CLIPTextModel]:
    """A transformers model with weights worth testing with."""

    def make(config: CLIPTextConfig) -> CLIPTextModel:
        model = CLIPTextModel(config).eval()
        shake(model)
        return model

    return make


@torch.no_grad()
def assert_same_states(ours: TextEncoder, theirs: Any, ids: Tensor) -> None:
    expected = theirs(input_ids=ids).last_hidden_state
    assert expected.std() > 0.5  # otherwise agreeing would be easy
    torch.testing.assert_close(ours(ids), expected, rtol=0, atol=1e-5)


@each_pair
def test_their_folder_gives_their_states(
    config: CLIPTextConfig,
    shape: TextEncoderShape,
    theirs: Callable[[CLIPTextConfig], CLIPTextModel],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    model = theirs(config)
    model.save_pretrained(tmp_path)
    net = load_text_encoder(tmp_path)
    assert net.shape == shape
    assert_same_states(net, model, ids)
    assert_same_states(net, model, ids[:, :7])


@each_pair
@torch.no_grad()
def test_our_folder_gives_our_states(
    config: CLIPTextConfig,
    shape: TextEncoderShape,
    shake: Callable[[nn.Module], None],
    ids: Tensor,
    tmp_path: Path,
) -> None:
    net = TextEncoder(shape).eval()
    shake(net)
    save_text_encoder(net, tmp_path)
    model, report = CLIPTextModel.from_pretrained(tmp_path, output_loading_info=True)
    assert not any(report.values()), report
    assert_same_states(net, model.eval(), ids)
    again = load_text_encoder(tmp_path)
    assert again.shape == shape
    torch.testing.assert_close(again(ids), net(ids), rtol=0, atol=0)


def test_names_and_numbers_of_older_writers_are_read(
    theirs: Callable[[CLIPTextConfig], CLIPTextModel], ids: Tensor, tmp_path: Path
) -> None:
    """transformers 4 wrote `text_model.…`, and before that the positions as a weight."""
    model = theirs(PAIRS["Stable Diffusion 1"][0])
    model.save_pretrained(tmp_path)
    weights = load_file(tmp_path / "model.safetensors")
    older = {f"text_model.{name}": tensor for name, tensor in weights.items()}
    older["text_model.embeddings.position_ids"] = torch.arange(11)[None]
    save_file(older, tmp_path / "model.safetensors", metadata={"format": "pt"})
    assert_same_states(load_text_encoder(tmp_path), model, ids)


def test_it_is_kept_in_the_precision_asked_for(
    shake: Callable[[nn.Module], None], tmp_path: Path
) -> None:
    net = TextEncoder(SHAPE)
    shake(net)
    save_text_encoder(net, tmp_path, torch.bfloat16)
    assert load_text_encoder(tmp_path).norm.weight.dtype == torch.bfloat16
    assert load_text_encoder(tmp_path, torch.float32).norm.weight.dtype == torch.float32


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("model_type", "clip"),
        ("model_type", None),
        ("architectures", ["CLIPTextModelWithProjection"]),
        ("hidden_act", "relu"),
        ("num_attention_heads", 5),
        ("num_hidden_layers", 2),
        ("num_hidden_layers", 4),
        ("num_hidden_layers", 10**9),
        ("hidden_size", "wide"),
        ("vocab_size", 24),
        ("layer_norm_eps", -1.0),
    ],
)
def test_a_config_that_does_not_fit_is_refused_with_the_folder_named(
    key: str, value: object, tmp_path: Path
) -> None:
    save_text_encoder(TextEncoder(SHAPE), tmp_path)
    path = tmp_path / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(config | {key: value}), encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        load_text_encoder(tmp_path)
    assert str(tmp_path) in caught.value.en
    assert str(tmp_path) in caught.value.zh


def test_a_projection_is_not_silently_left_out(tmp_path: Path) -> None:
    save_text_encoder(TextEncoder(SHAPE), tmp_path)
    weights = load_file(tmp_path / "model.safetensors")
    weights["text_projection.weight"] = torch.zeros(24, 24)
    save_file(weights, tmp_path / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(BadInputError, match="text_projection"):
        load_text_encoder(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        load_text_encoder(tmp_path / "nowhere")


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    save_text_encoder(TextEncoder(SHAPE), tmp_path)
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(NotFoundError, match=str(tmp_path)):
        load_text_encoder(tmp_path)
