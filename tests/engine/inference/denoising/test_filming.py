"""The film of a drawing: what it shows is what was computed, and watching changes nothing."""

import math
from dataclasses import replace

import pytest
import torch

from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.film import Film
from gongwu.engine.inference.denoising.filming import MOST_FRAMES, film
from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.plans import SAMPLERS
from gongwu.engine.inference.denoising.predictions import Prediction
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.errors import FailedError
from gongwu.ports import Picture
from tests.engine.inference.denoising.tiny_painters import Ground, tiny_painter

ORDER = Drawing(
    prompt="a red cat", width=16, height=16, steps=5, seed=3, guidance=Guidance(scale=3.0)
)
GROUNDS: tuple[Ground, ...] = ("pixels", "patches", "latents")
PREDICTIONS: tuple[Prediction, ...] = ("epsilon", "v", "flow", "sample")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_the_film_ends_with_the_picture_that_draw_makes(ground: Ground, sampler: str) -> None:
    painter, order = tiny_painter(ground), replace(ORDER, sampler=sampler)
    (drawn,) = painter.draw(order)
    shown = film(painter, order).picture
    expected = ((drawn / 2 + 0.5) * 255).round().to(torch.uint8)
    assert torch.equal(expected, pixels(shown))


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("prediction", PREDICTIONS)
def test_the_formulas_give_the_numbers_of_the_walk(sampler: str, prediction: Prediction) -> None:
    """To what float32 leaves: the formulas are reckoned in double precision."""
    painter, order = tiny_painter(prediction=prediction), replace(ORDER, sampler=sampler)
    walked = list(painter.walk(order))
    told = film(painter, order)
    row, column = told.watched
    for frame, step in zip(told.frames, walked, strict=True):
        clean, ended = (float(each[0, 0, row, column]) for each in (step.clean, step.latent))
        assert frame.prediction[-1].result == pytest.approx(clean, rel=1e-3, abs=1e-4)
        assert frame.step[-1].result == pytest.approx(ended, rel=1e-3, abs=1e-4)


def test_what_a_stochastic_step_threw_is_the_dice_of_the_seed() -> None:
    told = film(tiny_painter(), replace(ORDER, sampler="ddpm"))
    dice = torch.Generator().manual_seed(ORDER.seed)
    shape = [size for _, size in told.latent.axes]
    torch.randn(shape, generator=dice)  # the noise to begin with
    row, column = told.watched
    for frame in told.frames[:-1]:
        (fell,) = (each.result for each in frame.step if each.symbols == "z ~ N(0, 1)")
        expected = float(torch.randn(shape, generator=dice)[0, row, column])
        assert fell == pytest.approx(expected, rel=1e-3, abs=1e-3)
    assert all(each.symbols != "z ~ N(0, 1)" for each in told.frames[-1].step)


def test_guidance_leads_on_from_one_half_through_the_other() -> None:
    told = film(tiny_painter(), ORDER)
    for frame in told.frames:
        assert frame.guided is not None
        assert frame.guided.scale == 3.0
        assert frame.guided.difference > 0
        assert frame.guided.without != frame.guided.prompted


def test_outside_its_interval_guidance_is_not_shown() -> None:
    levels = film(tiny_painter(), ORDER).levels
    ratio = levels[2].noise / levels[2].signal
    order = replace(ORDER, guidance=Guidance(scale=3.0, highest=ratio))
    guided = [frame.guided is not None for frame in film(tiny_painter(), order).frames]
    assert guided == [False, False, True, True, True]


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_the_noise_falls_from_nearly_all_to_none(sampler: str) -> None:
    told = film(tiny_painter(), replace(ORDER, sampler=sampler))
    shares = [level.share for level in told.levels]
    assert len(shares) == ORDER.steps + 1
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.99
    assert shares[-1] == 0
    assert told.levels[-1].decibels == math.inf


