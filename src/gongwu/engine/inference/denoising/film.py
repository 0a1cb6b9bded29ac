"""What a film of a drawing holds: small pictures and plain numbers in frozen dataclasses.

No tensors, so a page can be made from it. Letters: t the time that the net is told, α signal and
σ noise of a latent x_t = α·picture + σ·noise; x_0 the clean latent that the net means; s the level
after. Shapes: C channels, H and W height and width, T tokens, D width of the text's states.
"""

import math
from dataclasses import dataclass
from typing import Literal

from gongwu.engine.inference.tracing.record import Shape, Token, Worked
from gongwu.ports import Picture

CanvasKind = Literal["pixels", "patches", "latents"]
PartName = Literal["unet", "text_encoder", "autoencoder"]
LevelKind = Literal["entry", "down", "middle", "up", "exit"]

# The sign of what a net says, by its kind of prediction.
SAID = {"epsilon": "ε", "v": "v", "flow": "v", "sample": "x_0"}


@dataclass(frozen=True, kw_only=True)
class NoiseLevel:
    """An amount of noise on the way, in the form in which the sampler has its latents."""

    time: float
    signal: float
    noise: float

    @property
    def decibels(self) -> float:
        """The signal-to-noise ratio (α/σ)²: +10 is ten times as much signal as noise."""
        if self.noise == 0:
            return math.inf
        return 20 * math.log10(self.signal / self.noise) if self.signal else -math.inf

    @property
    def share(self) -> float:
        """The noise's share of the variance, 0 … 1, the same in every form."""
        return self.noise**2 / (self.noise**2 + self.signal**2)


@dataclass(frozen=True, kw_only=True)
class Gaze:
    """Where the picture looks at one token: the picture, lit as strongly as it looks."""

    token: Token
    share: float  # of all looking, over all places, layers and steps
    lit: Picture


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A prompt as the text encoder reads it, without the padding behind it."""

    prompt: str
    tokens: tuple[Token, ...]
    padding: int  # tokens that only fill up
    left_out: int  # tokens for which there was no room
    states: Shape  # what the text encoder makes of them all
    gazes: tuple[Gaze, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NetLevel:
    """What leaves one level of the UNet, and the attention heads in it (0: none)."""

    kind: LevelKind
    number: int  # from the top; 0 where a kind has but one
    channels: int
    height: int
    width: int
    heads: int
    parameters: int


@dataclass(frozen=True, kw_only=True)
class Guided:
    """A step's two halves: the clean picture without the prompt, and with it alone."""

    scale: float
    without: Picture
    prompted: Picture
    difference: float  # root mean square of what the prompt changes in the net's answer
    worked: tuple[Worked, ...]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One step: what the net looked at, what it took for the clean picture, and the arithmetic."""

    number: int
    level: NoiseLevel
    after: NoiseLevel
    noisy: Picture
    clean: Picture
    guided: Guided | None
    prediction: tuple[Worked, ...]  # from what the net says to x_0, at the watched place
    step: tuple[Worked, ...]  # from x_t and x_0 to x_s, there


@dataclass(frozen=True, kw_only=True)
class Film:
    """How one picture came about."""

    prompt: str
    negative: str
    seed: int
    steps: int
    sampler: str
    guidance: float
    says: str  # what the net predicts: epsilon, v, flow or sample
    canvas: CanvasKind
    factor: int  # pixels of a side that one place of a latent stands for
    latent: Shape
    reading: Reading | None
    parameters: tuple[tuple[PartName, int], ...]
    net: tuple[NetLevel, ...]
    watched: tuple[int, int]  # row and column of the latent whose first channel is reckoned
    levels: tuple[NoiseLevel, ...]  # all of them, the last to end on
    frames: tuple[Frame, ...]  # of every step, or of some evenly apart
    picture: Picture
