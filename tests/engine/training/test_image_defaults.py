"""What a person need not say of a picture run."""

from pathlib import Path

import pytest

from gongwu.engine.pictures.survey import PictureSurvey, survey_pictures
from gongwu.engine.training.image_defaults import image_settings_for
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.errors import BadInputError
from tests.engine.pictures.conftest import png, put


@pytest.fixture
def found(tmp_path: Path) -> PictureSurvey:
    return survey_pictures([put(tmp_path / "in", {"a.png": png(), "b.png": png()})])


def test_little_said_is_ten_minutes_of_a_net_for_so_many_pictures(found: PictureSurvey) -> None:
    settings = image_settings_for(found)
    assert (settings.minutes, settings.steps, settings.size) == (10, None, "tiny")
    assert settings.precision in ("float32", "bfloat16")


def test_what_is_not_said_is_as_the_settings_have_it(found: PictureSurvey) -> None:
    settings = image_settings_for(
        found, steps=5, precision="float32", min_snr=None, flips=None, batch=None
    )
    assert settings == ImageTraining(size="tiny", precision="float32", steps=5)


def test_what_is_said_is_so(found: PictureSurvey) -> None:
    settings = image_settings_for(found, steps=5, size="base", flips=False, held_out=0.0, seed=0)
    assert (settings.steps, settings.minutes, settings.size) == (5, None, "base")
    assert (settings.flips, settings.held_out, settings.seed) == (False, 0.0, 0)


def test_a_ratio_of_0_weighs_every_level_alike(found: PictureSurvey) -> None:
    assert image_settings_for(found, min_snr=0).min_snr is None
    assert image_settings_for(found, min_snr=3).min_snr == 3


def test_both_lengths_are_refused(found: PictureSurvey) -> None:
    with pytest.raises(BadInputError, match="--minutes"):
        image_settings_for(found, steps=5, minutes=1)
