from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.training.state import Counters
from gongwu.engine.training.token_settings import TokenTraining
from gongwu.engine.training.token_setup import ACROSS, factor_for, new_prior, new_quantizer
from gongwu.errors import BadInputError

SETTINGS = TokenTraining(size="tiny", precision="float32", steps=10)
SECOND = Counters(phase=1, phase_seconds=90.0)

REFUSED: dict[str, dict[str, Any]] = {
    "--minutes": {"minutes": 3.0},
    "steps=1": {"steps": 1},
    "batch": {"batch": 0},
    "codes": {"codes": 0},
    "quantizer_rate": {"quantizer_rate": float("inf")},
    "quantizer_share": {"quantizer_share": 1.0},
    "caption_dropout": {"caption_dropout": -0.1},
    "factor": {"factor": 3},
    "no multiple of factor=8": {"factor": 8, "side": 28},
    "background": {"background": "blueish"},
    "seed": {"seed": 2**64},
}


@pytest.mark.parametrize(("said", "nonsense"), REFUSED.items(), ids=REFUSED)
def test_nonsense_is_refused_at_birth(said: str, nonsense: dict[str, Any]) -> None:
    with pytest.raises(BadInputError) as error:
        replace(SETTINGS, **nonsense)
    if said != "background":
        word = {"no multiple of factor=8": "factor=8"}.get(said, said)
        assert word in error.value.en
        assert word in error.value.zh


@given(st.integers(2, 10**6), st.floats(0.01, 0.99))
def test_both_phases_have_steps_and_together_those_promised(steps: int, share: float) -> None:
    told = replace(SETTINGS, steps=steps, quantizer_share=share)
    first, second = told.promised(Counters()).steps, told.promised(SECOND).steps
    assert first is not None
    assert second is not None
    assert first >= 1
    assert second >= 1
    assert first + second == steps
    assert abs(first - steps * share) <= 1
    assert told.progress(Counters(), 1.0) == pytest.approx(told.progress(SECOND, 0.0))
    assert told.progress(SECOND, 1.0) == pytest.approx(1.0)


def test_by_minutes_the_second_phase_has_what_the_first_left() -> None:
    told = replace(SETTINGS, steps=None, minutes=4.0, quantizer_share=0.25)
    assert told.promised(Counters()).minutes == 1.0
    assert told.promised(SECOND).minutes == 2.5
    late = told.promised(replace(SECOND, phase_seconds=500.0)).minutes
    assert late is not None
    assert 0 < late < 0.1


@pytest.mark.parametrize(
    ("side", "factor"), [(8, 4), (28, 4), (32, 4), (64, 8), (36, 4), (128, 16), (256, 16), (44, 4)]
)
def test_the_side_decides_how_much_one_code_stands_for(side: int, factor: int) -> None:
    assert factor_for(side, None) == factor
    assert side % factor == 0
    assert side // factor <= ACROSS or factor == 16 or side % (2 * factor)


@pytest.mark.parametrize(("side", "said"), [(28, 8), (30, None)])
def test_codes_must_cover_the_picture(side: int, said: int | None) -> None:
    with pytest.raises(BadInputError, match=f"side={side}"):
        factor_for(side, said)


def test_nets_fit_the_settings() -> None:
    told = replace(SETTINGS, codes=77, factor=8)
    quantizer = new_quantizer(told, 24, 1)
    assert quantizer.shape.codes == 77
    assert quantizer.shape.coder.factor == 8
    assert quantizer.shape.coder.channels == 1
    prior = new_prior(told, 9, 300 + 77)
    assert prior.shape.context == 64
    # Every distance that occurs within a picture has a bucket of its own.
    assert prior.shape.distance_buckets // 2 >= 9


def test_the_seed_decides_the_first_weights() -> None:
    for make in (lambda told: new_quantizer(told, 8, 1), lambda told: new_prior(told, 4, 300)):
        first, same, other = (
            next(weight for weight in make(told).parameters() if weight.dim() > 1)
            for told in (SETTINGS, SETTINGS, replace(SETTINGS, seed=1))
        )
        assert first.equal(same)
        assert not first.equal(other)
