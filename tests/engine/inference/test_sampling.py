import math
from collections.abc import Callable

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from transformers import generation

from gongwu.engine.inference import sampling
from gongwu.engine.inference.sampling import dice_from, sample
from gongwu.errors import FailedError
from gongwu.ports import Sampling

seeds = st.integers(0, 2**32)

# theirs, ours, with the values each is tried at
PAIRS: dict[str, tuple[Callable[[float], object], Callable[[Tensor, float], Tensor], list[float]]]
PAIRS = {
    "temperature": (
        lambda value: generation.TemperatureLogitsWarper(value),
        lambda logits, value: sampling.temper(logits, value),
        [0.3, 0.8, 1.0, 2.5],
    ),
    "top-k": (
        lambda value: generation.TopKLogitsWarper(int(value)),
        lambda logits, value: sampling.keep_top_k(logits, int(value)),
        [1, 7, 50, 999, 5000],
    ),
    "top-p": (
        lambda value: generation.TopPLogitsWarper(value),
        lambda logits, value: sampling.keep_nucleus(logits, value),
        [0.01, 0.5, 0.9, 0.999],
    ),
    "min-p": (
        lambda value: generation.MinPLogitsWarper(value),
        lambda logits, value: sampling.keep_min_p(logits, value),
        [0.001, 0.05, 0.5, 1.0],
    ),
}


def random_logits(seed: int, spread: float, vocabulary: int = 1000) -> Tensor:
    return torch.randn(vocabulary, generator=dice_from(seed)) * spread


@pytest.mark.parametrize(("name", "value"), [(n, v) for n in PAIRS for v in PAIRS[n][2]])
@pytest.mark.parametrize("spread", [0.1, 1.0, 5.0])
def test_each_step_is_that_of_transformers(name: str, value: float, spread: float) -> None:
    theirs, ours, _ = PAIRS[name]
    for seed in range(10):
        logits = random_logits(seed, spread)
        expected = theirs(value)(None, logits[None])[0].softmax(dim=0)  # type: ignore[operator]
        torch.testing.assert_close(ours(logits, value).softmax(dim=0), expected)


@given(seed=seeds, penalty=st.floats(0.5, 2.0))
def test_the_repetition_penalty_is_that_of_transformers(seed: int, penalty: float) -> None:
    logits = random_logits(seed, 3.0)
    said = torch.randint(1000, (1, 40), generator=dice_from(seed))
    seen = torch.zeros(1000, dtype=torch.bool)
    seen[said[0]] = True
    expected = generation.RepetitionPenaltyLogitsProcessor(penalty)(said, logits[None].clone())
    torch.testing.assert_close(sampling.penalize(logits, seen, penalty), expected[0])


