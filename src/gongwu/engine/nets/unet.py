"""The UNet of diffusion: reads a noisy picture and its time, says what to take away.

Down through levels of half the size each, then up again, every level reading what its twin on
the way down wrote (Ronneberger et al. 2015; Ho et al. 2020). With a condition, attention is the
Transformer block of latent diffusion (Rombach et al. 2022), else plain self-attention.
Shapes: B batch, C channels, H and W height and width, E time embedding, T tokens and D width of
the condition.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.nets.picture_attention import (
    ConditionedAttention,
    KeysAndValues,
    PlainAttention,
)
from gongwu.engine.nets.shape_rules import DEEPEST, WIDEST, levels, multiple, rule, whole
from gongwu.engine.nets.unet_blocks import Double, Halve, Residual, as_places, waves


class Kept(NamedTuple):
    """What a net reads of a condition: for each attention, in order, the keys and values of each
    of its blocks; and for the residual blocks what was said as a whole (B, E), if they hear it."""

    read: list[list[KeysAndValues]]
    whole: Tensor | None = None


NOTHING = Kept([])


@dataclass(frozen=True, kw_only=True)
class UNetShape:
    """What fixes a UNet's weights and arithmetic. The defaults are Stable Diffusion 1's.

    `heads` counts attention heads at each level, 0 where a level has no attention. `whole`: the
    condition's last place is what was said as a whole, and the residual blocks hear it with the
    time; attention alone learns slowly what a picture is of.
    """

    channels_in: int = 4
    channels_out: int = 4
    widths: tuple[int, ...] = (320, 640, 1280, 1280)
    layers: int = 2  # residual blocks of a level on the way down; one more on the way up
    heads: tuple[int, ...] = (8, 8, 8, 0)
    middle_heads: int = 8
    condition: int | None = None  # its width D
    whole: bool = False
    transformer_blocks: int = 1  # in each attention with a condition
    linear_projections: bool = False  # around them; the weights differ in shape only
    classes: int | None = None  # labels that may be given with the time
    groups: int = 32
    epsilon: float = 1e-5
    time_scales: bool = False
    cosine_first: bool = True
    frequency_shift: int = 0
    downsample_padding: int = 1
    size: int | None = None  # of the pictures it learnt; it takes others too

    def __post_init__(self) -> None:
        levels("unet", self.widths, self.groups)
        for name in ("channels_in", "channels_out", "condition", "classes", "size"):
            value = getattr(self, name)
            if value is not None:
                whole("unet", name, value, 1, 2**24 if name == "classes" else WIDEST)
        whole("unet", "layers", self.layers, 1, DEEPEST)
        # Every one of the layers has so many.
        whole("unet", "transformer_blocks", self.transformer_blocks, 1, DEEPEST // self.layers)
        whole("unet", "downsample_padding", self.downsample_padding, 0, 1)
        rule("unet", self.widths[0] % 2 == 0,
             f"widths[0]={self.widths[0]} must be even (cosines and sines)",
             f"widths[0]={self.widths[0]} 必须是偶数（余弦与正弦成对）")  # fmt: skip
        whole("unet", "frequency_shift", self.frequency_shift, 0, max(self.widths[0] // 2 - 1, 0))
        rule("unet", 0 < self.epsilon < math.inf, f"epsilon={self.epsilon} must be above 0",
             f"epsilon={self.epsilon} 必须大于 0")  # fmt: skip
        rule("unet", self.condition is not None or not self.whole,
             "whole=True: without a condition nothing is said",
             "whole=True：没有条件就没有整体")  # fmt: skip
        self._heads_must_fit()

    def _heads_must_fit(self) -> None:
        rule("unet", len(self.heads) == len(self.widths),
             f"heads={self.heads} must have one number for each of {len(self.widths)} levels",
             f"heads={self.heads} 必须给 {len(self.widths)} 层各一个数")  # fmt: skip
        rule("unet", self.condition is None or self.middle_heads > 0,
             "middle_heads=0: with a condition the middle reads it and must have heads",
             "middle_heads=0：有条件输入时，中间层要读取条件，必须有注意力头")  # fmt: skip
        for name, width, heads in (
            *((f"heads[{i}]", *both) for i, both in enumerate(zip(self.widths, self.heads,
                                                                strict=True))),
            ("middle_heads", self.widths[-1], self.middle_heads),
        ):  # fmt: skip
            whole("unet", name, heads, 0, WIDEST)
            if heads:
                multiple("unet", "width", width, name, heads)

    @property
    def time_width(self) -> int:
        """E, the width of the time embedding."""
        return 4 * self.widths[0]


class TimeEmbedding(nn.Module):
    """Waves of the time (B, widths[0]), or a state -> what the residual blocks read, (B, E)."""

    def __init__(self, width: int, out: int) -> None:
        super().__init__()
        self.first = nn.Linear(width, out)
        self.second = nn.Linear(out, out)

    def forward(self, hidden: Tensor) -> Tensor:
        output: Tensor = self.second(F.silu(self.first(hidden)))
        return output


class Level(nn.Module):
    """Residual blocks, each followed by attention if the level has any."""

    def __init__(self, shape: UNetShape, widths_in: list[int], width: int, heads: int) -> None:
        super().__init__()
        self.residuals = nn.ModuleList(_residual(shape, each, width) for each in widths_in)
        if heads:
            self.attentions = nn.ModuleList(_attention(shape, width, heads) for _ in widths_in)

    def step(self, index: int, picture: Tensor, time: Tensor, kept: Kept) -> Tensor:
        """One residual block and its attention."""
        picture = self.residuals[index](picture, time)
        if hasattr(self, "attentions"):
            picture = _look(self.attentions[index], picture, kept)
        return picture


class DownLevel(Level):
    """(B, C, H, W) -> all that the twin on the way up will read; the last goes on down."""

    def __init__(self, shape: UNetShape, level: int) -> None:
        width = shape.widths[level]
        before = shape.widths[max(level - 1, 0)]
        super().__init__(shape, [before, *[width] * (shape.layers - 1)], width, shape.heads[level])
        if level < len(shape.widths) - 1:
            self.shrink = Halve(width, shape.downsample_padding)

    def forward(self, picture: Tensor, time: Tensor, kept: Kept) -> list[Tensor]:
        written = []
        for index in range(len(self.residuals)):
            picture = self.step(index, picture, time, kept)
            written.append(picture)
        if hasattr(self, "shrink"):
            written.append(self.shrink(picture))
        return written


class UpLevel(Level):
    """Reads `skips`, what was written on the way down, newest first; (B, C, H, W) -> twice."""

    def __init__(self, shape: UNetShape, level: int) -> None:
        width, top = shape.widths[level], len(shape.widths) - 1
        below = shape.widths[min(level + 1, top)]
        above = shape.widths[max(level - 1, 0)]
        hidden = [below, *[width] * shape.layers]
        skipped = [*[width] * shape.layers, above]
        joined = [a + b for a, b in zip(hidden, skipped, strict=True)]
        super().__init__(shape, joined, width, shape.heads[level])
        if level > 0:
            self.grow = Double(width)

    def forward(self, picture: Tensor, time: Tensor, kept: Kept, skips: list[Tensor]) -> Tensor:
        for index in range(len(self.residuals)):
            picture = torch.cat((picture, skips.pop()), dim=1)
            picture = self.step(index, picture, time, kept)
        if hasattr(self, "grow"):
            # To the size of what it will be joined with: halves of odd sizes were rounded up.
            height, width = skips[-1].shape[2:]
            picture = self.grow(picture, (height, width))
        return picture


class Middle(nn.Module):
    """The smallest size: residual, attention, residual."""

    def __init__(self, shape: UNetShape) -> None:
        super().__init__()
        width = shape.widths[-1]
        self.residuals = nn.ModuleList(_residual(shape, width, width) for _ in range(2))
        if shape.middle_heads:
            self.attentions = nn.ModuleList([_attention(shape, width, shape.middle_heads)])

    def forward(self, picture: Tensor, time: Tensor, kept: Kept) -> Tensor:
        picture = self.residuals[0](picture, time)
        if hasattr(self, "attentions"):
            picture = _look(self.attentions[0], picture, kept)
        output: Tensor = self.residuals[1](picture, time)
        return output


class UNet(nn.Module):
    """A noisy (B, C, H, W) at times (B,) -> the net's prediction (B, C, H, W)."""

    def __init__(self, shape: UNetShape) -> None:
        super().__init__()
        self.shape = shape
        first, count = shape.widths[0], len(shape.widths)
        self.entry = nn.Conv2d(shape.channels_in, first, kernel_size=3, padding=1)
        self.time = TimeEmbedding(first, shape.time_width)
        if shape.classes is not None:
            self.classes = nn.Embedding(shape.classes, shape.time_width)
        if shape.whole and shape.condition is not None:
            self.whole = TimeEmbedding(shape.condition, shape.time_width)
        self.down_levels = nn.ModuleList(DownLevel(shape, level) for level in range(count))
        self.middle = Middle(shape)
        self.up_levels = nn.ModuleList(UpLevel(shape, level) for level in reversed(range(count)))
        self.exit_norm = nn.GroupNorm(shape.groups, first, eps=shape.epsilon)
        self.exit = nn.Conv2d(first, shape.channels_out, kernel_size=3, padding=1)
        for place, part in enumerate(self._readers()):
            part.place = place

    def _readers(self) -> list[ConditionedAttention]:
        """The parts that read a condition, in the order of the net."""
        return [part for part in self.modules() if isinstance(part, ConditionedAttention)]

    def keep(self, condition: Tensor) -> Kept:
        """What the net reads of a condition (B, T, D): computed once, used at every step."""
        whole = self.whole(condition[:, -1]) if self.shape.whole else None
        return Kept([part.keep(condition) for part in self._readers()], whole)

    def embed(
        self, time: Tensor, labels: Tensor | None = None, whole: Tensor | None = None
    ) -> Tensor:
        """Times (B,), class labels (B,), the whole (B, E) -> what the residual blocks read."""
        shape = self.shape
        wave = waves(time, shape.widths[0], cosine_first=shape.cosine_first,
                     frequency_shift=shape.frequency_shift)  # fmt: skip
        embedded: Tensor = self.time(wave.to(self.entry.weight.dtype))
        if labels is not None:
            embedded = embedded + self.classes(labels)
        if whole is not None:
            embedded = embedded + whole
        return F.silu(embedded)

    def forward(
        self,
        latent: Tensor,
        time: Tensor,
        condition: Tensor | None = None,
        *,
        kept: Kept | None = None,
        labels: Tensor | None = None,
    ) -> Tensor:
        """Reads `condition` (B, T, D), or `kept`, what `keep` made of it; `labels` (B,) if the
        shape has classes."""
        self._inputs_must_fit(condition, kept, labels)
        if kept is None:
            kept = NOTHING if condition is None else self.keep(condition)
        embedded = self.embed(time, labels, kept.whole)
        picture = as_places(self.entry(latent))
        written = [picture]
        for level in self.down_levels:
            written += level(written[-1], embedded, kept)
        picture = self.middle(written[-1], embedded, kept)
        for level in self.up_levels:
            picture = level(picture, embedded, kept, written)
        output: Tensor = self.exit(F.silu(self.exit_norm(picture)))
        return output

    def _inputs_must_fit(
        self, condition: Tensor | None, kept: Kept | None, labels: Tensor | None
    ) -> None:
        read = condition is not None or kept is not None
        _must_agree(read, self.shape.condition is not None, "condition", "条件")
        _must_agree(labels is not None, self.shape.classes is not None, "class labels", "类别标签")


