"""UNet folders, against diffusers in both directions."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import UNet2DConditionModel, UNet2DModel
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from gongwu.engine.checkpoints.unets import load_unet, save_unet
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.errors import BadInputError, NotFoundError

# Predictions of about 1 to 10, made of float32 sums in another order.
TOLERANCE = 1e-5

SIZES: dict[str, Any] = {
    "sample_size": 11,
    "in_channels": 5,
    "out_channels": 3,
    "block_out_channels": (8, 16, 24, 32),
    "layers_per_block": 2,
    "norm_num_groups": 4,
}
# What the files of Stable Diffusion 1 say, made small; 2's differ in the two last.
SD1: dict[str, Any] = {**SIZES, "cross_attention_dim": 10, "attention_head_dim": 4}
SD2: dict[str, Any] = {
    **SIZES,
    "cross_attention_dim": 10,
    "attention_head_dim": (1, 2, 3, 4),
    "use_linear_projection": True,
}
SHAPE = UNetShape(
    channels_in=5,
    channels_out=3,
    widths=(8, 16, 24, 32),
    layers=2,
    heads=(4, 4, 4, 0),
    middle_heads=4,
    condition=10,
    groups=4,
    size=11,
)
PLAIN = replace(SHAPE, condition=None, heads=(0, 2, 3, 4))

# What they are told, and the shape that it is here.
PAIRS: dict[str, tuple[Callable[[], Any], UNetShape]] = {
    "Stable Diffusion 1": (lambda: UNet2DConditionModel(**SD1), SHAPE),
    "Stable Diffusion 2": (
        lambda: UNet2DConditionModel(**SD2),
        replace(SHAPE, heads=(1, 2, 3, 0), linear_projections=True),
    ),
    "conditioned at the bottom, two blocks, classes": (
        lambda: UNet2DConditionModel(
            **SD1 | {"block_out_channels": (8, 16), "layers_per_block": 1},
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            transformer_layers_per_block=2,
            num_class_embeds=7,
        ),
        replace(SHAPE, widths=(8, 16), layers=1, heads=(0, 4), transformer_blocks=2, classes=7),
    ),
    "conditioned, time scales": (
        lambda: UNet2DConditionModel(**SD1, resnet_time_scale_shift="scale_shift"),
        replace(SHAPE, time_scales=True),
    ),
    "conditioned, the whole said to every block": (
        lambda: UNet2DConditionModel(
            **SD1, class_embed_type="projection", projection_class_embeddings_input_dim=10
        ),
        replace(SHAPE, whole=True),
    ),
    "unconditional": (lambda: UNet2DModel(**SIZES), PLAIN),
    "unconditional, one head, coarse epsilon": (
        lambda: UNet2DModel(**SIZES, attention_head_dim=None, norm_eps=0.05),
        replace(PLAIN, heads=(0, 1, 1, 1), middle_heads=1, epsilon=0.05),
    ),
    "unconditional as the first paper's": (
        lambda: UNet2DModel(
            **SIZES, flip_sin_to_cos=False, freq_shift=1, downsample_padding=0,
            attention_head_dim=4, num_class_embeds=6,
        ),
        replace(
            PLAIN, cosine_first=False, frequency_shift=1, downsample_padding=0,
            heads=(0, 4, 6, 8), middle_heads=8, classes=6,
        ),
    ),
    "unconditional, time scales": (
        lambda: UNet2DModel(
            **SIZES, resnet_time_scale_shift="scale_shift", attn_norm_num_groups=4
        ),
        replace(PLAIN, time_scales=True),
    ),
    "unconditional, no attention": (
        lambda: UNet2DModel(
            **SIZES, add_attention=False, attention_head_dim=None,
            down_block_types=("DownBlock2D",) * 4, up_block_types=("UpBlock2D",) * 4,
        ),
        replace(PLAIN, heads=(0, 0, 0, 0), middle_heads=0),
    ),
}  # fmt: skip
each_pair = pytest.mark.parametrize(("make", "shape"), PAIRS.values(), ids=PAIRS)


@torch.no_grad()
def assert_same_predictions(ours: UNet, theirs: Any, dice: torch.Generator) -> None:
    shape = ours.shape
    picture = torch.randn(2, shape.channels_in, 16, 8, generator=dice)
    time = torch.tensor([3, 777])
    labels = None if shape.classes is None else torch.tensor([shape.classes - 1, 2])
    if shape.condition is None:
        condition = None
        expected = theirs(picture, time, class_labels=labels).sample
    else:
        condition = torch.randn(2, 7, shape.condition, generator=dice)
        labels = condition[:, -1] if shape.whole else labels
        expected = theirs(picture, time, condition, class_labels=labels).sample
    assert expected.std() > 0.2  # otherwise agreeing would be easy
    found = ours(picture, time, condition, labels=None if shape.whole else labels)
    torch.testing.assert_close(found, expected, rtol=TOLERANCE, atol=TOLERANCE)


@each_pair
def test_their_folder_gives_their_predictions(
    make: Callable[[], Any],
    shape: UNetShape,
    shake: Callable[[nn.Module], None],
    dice: torch.Generator,
    tmp_path: Path,
) -> None:
    model = make().eval()
    shake(model)
    model.save_pretrained(tmp_path)
    net = load_unet(tmp_path)
    assert net.shape == shape
    assert_same_predictions(net, model, dice)


@each_pair
def test_our_folder_gives_our_predictions(
    make: Callable[[], Any],
    shape: UNetShape,
    shake: Callable[[nn.Module], None],
    dice: torch.Generator,
    tmp_path: Path,
) -> None:
    net = UNet(shape)
    shake(net)
    save_unet(net, tmp_path)
    theirs = type(make())
    model, report = theirs.from_pretrained(tmp_path, output_loading_info=True)
    assert not any(report.values()), report
    assert_same_predictions(net, model, dice)


@each_pair
def test_a_folder_gives_back_what_it_was_given(
    make: Callable[[], Any], shape: UNetShape, tmp_path: Path
) -> None:
    net = UNet(shape)
    save_unet(net, tmp_path)
    again = load_unet(tmp_path)
    assert again.shape == shape
    assert not again.training
    for (name, kept), (_, found) in zip(
        net.named_parameters(), again.named_parameters(), strict=True
    ):
        assert torch.equal(kept, found), name


def test_the_class_without_condition_still_reads_what_stands_in_no_file(tmp_path: Path) -> None:
    """Keys that are missing mean what they mean to diffusers."""
    for theirs in (UNet2DModel, UNet2DConditionModel):
        with torch.device("meta"):
            net = theirs()
        save_file({}, tmp_path / "diffusion_pytorch_model.safetensors")
        config = {"_class_name": theirs.__name__}
        (tmp_path / "config.json").write_text(json.dumps(config))
        with pytest.raises(BadInputError) as error:
            load_unet(tmp_path)
        assert f"… ({len(net.state_dict())}); not expected: –" in str(error.value)


@pytest.fixture
def folder(shake: Callable[[nn.Module], None], tmp_path: Path) -> Path:
    """A folder of theirs with few weights."""
    model = UNet2DConditionModel(
        **SD1 | {"block_out_channels": (8, 16), "layers_per_block": 1},
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
    )
    shake(model)
    model.save_pretrained(tmp_path)
    return tmp_path


def changed(folder: Path, **changes: Any) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


REFUSED: dict[str, Any] = {
    "_class_name": "UNet3DConditionModel",
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "class_embed_type": "timestep",
    "class_embeddings_concat": True,
    "encoder_hid_dim": 32,
    "encoder_hid_dim_type": "text_proj",
    "only_cross_attention": True,
    "dual_cross_attention": True,
    "center_input_sample": True,
    "time_embedding_type": "fourier",
    "time_embedding_dim": 512,
    "timestep_post_act": "silu",
    "time_cond_proj_dim": 256,
    "act_fn": "gelu",
    "conv_in_kernel": 1,
    "mid_block_type": "UNetMidBlock2DSimpleCrossAttn",
    "mid_block_scale_factor": 1.5,
    "resnet_time_scale_shift": "ada_group",
    "resnet_skip_time_act": True,
    "resnet_out_scale_factor": 2.0,
    "down_block_types": ["SimpleCrossAttnDownBlock2D", "DownBlock2D"],
    "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D"],
    "attention_type": "gated",
    "cross_attention_norm": "layer_norm",
    "reverse_transformer_layers_per_block": [[1]],
    "an_option_of_next_year": 3,
}


@pytest.mark.parametrize(("key", "value"), REFUSED.items(), ids=REFUSED)
def test_what_is_not_supported_is_refused_by_its_key(folder: Path, key: str, value: Any) -> None:
    changed(folder, **{key: value})
    with pytest.raises(BadInputError) as error:
        load_unet(folder)
    for said in (error.value.en, error.value.zh):
        assert f"{key}=" in said
        assert str(folder / "config.json") in said


def test_a_whole_of_another_width_than_the_condition_is_refused(folder: Path) -> None:
    changed(folder, class_embed_type="projection", projection_class_embeddings_input_dim=2816)
    with pytest.raises(BadInputError, match="projection_class_embeddings_input_dim=2816"):
        load_unet(folder)


WRONG: dict[str, tuple[Any, str]] = {
    "layers_per_block": ([1, 1], "layers_per_block"),
    "transformer_layers_per_block": ([1, 2], "transformer_layers_per_block"),
    "cross_attention_dim": ([10, 10], "cross_attention_dim"),
    "attention_head_dim": ([4, 4, 4], "attention_head_dim"),
    "block_out_channels": (["8", 16], "block_out_channels"),
    "norm_num_groups": (3, "groups"),
    "norm_eps": (0.0, "epsilon"),
    "freq_shift": (4, "frequency_shift"),
    "in_channels": (2**31, "in_channels"),
    "sample_size": ([8, 16], "sample_size"),
}


@pytest.mark.parametrize(("key", "wrong"), WRONG.items(), ids=WRONG)
def test_nonsense_in_a_config_is_named(folder: Path, key: str, wrong: tuple[Any, str]) -> None:
    value, named = wrong
    changed(folder, **{key: value})
    with pytest.raises(BadInputError) as error:
        load_unet(folder)
    assert str(folder / "config.json") in error.value.zh
    assert named in error.value.en


@pytest.mark.parametrize(
    ("key", "value"),
    [("layers_per_block", 10**9), ("transformer_layers_per_block", 10**9),
     ("block_out_channels", [2**30, 2**30]), ("cross_attention_dim", 2**30)],
)  # fmt: skip
def test_a_hostile_size_is_refused_before_anything_is_built(
    folder: Path, key: str, value: Any
) -> None:
    changed(folder, **{key: value})
    with pytest.raises(BadInputError, match="must lie between"):
        load_unet(folder)


@pytest.mark.parametrize("harmless", [
    {"dropout": 0.1}, {"upcast_attention": True}, {"_name_or_path": "x"},
    {"num_class_embeds": None},
])  # fmt: skip
def test_what_changes_nothing_is_passed_over(folder: Path, harmless: dict[str, Any]) -> None:
    before = load_unet(folder).shape
    changed(folder, **harmless)
    assert load_unet(folder).shape == before


def test_heads_that_do_not_divide_a_width_are_refused(tmp_path: Path) -> None:
    UNet2DModel(**SIZES).save_pretrained(tmp_path)
    changed(tmp_path, attention_head_dim=9)
    with pytest.raises(BadInputError, match="attention_head_dim"):
        load_unet(tmp_path)


@pytest.mark.parametrize("changes", [
    {"resnet_time_scale_shift": "scale_shift"},  # their middle would have no norm
    {"attn_norm_num_groups": 2},
])  # fmt: skip
def test_a_middle_normed_otherwise_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    UNet2DModel(**SIZES).save_pretrained(tmp_path)
    changed(tmp_path, **changes)
    with pytest.raises(BadInputError, match="attn_norm_num_groups"):
        load_unet(tmp_path)


@pytest.mark.parametrize("shape", [
    replace(PLAIN, heads=(0, 2, 2, 4)),
    replace(SHAPE, heads=(4, 4, 4, 2)),
])  # fmt: skip
def test_a_shape_that_diffusers_cannot_hold_is_refused_unwritten(
    shape: UNetShape, tmp_path: Path
) -> None:
    with torch.device("meta"):
        net = UNet(shape)
    with pytest.raises(BadInputError, match="middle_heads=4"):
        save_unet(net, tmp_path / "unet")
    assert not (tmp_path / "unet").exists()


WEIGHTS = "diffusion_pytorch_model.safetensors"


def edited(folder: Path, change: Callable[[dict[str, Tensor]], None]) -> None:
    tensors = load_file(folder / WEIGHTS)
    change(tensors)
    save_file(tensors, folder / WEIGHTS, metadata={"format": "pt"})


def test_a_tensor_of_another_shape_is_named(folder: Path) -> None:
    name = "mid_block.resnets.0.conv1.weight"
    edited(folder, lambda tensors: tensors.update({name: torch.zeros(16, 8, 3, 3)}))
    with pytest.raises(BadInputError) as error:
        load_unet(folder)
    for said in (error.value.en, error.value.zh):
        assert name in said
        assert "(16, 8, 3, 3)" in said


def test_a_tensor_too_few_or_too_many_is_named(folder: Path) -> None:
    edited(folder, lambda tensors: tensors.update({"label_emb.weight": torch.zeros(2)}))
    edited(folder, lambda tensors: tensors.pop("conv_out.bias"))  # type: ignore[arg-type]
    with pytest.raises(BadInputError, match=r"Missing: conv_out\.bias; .*: label_emb\.weight"):
        load_unet(folder)


def test_a_folder_without_weights_or_without_itself_says_so(folder: Path) -> None:
    (folder / WEIGHTS).rename(folder / "diffusion_pytorch_model.bin")
    with pytest.raises(NotFoundError, match="safetensors"):
        load_unet(folder)
    with pytest.raises(NotFoundError, match="No folder"):
        load_unet(folder / "unet")


def test_damaged_weights_are_named(folder: Path) -> None:
    whole = (folder / WEIGHTS).read_bytes()
    (folder / WEIGHTS).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInputError, match=WEIGHTS):
        load_unet(folder)


def test_half_precision_widens_and_a_wish_is_granted(folder: Path) -> None:
    whole = load_unet(folder)
    model = UNet2DConditionModel.from_pretrained(folder).half()
    model.save_pretrained(folder, variant="fp16")
    (folder / WEIGHTS).unlink()
    half = load_unet(folder)
    assert half.entry.weight.dtype == torch.float32
    assert torch.equal(half.entry.weight, whole.entry.weight.half().float())
    assert load_unet(folder, torch.bfloat16).entry.weight.dtype == torch.bfloat16


def test_shards_are_read(folder: Path, dice: torch.Generator) -> None:
    model = UNet2DConditionModel.from_pretrained(folder)
    (folder / WEIGHTS).unlink()
    model.save_pretrained(folder, max_shard_size="20KB")
    assert len(list(folder.glob("*-of-*.safetensors"))) > 1
    assert_same_predictions(load_unet(folder), model, dice)


def test_a_save_takes_the_place_of_an_earlier_one_in_shards(
    folder: Path, shake: Callable[[nn.Module], None], dice: torch.Generator
) -> None:
    UNet2DConditionModel.from_pretrained(folder).save_pretrained(folder, max_shard_size="20KB")
    net = load_unet(folder)
    shake(net)
    save_unet(net, folder)
    assert [path.name for path in folder.glob("*.safetensors*")] == [WEIGHTS]
    assert_same_predictions(net, UNet2DConditionModel.from_pretrained(folder), dice)


@pytest.mark.parametrize("place", ["../other.safetensors", "C:\\x.safetensors", "x.bin", 3])
def test_a_shard_outside_the_folder_is_refused(folder: Path, place: Any) -> None:
    (folder / WEIGHTS).unlink()
    index = {"weight_map": {"conv_in.weight": place}}
    (folder / f"{WEIGHTS}.index.json").write_text(json.dumps(index))
    with pytest.raises(BadInputError, match="weight_map"):
        load_unet(folder)
