"""Codes that come back to life, and batches of captions and codes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import nn

from gongwu.engine.checkpoints.token_models import TokenModel
from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.pictures.picture_files import PictureFiles, write_pictures
from gongwu.engine.pictures.survey import survey_pictures
from gongwu.engine.tokens.tokenizer import END_ID, PAD_ID
from gongwu.engine.training.token_batches import PriorBatches, ShownPictures
from gongwu.engine.training.token_learner import (
    REVIVED_EVERY,
    QuantizerLearner,
    QuantizerWeights,
)
from gongwu.engine.training.token_settings import TokenTraining
from tests.engine.pictures.conftest import png, put
from tests.engine.token_models import CODES, SIDE, put_codes_on_latents, tiny_model, tiny_quantizer

SETTINGS = TokenTraining(size="tiny", precision="float32", steps=8, batch=3, side=SIDE)
NAMES = ("red", "green", "blue", "white", "black", "yellow")


@pytest.fixture
def files(tmp_path: Path) -> PictureFiles:
    source = put(tmp_path / "in", {f"{name}.png": png((SIDE, SIDE), name) for name in NAMES})
    found = survey_pictures([source])
    write_pictures([source], found, tmp_path / "made", background="#ffffff", held_out=0.3)
    return PictureFiles(tmp_path / "made")


@pytest.fixture
def model(shake: Callable[[nn.Module], None], dice: torch.Generator) -> TokenModel:
    made = tiny_model()
    shake(made.quantizer)
    put_codes_on_latents(made, dice)
    return made


# --- Codes ---


@pytest.fixture
def weights(shake: Callable[[nn.Module], None]) -> QuantizerWeights:
    net = tiny_quantizer()
    shake(net)
    return QuantizerWeights(QuantizerLearner(net), SETTINGS.quantizer_phase())


@pytest.fixture
def pictures(dice: torch.Generator) -> torch.Tensor:
    return torch.rand(4, 3, SIDE, SIDE, generator=dice) * 2 - 1


def test_every_code_is_laid_on_a_latent_of_the_first_pictures(
    weights: QuantizerWeights, pictures: torch.Tensor
) -> None:
    weights.lay_codes(pictures)
    net = weights.learner.net
    with torch.no_grad():
        latents = net.latent(pictures).permute(0, 2, 3, 1).flatten(0, 2)
    codes = net.codebook.embedding.weight.detach()
    away = (codes[:, None] - latents).abs().amax(dim=2)
    assert away.min(dim=1).values.max() < 1e-5
    assert weights.average is not None
    assert torch.equal(weights.average.tensors["net.codebook.embedding.weight"], codes)


def learn(weights: QuantizerWeights, pictures: torch.Tensor, share: float, step: int) -> None:
    """A step at a share of the peak rate, in which no weight moves."""
    weights.learner.loss(pictures)
    for group in weights.optimizers[0].param_groups:
        group["lr"] = share * SETTINGS.quantizer_rate
    weights.learned(step)


def test_unused_codes_come_back_when_it_is_time(
    weights: QuantizerWeights, pictures: torch.Tensor
) -> None:
    book = weights.learner.net.codebook.embedding.weight
    with torch.no_grad():
        book[1:] += 1000  # code 0 alone is near
    learn(weights, pictures, 1.0, REVIVED_EVERY - 1)
    assert weights.learner.used.nonzero().flatten().tolist() == [0]
    assert book[1:].abs().max() > 500
    kept = book[0].clone()
    learn(weights, pictures, 1.0, REVIVED_EVERY)
    assert book.abs().max() < 500
    assert torch.equal(book[0], kept)
    assert not weights.learner.used.any()
    learn(weights, pictures, 1.0, REVIVED_EVERY + 1)
    assert weights.learner.used.sum() > 5


def test_late_in_the_phase_codes_are_left_to_settle(
    weights: QuantizerWeights, pictures: torch.Tensor
) -> None:
    book = weights.learner.net.codebook.embedding.weight
    with torch.no_grad():
        book[1:] += 1000
    learn(weights, pictures, 0.4, REVIVED_EVERY)
    assert book[1:].abs().max() > 500


def test_what_was_used_comes_back_after_an_accident(
    weights: QuantizerWeights, pictures: torch.Tensor
) -> None:
    weights.learner.loss(pictures)
    again = QuantizerWeights(QuantizerLearner(tiny_quantizer()), SETTINGS.quantizer_phase())
    again.restore({name: tensor.clone() for name, tensor in weights.tensors().items()})
    assert weights.learner.used.any()
    assert torch.equal(again.learner.used, weights.learner.used)


# --- Batches ---


def test_a_step_shows_the_same_whenever_it_is_asked(files: PictureFiles, model: TokenModel) -> None:
    batches = PriorBatches(ShownPictures(files, SETTINGS), model)
    again = PriorBatches(ShownPictures(files, SETTINGS), model)
    again.at(9)
    for step in (0, 1, 7):
        for found, expected in zip(again.at(step), batches.at(step), strict=True):
            assert torch.equal(found, expected)
    assert any(not torch.equal(batches.at(step)[3], batches.at(step + 1)[3]) for step in range(3))


def test_the_net_reads_captions_and_says_the_codes_of_their_pictures(
    files: PictureFiles, model: TokenModel
) -> None:
    told = replace(SETTINGS, caption_dropout=0.0)
    shown = ShownPictures(files, told)
    source, counted, target, targets = PriorBatches(shown, model).at(2)
    pictures, captions = shown.at(2).pictures, shown.at(2).told
    assert set(captions) <= set(NAMES)
    for row, caption in enumerate(captions):
        ids = model.source(caption)
        assert source[row, counted[row]].tolist() == ids
        assert (source[row, len(ids) :] == PAD_ID).all()
    with torch.no_grad():
        codes = model.quantizer.encode(pictures).flatten(1)
    assert torch.equal(targets, codes + model.first_code)
    assert targets.max() < model.first_code + CODES
    assert torch.equal(target[:, 1:], targets[:, :-1])
    assert (target[:, 0] == model.prior.shape.start_id).all()
    assert IGNORED not in targets


def test_dropped_captions_leave_their_end(files: PictureFiles, model: TokenModel) -> None:
    told = replace(SETTINGS, caption_dropout=1.0)
    source, *_ = PriorBatches(ShownPictures(files, told), model).at(0)
    assert source.tolist() == [[END_ID]] * 3


def test_mirrored_pictures_only_where_it_is_allowed(tmp_path: Path) -> None:
    """Half of them, by the dice: none of 24 would happen once in 16 million."""
    (tmp_path / "in").mkdir()
    for name in ("apple", "pear", "plum", "left"):
        picture = Image.new("RGB", (SIDE, SIDE), "white")
        picture.paste((0, 0, 0), (0, 0, SIDE // 2, SIDE))
        picture.save(tmp_path / "in" / f"{name}.png")
    found = survey_pictures([tmp_path / "in"])
    write_pictures([tmp_path / "in"], found, tmp_path / "made", background="#fff", held_out=0.25)
    made = PictureFiles(tmp_path / "made")
    for flips in (False, True):
        told = replace(SETTINGS, flips=flips, caption_dropout=0.0)
        shown = [ShownPictures(made, told).at(step) for step in range(8)]
        turned = {
            said for each in shown
            for said, picture in zip(each.told, each.pictures, strict=True)
            if picture[0, 0, 0] > 0
        }  # fmt: skip
        assert bool(turned) == flips
        assert "left" not in turned


def test_held_out_pictures_are_always_told_the_same(files: PictureFiles, model: TokenModel) -> None:
    batches = PriorBatches(ShownPictures(files, replace(SETTINGS, batch=1)), model)
    found = list(batches.held_out())
    assert [count for _, count in found] == [9] * files.counts["held_out"]
    for (batch, _), (other, _) in zip(found, batches.held_out(), strict=True):
        assert all(torch.equal(*parts) for parts in zip(batch, other, strict=True))
        assert batch[0][0, -1] == END_ID
        assert batch[0].shape[1] > 1
