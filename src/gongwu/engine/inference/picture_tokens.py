"""From a caption to the codes of a picture: each is drawn from the softmax over the codebook.

Ramesh et al. 2021 ("Zero-Shot Text-to-Image Generation", DALL·E). With guidance the net is asked a
second time, without the caption, and its logits are led away from that (Ho & Salimans 2022; on
logits Gafni et al. 2022): said = without + scale·(with - without). Each item is written by itself,
so that it has the same codes whatever stands beside it. Knows no pixels.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor

from gongwu.engine.checkpoints.token_models import TokenModel
from gongwu.engine.inference.encoder_decoder_runner import EncoderDecoderRunner
from gongwu.engine.inference.sampling import dice_from, sample
from gongwu.errors import BadInputError
from gongwu.ports import Sampling

# Each by its name, as a person asks for it.
SAMPLERS: Mapping[str, Sampling] = {
    "softmax": Sampling(),  # the odds as they are
    "top-k": Sampling(top_k=64),
    "nucleus": Sampling(top_p=0.9),
    "greedy": Sampling(temperature=0),
}


@dataclass(frozen=True, kw_only=True)
class Writing:
    """How one picture's codes are written. `given` are codes that stand already, by place."""

    caption: str
    negative: str = ""  # what to lead away from; read only with guidance
    guidance: float = 1.0
    sampling: Sampling = field(default_factory=Sampling)
    seed: int = 0
    given: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not math.isfinite(self.guidance):
            raise BadInputError(
                en=f"guidance={self.guidance} must be a finite number, usually 1 to 5",
                zh=f"guidance={self.guidance} 必须是有限的数，通常在 1 到 5 之间",
            )


def write(model: TokenModel, writing: Writing) -> Iterator[list[int]]:
    """The codes so far, rows from the top, after each one; the last time all of them."""
    runner = EncoderDecoderRunner(model.prior)
    told = [writing.caption] if writing.guidance == 1 else [writing.caption, writing.negative]
    opened = [runner.open(model.source(caption)) for caption in told]
    slots, logits = [slot for slot, _ in opened], torch.stack([said for _, said in opened])
    dice = dice_from(writing.seed)
    written: list[int] = []
    while True:
        code = writing.given.get(len(written))
        if code is None:
            said = guided(logits[:, model.first_code :], writing.guidance)
            code = sample(said, writing.sampling, dice)
        written.append(code)
        yield list(written)
        if len(written) == model.places:
            return
        logits = runner.step(slots, [model.first_code + code] * len(slots))


def guided(logits: Tensor, scale: float) -> Tensor:
    """(1 or 2, K) logits with the caption, and without -> (K,)."""
    if len(logits) == 1:
        return logits[0]
    with_caption, without = logits[0].float(), logits[1].float()
    return without + scale * (with_caption - without)
