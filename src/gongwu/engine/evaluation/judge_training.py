"""Training of the judges, with the loop of every net: seeded, so that the same pictures give the
same judge on the same machine.

Pictures are (N, S, S, C) bytes. Each is seen moved by a pixel or two, so that places are not
learned by heart. Shapes: B batch, T characters.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.evaluation.judge import Judge, ReadCaptions, as_net_input, raw_features
from gongwu.engine.evaluation.judge_nets import Classifier, Matcher, Trunk, Twins
from gongwu.engine.tokens.tokenizer import PAD_ID, character_tokenizer
from gongwu.engine.training.batches import Batch, Order
from gongwu.engine.training.loop import train
from gongwu.engine.training.optimizers import make_optimizers
from gongwu.engine.training.settings import OptimizerKind, Precision
from gongwu.errors import BadInputError

Watch = Callable[[int, int], None]  # steps done, in all

CONTEXT = 48  # characters of a caption that are read
_MOVED = 2  # pixels, at most
_CENTRED_ON = 4096  # pictures whose features give centre and scale


@dataclass(frozen=True, kw_only=True)
class JudgeTraining:
    """How a judge is trained: by steps, so that the seed alone decides it."""

    steps: int = 400
    batch: int = 128
    seed: int = 0
    precision: Precision = "float32"
    optimizer: OptimizerKind = "adamw"
    peak_rate: float = 2e-3
    warmup: float = 0.1
    clip: float = 1.0
    weight_decay: float = 0.05


def train_judge(
    pictures: Tensor,
    labels: Tensor,
    settings: JudgeTraining | None = None,
    watch: Watch = lambda *_: None,
) -> Judge:
    """A judge taught by classes: labels (N,), whole numbers from 0."""
    settings = settings or JudgeTraining()
    net = Classifier(_trunk_for(pictures), int(labels.max()) + 1)

    def batch(numbers: Tensor, dice: torch.Generator) -> Batch:
        return moved(as_net_input(pictures[numbers]), dice), labels[numbers]

    return _taught(net, pictures, batch, settings, watch)


def train_matching_judge(
    pictures: Tensor,
    captions: Sequence[tuple[str, ...]],
    settings: JudgeTraining | None = None,
    watch: Watch = lambda *_: None,
) -> Judge:
    """A judge taught by captions: of each picture one or more."""
    settings = settings or JudgeTraining()
    vocabulary, spell = spelling(captions)
    net = Matcher(_trunk_for(pictures), vocabulary)
    every = [spell(said) for said in captions]
    things = _things(captions)

    def batch(numbers: Tensor, dice: torch.Generator) -> Batch:
        chosen = [every[number] for number in numbers.tolist()]
        which = torch.rand(len(chosen), generator=dice).tolist()
        ids = [said[int(share * len(said))] for said, share in zip(chosen, which, strict=True)]
        return moved(as_net_input(pictures[numbers]), dice), torch.stack(ids), things[numbers]

    return replace(_taught(net, pictures, batch, settings, watch), spell=spell)


def train_plain_judge(
    pictures: Tensor, settings: JudgeTraining | None = None, watch: Watch = lambda *_: None
) -> Judge:
    """A judge taught by the pictures alone: two views of one, each cut out and toned by chance."""
    settings = settings or JudgeTraining()
    net = Twins(_trunk_for(pictures))

    def batch(numbers: Tensor, dice: torch.Generator) -> Batch:
        seen = as_net_input(pictures[numbers])
        return viewed(seen, dice), viewed(seen, dice), numbers

    return _taught(net, pictures, batch, settings, watch)


def moved(pictures: Tensor, dice: torch.Generator) -> Tensor:
    """(B, C, S, S), each moved by up to two pixels; what comes in repeats the edge."""
    side = pictures.shape[-1]
    padded = F.pad(pictures, (_MOVED,) * 4, mode="replicate")
    starts = torch.randint(2 * _MOVED + 1, (len(pictures), 2), generator=dice).tolist()
    cuts = [
        one[:, top : top + side, left : left + side]
        for one, (top, left) in zip(padded, starts, strict=True)
    ]
    return torch.stack(cuts)


def viewed(pictures: Tensor, dice: torch.Generator) -> Tensor:
    """(B, C, S, S), each cut to 60 % of its area or more, scaled back, and toned."""
    side = pictures.shape[-1]
    views = []
    for one in pictures:
        cut = round(side * (0.6 + 0.4 * torch.rand((), generator=dice).item()) ** 0.5)
        top, left = torch.randint(side - cut + 1, (2,), generator=dice).tolist()
        part = one[None, :, top : top + cut, left : left + cut]
        views.append(F.interpolate(part, (side, side), mode="bilinear", align_corners=False)[0])
    contrast = 0.7 + 0.6 * torch.rand(len(views), 1, 1, 1, generator=dice)
    brightness = 0.4 * torch.rand(len(views), 1, 1, 1, generator=dice) - 0.2
    return torch.stack(views) * contrast + brightness


def spelling(captions: Sequence[tuple[str, ...]]) -> tuple[int, ReadCaptions]:
    """The characters of some captions: how many, and how captions become ids (P, T)."""
    tokenizer = character_tokenizer(each.lower() for said in captions for each in said)

    def spell(wanted: Sequence[str]) -> Tensor:
        rows = tokenizer.encode_all([each.lower() for each in wanted])
        ids = torch.full((len(rows), CONTEXT), PAD_ID)
        for place, row in zip(ids, rows, strict=True):
            place[: len(row)] = torch.tensor(row[:CONTEXT])
        return ids

    return tokenizer.size, spell


def _things(captions: Sequence[tuple[str, ...]]) -> Tensor:
    """(N,): pictures whose first captions are alike show the same."""
    places: dict[str, int] = {}
    return torch.tensor([places.setdefault(said[0], len(places)) for said in captions])


class _Batches:
    """Pictures in an order that the seed decides, each with its own chance."""

    def __init__(
        self,
        count: int,
        make: Callable[[Tensor, torch.Generator], Batch],
        settings: JudgeTraining,
    ) -> None:
        self.make, self.seed = make, settings.seed
        self.batch = min(settings.batch, count)
        self.order = Order(count, settings.seed)

    def at(self, step: int) -> Batch:
        """The batch of a step, the first being 0."""
        rows = range(step * self.batch, (step + 1) * self.batch)
        numbers = torch.tensor([self.order.at(row)[1] for row in rows])
        chance = random.Random(f"{self.seed} judge {step}")
        return self.make(numbers, torch.Generator().manual_seed(chance.getrandbits(63)))


def _trunk_for(pictures: Tensor) -> Trunk:
    if len(pictures) < 2:
        raise BadInputError(
            en=f"{len(pictures)} picture(s) to train a judge on: at least 2 are needed, hundreds "
            "are better",
            zh=f"用来训练评判网络的图片只有 {len(pictures)} 张：至少 2 张，最好有几百张",
        )
    _, side, _, channels = pictures.shape
    return Trunk(side, channels)


def _taught(
    net: Classifier | Matcher | Twins,
    pictures: Tensor,
    make: Callable[[Tensor, torch.Generator], Batch],
    settings: JudgeTraining,
    watch: Watch,
) -> Judge:
    _initialize(net, torch.Generator().manual_seed(settings.seed))
    reports = train(
        net,
        _Batches(len(pictures), make, settings),
        make_optimizers(net, settings),
        settings,
        first_step=0,
        progress=lambda step: step / settings.steps,
    )
    for report in reports:
        watch(report.step, settings.steps)
    net.eval()
    seen = raw_features(net.trunk, pictures[:: -(-len(pictures) // _CENTRED_ON)]).double()
    centre = seen.mean(dim=0)
    scale = (seen - centre).square().mean().sqrt().item()
    return Judge(net=net, centre=centre, scale=scale)


def _initialize(net: nn.Module, dice: torch.Generator) -> None:
    """Normal with 1/√inputs; norms are made with gain 1, and biases begin at 0."""
    with torch.no_grad():
        for part in net.modules():
            if isinstance(part, nn.Conv1d | nn.Conv2d | nn.Linear):
                part.weight.normal_(0, part.weight[0].numel() ** -0.5, generator=dice)
                assert part.bias is not None
                part.bias.zero_()
            elif isinstance(part, nn.Embedding):
                part.weight.normal_(0, 1, generator=dice)
                part.weight[PAD_ID].zero_()