def test_the_steps_follow_one_another_as_in_transformers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Penalty, temperature, top-k, top-p, min-p: another order leaves other odds."""
    left: list[Tensor] = []

    def draw(logits: Tensor, dice: torch.Generator) -> int:
        left.append(logits)
        return 0

    monkeypatch.setattr(sampling, "draw", draw)
    asked = Sampling(temperature=0.7, top_k=30, top_p=0.8, min_p=0.1, repetition_penalty=1.3)
    logits, said = random_logits(1, 3.0), torch.arange(500)[None]
    sample(logits, asked, dice_from(0), torch.arange(1000) < 500)
    expected = logits[None].clone()
    for step in (
        generation.RepetitionPenaltyLogitsProcessor(1.3),
        generation.TemperatureLogitsWarper(0.7),
        generation.TopKLogitsWarper(30),
        generation.TopPLogitsWarper(0.8),
        generation.MinPLogitsWarper(0.1),
    ):
        expected = step(said, expected)
    torch.testing.assert_close(left[0].softmax(dim=0), expected[0].softmax(dim=0))


@pytest.mark.parametrize(
    "asked",
    [Sampling(), Sampling(temperature=0.6), Sampling(top_k=5), Sampling(top_p=0.7)],
    ids=["plain", "temperature", "top-k", "top-p"],
)
def test_tokens_are_drawn_as_often_as_their_odds_say(asked: Sampling) -> None:
    """Chi-square over 20 tokens; the bound is passed by chance once in a million tries."""
    draws = 4000
    logits = random_logits(3, 1.0, vocabulary=20)
    kept = sampling.temper(logits, asked.temperature)
    if asked.top_k:
        kept = sampling.keep_top_k(kept, asked.top_k)
    kept = sampling.keep_nucleus(kept, asked.top_p) if asked.top_p < 1 else kept
    odds = kept.double().softmax(dim=0)
    dice = dice_from(17)
    drawn = torch.tensor([sample(logits, asked, dice) for _ in range(draws)])
    counts = drawn.bincount(minlength=20).double()
    assert counts[odds == 0].sum() == 0
    alive = odds > 0
    surprise = float(((counts - draws * odds)[alive] ** 2 / (draws * odds[alive])).sum())
    freedom = int(alive.sum()) - 1
    # Wilson and Hilferty 1931: chi-square's cube root is nearly normal; 4.75 sigma is 1e-6.
    shrink = 2 / (9 * freedom)
    assert surprise < freedom * (1 - shrink + 4.75 * math.sqrt(shrink)) ** 3


@given(seed=seeds, rest=st.integers(-(2**70), 2**70))
def test_the_same_seed_throws_the_same_dice(seed: int, rest: int) -> None:
    logits = random_logits(5, 2.0)
    assert sample(logits, Sampling(), dice_from(seed)) == sample(
        logits, Sampling(), dice_from(seed)
    )
    dice_from(rest)  # any whole number is a seed


@given(seed=seeds)
def test_temperature_zero_takes_the_likeliest_and_throws_no_dice(seed: int) -> None:
    logits = random_logits(seed, 2.0)
    dice = dice_from(1)
    before = dice.get_state()
    assert sample(logits, Sampling(temperature=0), dice) == int(logits.argmax())
    assert torch.equal(dice.get_state(), before)


@given(
    seed=seeds,
    temperature=st.sampled_from([1e-320, 1e-40, 1e-6, 1.0, 1e6, 1e300]),
    spread=st.sampled_from([1e-30, 1.0, 1e4, 1e30]),
)
@settings(max_examples=50)
def test_no_temperature_is_too_cold_or_too_hot(
    seed: int, temperature: float, spread: float
) -> None:
    logits = random_logits(seed, spread, vocabulary=30)
    drawn = sample(logits, Sampling(temperature=temperature), dice_from(seed))
    assert 0 <= drawn < 30
    if temperature < 1e-30 and spread > 1e-20:
        assert drawn == int(logits.argmax())


def test_a_flat_nucleus_is_wider_than_the_first_look() -> None:
    """The first look sorts 256 tokens; here the nucleus has 900 of them."""
    logits = torch.linspace(0, 1e-4, 1000)
    kept = sampling.keep_nucleus(logits, 0.9).isfinite()
    assert int(kept.sum()) == 900
    assert kept[100:].all()


def test_tokens_that_tie_stay_or_go_together() -> None:
    logits = torch.tensor([1.0, 3.0, 2.0, 2.0, 2.0, 0.0])
    kept = [False, True, True, True, True, False]
    assert sampling.keep_top_k(logits, 2).isfinite().tolist() == kept
    assert sampling.keep_nucleus(logits, 0.6).isfinite().tolist() == kept


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_token_ruled_out_is_never_drawn(temperature: float) -> None:
    logits = torch.full((50,), float("-inf"))
    logits[31] = -1e30
    dice = dice_from(9)
    asked = Sampling(temperature=temperature, top_p=0.9, min_p=0.1, top_k=3)
    assert {sample(logits, asked, dice) for _ in range(50)} == {31}


@pytest.mark.parametrize("throw", [0.0, 1 - 2**-53], ids=["lowest", "highest"])
def test_a_throw_at_the_edge_lands_on_a_token_that_has_odds(
    throw: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    no = float("-inf")
    logits = torch.tensor([no, no, 0.0, 1.0, no, no])
    monkeypatch.setattr(torch, "rand", lambda *_, **__: torch.tensor([throw], dtype=torch.float64))
    assert sampling.draw(logits, dice_from(0)) in (2, 3)


@pytest.mark.parametrize("temperature", [0.0, 1.0])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), "all ruled out"])
def test_logits_that_are_not_numbers_are_refused(value: float | str, temperature: float) -> None:
    logits = random_logits(1, 1.0, vocabulary=10)
    if isinstance(value, str):
        logits.fill_(float("-inf"))
    else:
        logits[4] = value
    with pytest.raises(FailedError, match="NaN"):
        sample(logits, Sampling(temperature=temperature), dice_from(0))


@pytest.mark.parametrize("knob", [{"top_k": 3}, {"top_p": 0.5}, {"min_p": 0.5}])
def test_a_single_nan_is_not_hidden_by_a_filter(knob: dict[str, float]) -> None:
    logits = random_logits(1, 1.0, vocabulary=10)
    logits[4] = float("nan")
    with pytest.raises(FailedError):
        sample(logits, Sampling(**knob), dice_from(0))  # type: ignore[arg-type]
