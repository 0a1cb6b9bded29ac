"""Samples drawn together are those drawn alone, each from its own prompt and seed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gongwu.engine.evaluation import samples
from gongwu.engine.evaluation.samples import draw_samples
from gongwu.engine.inference.image_model import EngineImageModel, open_image_model
from gongwu.ports import Picture, PictureRequest, PictureStep
from tests.engine.inference.denoising.tiny_painters import Ground
from tests.engine.inference.tiny_picture_models import SIDE, save_tiny

PROMPTS = ["a red apple", "a cat", "红苹果", "a red apple", ""]
ORDER = PictureRequest(width=SIDE, height=SIDE, steps=3, guidance=2.0, sampler="dpm++2m", seed=7)


def pixels_of(picture: Picture) -> np.ndarray:
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


@pytest.mark.parametrize("ground", ["pixels", "patches", "latents"])
@pytest.mark.parametrize("guidance", [1.0, 2.0])
def test_drawn_together_they_are_the_pictures_drawn_alone(
    ground: Ground, guidance: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To one of 255 levels: beside others a product's last digits may differ."""
    monkeypatch.setattr(samples, "_MOST", 2)
    model = open_image_model(save_tiny(tmp_path / "tiny", ground))
    request = replace(ORDER, guidance=guidance)
    drawn = list(draw_samples(model, request, PROMPTS))
    assert len(drawn) == len(PROMPTS)
    for item, (prompt, found) in enumerate(zip(PROMPTS, drawn, strict=True)):
        (alone,) = model.draw(replace(request, prompt=prompt, seed=request.seed + item))
        assert np.abs(found.astype(int) - pixels_of(alone)).max() <= 1
    assert np.abs(drawn[0].astype(int) - drawn[3]).mean() > 5  # one prompt, two seeds


def test_a_model_without_words_is_asked_for_nothing(tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "mute", reads=False))
    drawn = list(draw_samples(model, replace(ORDER, guidance=1.0), [""] * 3))
    (alone,) = model.draw(replace(ORDER, guidance=1.0, seed=9))
    assert np.abs(drawn[2].astype(int) - pixels_of(alone)).max() <= 1


class Painted:
    """A model of another kind: every pixel is the seed."""

    name, weights_sha256, reads_prompts = "painted", "", True
    defaults = ORDER

    def __init__(self) -> None:
        self.asked: list[PictureRequest] = []

    def draw(
        self, request: PictureRequest, watch: Callable[[PictureStep], None] = lambda _: None
    ) -> Iterator[Picture]:
        self.asked.append(request)
        yield Picture(width=4, height=2, pixels=bytes([request.seed]) * 24)


def test_any_other_model_is_asked_picture_by_picture() -> None:
    model = Painted()
    drawn = list(draw_samples(model, ORDER, PROMPTS))
    assert [each.shape for each in drawn] == [(2, 4, 3)] * 5
    assert [int(each[0, 0, 0]) for each in drawn] == [7, 8, 9, 10, 11]
    assert [each.prompt for each in model.asked] == PROMPTS
    assert {each.guidance for each in model.asked} == {2.0}


@pytest.mark.parametrize("kind", ["engine", "other"])
def test_how_far_it_is_rises_to_all(kind: str, tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny")) if kind == "engine" else Painted()
    assert isinstance(model, EngineImageModel | Painted)
    seen: list[float] = []
    list(draw_samples(model, ORDER, PROMPTS, seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 5
    assert len(seen) >= 3
