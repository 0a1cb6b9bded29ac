"""The painter of picture tokens behind its port."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from gongwu.engine.checkpoints.token_models import TokenModel, save_token_model
from gongwu.engine.inference.denoising.canvas import to_bytes
from gongwu.engine.inference.picture_tokens import Writing, write
from gongwu.engine.inference.token_painter import TokenPainter, load_token_painter
from gongwu.errors import BadInputError
from gongwu.ports import ImageModel, Picture, PictureRequest, PictureStep
from tests.engine.token_models import SIDE, put_codes_on_latents, tiny_model


@pytest.fixture(params=[3, 1], ids=["colour", "grey"])
def model(
    request: pytest.FixtureRequest, shake: Callable[[nn.Module], None], dice: torch.Generator
) -> TokenModel:
    made = tiny_model(request.param)
    shake(made.quantizer)
    shake(made.prior)
    put_codes_on_latents(made, dice)
    return made


@pytest.fixture
def painter(model: TokenModel, tmp_path: Path) -> TokenPainter:
    save_token_model(model, tmp_path / "tokens")
    return load_token_painter(tmp_path / "tokens")


def pixels(picture: Picture) -> np.ndarray[Any, Any]:
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 3)


def noise_picture(seed: int) -> Picture:
    made = np.random.default_rng(seed).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    return Picture(width=SIDE, height=SIDE, pixels=made.tobytes())


def half_mask() -> Picture:
    """White below row 5: the codes of the first row are kept, those below are touched."""
    rows = np.zeros((SIDE, SIDE, 3), np.uint8)
    rows[5:] = 255
    return Picture(width=SIDE, height=SIDE, pixels=rows.tobytes())


def test_it_is_an_image_model_and_says_what_its_makers_would_have(painter: TokenPainter) -> None:
    port: ImageModel = painter
    assert port.name == "tokens"
    assert port.reads_prompts
    assert (port.defaults.width, port.defaults.height, port.defaults.steps) == (SIDE, SIDE, 9)
    assert port.defaults.guidance is not None
    assert port.defaults.sampler is not None
    assert len(port.weights_sha256) == 64


def test_the_hash_of_the_weights_follows_them(
    model: TokenModel, painter: TokenPainter, tmp_path: Path
) -> None:
    save_token_model(model, tmp_path / "same")
    assert load_token_painter(tmp_path / "same").weights_sha256 == painter.weights_sha256
    with torch.no_grad():
        model.quantizer.codebook.embedding.weight[0, 0] += 1
    save_token_model(model, tmp_path / "other")
    assert load_token_painter(tmp_path / "other").weights_sha256 != painter.weights_sha256


@pytest.mark.parametrize("guidance", [1.0, 3.0])
def test_item_k_alone_has_the_bytes_it_has_in_a_batch(
    painter: TokenPainter, guidance: float
) -> None:
    together = list(painter.draw(PictureRequest(prompt="red", count=3, seed=40, guidance=guidance)))
    assert len({picture.pixels for picture in together}) == 3
    for item, picture in enumerate(together):
        alone = PictureRequest(prompt="red", seed=40 + item, guidance=guidance)
        assert list(painter.draw(alone)) == [picture]


def test_a_picture_is_what_its_codes_decode_to(model: TokenModel, painter: TokenPainter) -> None:
    (drawn,) = painter.draw(PictureRequest(prompt="red", guidance=1.0, seed=3))
    *_, codes = write(painter.model, Writing(caption="red", seed=3))
    with torch.no_grad():
        decoded = model.quantizer.decode(torch.tensor(codes).view(1, 3, 3))[0]
    rows = to_bytes(decoded.clamp(-1, 1).expand(3, -1, -1)).numpy()
    assert np.abs(pixels(drawn).astype(int) - rows).max() <= 1  # one rounding to a byte
    assert drawn.width == drawn.height == SIDE


def test_every_code_is_a_step_to_be_seen(painter: TokenPainter) -> None:
    seen: list[PictureStep] = []
    drawn = list(painter.draw(PictureRequest(prompt="red", count=2), seen.append))
    assert [(each.item, each.step) for each in seen] == [
        (item, step) for item in range(2) for step in range(1, 10)
    ]
    assert {each.steps for each in seen} == {9}
    assert [seen[8].look(), seen[17].look()] == drawn
    early = pixels(seen[3].look())  # a row and one code of the next
    unwritten = np.ones((SIDE, SIDE), bool)
    unwritten[:4], unwritten[4:8, :4] = False, False
    assert (early[unwritten] == 128).all()
    assert (early[~unwritten] != 128).any()


def test_a_picture_to_begin_from_keeps_its_first_rows_of_codes(painter: TokenPainter) -> None:
    initial = noise_picture(1)
    (drawn,) = painter.draw(PictureRequest(prompt="red", initial=initial, strength=0.34))
    (again,) = painter.draw(PictureRequest(prompt="red", initial=initial, strength=0.34, seed=1))
    (anew,) = painter.draw(PictureRequest(prompt="red", initial=initial, strength=1.0))
    (without,) = painter.draw(PictureRequest(prompt="red"))
    assert anew == without
    assert drawn != without
    assert drawn != again


def test_what_the_mask_keeps_stays_byte_for_byte(painter: TokenPainter) -> None:
    initial = noise_picture(2)
    order = PictureRequest(prompt="red", initial=initial, mask=half_mask(), count=2)
    seen: list[PictureStep] = []
    first, second = painter.draw(order, seen.append)
    for picture in (first, second, seen[0].look()):
        assert (pixels(picture)[:5] == pixels(initial)[:5]).all()
    assert (pixels(first)[5:] != pixels(second)[5:]).any()


REFUSED: dict[str, dict[str, Any]] = {
    "width": {"width": SIDE + 4},
    "height": {"height": SIDE * 2},
    "steps": {"steps": 20},
    "sampler": {"sampler": "ddim"},
    "guidance_to": {"guidance_to": 3.0},
    "guidance": {"guidance": float("nan")},
    "mask": {"mask": half_mask()},
}


@pytest.mark.parametrize(("name", "asked"), REFUSED.items(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_both_languages(
    painter: TokenPainter, name: str, asked: dict[str, Any]
) -> None:
    with pytest.raises(BadInputError) as error:
        list(painter.draw(PictureRequest(prompt="red", **asked)))
    assert name in error.value.en
    assert name in error.value.zh
