from typing import Any

import pytest

from gongwu.engine.training.image_settings import ImageTraining
from gongwu.errors import BadInputError

WRONG: list[dict[str, Any]] = [
    {"steps": None}, {"minutes": 3.0}, {"steps": 0}, {"batch": 0}, {"min_snr": 0.0},
    {"side": 6}, {"side": 30}, {"peak_rate": float("inf")}, {"held_out": 0.6}, {"held_out": -0.1},
    {"caption_dropout": 1.1}, {"caption_dropout": float("nan")}, {"caption_context": 1},
    {"average_width": 0.0}, {"background": "white"}, {"seed": 2**64}, {"evaluations": 0},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_nonsense_is_refused_at_birth(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInputError):
        ImageTraining(**{"size": "tiny", "precision": "float32", "steps": 5, **wrong})


def test_larger_pictures_hear_that_latent_training_is_to_come() -> None:
    with pytest.raises(BadInputError, match="latent training, which is still to come") as caught:
        ImageTraining(size="tiny", precision="float32", steps=5, side=128)
    assert "潜空间" in caught.value.zh
