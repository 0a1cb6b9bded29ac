"""Which sampler goes over which levels, for a model trained with this noise or that.

The names that people choose a sampler by, and what each is known to visit. Knows no net.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from gongwu.engine.inference.denoising import samplers
from gongwu.engine.inference.denoising.levels import (
    Level,
    Spacing,
    any_times,
    flow_levels,
    inner_times,
    karras_levels,
    levels_at,
    unbent,
    whole_times,
)
from gongwu.engine.inference.denoising.predictions import Prediction
from gongwu.engine.inference.denoising.samplers import Denoise, Step
from gongwu.errors import BadInputError

Walk = Callable[
    [Denoise, Tensor, Sequence[Level], Sequence[torch.Generator]],
    Iterator[Step],
]

SpacingOrKarras = Spacing | Literal["karras"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Diffusion:
    """A model trained on a diffusion schedule, and how its folder says to draw from it."""

    alpha_bar: Tensor
    prediction: Prediction
    spacing: SpacingOrKarras = "leading"
    offset: int = 0
    ends_clean: bool = True


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A model trained on straight lines from noise to pictures; it predicts the velocity."""

    shift: float = 1.0
    trained: int = 1000  # what the net is told of pure noise

    @property
    def prediction(self) -> Prediction:
        """Rectified flow knows one."""
        return "flow"


Noising = Diffusion | Flow


@dataclass(frozen=True, kw_only=True)
class Sampler:
    """A way from noise to clean, the form of level it walks in, and the times it visits."""

    walk: Walk
    form: Callable[[Sequence[Level]], list[Level]]
    times: Callable[[Spacing, int, int, int], list[float]]
    # DDIM alone ends on a schedule's first level where the folder says so, as in diffusers.
    may_end_noisy: bool = False


def _diceless(walk: Callable[[Denoise, Tensor, Sequence[Level]], Iterator[Step]]) -> Walk:
    """A sampler that throws no dice, called like the others."""

    def walked(
        denoise: Denoise, latent: Tensor, levels: Sequence[Level], _dice: Sequence[torch.Generator]
    ) -> Iterator[Step]:
        return walk(denoise, latent, levels)

    return walked


def _exploding(levels: Sequence[Level]) -> list[Level]:
    return [level.exploding() for level in levels]


def _straight(levels: Sequence[Level]) -> list[Level]:
    return [level.straight() for level in levels]


SAMPLERS: Mapping[str, Sampler] = {
    "ddpm": Sampler(walk=samplers.ddpm, form=list, times=whole_times),
    "ddim": Sampler(walk=samplers.ddim, form=list, times=whole_times, may_end_noisy=True),
    "euler": Sampler(walk=_diceless(samplers.euler), form=unbent, times=any_times),
    "euler-ancestral": Sampler(
        walk=samplers.euler_ancestral, form=_exploding, times=any_times
    ),
    "heun": Sampler(walk=_diceless(samplers.heun), form=unbent, times=any_times),
    "dpm++2m": Sampler(
        walk=_diceless(samplers.dpm_solver_2m), form=list, times=inner_times
    ),
    "rectified-flow": Sampler(
        walk=_diceless(samplers.euler), form=_straight, times=any_times
    ),
}  # fmt: skip


def sampler_named(name: str) -> Sampler:
    """One of SAMPLERS. Raises BadInputError for another name, listing them."""
    if name not in SAMPLERS:
        known = ", ".join(SAMPLERS)
        raise BadInputError(
            en=f"sampler={name!r} is not one of {known}",
            zh=f"sampler={name!r} 不在可选的采样器之中：{known}",
        )
    return SAMPLERS[name]


def levels_for(
    sampler: Sampler, noising: Noising, steps: int, spacing: SpacingOrKarras | None = None
) -> list[Level]:
    """The N + 1 levels of N steps; `spacing` None is what the model's folder says.

    Rectified flow has one spacing of its own.
    """
    if isinstance(noising, Flow):
        return sampler.form(flow_levels(steps, noising.shift, noising.trained))
    spacing = spacing or noising.spacing
    if spacing == "karras":
        return sampler.form(karras_levels(noising.alpha_bar, steps))
    times = sampler.times(spacing, steps, len(noising.alpha_bar), noising.offset)
    ends_clean = noising.ends_clean or not sampler.may_end_noisy
    return sampler.form(levels_at(noising.alpha_bar, times, ends_clean=ends_clean))
