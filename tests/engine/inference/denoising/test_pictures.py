"""The pipeline with tiny nets: seeds, beginnings, masks, and what is refused."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.inference.denoising import schedules
from gongwu.engine.inference.denoising.canvas import Latents, Pixels, shrink_mask, to_bytes
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.pictures import Painter
from gongwu.engine.inference.denoising.plans import SAMPLERS, Diffusion, Flow
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.engine.nets.autoencoder import Autoencoder, AutoencoderShape
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.errors import BadInputError, FailedError

STABLE = Diffusion(alpha_bar=schedules.scaled_linear(), prediction="epsilon", offset=1)
ORDER = Drawing(
    prompt="red", negative="blue", width=12, height=8, steps=4, guidance=Guidance(scale=3.0),
    seed=11,
)  # fmt: skip
LATENT = UNetShape(
    channels_in=2, channels_out=2, widths=(8, 12), layers=1, heads=(2, 0), middle_heads=3,
    condition=6, groups=4,
)  # fmt: skip


def read(prompts: Sequence[str]) -> Tensor:
    """Each prompt's states from dice of its own."""
    return torch.stack(
        [torch.randn(5, 6, generator=torch.Generator().manual_seed(sum(map(ord, prompt))))
         for prompt in prompts]
    )  # fmt: skip


@pytest.fixture
def tame(dice: torch.Generator) -> Callable[[nn.Module], None]:
    """Weights under which a prediction has about the size of what is read."""

    def fill(net: nn.Module) -> None:
        with torch.no_grad():
            for name, weight in net.named_parameters():
                if weight.dim() > 1:
                    weight.normal_(0, weight[0].numel() ** -0.5, generator=dice)
                elif name.endswith("bias"):
                    weight.uniform_(-0.1, 0.1, generator=dice)

    return fill


@pytest.fixture
def painter(tame: Callable[[nn.Module], None]) -> Painter:
    """On the latents of an autoencoder, with prompts."""
    unet = UNet(LATENT).eval()
    autoencoder = Autoencoder(
        AutoencoderShape(latent_channels=2, widths=(8, 8), layers=1, groups=4, scaling=0.7)
    ).eval()
    tame(unet)
    tame(autoencoder)
    return Painter(net=UNetInUse(unet), noising=STABLE, canvas=Latents(autoencoder), read=read)


@pytest.fixture
def pixel_painter(tame: Callable[[nn.Module], None]) -> Painter:
    """On pixels, without prompts, by rectified flow."""
    unet = UNet(replace(LATENT, channels_in=3, channels_out=3, condition=None)).eval()
    tame(unet)
    return Painter(
        net=UNetInUse(unet), noising=Flow(), canvas=Pixels(), limit=1.0, sampler="rectified-flow"
    )


@pytest.fixture
def photo(dice: torch.Generator) -> Tensor:
    return torch.rand(3, 8, 12, generator=dice) * 2 - 1


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_an_item_of_a_batch_can_be_made_again_alone_byte_for_byte(
    painter: Painter, sampler: str
) -> None:
    order = replace(ORDER, sampler=sampler, count=3)
    together = list(painter.draw(order))
    assert not torch.equal(together[0], together[2])
    (alone,) = painter.draw(replace(order, seed=order.seed + 2, count=1))
    assert torch.equal(alone, together[2])
    assert torch.equal(next(iter(painter.draw(replace(order, count=1)))), together[0])


def test_the_same_order_gives_the_same_picture(painter: Painter, pixel_painter: Painter) -> None:
    plain = Drawing(width=8, height=8, steps=3, seed=4)
    for one, order in ((painter, ORDER), (pixel_painter, plain)):
        assert torch.equal(next(one.draw(order)), next(one.draw(order)))
        other = next(one.draw(replace(order, seed=5)))
        assert not torch.equal(next(one.draw(order)), other)


def test_the_global_dice_are_nobodys(painter: Painter) -> None:
    before = torch.random.get_rng_state()
    next(painter.draw(replace(ORDER, sampler="ddpm")))
    assert torch.equal(torch.random.get_rng_state(), before)


def test_a_picture_has_the_size_asked_for_and_bounded_colours(painter: Painter) -> None:
    picture = next(painter.draw(ORDER))
    assert picture.shape == (3, 8, 12)
    assert picture.abs().max() <= 1
    assert picture.std() > 0.05


def test_odd_sizes_are_drawn_where_the_canvas_takes_them(pixel_painter: Painter) -> None:
    assert next(pixel_painter.draw(Drawing(width=7, height=5, steps=2))).shape == (3, 5, 7)


