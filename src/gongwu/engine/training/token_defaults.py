"""What a run of picture tokens is when a person says little: pictures and machine decide."""

from typing import Any

from gongwu.engine.pictures.survey import PictureSurvey
from gongwu.engine.training.defaults import DEFAULT_MINUTES
from gongwu.engine.training.precision import best_device, best_precision
from gongwu.engine.training.token_settings import TokenTraining
from gongwu.engine.training.token_setup import token_size_for


def token_settings_for(found: PictureSurvey, **given: Any) -> TokenTraining:
    """Settings for a collection; `given` are those that were said, None meaning unsaid."""
    said = {name: value for name, value in given.items() if value is not None}
    if "steps" not in said:
        said.setdefault("minutes", DEFAULT_MINUTES)
    defaults = {
        "size": token_size_for(found.pictures),
        "precision": best_precision(best_device()),
    }
    return TokenTraining(**{**defaults, **said})
