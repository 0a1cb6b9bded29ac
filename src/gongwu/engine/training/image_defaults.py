"""What a picture run is when a person says little: the pictures and the machine decide the rest."""

from typing import Any

from gongwu.engine.pictures.survey import PictureSurvey
from gongwu.engine.training.defaults import DEFAULT_MINUTES
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.image_setup import picture_size_for
from gongwu.engine.training.precision import best_device, best_precision


def image_settings_for(found: PictureSurvey, **given: Any) -> ImageTraining:
    """Settings for a collection; `given` are those that were said, None meaning unsaid.

    A min-SNR of 0 weighs every noise level alike.
    """
    said = {name: value for name, value in given.items() if value is not None}
    if said.get("min_snr") == 0:
        said["min_snr"] = None
    if "steps" not in said:
        said.setdefault("minutes", DEFAULT_MINUTES)
    defaults = {
        "size": picture_size_for(found.pictures),
        "precision": best_precision(best_device()),
    }
    return ImageTraining(**{**defaults, **said})