@pytest.mark.parametrize(
    "change",
    [{"prompt": "green"}, {"negative": "green"}, {"guidance": Guidance(scale=2.0)}, {"steps": 5},
     {"sampler": "ddim"}, {"spacing": "trailing"}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_every_part_of_an_order_counts(painter: Painter, change: dict[str, Any]) -> None:
    assert not torch.equal(next(painter.draw(replace(ORDER, **change))), next(painter.draw(ORDER)))


def test_without_guidance_the_negative_prompt_is_not_read(painter: Painter) -> None:
    plain = replace(ORDER, guidance=Guidance())
    assert torch.equal(
        next(painter.draw(replace(plain, negative="green"))), next(painter.draw(plain))
    )


def test_watching_shows_every_step_and_ends_on_the_picture(painter: Painter) -> None:
    steps = list(painter.walk(ORDER))
    assert len(steps) == ORDER.steps
    noise = [step.level.ratio for step in steps]
    assert noise == sorted(noise, reverse=True)
    assert steps[-1].after.noise == 0
    for step in steps:
        assert painter.look(step.clean).shape == (1, 3, 8, 12)
    assert torch.equal(painter.finish(ORDER, steps[-1].latent)[0], next(painter.draw(ORDER)))


@pytest.mark.parametrize("sampler", ["ddpm", "dpm++2m"])
@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_items_walked_together_are_the_same_but_for_rounding(
    painter: Painter, photo: Tensor, mask: Tensor, sampler: str, scale: float
) -> None:
    order = replace(
        ORDER, sampler=sampler, count=3, guidance=Guidance(scale=scale), initial=photo, mask=mask
    )
    *_, last = painter.walk(order, range(3))
    together = painter.finish(order, last.latent)
    alone = torch.stack(list(painter.draw(order)))
    torch.testing.assert_close(together, alone, rtol=0, atol=1e-4)
    assert (together[0] - together[1]).abs().max() > 0.1


def test_keys_and_values_kept_of_a_condition_change_nothing(painter: Painter) -> None:
    assert isinstance(painter.net, UNetInUse)
    plain = replace(painter, net=painter.net.unet)
    torch.testing.assert_close(
        next(plain.draw(ORDER)), next(painter.draw(ORDER)), rtol=0, atol=1e-5
    )


@pytest.mark.parametrize("sampler", ["ddim", "ddpm", "euler", "dpm++2m"])
def test_the_less_strength_the_more_is_left_of_the_beginning(
    painter: Painter, photo: Tensor, sampler: str
) -> None:
    order = replace(ORDER, initial=photo, sampler=sampler, steps=20, guidance=Guidance())
    begun = painter.canvas.encode(photo[None])
    apart = []
    for strength in (0.05, 0.3, 0.9):
        *_, last = painter.walk(replace(order, strength=strength))
        apart.append(float((last.latent - begun).square().mean()))
    assert apart == sorted(apart)
    assert apart[0] < 0.1 < apart[2]


def test_strength_is_the_share_of_steps_walked(painter: Painter, photo: Tensor) -> None:
    order = replace(ORDER, initial=photo, steps=10)
    whole = list(painter.walk(replace(order, strength=1.0)))
    for strength, count in ((0.01, 1), (0.29, 2), (0.3, 3), (0.7, 7), (1.0, 10)):
        steps = list(painter.walk(replace(order, strength=strength)))
        assert [step.level for step in steps] == [step.level for step in whole[10 - count :]]


def test_strength_1_forgets_the_beginning(painter: Painter, photo: Tensor) -> None:
    order = replace(ORDER, initial=photo, strength=1.0)
    assert torch.equal(next(painter.draw(order)), next(painter.draw(ORDER)))


@pytest.fixture
def mask() -> Tensor:
    """Its left edge falls within a place of the latent."""
    mask = torch.zeros(8, 12, dtype=torch.bool)
    mask[2:6, 5:10] = True
    return mask


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("strength", [0.6, 1.0])
def test_what_the_mask_keeps_is_kept_byte_for_byte(
    painter: Painter, photo: Tensor, mask: Tensor, sampler: str, strength: float
) -> None:
    order = replace(ORDER, initial=photo, mask=mask, sampler=sampler, strength=strength, steps=6)
    picture = next(painter.draw(order))
    assert torch.equal(picture[:, ~mask], photo[:, ~mask])
    assert (picture[:, mask] - photo[:, mask]).abs().mean() > 0.1


@pytest.mark.parametrize("sampler", ["ddim", "euler", "heun", "dpm++2m"])
def test_the_kept_part_is_the_noised_original_at_every_step(
    painter: Painter, photo: Tensor, mask: Tensor, sampler: str
) -> None:
    """As if it were laid over each latent anew, with the noise that it began with."""
    order = replace(ORDER, initial=photo, mask=mask, sampler=sampler, strength=0.5, steps=8)
    kept = ~shrink_mask(mask, 2)
    begun = painter.canvas.encode(photo[None])[..., kept]
    noise = torch.randn(2, 4, 6, generator=torch.Generator().manual_seed(11))[None][..., kept]
    for step in painter.walk(order):
        made = step.after.signal * begun + step.after.noise * noise
        torch.testing.assert_close(step.latent[..., kept], made, rtol=1e-4, atol=1e-4)


def test_a_mask_of_everything_is_no_mask(painter: Painter, photo: Tensor) -> None:
    order = replace(ORDER, initial=photo, strength=0.5)
    everything = torch.ones(8, 12, dtype=torch.bool)
    assert torch.equal(
        next(painter.draw(replace(order, mask=everything))), next(painter.draw(order))
    )


def test_a_place_of_the_latent_is_painted_if_any_of_its_pixels_is(mask: Tensor) -> None:
    small = shrink_mask(mask, 2)
    assert small.shape == (4, 6)
    assert torch.equal(small, mask.view(4, 2, 6, 2).any(dim=3).any(dim=1))
    assert torch.equal(shrink_mask(mask, 1), mask)


def test_an_autoencoders_latents_are_scaled_and_back(painter: Painter, photo: Tensor) -> None:
    assert isinstance(painter.canvas, Latents)
    mean, _ = painter.canvas.autoencoder.encode(photo[None])
    latent = painter.canvas.encode(photo[None])
    torch.testing.assert_close(latent, mean * 0.7)
    torch.testing.assert_close(
        painter.canvas.decode(latent), painter.canvas.autoencoder.decode(mean)
    )
    assert not latent.requires_grad


def test_bytes_are_the_nearest_of_256() -> None:
    picture = torch.tensor([-2.0, -1.0, 0.0, 0.999, 1.0, 3.0]).view(1, 2, 3)
    assert to_bytes(picture)[..., 0].tolist() == [[0, 0, 128], [255, 255, 255]]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"width": 11}, "11"),
        ({"height": 7}, "7"),
        ({"sampler": "plms"}, "plms"),
        ({"steps": 2000}, "2000"),
    ],
)
def test_an_order_that_the_model_cannot_fill_is_refused(
    painter: Painter, change: dict[str, Any], name: str
) -> None:
    with pytest.raises(BadInputError, match=name) as caught:
        next(painter.draw(replace(ORDER, **change)))
    assert name in caught.value.zh