def test_of_many_steps_some_are_shown_from_the_first_to_the_last() -> None:
    told = film(tiny_painter(), replace(ORDER, steps=100, guidance=Guidance()))
    numbers = [frame.number for frame in told.frames]
    assert (len(numbers), numbers[0], numbers[-1]) == (MOST_FRAMES, 1, 100)
    assert numbers == sorted(set(numbers))
    assert len(told.levels) == 101
    row, column = told.watched
    walked = list(tiny_painter().walk(replace(ORDER, steps=100, guidance=Guidance())))
    for frame in told.frames:
        ended = float(walked[frame.number - 1].latent[0, 0, row, column])
        assert frame.step[-1].result == pytest.approx(ended, rel=1e-3, abs=1e-4)


def test_the_levels_of_the_net_halve_and_double() -> None:
    told = film(tiny_painter("patches"), ORDER)
    shapes = [(each.kind, each.number, each.channels, each.height) for each in told.net]
    assert shapes == [
        ("entry", 0, 8, 8), ("down", 1, 8, 8), ("down", 2, 12, 4), ("middle", 0, 12, 4),
        ("up", 2, 12, 4), ("up", 1, 8, 8), ("exit", 0, 12, 8),
    ]  # fmt: skip
    assert told.latent.axes == (("C", 12), ("H", 8), ("W", 8))
    unet = dict(told.parameters)["unet"]
    assert 0.5 * unet < sum(each.parameters for each in told.net) < unet


def test_the_prompt_is_shown_as_it_is_read() -> None:
    told = film(tiny_painter(), replace(ORDER, prompt="红 red"))
    assert told.reading is not None
    assert [token.text for token in told.reading.tokens[1:-1]] == ["红", " ", "r", "e", "d"]
    assert told.reading.tokens[0].utf8 == told.reading.tokens[-1].utf8 == ()
    assert (told.reading.padding, told.reading.left_out) == (5, 0)
    assert told.reading.states.axes == (("T", 12), ("D", 6))
    cut = film(tiny_painter(), replace(ORDER, prompt="r" * 40)).reading
    assert cut is not None
    assert (len(cut.tokens), cut.left_out) == (12, 30)


def test_every_place_looks_at_all_tokens_in_shares_of_one() -> None:
    told = film(tiny_painter(), replace(ORDER, prompt="red cats, ap"))  # fills the context
    assert told.reading is not None
    assert told.reading.padding == 0
    assert len(told.reading.gazes) == 10
    assert 0 < sum(gaze.share for gaze in told.reading.gazes) < 1
    lit = torch.stack([pixels(gaze.lit) for gaze in told.reading.gazes])
    assert (lit <= pixels(told.picture)).all()
    assert len({gaze.lit.pixels for gaze in told.reading.gazes}) > 1


def test_watching_leaves_the_net_as_it_was() -> None:
    painter = tiny_painter()
    assert isinstance(painter.net, UNetInUse)
    film(painter, ORDER)
    hooked = [part for part in painter.net.unet.modules() if part._forward_hooks]
    assert hooked == []


def test_a_net_without_prompts_has_a_film_too() -> None:
    order = Drawing(width=16, height=16, steps=3)
    told = film(tiny_painter(reads=False), order)
    assert told.reading is None
    assert all(frame.guided is None for frame in told.frames)


def test_a_net_that_diverged_is_told() -> None:
    with pytest.raises(FailedError, match="NaN"):
        film(tiny_painter(weight=float("nan")), ORDER)


def test_a_large_picture_is_shown_small_but_for_the_last() -> None:
    told: Film = film(tiny_painter("patches"), replace(ORDER, width=256, height=128, steps=2))
    assert (told.picture.width, told.picture.height) == (256, 128)
    assert {(frame.clean.width, frame.clean.height) for frame in told.frames} == {(192, 96)}


def pixels(picture: Picture) -> torch.Tensor:
    """(3, H, W) of bytes."""
    flat = torch.frombuffer(bytearray(picture.pixels), dtype=torch.uint8)
    return flat.view(picture.height, picture.width, 3).permute(2, 0, 1)
