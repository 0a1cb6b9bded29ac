"""What a training run is told. Written beside the run, so that --resume needs nothing more."""

from dataclasses import dataclass
from typing import Literal

from gongwu.errors import BadInputError

ModelKind = Literal["gru", "decoder", "encoder-decoder"]
TokenKind = Literal["characters", "bpe"]
OptimizerKind = Literal["muon", "adamw", "adam"]
Precision = Literal["float32", "bfloat16"]
Size = Literal["tiny", "small", "base", "large"]


@dataclass(frozen=True, kw_only=True)
class TextTraining:
    """One run of text training. Exactly one of `steps` and `minutes` says how long it is."""

    model: ModelKind
    size: Size
    tokens: TokenKind
    vocabulary: int  # of byte-level BPE; characters decide theirs themselves
    context: int
    batch: int  # windows (or pairs) per step
    optimizer: OptimizerKind
    peak_rate: float
    precision: Precision
    steps: int | None = None
    minutes: float | None = None
    layers: int | None = None  # if other than the size has
    warmup: float = 0.02  # share of the run
    weight_decay: float = 0.1
    clip: float = 1.0  # largest norm of the whole gradient
    held_out: float = 0.1  # share of the text never trained on
    evaluations: int = 20  # over the run, evenly
    evaluation_tokens: int = 32_768
    stored: Precision = "float32"  # how the weights of the result are written
    seed: int = 0

    def __post_init__(self) -> None:
        if (self.steps is None) == (self.minutes is None):
            raise BadInputError(
                en="Say how long to train: either --steps or --minutes, not both",
                zh="请说明训练多久：--steps 与 --minutes 二选一",
            )
        for name in (
            "steps",
            "minutes",
            "layers",
            "context",
            "batch",
            "peak_rate",
            "clip",
            "evaluations",
        ):
            value = getattr(self, name)
            if value is not None and not 0 < value < float("inf"):
                raise BadInputError(
                    en=f"{name}={value} must be above 0", zh=f"{name}={value} 必须大于 0"
                )
        for name, top in (("held_out", 0.5), ("warmup", 1.0)):
            value = getattr(self, name)
            if not 0 < value <= top:
                raise BadInputError(
                    en=f"{name}={value} must lie in (0, {top}]",
                    zh=f"{name}={value} 必须在 (0, {top}] 之间",
                )
        if not -(2**63) <= self.seed < 2**64:
            raise BadInputError(
                en=f"seed={self.seed} must fit 64 bits: from -2^63 to 2^64 - 1",
                zh=f"seed={self.seed} 须在 64 位之内：从 -2^63 到 2^64 - 1",
            )
