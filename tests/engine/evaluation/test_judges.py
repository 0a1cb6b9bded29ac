"""Judges: they learn what can be learned, the same from the same seed, in any order of asking."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from gongwu.engine.evaluation.judge import Judge
from gongwu.engine.evaluation.judge_nets import Matcher, Trunk, matching_loss
from gongwu.engine.evaluation.judge_training import (
    CONTEXT,
    JudgeTraining,
    moved,
    spelling,
    train_judge,
    train_matching_judge,
    train_plain_judge,
    viewed,
)
from gongwu.errors import BadInputError
from tests.engine.evaluation.galleries import NAMES, bars

SHORT = JudgeTraining(steps=25, batch=32)

Train = Callable[[Tensor, Tensor, JudgeTraining], Judge]


def by_captions(pictures: Tensor, labels: Tensor, settings: JudgeTraining) -> Judge:
    return train_matching_judge(pictures, [NAMES[label] for label in labels.tolist()], settings)


def by_pictures(pictures: Tensor, labels: Tensor, settings: JudgeTraining) -> Judge:
    return train_plain_judge(pictures, settings)


every_judge = pytest.mark.parametrize("train", [train_judge, by_captions, by_pictures])


def test_it_tells_classes_apart_that_it_was_taught() -> None:
    judge = train_judge(*bars(200, seed=0), SHORT)
    pictures, labels = bars(100, seed=1)
    assert (judge.classes(pictures) == labels).float().mean() > 0.95


def test_it_finds_captions_in_both_languages() -> None:
    judge = by_captions(*bars(200, seed=0), SHORT)
    pictures, labels = bars(100, seed=1)
    for language in (0, 1):
        similarity = judge.similarity(pictures, [each[language] for each in NAMES])
        assert (similarity.argmax(dim=1) == labels).float().mean() > 0.95
        assert similarity.abs().max() <= 1 + 1e-5


@every_judge
def test_pictures_of_one_kind_lie_together(train: Train) -> None:
    features = train(*bars(200, seed=0), SHORT).features(bars(60, seed=1)[0])
    labels = bars(60, seed=1)[1]
    apart = torch.cdist(features, features).fill_diagonal_(torch.inf)
    same = labels[apart.argmin(dim=1)] == labels
    assert same.float().mean() > 0.9


@every_judge
def test_the_seed_alone_decides_the_features(train: Train) -> None:
    pictures, labels = bars(40, seed=0)
    settings = JudgeTraining(steps=3, batch=8)
    one, again = (train(pictures, labels, settings).features(pictures) for _ in range(2))
    other = train(pictures, labels, replace(settings, seed=1)).features(pictures)
    assert torch.equal(one, again)
    assert not torch.allclose(one, other, atol=1e-2)


@every_judge
def test_features_are_centred_and_of_variance_one(train: Train) -> None:
    pictures, labels = bars(40, seed=0)
    features = train(pictures, labels, JudgeTraining(steps=3, batch=8)).features(pictures)
    torch.testing.assert_close(features.mean(dim=0), torch.zeros(features.shape[1]).double())
    assert features.square().mean().item() == pytest.approx(1)


def test_features_of_a_picture_are_its_own() -> None:
    judge = train_judge(*bars(40, seed=0), JudgeTraining(steps=3, batch=8))
    pictures, _ = bars(30, seed=1)
    alone = judge.features(pictures[3:4])
    # Beside others a product's last digits may differ.
    torch.testing.assert_close(judge.features(pictures)[3:4], alone, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(
        judge.features(pictures.flip(0)), judge.features(pictures).flip(0), atol=1e-5, rtol=1e-5
    )


@pytest.mark.parametrize("side", [8, 12, 28, 32, 64])
@pytest.mark.parametrize("channels", [1, 3])
def test_a_trunk_takes_every_size_that_is_trained(
    side: int, channels: int, dice: torch.Generator
) -> None:
    pictures = torch.randn(2, channels, side, side, generator=dice)
    found = Trunk(side, channels)(pictures)
    assert found.shape == (2, 128)


def test_what_is_beyond_a_caption_is_not_read(dice: torch.Generator) -> None:
    """A caption says the same beside a longer one and alone."""
    vocabulary, spell = spelling([("red apple", "红苹果"), ("red apple", "红苹果")])
    net = Matcher(Trunk(8, 3), vocabulary)
    beside = net.read(spell(["apple", "a very long caption indeed"]))[0]
    short = spell(["apple"])[:, :9]
    torch.testing.assert_close(beside, net.read(short)[0])
    assert torch.equal(spell(["Apple"]), spell(["apple"]))
    assert spell(["苹" * 500]).shape == (1, CONTEXT)
    assert net.read(spell([""])).isfinite().all()


def test_the_loss_is_that_of_both_directions_and_least_where_pairs_meet() -> None:
    directions = torch.eye(4)
    warmth = torch.tensor(3.0)
    alone = torch.arange(4)
    met = matching_loss(directions, directions, warmth, alone)
    missed = matching_loss(directions, directions.roll(1, dims=0), warmth, alone)
    assert met < missed
    one, two = torch.randn(2, 4, 5, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(
        matching_loss(one, two, warmth, alone), matching_loss(two, one, warmth, alone)
    )
    logits = one @ two.T * warmth.exp()
    expected = -(logits.log_softmax(1).diag().mean() + logits.log_softmax(0).diag().mean()) / 2
    torch.testing.assert_close(matching_loss(one, two, warmth, alone), expected)


def test_rows_of_one_thing_are_not_told_apart() -> None:
    """Two pictures of one caption: each may take either for its own at no further cost."""
    directions = torch.eye(2).repeat_interleave(2, dim=0)
    things = torch.tensor([0, 0, 1, 1])
    found = matching_loss(directions, directions, torch.tensor(4.0), things)
    assert found.item() == pytest.approx(torch.tensor(2.0).log().item(), abs=1e-3)


def test_a_picture_is_moved_by_two_pixels_at_most(dice: torch.Generator) -> None:
    picture = torch.zeros(1, 1, 9, 9)
    picture[0, 0, 4, 4] = 1
    seen = moved(picture.expand(200, -1, -1, -1), dice)
    assert seen.sum(dim=(1, 2, 3)).tolist() == [1.0] * 200
    places = {tuple(place[2:].tolist()) for place in seen.nonzero()}
    assert places == {(row, column) for row in range(2, 7) for column in range(2, 7)}


def test_a_view_has_the_size_of_the_picture_and_much_of_it(dice: torch.Generator) -> None:
    slope = torch.linspace(-1, 1, 16).expand(40, 1, 16, 16)
    seen = viewed(slope, dice)
    assert seen.shape == slope.shape
    # From left to right it still rises, by half of what it did or more.
    rise = seen[:, 0, :, -1].mean(dim=1) - seen[:, 0, :, 0].mean(dim=1)
    assert rise.min() > 2 * 0.7 * 0.6


def test_one_picture_teaches_nothing() -> None:
    with pytest.raises(BadInputError, match="1 picture") as caught:
        train_judge(*bars(1, seed=0))
    assert "1 张" in caught.value.zh


def test_training_shows_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    train_judge(*bars(10, seed=0), JudgeTraining(steps=3), lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
