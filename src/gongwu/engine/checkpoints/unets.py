"""UNet folders: diffusers' UNet2DConditionModel (Stable Diffusion 1.x and 2.x) and UNet2DModel.

Not read, and said by key: SDXL's added conditions, class embeddings other than a table, middles
and levels of other types, Fourier or learned times. Dropout is not kept: these nets have none.
"""

from pathlib import Path
from typing import Any

import torch

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.diffusers_folder import load_part, must_be, save_part, side, wholes
from gongwu.engine.checkpoints.folder import Family
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.errors import BadInputError

CONDITIONED, UNCONDITIONED = "UNet2DConditionModel", "UNet2DModel"

# Ours, theirs; a part of a name that is not here is the same in both.
THEIRS = {
    "entry": "conv_in",
    "classes": "class_embedding",
    "down_levels": "down_blocks",
    "middle": "mid_block",
    "up_levels": "up_blocks",
    "exit_norm": "conv_norm_out",
    "exit": "conv_out",
    "residuals": "resnets",
    "first_norm": "norm1",
    "first": "conv1",
    "time_shift": "time_emb_proj",
    "second_norm": "norm2",
    "second": "conv2",
    "shortcut": "conv_shortcut",
    "shrink": "downsamplers.0",
    "grow": "upsamplers.0",
    "convolution": "conv",
    "project_in": "proj_in",
    "project_out": "proj_out",
    "blocks": "transformer_blocks",
    "self_norm": "norm1",
    "self_attention": "attn1",
    "condition_norm": "norm2",
    "condition_attention": "attn2",
    "feed_norm": "norm3",
    "feed_forward": "ff.net",
    "up_gate": "0.proj",
    "down": "2",
    "query": "to_q",
    "key": "to_k",
    "value": "to_v",
    "output": "to_out.0",
}
TIME = {
    "time.first": "time_embedding.linear_1",
    "time.second": "time_embedding.linear_2",
    "whole.first": "class_embedding.linear_1",
    "whole.second": "class_embedding.linear_2",
}

# What a level is called: with attention that reads a condition, with attention, with none.
DOWN = {CONDITIONED: "CrossAttnDownBlock2D", UNCONDITIONED: "AttnDownBlock2D"}
UP = {CONDITIONED: "CrossAttnUpBlock2D", UNCONDITIONED: "AttnUpBlock2D"}
PLAIN_DOWN, PLAIN_UP = "DownBlock2D", "UpBlock2D"
MIDDLE = {CONDITIONED: "UNetMidBlock2DCrossAttn", UNCONDITIONED: "UNetMidBlock2D"}

# Options with the only values under which these nets compute the same.
ONLY: dict[str, tuple[Any, ...]] = {
    "act_fn": ("silu", "swish"),
    "addition_embed_type_num_heads": (64,),
    "attention_type": ("default",),
    "class_embed_type": (None, "projection"),
    "conv_in_kernel": (3,),
    "conv_out_kernel": (3,),
    "downsample_type": ("conv",),
    "mid_block_scale_factor": (1,),
    "resnet_out_scale_factor": (1,),
    "resnet_time_scale_shift": ("default", "scale_shift"),
    "time_embedding_type": ("positional",),
    "upsample_type": ("conv",),
}
# Read below, or without effect on what is computed: dropout while not learning, and the width in
# which half-precision nets take their softmax (here always float32).
READ = """
    in_channels out_channels block_out_channels layers_per_block attention_head_dim
    cross_attention_dim transformer_layers_per_block use_linear_projection num_class_embeds
    norm_num_groups norm_eps flip_sin_to_cos freq_shift downsample_padding sample_size
    down_block_types mid_block_type up_block_types add_attention attn_norm_num_groups dropout
    upcast_attention num_train_timesteps projection_class_embeddings_input_dim
"""


def load_unet(folder: Path, dtype: torch.dtype | None = None) -> UNet:
    """The UNet of a folder such as MODEL/unet, in evaluation mode; see `load_part`."""
    net = load_part(folder, FAMILY, dtype)
    assert isinstance(net, UNet)
    return net


def save_unet(net: UNet, folder: Path, dtype: torch.dtype | None = None) -> None:
    """Write a UNet's config.json and weights as diffusers reads them."""
    save_part(net, FAMILY, folder, dtype)


def their_name(ours: str) -> str:
    """`down_levels.0.residuals.1.first.weight` -> `down_blocks.0.resnets.1.conv1.weight`."""
    part, kind = ours.rsplit(".", 1)
    if part in TIME:
        return f"{TIME[part]}.{kind}"
    # The attention of a level without condition is a module of ours within, not of theirs.
    names = [THEIRS.get(name, name) for name in part.split(".") if name != "attention"]
    return ".".join((*names, kind))


