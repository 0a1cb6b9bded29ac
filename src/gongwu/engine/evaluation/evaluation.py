"""A picture model measured on a collection: samples drawn, a judge trained, both compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from torch import Tensor

from gongwu.engine.evaluation.asking import Asked, asked_of
from gongwu.engine.evaluation.judge import Judge
from gongwu.engine.evaluation.judge_training import (
    JudgeTraining,
    train_judge,
    train_matching_judge,
    train_plain_judge,
)
from gongwu.engine.evaluation.material import BACKGROUND, Material, Taught, read_material
from gongwu.engine.evaluation.quality import Gallery, Quality, must_be_enough, quality
from gongwu.engine.evaluation.samples import draw_samples
from gongwu.engine.evaluation.settings import PictureEvaluation, Progress
from gongwu.engine.pictures.decoding import squared
from gongwu.engine.pictures.found import Found
from gongwu.engine.training.precision import best_device, best_precision
from gongwu.ports import ImageModel, PictureRequest


@dataclass(frozen=True, kw_only=True)
class PictureReport:
    """The table, and what it was made from."""

    quality: Quality
    taught_by: Taught  # what the judge learned from
    asked: bool  # whether samples were drawn from words
    request: PictureRequest
    samples: int
    compared: int  # real pictures that the judge does not know
    learned: int  # pictures in which copies were looked for


def evaluate_pictures(
    model: ImageModel,
    sources: Sequence[Path],
    settings: PictureEvaluation,
    progress: Progress = lambda *_: None,
) -> PictureReport:
    """Raises BadInputError for a source with too few pictures, or a request that the model cannot
    take."""
    dice = torch.Generator().manual_seed(settings.seed)
    assert model.defaults.width is not None
    material = read_material(
        sources,
        model.defaults.width,
        settings.samples,
        dice,
        lambda done, of: progress("reading", done / of),
    )
    asked = asked_of(material.real, material.classes, settings.samples, dice)
    if not model.reads_prompts:
        asked = Asked(prompts=[""] * settings.samples)
    request = _request(model, settings, asked)
    must_be_enough(min(settings.samples, len(material.real.pictures) // 2))
    # Before the judge, because it may be refused.
    drawn = _drawn(model, request, asked, material, lambda share: progress("drawing", share))
    judge = _judge(material, settings, lambda done, of: progress("judging", done / of))
    progress("measuring", 0)
    found = quality(judge, material.real, drawn, material.learned, settings.seed)
    progress("measuring", 1)
    return PictureReport(
        quality=found,
        taught_by=material.taught_by,
        asked=any(asked.prompts),
        request=request,
        samples=settings.samples,
        compared=len(material.real.pictures),
        learned=len(material.learned.pictures),
    )


def _request(model: ImageModel, settings: PictureEvaluation, asked: Asked) -> PictureRequest:
    """The model's own, with what was chosen; without words there is nothing to be guided by."""
    usual = model.defaults
    guided = usual.guidance if any(asked.prompts) else 1.0
    return replace(
        usual,
        count=1,
        steps=usual.steps if settings.steps is None else settings.steps,
        guidance=guided if settings.guidance is None else settings.guidance,
        sampler=usual.sampler if settings.sampler is None else settings.sampler,
        seed=settings.seed,
    )


def _judge(
    material: Material, settings: PictureEvaluation, watch: Callable[[int, int], None]
) -> Judge:
    training = JudgeTraining(
        steps=settings.judge_steps,
        seed=settings.seed,
        precision=best_precision(best_device()),
    )
    taught = material.taught
    if taught.labels is not None:
        return train_judge(taught.pictures, taught.labels, training, watch)
    if taught.captions is not None:
        return train_matching_judge(taught.pictures, taught.captions, training, watch)
    return train_plain_judge(taught.pictures, training, watch)


def _drawn(
    model: ImageModel,
    request: PictureRequest,
    asked: Asked,
    material: Material,
    progress: Callable[[float], None],
) -> Gallery:
    """Samples as the judge looks at them, brought to size by the same code as real pictures."""
    count = len(asked.prompts)
    _, side, _, channels = material.real.pictures.shape
    squares = [
        squared(
            Found(place=f"sample {number}", path=PurePosixPath(), source=0, content=pixels),
            side,
            channels,
            BACKGROUND,
        )
        for number, pixels in enumerate(
            draw_samples(model, request, asked.prompts, lambda done: progress(done / count))
        )
    ]
    pictures: Tensor = torch.from_numpy(np.stack(squares))
    return Gallery(pictures=pictures, labels=asked.labels, captions=asked.captions)
