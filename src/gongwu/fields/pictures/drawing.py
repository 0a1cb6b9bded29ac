"""A planned picture drawn: by a picture model, or by rule where there is none."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from gongwu.errors import BadInputError
from gongwu.fields.pictures.artwork import Artwork, Candidate, Origin
from gongwu.fields.pictures.colours import Array, to_lab
from gongwu.fields.pictures.emblem import draw_emblem
from gongwu.fields.pictures.fitting import framed, shrunk
from gongwu.fields.pictures.holding import grounded, held, rim
from gongwu.fields.pictures.planning import PicturePlan
from gongwu.fields.pictures.png_file import as_text, png_of
from gongwu.fields.pictures.wording import described, titled
from gongwu.ports import ImageModel, Picture, PictureRequest

# With more of one colour than this, little is left of a subject: others are tried first.
_FLAT = 0.9
_EVEN_ENOUGH = 0.6


@dataclass(frozen=True)
class _Tried:
    pixels: Array
    measured: Candidate


def draw_picture(plan: PicturePlan, painter: ImageModel | None) -> Artwork:
    """The draft. Raises BadInputError for a model that was trained without words."""
    if painter is None:
        return _artwork(plan, draw_emblem(plan), Origin(seed=plan.seeds[0]))
    if not painter.reads_prompts:
        raise BadInputError(
            en=f"{painter.name} was trained without words, so it cannot draw what is asked for. "
            "Name a model that reads prompts, or none.",
            zh=f"{painter.name} 训练时没有文字，无法按要求作画。"
            "请换一个能读提示词的模型，或不用模型。",
        )
    request = PictureRequest(
        prompt=plan.prompt, negative=plan.negative, count=len(plan.seeds), seed=plan.seeds[0]
    )
    tried = [
        _finished(plan, picture, seed)
        for picture, seed in zip(painter.draw(request), plan.seeds, strict=True)
    ]
    best = min(tried, key=lambda each: _rank(plan, each.measured))
    return _artwork(plan, best.pixels, _origin(plan, painter, tried, best))


def _finished(plan: PicturePlan, picture: Picture, seed: int) -> _Tried:
    drawn = np.frombuffer(picture.pixels, dtype=np.uint8)
    small = shrunk(drawn.reshape(picture.height, picture.width, 3), plan.width, plan.height)
    before = grounded(small, plan)
    kept = held(before, plan)
    edge = Counter(map(tuple, rim(kept).tolist()))
    # Which of two equally common ones must not hang on the order of a hash.
    ground = max(sorted(edge), key=lambda colour: edge[colour])
    asked = tuple(bytes.fromhex(plan.background[1:])) if plan.background else ground
    _, counts = np.unique(kept.reshape(-1, 3), axis=0, return_counts=True)
    moved = np.sqrt(((to_lab(kept) - to_lab(before)) ** 2).sum(axis=-1)).mean()
    measured = Candidate(
        seed=seed,
        moved=round(float(moved), 2),
        even=round(edge[asked] / edge.total(), 3),
        flat=round(float(counts.max() / counts.sum()), 3),
    )
    return _Tried(framed(kept, plan.width, plan.height, np.array(asked)), measured)


def _rank(plan: PicturePlan, measured: Candidate) -> tuple[bool, bool, float, float, int]:
    """Something to see, on the background asked for, in its own colours, not cut off."""
    return (
        measured.flat > _FLAT,
        bool(plan.background) and measured.even < _EVEN_ENOUGH,
        round(measured.moved),
        -measured.even,
        measured.seed,
    )


def _origin(plan: PicturePlan, painter: ImageModel, tried: list[_Tried], best: _Tried) -> Origin:
    usual = painter.defaults
    return Origin(
        seed=best.measured.seed,
        model=painter.name,
        weights_sha256=painter.weights_sha256,
        prompt=plan.prompt,
        negative=plan.negative,
        steps=usual.steps or 0,
        guidance=usual.guidance or 0.0,
        sampler=usual.sampler or "",
        candidates=tuple(each.measured for each in tried),
    )


def _artwork(plan: PicturePlan, pixels: Array, origin: Origin) -> Artwork:
    return Artwork(
        lang=plan.lang,
        title=titled(plan),
        alt=described(plan, by_model=bool(origin.model)),
        subject=plan.subject,
        width=plan.width,
        height=plan.height,
        png=as_text(png_of(pixels)),
        pixels_sha256=sha256(pixels.tobytes()).hexdigest(),
        label=plan.label,
        origin=origin,
    )
