"""The whole: tiny models of random weights on sources made on the spot."""

from collections import defaultdict
from pathlib import Path

import pytest

from gongwu.engine.evaluation.evaluation import evaluate_pictures
from gongwu.engine.evaluation.settings import PictureEvaluation
from gongwu.engine.inference.image_model import open_image_model
from gongwu.errors import BadInputError
from tests.engine.evaluation.test_material import numbered
from tests.engine.inference.tiny_picture_models import save_tiny
from tests.engine.pictures.conftest import png, put

QUICK = PictureEvaluation(samples=12, steps=2, judge_steps=4, seed=3)


@pytest.fixture
def classes(tmp_path: Path) -> Path:
    return put(tmp_path / "classes", numbered(60))


@pytest.fixture
def captions(tmp_path: Path) -> Path:
    rows = "".join(f"{n}.png,red apple {n},红苹果 {n}\n" for n in range(60))
    files = {f"{n}.png": png((8, 8), (4 * n, 0, 0)) for n in range(60)}
    return put(
        tmp_path / "captions", {"captions.csv": f"file,caption_en,caption_zh\n{rows}", **files}
    )


def test_on_classes_it_measures_class_accuracy(classes: Path, tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny"))
    found = evaluate_pictures(model, [classes], QUICK)
    assert found.taught_by == "classes"
    assert found.asked
    assert found.quality.class_accuracy is not None
    assert found.quality.diversity is not None
    assert found.quality.prompt_adherence is None
    assert (found.samples, found.compared, found.learned) == (12, 24, 54)
    assert (found.request.steps, found.request.guidance) == (2, model.defaults.guidance)


def test_on_captions_it_measures_adherence(captions: Path, tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny"))
    found = evaluate_pictures(model, [captions], QUICK)
    assert found.taught_by == "captions"
    assert found.quality.prompt_adherence is not None
    assert found.quality.prompt_similarity is not None
    assert found.quality.class_accuracy is None


def test_a_model_without_words_is_measured_by_sets_alone(classes: Path, tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "mute", reads=False))
    found = evaluate_pictures(model, [classes], QUICK)
    assert found.taught_by == "classes"
    assert not found.asked
    assert found.request.guidance == 1
    assert found.quality.class_accuracy is None
    assert found.quality.memorised_share is not None


def test_on_pictures_without_words_nothing_is_asked_for(tmp_path: Path) -> None:
    source = put(tmp_path / "in", {f"{n:03}.png": png((8, 8), (4 * n, 0, 0)) for n in range(60)})
    model = open_image_model(save_tiny(tmp_path / "tiny"))
    found = evaluate_pictures(model, [source], QUICK)
    assert found.taught_by == "pictures"
    assert not found.asked
    assert found.request.guidance == 1


def test_the_same_seed_gives_the_same_report(classes: Path, tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny"))
    one, again = (evaluate_pictures(model, [classes], QUICK) for _ in range(2))
    assert one == again


def test_each_stage_says_how_far_it_is_and_ends(classes: Path, tmp_path: Path) -> None:
    seen = defaultdict(list)
    model = open_image_model(save_tiny(tmp_path / "tiny"))
    evaluate_pictures(model, [classes], QUICK, lambda stage, share: seen[stage].append(share))
    assert list(seen) == ["reading", "drawing", "judging", "measuring"]
    for shares in seen.values():
        assert shares == sorted(shares)
        assert shares[-1] == 1


@pytest.mark.parametrize("samples", [-1, 0, 3])
def test_too_few_samples_are_refused(samples: int) -> None:
    with pytest.raises(BadInputError, match=f"samples={samples} must be at least 4") as caught:
        PictureEvaluation(samples=samples)
    assert "至少为 4" in caught.value.zh


def test_too_small_a_source_is_refused(tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "tiny"))
    stages = []
    with pytest.raises(BadInputError, match="8 real pictures"):
        evaluate_pictures(
            model,
            [put(tmp_path / "in", numbered(6))],
            QUICK,
            lambda stage, _: stages.append(stage),
        )
    assert set(stages) == {"reading"}  # nobody waits for samples that are not looked at


def test_guidance_needs_a_model_that_reads(classes: Path, tmp_path: Path) -> None:
    model = open_image_model(save_tiny(tmp_path / "mute", reads=False))
    guided = PictureEvaluation(samples=12, steps=2, guidance=4.0)
    with pytest.raises(BadInputError, match="Use guidance 1"):
        evaluate_pictures(model, [classes], guided)
