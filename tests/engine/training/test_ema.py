import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from gongwu.engine.training.ema import Average, power_for


def walk(steps: int, dice: torch.Generator) -> list[Tensor]:
    return list(torch.randn(steps, 3, generator=dice).cumsum(dim=0))


class Point(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.place = nn.Parameter(torch.zeros(3))

    def move(self, to: Tensor) -> None:
        with torch.no_grad():
            self.place.copy_(to)


def test_the_average_has_its_closed_form(dice: torch.Generator) -> None:
    """Weights (i/n)^p - ((i-1)/n)^p of step i, summed in float64."""
    point, steps = Point(), walk(50, dice)
    average = Average(point, width=0.1)
    for step, place in enumerate(steps, start=1):
        point.move(place)
        average.update(point, step)
    ends = (torch.arange(51, dtype=torch.float64) / 50) ** average.power
    wanted = (ends.diff()[:, None] * torch.stack(steps).double()).sum(dim=0)
    torch.testing.assert_close(average.tensors["place"].double(), wanted, rtol=1e-5, atol=1e-5)


@given(width=st.floats(0.01, 0.25))
def test_the_width_is_the_share_of_the_run_that_was_asked_for(width: float) -> None:
    """The standard deviation of a density p·t^(p-1) on [0, 1], by its moments."""
    power = power_for(width)
    mean, square = power / (power + 1), power / (power + 2)
    assert abs((square - mean**2) ** 0.5 - width) < 1e-6


def test_the_first_step_is_taken_whole(dice: torch.Generator) -> None:
    """No warm-up to set: what the net was before its first step counts nothing."""
    point = Point()
    average = Average(point, width=0.05)
    point.move(torch.tensor([7.0, 8.0, 9.0]))
    average.update(point, 1)
    assert torch.equal(average.tensors["place"], point.place)


def test_the_net_gets_its_own_weights_back(dice: torch.Generator) -> None:
    point = Point()
    average = Average(point, width=0.05)
    point.move(torch.ones(3))
    before = point.place.data_ptr()
    with average.standing_in(point):
        assert torch.equal(point.place, torch.zeros(3))
    assert torch.equal(point.place, torch.ones(3))
    assert point.place.data_ptr() == before
