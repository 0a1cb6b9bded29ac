"""Text encoder folders: transformers' CLIPTextModel, as Stable Diffusion 1.x and 2.x carry it.

Reads the names of transformers 4 (`text_model.…`) and 5 (without); writes the former, which both
read. Not read: CLIPTextModelWithProjection (SDXL), and whole CLIP models with their picture half.
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.files import read_json, write_json
from gongwu.engine.checkpoints.folder import CONFIG, Family, empty_net, fill_net, shape_in
from gongwu.engine.checkpoints.weights import read_weights, write_weights
from gongwu.engine.nets.text_encoder import ACTIVATIONS, TextEncoder, TextEncoderShape
from gongwu.errors import NotFoundError

FAMILY_NAME = "clip_text_model"
PREFIX = "text_model."

# Ours, theirs. A block's names follow `blocks.{i}.` and `encoder.layers.{i}.`.
OUTER = {
    "embedding": "embeddings.token_embedding",
    "position": "embeddings.position_embedding",
    "norm": "final_layer_norm",
}
INNER = {
    "attention_norm": "layer_norm1",
    "attention.query": "self_attn.q_proj",
    "attention.key": "self_attn.k_proj",
    "attention.value": "self_attn.v_proj",
    "attention.output": "self_attn.out_proj",
    "feed_norm": "layer_norm2",
    "feed_forward.up": "mlp.fc1",
    "feed_forward.down": "mlp.fc2",
}


def load_text_encoder(folder: Path, dtype: torch.dtype | None = None) -> TextEncoder:
    """The text encoder of a folder, in evaluation mode; `dtype` None keeps the stored one.

    Raises NotFoundError without config or weights, BadInputError for another family, a damaged
    file, or tensors that do not fit the config.
    """
    if not folder.is_dir():
        raise NotFoundError(
            en=f"No folder {folder}: a text encoder is a folder with {CONFIG} and weights",
            zh=f"没有文件夹 {folder}：文本编码器应是含 {CONFIG} 与权重的文件夹",
        )
    config = Config(read_json(folder / CONFIG), folder / CONFIG)
    shape = shape_in(config, FAMILY, set())
    weights = _weights(folder)
    net = empty_net(FAMILY, shape, weights, folder)
    assert isinstance(net, TextEncoder)
    fill_net(net, FAMILY, weights, dtype, folder)
    return net.eval()


def save_text_encoder(net: TextEncoder, folder: Path, dtype: torch.dtype | None = None) -> None:
    """Write config.json and the weights; each file whole or not at all."""
    tensors = {
        their_name(name): weight.detach().to(dtype or weight.dtype)
        for name, weight in net.named_parameters()
    }
    kept = str(next(iter(tensors.values())).dtype).removeprefix("torch.")
    folder.mkdir(parents=True, exist_ok=True)
    write_weights(tensors, folder)
    write_json({**config_of(net), "dtype": kept}, folder / CONFIG)


def their_name(ours: str) -> str:
    """`blocks.3.feed_norm.bias` -> `text_model.encoder.layers.3.layer_norm2.bias`."""
    part, kind = ours.rsplit(".", 1)
    if part.startswith("blocks."):
        _, number, inner = part.split(".", 2)
        return f"{PREFIX}encoder.layers.{number}.{INNER[inner]}.{kind}"
    return f"{PREFIX}{OUTER[part]}.{kind}"


def shape_from(config: Config, _names: set[str]) -> TextEncoderShape:
    """The shape a config.json describes; refuses what the net would compute differently."""
    kind = config.values.get("model_type")
    config.must(kind == FAMILY_NAME, "model_type",
                f"a text encoder is a {FAMILY_NAME}", f"文本编码器应是 {FAMILY_NAME}")  # fmt: skip
    projected = "CLIPTextModelWithProjection" in (config.values.get("architectures") or ())
    config.must(not projected, "architectures",
                "only CLIPTextModel (Stable Diffusion 1.x and 2.x)",
                "只支持 CLIPTextModel（Stable Diffusion 1.x 与 2.x）")  # fmt: skip
    activation = config.values.get("hidden_act", "quick_gelu")
    config.must(activation in ACTIVATIONS, "hidden_act",
                "quick_gelu or gelu", "只支持 quick_gelu 与 gelu")  # fmt: skip
    return TextEncoderShape(
        vocabulary=config.whole("vocab_size", 49408),
        context=config.whole("max_position_embeddings", 77),
        width=config.whole("hidden_size", 512),
        layers=config.whole("num_hidden_layers", 12),
        heads=config.whole("num_attention_heads", 8),
        hidden=config.whole("intermediate_size", 2048),
        activation=activation,
        epsilon=config.real("layer_norm_eps", 1e-5),
    )


def config_of(net: TextEncoder) -> dict[str, Any]:
    """The config.json that transformers reads."""
    shape = net.shape
    return {
        "architectures": ["CLIPTextModel"],
        "model_type": FAMILY_NAME,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.context,
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.hidden,
        "hidden_act": shape.activation,
        "layer_norm_eps": shape.epsilon,
    }


FAMILY = Family(TextEncoder, shape_from, config_of, their_name)


def _weights(folder: Path) -> dict[str, Tensor]:
    """A folder's tensors under the longer names, whichever transformers wrote it."""
    return {
        PREFIX + name.removeprefix(PREFIX): tensor
        for name, tensor in read_weights(folder)
        # Older writers store the numbers 0 … 76 as a weight.
        if not name.endswith("embeddings.position_ids")
    }