def shape_from(config: Config, _names: set[str]) -> UNetShape:
    """The shape a config.json describes; refuses what the net would compute differently."""
    kind = config.values.get("_class_name")
    config.must(kind in tuple(MIDDLE), "_class_name",
                f"only {CONDITIONED} and {UNCONDITIONED}",
                f"只支持 {CONDITIONED} 与 {UNCONDITIONED}")  # fmt: skip
    must_be(config, ONLY, READ.split())
    middle = config.values.get("mid_block_type", MIDDLE[str(kind)])
    config.must(middle == MIDDLE[str(kind)], "mid_block_type",
                f"only {MIDDLE[str(kind)]}", f"只支持 {MIDDLE[str(kind)]}")  # fmt: skip
    parts = _conditioned(config) if kind == CONDITIONED else _unconditioned(config)
    return UNetShape(
        **parts,
        layers=config.whole("layers_per_block", 2),
        classes=_classes(config),
        groups=config.whole("norm_num_groups", 32),
        epsilon=config.real("norm_eps", 1e-5),
        time_scales=config.values.get("resnet_time_scale_shift") == "scale_shift",
        cosine_first=config.flag("flip_sin_to_cos", True),
        frequency_shift=config.whole("freq_shift", 0),
        downsample_padding=config.whole("downsample_padding", 1),
        size=side(config),
    )


def _conditioned(config: Config) -> dict[str, Any]:
    """What UNet2DConditionModel says in its own way. `attention_head_dim`, whatever its name,
    is how many heads there are."""
    widths = wholes(config, "block_out_channels", (320, 640, 1280, 1280))
    attended = _attended_levels(config, CONDITIONED, len(widths))
    if isinstance(config.values.get("attention_head_dim"), list):
        heads = wholes(config, "attention_head_dim", ())
    else:
        heads = (config.whole("attention_head_dim", 8),) * len(widths)
    config.must(len(heads) == len(widths) and all(each > 0 for each in heads),
                "attention_head_dim", "a number above 0 for each width",
                "每个宽度各一个大于 0 的数")  # fmt: skip
    return {
        "channels_in": config.whole("in_channels", 4),
        "channels_out": config.whole("out_channels", 4),
        "widths": widths,
        "heads": tuple(a if b else 0 for a, b in zip(heads, attended, strict=True)),
        "middle_heads": heads[-1],
        "condition": config.whole("cross_attention_dim", 1280),
        "transformer_blocks": config.whole("transformer_layers_per_block", 1),
        "linear_projections": config.flag("use_linear_projection", False),
        "whole": _whole(config),
    }


