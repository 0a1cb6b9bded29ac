import pytest
import torch

from gongwu.engine.training.batches import Batch
from gongwu.engine.training.image_learner import PictureLearner
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.image_setup import new_learner, patch_for
from gongwu.engine.training.settings import Size


class Icons:
    """What a net is made for: pictures of 32 by 32 in colour."""

    side, channels = 32, 3


def learner(size: Size, seed: int = 0) -> PictureLearner:
    told = ImageTraining(size=size, precision="float32", steps=1, seed=seed)
    return new_learner(told, Icons(), 2500)


def test_a_starter_model_of_the_small_size_fits_its_room() -> None:
    """Icons may weigh 12 MB; bfloat16 takes two bytes a weight."""
    assert 2 * sum(weight.numel() for weight in learner("small").parameters()) < 12_000_000


def test_first_weights_are_drawn_by_the_seed_and_nobody_elses_dice() -> None:
    one, other, third = learner("tiny", 1), learner("tiny", 1), learner("tiny", 2)
    alike = [torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True)]
    assert all(alike)
    assert any(
        not torch.equal(a, b) for a, b in zip(one.parameters(), third.parameters(), strict=True)
    )


def test_the_first_prediction_is_nothing(dice: torch.Generator) -> None:
    """So the first loss, all levels alike, is the mean square of what is wanted: v of a clean
    picture of size 1 has size 1. 6,144 squares, their mean within four standard deviations."""
    made = learner("tiny")
    made.min_snr = None
    clean, noise = torch.randn(2, 2, 3, 32, 32, generator=dice)
    batch: Batch = (clean, noise, torch.ones(2, 32, dtype=torch.long), torch.tensor([0.2, 0.7]))
    assert abs(made.loss(*batch).item() - 1) < 4 * (2 / 6144) ** 0.5


@pytest.mark.parametrize("side", range(8, 68, 4))
def test_every_side_leaves_a_net_two_levels_of_whole_places(side: int) -> None:
    assert side % (2 * patch_for(side)) == 0