@pytest.mark.parametrize("change", [{"prompt": "red"}, {"negative": "red"}])
def test_a_prompt_for_a_model_without_is_refused(
    pixel_painter: Painter, change: dict[str, Any]
) -> None:
    with pytest.raises(BadInputError, match="prompt"):
        next(pixel_painter.draw(Drawing(width=8, height=8, **change)))


def test_guidance_for_a_model_without_prompts_is_refused(pixel_painter: Painter) -> None:
    with pytest.raises(BadInputError, match="guidance"):
        next(pixel_painter.draw(Drawing(width=8, height=8, guidance=Guidance(scale=2.0))))


def test_a_broken_net_is_said_to_be(painter: Painter) -> None:
    broken = replace(painter, net=lambda latent, time, condition: latent * float("nan"))
    with pytest.raises(FailedError, match="not made of numbers"):
        next(broken.draw(ORDER))


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"width": 0}, "width"),
        ({"height": -8}, "height"),
        ({"count": 0}, "count"),
        ({"steps": 0}, "steps"),
        ({"strength": 0.0}, "strength"),
        ({"strength": 1.1}, "strength"),
        ({"strength": float("nan")}, "strength"),
        ({"initial": torch.zeros(3, 8, 11)}, "initial"),
        ({"initial": torch.zeros(8, 12)}, "initial"),
        ({"mask": torch.zeros(8, 12, dtype=torch.bool)}, "mask"),
        ({"initial": torch.zeros(3, 8, 12), "mask": torch.zeros(8, 11, dtype=torch.bool)}, "mask"),
    ],
)
def test_nonsense_is_refused_by_name(settings: dict[str, Any], name: str) -> None:
    with pytest.raises(BadInputError, match=name) as caught:
        Drawing(**{"width": 12, "height": 8, **settings})
    assert name in caught.value.zh


@pytest.mark.parametrize("factor", [1, 2, 4])
def test_patches_are_pixels_in_another_order(factor: int, dice: torch.Generator) -> None:
    canvas = Pixels(3, factor)
    pictures = torch.randn(2, 3, 16, 8, generator=dice)
    latents = canvas.encode(pictures)
    assert latents.shape == (2, canvas.channels, 16 // factor, 8 // factor)
    assert torch.equal(canvas.decode(latents), pictures)
