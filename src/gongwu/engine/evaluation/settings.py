"""What an evaluation of pictures is told, and how it tells how far it is. Knows no tensors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from gongwu.errors import BadInputError

FEWEST = 4  # samples, and real pictures beside them: with fewer there is no spread to compare

Stage = Literal["reading", "drawing", "judging", "measuring"]
Progress = Callable[[Stage, float], None]  # the share of a stage that is done


@dataclass(frozen=True, kw_only=True)
class PictureEvaluation:
    """How much is drawn, and how; None: as the model's makers would have it."""

    samples: int = 500
    steps: int | None = None
    guidance: float | None = None
    sampler: str | None = None
    seed: int = 0
    judge_steps: int = 400

    def __post_init__(self) -> None:
        if self.samples < FEWEST:
            raise BadInputError(
                en=f"samples={self.samples} must be at least {FEWEST}; hundreds give figures to "
                "rely on",
                zh=f"samples={self.samples} 至少为 {FEWEST}；有几百张，数字才可靠",
            )