def _must_agree(given: bool, wanted: bool, en: str, zh: str) -> None:
    rule("unet", given or not wanted, f"this net reads {en}, and none came",
         f"该网络需要{zh}，但没有给出")  # fmt: skip
    rule("unet", wanted or not given, f"this net reads no {en}: leave them out",
         f"该网络不读取{zh}：请不要给出")  # fmt: skip


def _residual(shape: UNetShape, width: int, out: int) -> Residual:
    return Residual(
        width, out, groups=shape.groups, epsilon=shape.epsilon, time=shape.time_width,
        time_scales=shape.time_scales,
    )  # fmt: skip


def _attention(shape: UNetShape, width: int, heads: int) -> nn.Module:
    if shape.condition is None:
        return PlainAttention(width, heads, shape.groups, shape.epsilon)
    return ConditionedAttention(
        width, heads, shape.condition, blocks=shape.transformer_blocks, groups=shape.groups,
        linear=shape.linear_projections,
    )  # fmt: skip


def _look(attention: nn.Module, picture: Tensor, kept: Kept) -> Tensor:
    """One attention; one with a condition finds what was kept for it at its place."""
    if isinstance(attention, ConditionedAttention):
        picture = attention(picture, kept.read[attention.place])
    else:
        picture = attention(picture)
    return picture
