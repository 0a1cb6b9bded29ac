"""Exercises in how generative models work, with numbers small enough for paper."""

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.families import (
    aigc_attention,
    aigc_cache,
    aigc_cells,
    aigc_denoising,
    aigc_diffusion,
    aigc_losses,
    aigc_sampling,
    aigc_sizes,
    aigc_softmax,
    aigc_steps,
    aigc_text,
)

FAMILIES: tuple[Family, ...] = (
    *aigc_softmax.FAMILIES,
    *aigc_sampling.FAMILIES,
    *aigc_losses.FAMILIES,
    *aigc_steps.FAMILIES,
    *aigc_attention.FAMILIES,
    *aigc_cells.FAMILIES,
    *aigc_diffusion.FAMILIES,
    *aigc_denoising.FAMILIES,
    *aigc_sizes.FAMILIES,
    *aigc_cache.FAMILIES,
    *aigc_text.FAMILIES,
)
