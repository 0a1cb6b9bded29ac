"""What is asked of a picture model: prompt, size, steps, seed, and what to begin from."""

from dataclasses import dataclass, field

from torch import Tensor

from gongwu.engine.inference.denoising.guidance import Guidance
from gongwu.engine.inference.denoising.plans import SpacingOrKarras
from gongwu.errors import BadInputError


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawing:
    """One order for pictures. Item k throws the dice of seed + k, whatever is drawn beside it."""

    width: int
    height: int
    prompt: str = ""
    negative: str = ""  # what to lead away from; read only with guidance
    count: int = 1
    steps: int = 20
    sampler: str | None = None  # None: the model's own
    spacing: SpacingOrKarras | None = None  # None: the one that the model's folder says
    guidance: Guidance = field(default_factory=Guidance)
    seed: int = 0
    initial: Tensor | None = None  # (C, H, W) in -1 … 1: a picture to begin from
    strength: float = 0.8  # how much of the way from noise is walked; 1 forgets `initial`
    mask: Tensor | None = None  # (H, W), True where to paint; the rest of `initial` is kept

    def __post_init__(self) -> None:
        for name in ("width", "height", "count", "steps"):
            _must(getattr(self, name) >= 1, name, getattr(self, name),
                  "must be at least 1", "至少为 1")  # fmt: skip
        _must(0 < self.strength <= 1, "strength", self.strength,
              "must be above 0 and at most 1", "必须大于 0 且不超过 1")  # fmt: skip
        size = (self.height, self.width)
        if self.initial is not None:
            found = tuple(self.initial.shape[-2:])
            _must(self.initial.dim() == 3 and found == size, "initial", found,
                  f"the picture to begin from must have height and width {size}",
                  f"起始图片的高和宽必须是 {size}")  # fmt: skip
        if self.mask is not None:
            found = tuple(self.mask.shape)
            _must(found == size, "mask", found,
                  f"the mask must have height and width {size}",
                  f"遮罩的高和宽必须是 {size}")  # fmt: skip
            _must(self.initial is not None, "mask", found,
                  "a mask says what to keep of a picture: give the picture too (--init)",
                  "遮罩说明要保留图片的哪些部分：请同时给出图片（--init）")  # fmt: skip

    @property
    def walked(self) -> int:
        """How many of the steps are taken: the last ones where it begins from a picture."""
        if self.initial is None or self.strength == 1:
            return self.steps
        return max(int(self.steps * self.strength + 1e-9), 1)


def _must(holds: bool, name: str, value: object, en: str, zh: str) -> None:
    if not holds:
        raise BadInputError(en=f"{name}={value}: {en}", zh=f"{name}={value}：{zh}")
