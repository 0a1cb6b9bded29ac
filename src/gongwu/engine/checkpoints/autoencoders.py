"""Autoencoder folders: diffusers' AutoencoderKL (Stable Diffusion 1.x and 2.x) and VQModel."""

from pathlib import Path
from typing import Any

import torch

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.diffusers_folder import load_part, must_be, save_part, side, wholes
from gongwu.engine.checkpoints.folder import Family
from gongwu.engine.checkpoints.unets import THEIRS
from gongwu.engine.nets.autoencoder import Autoencoder, AutoencoderShape
from gongwu.engine.nets.vector_quantizer import VectorQuantizer, VectorQuantizerShape

KL, VQ = "AutoencoderKL", "VQModel"
DOWN, UP = "DownEncoderBlock2D", "UpDecoderBlock2D"

OURS_TO_THEIRS = {
    **THEIRS,
    "to_latent": "quant_conv",
    "from_latent": "post_quant_conv",
    "codebook": "quantize",
}

# Options with the only values under which these nets compute the same.
ONLY: dict[str, tuple[Any, ...]] = {
    "act_fn": ("silu", "swish"),
    "norm_type": ("group",),
    "use_quant_conv": (True,),
    "use_post_quant_conv": (True,),
}
# Read below, or without effect here: the width in which half-precision nets compute.
READ = """
    in_channels out_channels latent_channels block_out_channels layers_per_block norm_num_groups
    mid_block_add_attention scaling_factor sample_size down_block_types up_block_types
    num_vq_embeddings vq_embed_dim force_upcast
"""


def load_autoencoder(folder: Path, dtype: torch.dtype | None = None) -> Autoencoder:
    """The KL autoencoder of a folder such as MODEL/vae, in evaluation mode; see `load_part`."""
    net = load_part(folder, KL_FAMILY, dtype)
    assert isinstance(net, Autoencoder)
    return net


def save_autoencoder(net: Autoencoder, folder: Path, dtype: torch.dtype | None = None) -> None:
    """Write a KL autoencoder's config.json and weights as diffusers reads them."""
    save_part(net, KL_FAMILY, folder, dtype)


def load_vector_quantizer(folder: Path, dtype: torch.dtype | None = None) -> VectorQuantizer:
    """The vector quantizer of a folder, in evaluation mode; see `load_part`."""
    net = load_part(folder, VQ_FAMILY, dtype)
    assert isinstance(net, VectorQuantizer)
    return net


def save_vector_quantizer(
    net: VectorQuantizer, folder: Path, dtype: torch.dtype | None = None
) -> None:
    """Write a vector quantizer's config.json and weights as diffusers reads them."""
    save_part(net, VQ_FAMILY, folder, dtype)


def their_name(ours: str) -> str:
    """`encoder.middle.attentions.0.attention.key.bias` -> `encoder.mid_block.….to_k.bias`."""
    # The attention proper is a module of ours within, not of theirs.
    names = [OURS_TO_THEIRS.get(name, name) for name in ours.split(".") if name != "attention"]
    return ".".join(names)


def shape_from(config: Config, _names: set[str]) -> AutoencoderShape:
    """The shape that an AutoencoderKL's config.json describes."""
    config.must(config.values.get("_class_name") == KL, "_class_name",
                f"only {KL}", f"只支持 {KL}")  # fmt: skip
    must_be(config, ONLY, READ.split())
    return _coder_from(config, latent_channels=4)


def quantizer_shape_from(config: Config, _names: set[str]) -> VectorQuantizerShape:
    """The shape that a VQModel's config.json describes."""
    config.must(config.values.get("_class_name") == VQ, "_class_name",
                f"only {VQ}", f"只支持 {VQ}")  # fmt: skip
    must_be(config, ONLY, READ.split())
    coder = _coder_from(config, latent_channels=3)
    return VectorQuantizerShape(
        coder=coder,
        codes=config.whole("num_vq_embeddings", 256),
        code_width=config.whole("vq_embed_dim", coder.latent_channels),
    )


def _coder_from(config: Config, latent_channels: int) -> AutoencoderShape:
    widths = wholes(config, "block_out_channels", (64,))
    channels = config.whole("in_channels", 3)
    config.must(config.whole("out_channels", 3) == channels, "out_channels",
                "it must be in_channels", "必须与 in_channels 相同")  # fmt: skip
    for key, kind in (("down_block_types", DOWN), ("up_block_types", UP)):
        wanted = [kind] * len(widths)
        config.must(config.values.get(key, [kind]) == wanted, key,
                    f"only {kind}, once for each width", f"只支持每个宽度一个 {kind}")  # fmt: skip
    return AutoencoderShape(
        channels=channels,
        latent_channels=config.whole("latent_channels", latent_channels),
        widths=widths,
        layers=config.whole("layers_per_block", 1),
        groups=config.whole("norm_num_groups", 32),
        attention=config.flag("mid_block_add_attention", True),
        scaling=config.real("scaling_factor", 0.18215),
        size=side(config),
    )


def config_of(net: Autoencoder) -> dict[str, Any]:
    """The config.json that diffusers reads."""
    return {"_class_name": KL, **_coder_config(net.shape)}


def quantizer_config_of(net: VectorQuantizer) -> dict[str, Any]:
    """The config.json that diffusers reads."""
    return {
        "_class_name": VQ,
        **_coder_config(net.shape.coder),
        "num_vq_embeddings": net.shape.codes,
        "vq_embed_dim": net.shape.code_width,
    }


def _coder_config(shape: AutoencoderShape) -> dict[str, Any]:
    levels = len(shape.widths)
    sized = {} if shape.size is None else {"sample_size": shape.size}  # theirs must not be null
    return {
        **sized,
        "in_channels": shape.channels,
        "out_channels": shape.channels,
        "latent_channels": shape.latent_channels,
        "block_out_channels": list(shape.widths),
        "layers_per_block": shape.layers,
        "down_block_types": [DOWN] * levels,
        "up_block_types": [UP] * levels,
        "norm_num_groups": shape.groups,
        "act_fn": "silu",
        "mid_block_add_attention": shape.attention,
        "scaling_factor": shape.scaling,
    }


KL_FAMILY = Family(Autoencoder, shape_from, config_of, their_name)
VQ_FAMILY = Family(VectorQuantizer, quantizer_shape_from, quantizer_config_of, their_name)
