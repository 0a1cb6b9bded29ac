import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.training.rate import learning_rate

warmups = st.floats(1e-3, 0.999)
shares = st.floats(0, 1)


@given(warmup=warmups)
def test_it_rises_from_nothing_to_its_peak_and_falls_to_nothing(warmup: float) -> None:
    assert learning_rate(0, warmup) == 0
    assert learning_rate(warmup, warmup) == 1
    assert learning_rate(1, warmup) == 0


@given(warmup=warmups, one=shares, other=shares)
def test_it_never_falls_before_the_peak_nor_rises_after(
    warmup: float, one: float, other: float
) -> None:
    early, late = sorted((one, other))
    rates = learning_rate(early, warmup), learning_rate(late, warmup)
    assert all(0 <= rate <= 1 for rate in rates)
    if late <= warmup:
        assert rates[0] <= rates[1]
    if early >= warmup:
        assert rates[0] >= rates[1]


@given(warmup=warmups, one=shares, other=shares)
def test_it_never_leaps(warmup: float, one: float, other: float) -> None:
    """No steeper than its two straight lines; 1e-9 for the rounding of a few divisions."""
    steepest = max(1 / warmup, 1 / (1 - warmup))
    leap = abs(learning_rate(one, warmup) - learning_rate(other, warmup))
    assert leap <= steepest * abs(one - other) + 1e-9


@given(warmup=warmups, beyond=st.floats(1, 10))
def test_a_run_that_overran_its_time_has_no_rate_left(warmup: float, beyond: float) -> None:
    """Never below zero, which would climb the loss."""
    assert learning_rate(beyond, warmup) == 0


def test_a_run_may_be_all_warm_up() -> None:
    assert [learning_rate(share, 1.0) for share in (0, 0.5, 1)] == pytest.approx([0, 0.5, 1])
