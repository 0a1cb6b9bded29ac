"""Classifier-free guidance: its two ends, its halves, and where it holds."""

import pytest
import torch
from torch import Tensor

from gongwu.engine.inference.denoising.guidance import Conditions, Guidance, denoiser, guided
from gongwu.engine.inference.denoising.levels import Level
from gongwu.errors import BadInputError

LEVEL = Level(time=500.0, signal=0.6, noise=0.8)


class Counting:
    """A net whose answer depends on all that it reads; it keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, Tensor | None]] = []

    def __call__(self, latent: Tensor, time: Tensor, condition: Tensor | None) -> Tensor:
        self.asked.append((len(latent), condition))
        assert time.shape == latent.shape[:1]
        read = 0.0 if condition is None else condition.mean(dim=(1, 2)).view(-1, 1, 1, 1)
        return torch.sin(latent + time.view(-1, 1, 1, 1) / 1000 + read)


@pytest.fixture
def latent(dice: torch.Generator) -> Tensor:
    return torch.randn(2, 3, 4, 4, generator=dice)


@pytest.fixture
def conditions(dice: torch.Generator) -> Conditions:
    positive, negative = torch.randn(2, 2, 5, 6, generator=dice)
    return Conditions(positive=positive, negative=negative)


def test_guidance_1_is_no_guidance(latent: Tensor, conditions: Conditions) -> None:
    net = Counting()
    said = guided(net, latent, 500.0, conditions, 1.0)
    assert torch.equal(said, net(latent, torch.full((2,), 500.0), conditions.positive))
    assert [items for items, _ in net.asked] == [2, 2]  # the other half is not even asked


def test_near_1_it_is_nearly_none(latent: Tensor, conditions: Conditions) -> None:
    """What is computed from both halves runs on without a jump into what is from one."""
    one, beside = (guided(Counting(), latent, 500.0, conditions, scale) for scale in (1, 1 + 1e-6))
    torch.testing.assert_close(one, beside, rtol=0, atol=1e-5)


def test_guidance_0_is_what_the_negative_prompt_alone_would_give(
    latent: Tensor, conditions: Conditions
) -> None:
    said = guided(Counting(), latent, 500.0, conditions, 0.0)
    alone = guided(Counting(), latent, 500.0, Conditions(positive=conditions.negative), 1.0)
    torch.testing.assert_close(said, alone, rtol=0, atol=1e-6)


@pytest.mark.parametrize("scale", [-2.0, 0.5, 1.5, 7.5])
def test_a_negative_prompt_is_the_halves_swapped(
    latent: Tensor, conditions: Conditions, scale: float
) -> None:
    """b + w·(a - b) = a + (1 - w)·(b - a)."""
    swapped = Conditions(positive=conditions.negative, negative=conditions.positive)
    torch.testing.assert_close(
        guided(Counting(), latent, 500.0, conditions, scale),
        guided(Counting(), latent, 500.0, swapped, 1 - scale),
        rtol=0,
        atol=2e-5,
    )


def test_the_same_prompt_on_both_sides_leaves_nothing_to_lead_to(
    latent: Tensor, conditions: Conditions
) -> None:
    same = Conditions(positive=conditions.positive, negative=conditions.positive)
    torch.testing.assert_close(
        guided(Counting(), latent, 500.0, same, 9.0),
        guided(Counting(), latent, 500.0, same, 1.0),
        rtol=0,
        atol=1e-6,
    )


def test_both_halves_go_in_one_batch_and_are_the_same_tensor_at_every_step(
    latent: Tensor, conditions: Conditions
) -> None:
    net = Counting()
    for time in (900.0, 500.0):
        guided(net, latent, time, conditions, 3.0)
    assert [items for items, _ in net.asked] == [4, 4]
    assert net.asked[0][1] is net.asked[1][1]


def test_it_holds_within_its_interval_only(latent: Tensor, conditions: Conditions) -> None:
    guidance = Guidance(scale=5.0, lowest=0.5, highest=2.0)
    for ratio, halves in ((0.5, 1), (0.51, 2), (2.0, 2), (2.01, 1)):
        net = Counting()
        level = Level(time=1.0, signal=1.0, noise=ratio)
        denoiser(net, "epsilon", conditions, guidance)(latent, level)
        assert net.asked[0][0] == 2 * halves, ratio


def test_noise_alone_lies_above_every_finite_interval() -> None:
    pure = Level(time=999.0, signal=0.0, noise=1.0)
    assert Guidance(scale=5.0).at(pure) == 5.0
    assert Guidance(scale=5.0, highest=100.0).at(pure) == 1.0


def test_a_limit_holds_the_clean_latent(latent: Tensor) -> None:
    free = denoiser(Counting(), "epsilon", Conditions(), Guidance())(latent, LEVEL)
    held = denoiser(Counting(), "epsilon", Conditions(), Guidance(), limit=0.5)(latent, LEVEL)
    assert free.abs().max() > 0.5
    assert torch.equal(held, free.clamp(-0.5, 0.5))


def test_guidance_without_prompts_is_refused(conditions: Conditions) -> None:
    for lacking in (Conditions(), Conditions(positive=conditions.positive)):
        with pytest.raises(BadInputError, match="guidance=3"):
            denoiser(Counting(), "epsilon", lacking, Guidance(scale=3.0))


def test_nothing_is_remembered_for_learning(latent: Tensor) -> None:
    weight = torch.ones((), requires_grad=True)
    denoise = denoiser(
        lambda latent, time, condition: weight * latent, "v", Conditions(), Guidance()
    )
    assert not denoise(latent, LEVEL).requires_grad


@pytest.mark.parametrize(
    "settings",
    [
        {"scale": float("nan")},
        {"scale": float("inf")},
        {"lowest": 2.0, "highest": 1.0},
        {"lowest": 1.0, "highest": 1.0},
        {"lowest": -1.0},
        {"highest": float("nan")},
    ],
)
def test_nonsense_is_refused(settings: dict[str, float]) -> None:
    with pytest.raises(BadInputError, match="guidance"):
        Guidance(**settings)
