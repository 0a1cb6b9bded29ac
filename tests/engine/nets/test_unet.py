"""Laws of the UNet; what it computes is held against diffusers in checkpoints/test_unets.py."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import UNet2DConditionModel
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.unets import load_unet, shape_from
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.engine.nets.unet_blocks import waves
from gongwu.errors import BadInputError

CONDITIONED = UNetShape(
    channels_in=3, channels_out=5, widths=(8, 16, 24), layers=2, heads=(0, 2, 3), middle_heads=3,
    condition=10, groups=4,
)  # fmt: skip
SHAPES = {
    "conditioned": CONDITIONED,
    "conditioned, linear": replace(CONDITIONED, linear_projections=True, transformer_blocks=2),
    "plain": replace(CONDITIONED, condition=None),
    "conditioned, the whole": replace(CONDITIONED, whole=True),
    "plain, classes, time scales": replace(
        CONDITIONED, condition=None, classes=6, time_scales=True
    ),
}

# Predictions of about 1 to 10, made of float32 sums in another order.
CLOSE: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-5}


@pytest.fixture(params=SHAPES)
def net(request: pytest.FixtureRequest, shake: Callable[[nn.Module], None]) -> UNet:
    made = UNet(SHAPES[request.param])
    shake(made)
    return made


def inputs(net: UNet, dice: torch.Generator, batch: int = 3) -> dict[str, Any]:
    shape = net.shape
    given = {
        "latent": torch.randn(batch, shape.channels_in, 12, 8, generator=dice),
        "time": torch.rand(batch, generator=dice) * 1000,
    }
    if shape.condition is not None:
        given["condition"] = torch.randn(batch, 7, shape.condition, generator=dice)
    if shape.classes is not None:
        given["labels"] = torch.randint(shape.classes, (batch,), generator=dice)
    return given


@torch.no_grad()
def test_an_item_of_a_batch_is_what_it_is_alone(net: UNet, dice: torch.Generator) -> None:
    given = inputs(net, dice)
    whole = net(**given)
    for index in range(3):
        alone = net(**{name: part[index : index + 1] for name, part in given.items()})
        torch.testing.assert_close(alone, whole[index : index + 1], **CLOSE)


@torch.no_grad()
def test_what_lies_channels_last_gives_the_same(net: UNet, dice: torch.Generator) -> None:
    given = inputs(net, dice)
    expected = net(**given)
    assert expected.is_contiguous(memory_format=torch.channels_last)
    net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    given["latent"] = given["latent"].to(memory_format=torch.channels_last)
    found = net(**given)
    assert found.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(found, expected, **CLOSE)


@torch.no_grad()
def test_every_input_matters(net: UNet, dice: torch.Generator) -> None:
    given = inputs(net, dice)
    before = net(**given)
    for name, part in given.items():
        other = part.clone()
        other[0] = (part[0] + 1) % 6 if name == "labels" else part[0] + 1
        after = net(**{**given, name: other})
        assert (after[0] - before[0]).abs().max() > 1e-3, name
        torch.testing.assert_close(after[1:], before[1:])


def test_every_weight_learns(net: UNet, dice: torch.Generator) -> None:
    net(**inputs(net, dice)).square().mean().backward()
    for name, weight in net.named_parameters():
        assert weight.grad is not None, name
        if not name.endswith("attention.key.bias"):  # it shifts every score alike
            assert weight.grad.abs().max() > 0, name


def test_bfloat16_products_stay_near(net: UNet, dice: torch.Generator) -> None:
    given = inputs(net, dice)
    with torch.no_grad():
        exact = net(**given)
    with torch.autocast("cpu", torch.bfloat16):
        rough = net(**given)
    rough.float().square().mean().backward()
    # Eight bits of mantissa through some thirty layers: a few per cent of the spread.
    assert (rough - exact).std() < 0.1 * exact.std()


@torch.no_grad()
def test_a_condition_may_be_read_once_for_all_steps(
    shake: Callable[[nn.Module], None], dice: torch.Generator
) -> None:
    net = UNet(SHAPES["conditioned, linear"])
    shake(net)
    given = inputs(net, dice)
    expected = net(**given)
    kept = net.keep(given.pop("condition"))
    assert torch.equal(net(**given, kept=kept), expected)


@given(height=st.integers(1, 21), width=st.integers(1, 21))
@settings(max_examples=15, deadline=None)
@torch.no_grad()
def test_any_size_goes_through(height: int, width: int) -> None:
    net = UNet(replace(CONDITIONED, layers=1, condition=None))
    found = net(torch.zeros(1, 3, height, width), torch.zeros(1))
    assert found.shape == (1, 5, height, width)


@torch.no_grad()
@pytest.mark.parametrize(("height", "width"), [(13, 7), (9, 16), (5, 5)])
def test_odd_sizes_agree_with_diffusers(
    height: int,
    width: int,
    shake: Callable[[nn.Module], None],
    dice: torch.Generator,
    tmp_path: Path,
) -> None:
    theirs = UNet2DConditionModel(
        block_out_channels=(8, 8, 16, 16), layers_per_block=1, norm_num_groups=4,
        attention_head_dim=2, cross_attention_dim=6,
    ).eval()  # fmt: skip
    shake(theirs)
    theirs.save_pretrained(tmp_path)
    picture = torch.randn(1, 4, height, width, generator=dice)
    condition = torch.randn(1, 3, 6, generator=dice)
    time = torch.tensor([500])
    found = load_unet(tmp_path)(picture, time, condition)
    torch.testing.assert_close(found, theirs(picture, time, condition).sample, **CLOSE)


def test_the_waves_of_a_time_are_cosines_and_sines() -> None:
    time = torch.tensor([0.0, 1.0, 250.5])
    found = waves(time, 8, cosine_first=True, frequency_shift=0)
    assert torch.equal(found[0], torch.tensor([1.0] * 4 + [0.0] * 4))
    torch.testing.assert_close(found[:, :4].square() + found[:, 4:].square(), torch.ones(3, 4))
    torch.testing.assert_close(found[2, 0], torch.tensor(250.5).cos())
    # A shift of one lets the last wave be the longest.
    shifted = waves(time, 8, cosine_first=False, frequency_shift=1)
    torch.testing.assert_close(shifted[2, 3], torch.tensor(250.5 / 10_000).sin())


SD15 = {
    "_class_name": "UNet2DConditionModel", "_diffusers_version": "0.6.0", "act_fn": "silu",
    "attention_head_dim": 8, "block_out_channels": [320, 640, 1280, 1280],
    "center_input_sample": False, "cross_attention_dim": 768,
    "down_block_types": ["CrossAttnDownBlock2D"] * 3 + ["DownBlock2D"], "downsample_padding": 1,
    "flip_sin_to_cos": True, "freq_shift": 0, "in_channels": 4, "layers_per_block": 2,
    "mid_block_scale_factor": 1, "norm_eps": 1e-05, "norm_num_groups": 32, "out_channels": 4,
    "sample_size": 64, "up_block_types": ["UpBlock2D"] + ["CrossAttnUpBlock2D"] * 3,
}  # fmt: skip
SD21 = SD15 | {
    "attention_head_dim": [5, 10, 20, 20], "cross_attention_dim": 1024,
    "use_linear_projection": True, "upcast_attention": True, "sample_size": 96,
    "dual_cross_attention": False, "num_class_embeds": None, "only_cross_attention": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("config", "weights"), [(SD15, 859_520_964), (SD21, 865_910_724)], ids=["1.5", "2.1"]
)
def test_stable_diffusion_has_its_known_number_of_weights(
    config: dict[str, Any], weights: int
) -> None:
    shape = shape_from(Config(json.loads(json.dumps(config)), Path("config.json")), set())
    with torch.device("meta"):
        net = UNet(shape)
    assert sum(weight.numel() for weight in net.parameters()) == weights
    assert shape.size == config["sample_size"]


@pytest.mark.parametrize("missing", ["condition", "labels"])
def test_an_input_too_few_or_too_many_is_refused(missing: str, dice: torch.Generator) -> None:
    net = UNet(replace(CONDITIONED, classes=6))
    given = inputs(net, dice)
    with pytest.raises(BadInputError, match="none came"):
        net(**{name: part for name, part in given.items() if name != missing})
    without = UNet(SHAPES["plain"])
    surplus = {name: given[name] for name in ("latent", "time", missing)}
    with pytest.raises(BadInputError, match="leave them out"):
        without(**surplus)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"widths": ()},
        {"widths": (8, 16, 0)},
        {"widths": (8, 16, 26)},
        {"widths": (8,) * 11, "heads": (0,) * 11},
        {"widths": (7, 14, 21), "groups": 7, "heads": (0, 0, 0)},
        {"groups": 0},
        {"layers": 0},
        {"layers": 33},
        {"transformer_blocks": 0},
        {"transformer_blocks": 17},
        {"heads": (0, 2)},
        {"heads": (0, 3, 3)},
        {"heads": (0, -2, 3)},
        {"middle_heads": 5},
        {"middle_heads": 0},
        {"condition": 0},
        {"classes": 0},
        {"channels_in": 0},
        {"epsilon": 0.0},
        {"epsilon": float("inf")},
        {"epsilon": float("nan")},
        {"downsample_padding": 2},
        {"frequency_shift": 4},
        {"frequency_shift": -1},
        {"size": 0},
    ],
)
def test_a_shape_refuses_nonsense_at_birth(nonsense: dict[str, Any]) -> None:
    with pytest.raises(BadInputError) as error:
        replace(CONDITIONED, **nonsense)
    assert error.value.en.startswith("unet: ")
    assert error.value.zh.startswith("unet：")


def test_the_input_itself_is_left_alone(net: UNet, dice: torch.Generator) -> None:
    given = inputs(net, dice)
    before: dict[str, Tensor] = {name: part.clone() for name, part in given.items()}
    with torch.no_grad():
        net(**given)
    for name, part in given.items():
        assert torch.equal(part, before[name]), name


@torch.no_grad()
def test_a_whole_net_in_bfloat16_stays_near(net: UNet, dice: torch.Generator) -> None:
    given = inputs(net, dice)
    exact = net(**given)
    net = net.bfloat16()
    rough = net(**{
        name: part.bfloat16() if name in ("latent", "condition") else part
        for name, part in given.items()
    })  # fmt: skip
    assert rough.dtype == torch.bfloat16
    assert (rough.float() - exact).std() < 0.1 * exact.std()