def _unconditioned(config: Config) -> dict[str, Any]:
    """What UNet2DModel says in its own way. `attention_head_dim` is a head's width, and null
    one head of all."""
    widths = wholes(config, "block_out_channels", (224, 448, 672, 896))
    attended = _attended_levels(config, UNCONDITIONED, len(widths))
    middle = config.flag("add_attention", True)
    if config.values.get("attention_head_dim", 8) is None:
        counts = (1,) * len(widths)
    else:
        width = config.whole("attention_head_dim", 8)
        looking = [*(a for a, b in zip(widths, attended, strict=True) if b),
                   *widths[-1:] * middle]  # fmt: skip
        config.must(width > 0 and not any(each % width for each in looking), "attention_head_dim",
                    "it must divide every width that has attention",
                    "必须整除每个有注意力的宽度")  # fmt: skip
        counts = tuple(each // width for each in widths)
    _middle_must_be_normed(config, middle)
    return {
        "channels_in": config.whole("in_channels", 3),
        "channels_out": config.whole("out_channels", 3),
        "widths": widths,
        "heads": tuple(a if b else 0 for a, b in zip(counts, attended, strict=True)),
        "middle_heads": counts[-1] if middle else 0,
    }


def _middle_must_be_normed(config: Config, middle: bool) -> None:
    """The middle's attention has a norm of as many groups as the rest; theirs may go without."""
    groups = config.whole("norm_num_groups", 32)
    scaled = config.values.get("resnet_time_scale_shift") == "scale_shift"
    own = config.values.get("attn_norm_num_groups")
    own = groups if own is None and not scaled else own
    config.must(own == groups or not middle, "attn_norm_num_groups",
                f"only norm_num_groups={groups}", f"只支持 norm_num_groups={groups}")  # fmt: skip


def _classes(config: Config) -> int | None:
    wanted = config.values.get("num_class_embeds") is not None
    return config.whole("num_class_embeds") if wanted else None


def _whole(config: Config) -> bool:
    """Whether a vector goes to every residual block; ours is the condition's last place."""
    if config.values.get("class_embed_type") is None:
        return False
    width = config.whole("projection_class_embeddings_input_dim")
    wanted = config.whole("cross_attention_dim", 1280)
    config.must(width == wanted, "projection_class_embeddings_input_dim",
                f"only cross_attention_dim={wanted}",
                f"只支持 cross_attention_dim={wanted}")  # fmt: skip
    return True


def _attended_levels(config: Config, kind: str, count: int) -> list[bool]:
    """Which levels have attention; the way up must mirror the way down."""
    looks, plain = (DOWN[kind], UP[kind]), (PLAIN_DOWN, PLAIN_UP)
    usual = [looks] * 3 + [plain] if kind == CONDITIONED else [plain] + [looks] * 3
    down = config.values.get("down_block_types") or [each[0] for each in usual]
    known = dict((looks, plain))
    fits = isinstance(down, list) and 0 < len(down) == count and all(
        isinstance(each, str) and each in known for each in down
    )  # fmt: skip
    config.must(fits, "down_block_types", f"one of {', '.join(known)} for each width",
                f"每个宽度对应 {'、'.join(known)} 之一")  # fmt: skip
    mirrored = [known[each] for each in reversed(down)]
    up = config.values.get("up_block_types") or [each[1] for each in reversed(usual)]
    config.must(up == mirrored, "up_block_types", f"with down_block_types={down}, only {mirrored}",
                f"down_block_types={down} 时只支持 {mirrored}")  # fmt: skip
    return [each == looks[0] for each in down]


def config_of(net: UNet) -> dict[str, Any]:
    """The config.json that diffusers reads."""
    shape = net.shape
    kind = UNCONDITIONED if shape.condition is None else CONDITIONED
    down = [DOWN[kind] if heads else PLAIN_DOWN for heads in shape.heads]
    up = [UP[kind] if heads else PLAIN_UP for heads in reversed(shape.heads)]
    return {
        "_class_name": kind,
        "sample_size": shape.size,
        "in_channels": shape.channels_in,
        "out_channels": shape.channels_out,
        "block_out_channels": list(shape.widths),
        "layers_per_block": shape.layers,
        "down_block_types": down,
        "mid_block_type": MIDDLE[kind],
        "up_block_types": up,
        "num_class_embeds": shape.classes,
        "norm_num_groups": shape.groups,
        "norm_eps": shape.epsilon,
        "act_fn": "silu",
        "resnet_time_scale_shift": "scale_shift" if shape.time_scales else "default",
        "flip_sin_to_cos": shape.cosine_first,
        "freq_shift": shape.frequency_shift,
        "downsample_padding": shape.downsample_padding,
        **(_condition_config(shape) if kind == CONDITIONED else _plain_config(shape)),
    }


def _condition_config(shape: UNetShape) -> dict[str, Any]:
    # The last number serves the last level and the middle; where there is no attention, any does.
    if shape.heads[-1] not in (0, shape.middle_heads):
        raise _no_folder(shape, "the last level must have as many heads as the middle, or none",
                         "最后一层的头数须与中间层相同，或为 0")  # fmt: skip
    heads = [count or shape.middle_heads for count in (*shape.heads[:-1], shape.middle_heads)]
    return {
        "attention_head_dim": heads[0] if len(set(heads)) == 1 else heads,
        "cross_attention_dim": shape.condition,
        "transformer_layers_per_block": shape.transformer_blocks,
        "use_linear_projection": shape.linear_projections,
        **(
            {
                "class_embed_type": "projection",
                "projection_class_embeddings_input_dim": shape.condition,
            }
            if shape.whole
            else {}
        ),
    }


def _plain_config(shape: UNetShape) -> dict[str, Any]:
    counts = (*shape.heads, shape.middle_heads)
    widths = {
        width // heads
        for width, heads in zip((*shape.widths, shape.widths[-1]), counts, strict=True)
        if heads
    }
    single = all(heads in (0, 1) for heads in counts)
    if not single and len(widths) > 1:
        raise _no_folder(shape, "without a condition all heads must have one width",
                         "没有条件时，所有注意力头的宽度须相同")  # fmt: skip
    return {
        "attention_head_dim": None if single else widths.pop(),
        "add_attention": shape.middle_heads > 0,
        "attn_norm_num_groups": shape.groups,
    }


def _no_folder(shape: UNetShape, en: str, zh: str) -> BadInputError:
    return BadInputError(
        en=f"No folder of diffusers can hold heads={shape.heads} with "
        f"middle_heads={shape.middle_heads}: {en}",
        zh=f"diffusers 的文件夹存不下 heads={shape.heads}、middle_heads={shape.middle_heads}：{zh}",
    )


FAMILY = Family(UNet, shape_from, config_of, their_name)
