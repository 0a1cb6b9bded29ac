"""The table: worse pictures get worse figures, real ones those of the baseline."""

from dataclasses import fields

import pytest
import torch

from gongwu.engine.evaluation.judge import Judge
from gongwu.engine.evaluation.judge_training import (
    JudgeTraining,
    train_judge,
    train_matching_judge,
)
from gongwu.engine.evaluation.quality import Gallery, Learned, Measure, Quality, quality
from gongwu.errors import BadInputError
from tests.engine.evaluation.galleries import NAMES, SIDE, bars, captioned, labelled

SHORT = JudgeTraining(steps=25, batch=32)
REAL, FRESH = labelled(200, seed=1), labelled(100, seed=2)


def noise(count: int) -> torch.Tensor:
    dice = torch.Generator().manual_seed(3)
    return torch.randint(0, 256, (count, SIDE, SIDE, 3), generator=dice).to(torch.uint8)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return train_judge(*bars(200, seed=0), SHORT)


@pytest.fixture(scope="module")
def learned() -> Learned:
    return Learned(pictures=bars(200, seed=0)[0], held_out=bars(100, seed=5)[0])


def test_new_real_pictures_reach_the_baseline(judge: Judge, learned: Learned) -> None:
    found = quality(judge, REAL, FRESH, learned)
    assert abs(found.kid.value) < 0.1
    assert found.kid.baseline is not None
    assert abs(found.kid.baseline) < 0.1
    # Two halves of a hundred differ by chance: by less than twice of one another.
    for measure in (found.frechet, found.coverage, found.recall, found.nearest_distance):
        assert measure is not None
        assert measure.baseline is not None
        assert 0.5 < measure.value / measure.baseline < 2
    assert found.class_accuracy is not None
    assert found.class_accuracy.value == pytest.approx(1, abs=0.05)
    assert found.class_accuracy.baseline == pytest.approx(1, abs=0.05)
    assert found.memorised_share is not None
    assert found.memorised_share.value < 0.1
    assert found.prompt_adherence is None
    assert found.prompt_similarity is None


def test_noise_is_worse_than_real_in_every_way(judge: Judge, learned: Learned) -> None:
    found = quality(judge, REAL, Gallery(pictures=noise(100), labels=FRESH.labels), learned)
    assert found.kid.baseline is not None
    assert found.kid.value > abs(found.kid.baseline) + 5 * (found.kid.error or 0)
    assert found.frechet.baseline is not None
    assert found.frechet.value > 3 * found.frechet.baseline
    assert found.coverage.value < 0.5
    assert found.class_accuracy is not None
    assert found.class_accuracy.value < 0.6
    assert found.nearest_distance is not None
    assert found.nearest_distance.baseline is not None
    assert found.nearest_distance.value > found.nearest_distance.baseline


def test_one_picture_again_and_again_shows(judge: Judge) -> None:
    assert FRESH.labels is not None
    same = Gallery(pictures=FRESH.pictures[:1].repeat(100, 1, 1, 1), labels=FRESH.labels)
    found = quality(judge, REAL, same)
    assert found.coverage.value < 0.2
    assert found.recall.value < 0.2
    assert found.diversity is not None
    assert found.diversity.value == pytest.approx(0, abs=1e-3)
    assert found.diversity.baseline is not None
    assert found.diversity.baseline > 0.1


def test_copies_are_found_out(judge: Judge, learned: Learned) -> None:
    copies = Gallery(pictures=learned.pictures[:100], labels=None)
    found = quality(judge, REAL, copies, learned)
    assert found.memorised_share is not None
    assert found.memorised_share.value == 1
    assert found.near_copies == Measure(1.0, 0.0)
    assert found.nearest_distance is not None
    assert found.nearest_distance.value == 0


def test_wrong_captions_are_not_found() -> None:
    taught = captioned(200, seed=0)
    assert taught.captions is not None
    judge = train_matching_judge(taught.pictures, taught.captions, SHORT)
    real, right = captioned(100, seed=1), captioned(60, seed=2)
    assert right.captions is not None
    after = {name: NAMES[(number + 1) % 4] for number, name in enumerate(NAMES)}
    wrong = Gallery(pictures=right.pictures, captions=[after[tuple(c)] for c in right.captions])  # type: ignore[index]
    found, missed = quality(judge, real, right), quality(judge, real, wrong)
    assert found.class_accuracy is None
    assert found.prompt_adherence is not None
    assert missed.prompt_adherence is not None
    assert found.prompt_adherence.value > 0.9
    assert found.prompt_adherence.baseline == missed.prompt_adherence.baseline
    assert missed.prompt_adherence.value < 0.1
    assert found.prompt_similarity is not None
    assert missed.prompt_similarity is not None
    assert found.prompt_similarity.value > missed.prompt_similarity.value + 0.3


def figures(found: Quality) -> list[float | None]:
    measures = [getattr(found, field.name) for field in fields(found)]
    return [each for one in measures if one for each in (one.value, one.baseline)]


def test_the_order_of_samples_does_not_matter(judge: Judge, learned: Learned) -> None:
    turn = torch.randperm(100, generator=torch.Generator().manual_seed(0))
    one, other = quality(judge, REAL, FRESH, learned), quality(judge, REAL, FRESH[turn], learned)
    # A product's last digits depend on where in a batch a picture stands.
    assert figures(other) == pytest.approx(figures(one), rel=1e-3, abs=1e-3)


def test_the_same_seed_gives_the_same_table(judge: Judge, learned: Learned) -> None:
    one, again = (quality(judge, REAL, FRESH, learned, seed=4) for _ in range(2))
    assert one == again


def test_samples_of_which_nothing_is_known_are_compared_as_sets(judge: Judge) -> None:
    found = quality(judge, REAL, Gallery(pictures=FRESH.pictures))
    told = {field.name for field in fields(found) if getattr(found, field.name) is not None}
    assert told == {"kid", "frechet", "coverage", "recall"}


@pytest.mark.parametrize(("real", "drawn"), [(6, 50), (50, 3)])
def test_too_few_pictures_are_refused(real: int, drawn: int, judge: Judge) -> None:
    with pytest.raises(BadInputError, match="at least 4 samples, and 8 real") as caught:
        quality(judge, labelled(real, 0), labelled(drawn, 1))
    assert "至少需要 4 张样本" in caught.value.zh
