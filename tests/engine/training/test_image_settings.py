from typing import Any

import pytest

from gongwu.engine.pictures.survey import Space
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.errors import BadInputError

WRONG: list[dict[str, Any]] = [
    {"steps": None}, {"minutes": 3.0}, {"steps": 0}, {"batch": 0}, {"min_snr": 0.0},
    {"side": 6}, {"side": 30}, {"peak_rate": float("inf")}, {"held_out": 0.6}, {"held_out": -0.1},
    {"autoencoder_rate": 0.0}, {"autoencoder_share": 1.0},
    {"caption_dropout": 1.1}, {"caption_dropout": float("nan")}, {"caption_context": 1},
    {"average_width": 0.0}, {"background": "white"}, {"seed": 2**64}, {"evaluations": 0},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_nonsense_is_refused_at_birth(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInputError):
        ImageTraining(**{"size": "tiny", "precision": "float32", "steps": 5, **wrong})


@pytest.mark.parametrize(
    ("side", "space", "held"),
    [(64, None, True), (72, None, False), (80, None, True), (256, None, True), (272, None, False),
     (64, "pixels", True), (80, "pixels", False), (8, "pixels", True),
     (72, "latents", False), (64, "latents", True), (40, "latents", True), (36, "latents", False),
     (24, "latents", False), (128, "latents", True)],
)  # fmt: skip
def test_a_side_must_fit_its_space(side: int, space: Space | None, held: bool) -> None:
    def told() -> ImageTraining:
        return ImageTraining(size="tiny", precision="float32", steps=5, side=side, space=space)

    if held:
        assert told().side == side
    else:
        with pytest.raises(BadInputError, match=f"side={side}"):
            told()


def test_larger_pictures_in_pixels_hear_of_latents() -> None:
    with pytest.raises(BadInputError, match="--space latents") as caught:
        ImageTraining(size="tiny", precision="float32", steps=5, side=128, space="pixels")
    assert "逐像素" in caught.value.zh
