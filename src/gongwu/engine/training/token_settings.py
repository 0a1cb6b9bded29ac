"""What a run is told that trains pictures as tokens: an autoencoder with a codebook, then a writer.

How long each of the two is, too.
"""

from dataclasses import dataclass, replace
from typing import Literal

from gongwu.engine.pictures.decoding import colour
from gongwu.engine.pictures.words import WordsFrom
from gongwu.engine.training.phases import Length
from gongwu.engine.training.settings import OptimizerKind, Precision, Size
from gongwu.engine.training.state import Counters
from gongwu.errors import BadInputError

Kept = Literal["last", "best"]

FACTORS = (2, 4, 8, 16)

_LEAST_MINUTES = 0.02  # of writing, though the codebook took longer than there was time


@dataclass(frozen=True, kw_only=True)
class TokenTraining:
    """One run of both phases. Exactly one of `steps` and `minutes` says how long they are."""

    size: Size
    precision: Precision
    batch: int = 32  # pictures per step
    steps: int | None = None
    minutes: float | None = None
    quantizer_share: float = 0.4  # of the run, before the captions' turn
    side: int | None = None  # of the square; None: the pictures decide
    factor: int | None = None  # pixels of a side that one code stands for; None: the side decides
    codes: int | None = None  # in the codebook; None: the size decides
    words_from: WordsFrom | None = None  # None: the collection decides
    background: str = "#ffffff"  # what shows through transparent places
    caption_dropout: float = 0.1  # share of pictures whose caption is not told, for guidance
    flips: bool = False  # mirror half of the pictures of whose captions none speaks of sides
    average_width: float = 0.05  # of the mean over weights, as a share of the phase
    kept: Kept = "best"  # which averaged weights of the writer: by held-out loss, or the last
    optimizer: OptimizerKind = "muon"  # of the writer; convolutions are AdamW's
    peak_rate: float = 4e-3
    quantizer_rate: float = 1e-3
    warmup: float = 0.02  # share of the phase
    weight_decay: float = 0.01
    clip: float = 1.0  # largest norm of the whole gradient
    held_out: float = 0.1  # share of the pictures never trained on
    evaluations: int = 20  # over each phase, evenly
    evaluation_pictures: int = 256
    stored: Precision = "float32"  # how the weights of the result are written
    seed: int = 0

    def __post_init__(self) -> None:
        if (self.steps is None) == (self.minutes is None):
            raise BadInputError(
                en="Say how long to train: either --steps or --minutes, not both",
                zh="请说明训练多久：--steps 与 --minutes 二选一",
            )
        colour(self.background)
        self._factor_must_fit()
        for name in ("steps", "minutes", "batch", "side", "codes", "peak_rate", "quantizer_rate",
                     "clip", "evaluations", "evaluation_pictures"):  # fmt: skip
            value = getattr(self, name)
            if value is not None and not 0 < value < float("inf"):
                raise BadInputError(
                    en=f"{name}={value} must be above 0", zh=f"{name}={value} 必须大于 0"
                )
        for name, least, most in (
            ("quantizer_share", 0.01, 0.99),
            ("held_out", 0.0, 0.5),
            ("warmup", 0.0, 1.0),
            ("caption_dropout", 0.0, 1.0),
            ("average_width", 0.01, 0.25),
            ("weight_decay", 0.0, 1.0),
            ("seed", -(2**63), 2**64 - 1),
        ):
            value = getattr(self, name)
            if not least <= value <= most:
                raise BadInputError(
                    en=f"{name}={value} must lie in [{least}, {most}]",
                    zh=f"{name}={value} 必须在 [{least}, {most}] 之间",
                )
        if self.steps == 1:
            raise BadInputError(
                en="steps=1: the codebook and the writer need one step each, so 2 or more",
                zh="steps=1：码本与书写各需至少一步，所以至少为 2",
            )

    def _factor_must_fit(self) -> None:
        if self.factor is None:
            return
        if self.factor not in FACTORS:
            known = ", ".join(map(str, FACTORS))
            raise BadInputError(
                en=f"factor={self.factor} must be one of {known}",
                zh=f"factor={self.factor} 必须是 {known} 之一",
            )
        if self.side is not None:
            require_multiple(self.side, self.factor)

    def quantizer_phase(self) -> "TokenTraining":
        """The first phase as the loop is told of it."""
        return replace(self, optimizer="adamw", peak_rate=self.quantizer_rate)

    def promised(self, counters: Counters) -> Length:
        """How long the phase is to be that the counters stand in."""
        first = counters.phase == 0
        if self.steps is not None:
            steps = round(self.steps * self._first)
            return Length(steps=steps if first else self.steps - steps)
        assert self.minutes is not None
        if first:
            return Length(minutes=self.minutes * self._first)
        left = self.minutes - counters.phase_seconds / 60
        return Length(minutes=max(left, _LEAST_MINUTES))

    def progress(self, counters: Counters, done: float) -> float:
        """0 … 1 of the phase that the counters stand in -> 0 … 1 of the run."""
        if counters.phase == 0:
            return self._first * done
        return self._first + (1 - self._first) * done

    @property
    def _first(self) -> float:
        """The share of the first phase; neither is without a step."""
        if self.steps is None:
            return self.quantizer_share
        return min(self.steps - 1, max(1, round(self.steps * self.quantizer_share))) / self.steps


def require_multiple(side: int, factor: int) -> None:
    """Raises BadInputError where codes do not cover a picture evenly."""
    if side % factor:
        raise BadInputError(
            en=f"side={side} is no multiple of factor={factor}, the pixels of a code's side. "
            f"Choose --side {max(1, round(side / factor)) * factor}, or another factor.",
            zh=f"side={side} 不是 factor={factor}（一个码所占的边长像素）的倍数。"
            f"请用 --side {max(1, round(side / factor)) * factor}，或换一个 factor。",
        )
