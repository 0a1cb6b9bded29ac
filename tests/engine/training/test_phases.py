from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.phases import Phases
from gongwu.engine.training.state import Counters

SETTINGS = ImageTraining(size="tiny", precision="float32", steps=2, space="latents")


@given(steps=st.integers(2, 10**6), share=st.floats(0.01, 0.99))
def test_steps_are_shared_out_to_the_last(steps: int, share: float) -> None:
    """Each phase has one at least, and progress is that of steps, without a jump."""
    phases = Phases(replace(SETTINGS, steps=steps, autoencoder_share=share))
    first, second = (phases.promised(Counters(phase=phase)).steps for phase in (0, 1))
    assert first is not None
    assert second is not None
    assert first >= 1
    assert second >= 1
    assert first + second == steps
    assert abs(first - share * steps) <= 1
    for phase, begun, length in ((0, 0, first), (1, first, second)):
        for done in (1, length):
            said = phases.progress(Counters(phase=phase), done / length)
            assert said == pytest.approx((begun + done) / steps)


def test_minutes_that_encoding_took_are_not_given_again() -> None:
    phases = Phases(replace(SETTINGS, steps=None, minutes=9.0))
    assert phases.promised(Counters()).minutes == pytest.approx(3)
    after = Counters(phase=1, phase_seconds=5 * 60)  # three of learning and two of encoding
    assert phases.promised(after).minutes == pytest.approx(4)
    late = phases.promised(replace(after, phase_seconds=600))
    assert late.minutes is not None
    assert 0 < late.minutes < 1


def test_pixels_have_one_phase() -> None:
    phases = Phases(replace(SETTINGS, space="pixels"))
    assert phases.promised(Counters()).steps == 2
    assert phases.progress(Counters(), 0.5) == 0.5
