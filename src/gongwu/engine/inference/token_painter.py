"""A model of picture tokens as an `ImageModel`: a prompt in, codes as they are written, a picture.

A picture to begin from keeps its first rows of codes (DALL·E's completion) or, under a mask, the
codes of every place that is not painted; `strength` says nothing there. What is written does not
change what stands before it, nor know what stands after.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

import torch
from torch import Tensor

from gongwu.engine.checkpoints.token_models import PARTS, TokenModel, load_token_model
from gongwu.engine.inference.denoising.canvas import shrink_mask, to_bytes
from gongwu.engine.inference.initial_picture import as_tensor, fitted, where_white
from gongwu.engine.inference.picture_tokens import SAMPLERS, Writing, write
from gongwu.errors import BadInputError
from gongwu.ports import Picture, PictureRequest, PictureStep

GUIDANCE = 2.0
SAMPLER = "softmax"
UNWRITTEN = 0.0  # grey, in a look at an unfinished picture


@dataclass(frozen=True)
class _Kept:
    """Of a picture to begin from: its codes by place, and its pixels (C, S, S) outside `painted`"""

    codes: Mapping[int, int] = field(default_factory=dict)
    pixels: Tensor | None = None
    painted: Tensor | None = None  # (S, S)


class TokenPainter:
    """Pictures written by a net of ours. Implements ports.ImageModel; a step is a code."""

    reads_prompts = True

    def __init__(self, model: TokenModel, folder: Path) -> None:
        """`folder` gives the name, and the weights that are counted."""
        self.model, self._folder = model, folder.resolve()
        self.defaults = PictureRequest(
            width=model.side,
            height=model.side,
            steps=model.places,
            guidance=GUIDANCE,
            sampler=SAMPLER,
        )

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self._folder.name

    @cached_property
    def weights_sha256(self) -> str:
        """Of the hashes of all its weights, each with its place in the folder."""
        whole = hashlib.sha256()
        for part in sorted(PARTS):
            for path in sorted((self._folder / part).glob("*.safetensors")):
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                whole.update(f"{digest}  {part}/{path.name}\n".encode())
        return whole.hexdigest()

    def draw(
        self, request: PictureRequest, watch: Callable[[PictureStep], None] = lambda _: None
    ) -> Iterator[Picture]:
        """The pictures of a request, one after another; `watch` is told of every code."""
        _must_be_possible(request, self.model)
        kept = _kept(request, self.model)
        writing = Writing(
            caption=request.prompt,
            negative=request.negative,
            guidance=GUIDANCE if request.guidance is None else request.guidance,
            sampling=SAMPLERS[request.sampler or SAMPLER],
            given=kept.codes,
        )
        steps = self.model.places
        for item in range(request.count):
            codes: list[int] = []
            for codes in write(self.model, replace(writing, seed=request.seed + item)):
                look = partial(_shown, self.model, codes, kept)
                watch(PictureStep(item=item, step=len(codes), steps=steps, look=look))
            yield _shown(self.model, codes, kept)


def load_token_painter(folder: Path) -> TokenPainter:
    """The model of a folder, ready to draw. Raises NotFoundError or BadInputError."""
    return TokenPainter(load_token_model(folder), folder)


@torch.inference_mode()
def _shown(model: TokenModel, codes: Sequence[int], kept: _Kept) -> Picture:
    """What codes show; grey where none is written yet."""
    picture = model.quantizer.picture(_latent(model, codes))[0].float()
    written = (torch.arange(model.places) < len(codes)).view(model.across, model.across)
    factor = model.side // model.across
    pixels_written = written.repeat_interleave(factor, 0).repeat_interleave(factor, 1)
    picture = picture.masked_fill(~pixels_written, UNWRITTEN)
    if kept.painted is not None and kept.pixels is not None:
        picture = torch.where(kept.painted, picture.expand(3, -1, -1), kept.pixels)
    rows = to_bytes(picture.expand(3, -1, -1))
    return Picture(width=model.side, height=model.side, pixels=rows.numpy().tobytes())


def _latent(model: TokenModel, codes: Sequence[int]) -> Tensor:
    """(1, D, h, w); places without a code have the mean of the others, which disturbs least."""
    vectors: Tensor = model.quantizer.codebook.embedding(torch.tensor(codes))
    latent = vectors.mean(dim=0).repeat(model.places, 1)
    latent[: len(codes)] = vectors
    return latent.T.view(1, -1, model.across, model.across)


@torch.inference_mode()
def _kept(request: PictureRequest, model: TokenModel) -> _Kept:
    """What stands before anything is written."""
    if request.initial is None:
        return _Kept()
    initial = fitted(request.initial, model.side, model.side)
    read = as_tensor(initial, model.quantizer.shape.coder.channels)
    codes = dict(enumerate(model.quantizer.encode(read[None]).flatten().tolist()))
    if request.mask is None:
        drawn = max(1, int(model.places * request.strength + 1e-9))
        return _Kept({place: codes[place] for place in range(model.places - drawn)})
    painted = where_white(request.mask, request.initial, model.side, model.side)
    touched = shrink_mask(painted, model.side // model.across).flatten().tolist()
    left = {place: code for place, code in codes.items() if not touched[place]}
    return _Kept(left, as_tensor(initial, 3), painted)


def _must_be_possible(request: PictureRequest, model: TokenModel) -> None:
    for name in ("width", "height"):
        value = getattr(request, name)
        _must(value in (None, model.side), name, value,
              f"this model writes pictures of {model.side} × {model.side}",
              f"此模型只画 {model.side} × {model.side} 的图片")  # fmt: skip
    _must(request.steps in (None, model.places), "steps", request.steps,
          f"this model writes {model.places} codes, one a step: leave steps out",
          f"此模型写 {model.places} 个码，一步一个：请不要指定步数")  # fmt: skip
    _must(request.sampler is None or request.sampler in SAMPLERS, "sampler", request.sampler,
          f"this model draws its codes by one of {', '.join(SAMPLERS)}",
          f"此模型抽取码的方式为其中之一：{'、'.join(SAMPLERS)}")  # fmt: skip
    bounds = (request.guidance_from, request.guidance_to)
    _must(bounds == (0.0, float("inf")), "guidance_from … guidance_to", bounds,
          "they bound levels of noise, and this model knows none: leave them out",
          "它们限定噪声水平，而此模型没有噪声：请不要指定")  # fmt: skip
    _must(request.mask is None or request.initial is not None, "mask", "…",
          "a mask says what to keep of a picture: give the picture too (--init)",
          "遮罩说明要保留图片的哪些部分：请同时给出图片（--init）")  # fmt: skip


def _must(holds: bool, name: str, value: object, en: str, zh: str) -> None:
    if not holds:
        raise BadInputError(en=f"{name}={value}: {en}", zh=f"{name}={value}：{zh}")
