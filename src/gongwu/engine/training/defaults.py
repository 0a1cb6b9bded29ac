"""What a run is when a person says little: the text and the machine decide the rest."""

from typing import Any

from gongwu.engine.tokens.token_files import Survey
from gongwu.engine.training.precision import best_device, best_precision
from gongwu.engine.training.settings import ModelKind, OptimizerKind, TextTraining
from gongwu.engine.training.sizes import SCALES, size_for

DEFAULT_MINUTES = 10.0

# A longer text than this has words and phrases worth a token each.
CHARACTERS_UP_TO = 8_000_000

PEAK_RATES: dict[OptimizerKind, float] = {"muon": 4e-3, "adamw": 1e-3, "adam": 3e-3}


def settings_for(found: Survey, *, model: ModelKind, **given: Any) -> TextTraining:
    """Settings for a corpus; `given` are those that were said, None meaning unsaid."""
    said = {name: value for name, value in given.items() if value is not None}
    size = said.setdefault("size", size_for(found.characters))
    scale = SCALES[size]
    # The GRU is trained as it has been since Kingma and Ba: cross-entropy and Adam.
    optimizer: OptimizerKind = said.setdefault("optimizer", "adam" if model == "gru" else "muon")
    if "steps" not in said:
        said.setdefault("minutes", DEFAULT_MINUTES)
    long = found.characters > CHARACTERS_UP_TO
    defaults = {
        "tokens": "bpe" if long else "characters",
        "vocabulary": 8192,
        "context": scale.context,
        "batch": scale.batch,
        "peak_rate": PEAK_RATES[optimizer],
        "precision": best_precision(best_device()),
    }
    return TextTraining(model=model, **{**defaults, **said})
