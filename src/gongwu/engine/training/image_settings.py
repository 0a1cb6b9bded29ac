"""What a run of picture training is told. Written beside the run, as text training's is."""

from dataclasses import dataclass
from typing import Literal

from gongwu.engine.pictures.decoding import colour
from gongwu.engine.pictures.survey import (
    LARGEST,
    LARGEST_IN_PIXELS,
    LEAST,
    LEAST_IN_LATENTS,
    Space,
    multiple_of,
    space_for,
)
from gongwu.engine.pictures.words import WordsFrom
from gongwu.engine.training.settings import OptimizerKind, Precision, Size
from gongwu.errors import BadInputError

ImagePrediction = Literal["v", "flow"]
Kept = Literal["last", "best"]


@dataclass(frozen=True, kw_only=True)
class ImageTraining:
    """One run of picture training. Exactly one of `steps` and `minutes` says how long it is."""

    size: Size
    precision: Precision
    batch: int = 32  # pictures per step
    steps: int | None = None
    minutes: float | None = None
    side: int | None = None  # of the square; None: the pictures decide
    space: Space | None = None  # None: larger pictures in latents, after an autoencoder for them
    autoencoder_share: float = 1 / 3  # of the run, in latents
    autoencoder_rate: float = 3e-3  # of Muon, whichever optimizer the net that draws has
    words_from: WordsFrom | None = None  # None: the collection decides
    background: str = "#ffffff"  # what shows through transparent places
    prediction: ImagePrediction = "v"
    min_snr: float | None = (
        None  # Hang et al.'s gamma, 5 in their paper; None weighs all levels alike
    )
    caption_dropout: float = 0.1  # share of pictures whose caption is not told
    caption_context: int = 32  # characters of a caption that are read, its end among them
    flips: bool = False  # mirror half of the pictures of whose captions none speaks of sides
    average_width: float = 0.05  # of the mean over weights, as a share of the run
    kept: Kept = "last"  # which averaged weights are the result: the last, or by held-out loss
    optimizer: OptimizerKind = "muon"
    peak_rate: float = 4e-3
    warmup: float = 0.02  # share of the run
    weight_decay: float = 0.01
    clip: float = 1.0  # largest norm of the whole gradient
    held_out: float = 0.1  # share of the pictures never trained on
    evaluations: int = 20  # over the run, evenly
    evaluation_pictures: int = 256
    stored: Precision = "float32"  # how the weights of the result are written
    seed: int = 0

    def __post_init__(self) -> None:
        if (self.steps is None) == (self.minutes is None):
            raise BadInputError(
                en="Say how long to train: either --steps or --minutes, not both",
                zh="请说明训练多久：--steps 与 --minutes 二选一",
            )
        if self.space == "latents" and self.steps == 1:
            raise BadInputError(
                en="steps=1: training in latents takes two at least, one for the autoencoder and "
                "one for the net that draws",
                zh="steps=1：潜空间训练至少需要两步，自编码器与作画网络各一步",
            )
        colour(self.background)
        self._side_must_fit()
        for name in ("steps", "minutes", "batch", "min_snr", "peak_rate", "autoencoder_rate",
                     "clip", "evaluations", "evaluation_pictures"):  # fmt: skip
            value = getattr(self, name)
            if value is not None and not 0 < value < float("inf"):
                raise BadInputError(
                    en=f"{name}={value} must be above 0", zh=f"{name}={value} 必须大于 0"
                )
        for name, least, most in (
            ("held_out", 0.0, 0.5),
            ("warmup", 0.0, 1.0),
            ("autoencoder_share", 0.01, 0.99),
            ("caption_dropout", 0.0, 1.0),
            ("average_width", 0.01, 0.25),
            ("weight_decay", 0.0, 1.0),
            ("caption_context", 2, 256),
            ("seed", -(2**63), 2**64 - 1),
        ):
            self._must_lie(name, least, most)

    def _must_lie(self, name: str, least: float, most: float) -> None:
        value = getattr(self, name)
        if not least <= value <= most:
            raise BadInputError(
                en=f"{name}={value} must lie in [{least}, {most}]",
                zh=f"{name}={value} 必须在 [{least}, {most}] 之间",
            )

    def _side_must_fit(self) -> None:
        if self.side is None:
            return
        space = self.space or space_for(self.side)
        if space == "pixels" and self.side > LARGEST_IN_PIXELS:
            raise BadInputError(
                en=f"side={self.side}: pictures are trained pixel by pixel up to "
                f"{LARGEST_IN_PIXELS}. Choose --space latents, or leave --space out.",
                zh=f"side={self.side}：逐像素训练最大 {LARGEST_IN_PIXELS}。"
                "请改用 --space latents，或不指定 --space。",
            )
        least = LEAST_IN_LATENTS if space == "latents" else LEAST
        most = LARGEST if space == "latents" else LARGEST_IN_PIXELS
        multiple = multiple_of(self.side, space)
        if not least <= self.side <= most or self.side % multiple:
            raise BadInputError(
                en=f"side={self.side} must be a multiple of {multiple}, from {least} to {most}",
                zh=f"side={self.side} 必须是 {multiple} 的倍数，从 {least} 到 {most}",
            )
