"""All measures of drawn pictures in one table, each beside what real pictures reach.

Real pictures are halved: one half is what samples are compared with, the other stands in their
place for the baseline, through the same code and in the same number.
Shapes: pictures (N, S, S, C) bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.engine.evaluation.adherence import captions_of, own_similarity, top_one
from gongwu.engine.evaluation.diversity import diversity
from gongwu.engine.evaluation.frechet import frechet_distance
from gongwu.engine.evaluation.judge import Judge
from gongwu.engine.evaluation.judge_nets import Classifier, Matcher
from gongwu.engine.evaluation.kernel_distance import kernel_distance
from gongwu.engine.evaluation.nearest import memorised_below, nearest_distances, nearness
from gongwu.engine.evaluation.neighbourhoods import neighbourhoods
from gongwu.engine.evaluation.settings import FEWEST
from gongwu.errors import BadInputError


@dataclass(frozen=True, kw_only=True, eq=False)
class Gallery:
    """Pictures with what was asked for, or is said, of each; nothing where nobody knows."""

    pictures: Tensor
    labels: Tensor | None = None  # (N,) class numbers
    captions: Sequence[tuple[str, ...]] | None = None  # the one asked for, then others as true

    def __post_init__(self) -> None:
        for told in (self.labels, self.captions):
            assert told is None or len(told) == len(self.pictures)

    def __getitem__(self, rows: Tensor) -> "Gallery":
        """Some of them."""
        captions = self.captions
        return Gallery(
            pictures=self.pictures[rows],
            labels=None if self.labels is None else self.labels[rows],
            captions=None if captions is None else [captions[row] for row in rows.tolist()],
        )


@dataclass(frozen=True)
class Measure:
    """A figure of the samples, and the same of real pictures where there is one."""

    value: float
    baseline: float | None
    error: float | None = None  # standard error of the value


@dataclass(frozen=True, kw_only=True)
class Quality:
    """None where a measure does not apply."""

    kid: Measure
    frechet: Measure
    coverage: Measure
    recall: Measure
    class_accuracy: Measure | None = None
    prompt_adherence: Measure | None = None  # R@1 among 20 other captions
    prompt_similarity: Measure | None = None  # cosine with the own caption
    diversity: Measure | None = None
    nearest_distance: Measure | None = None
    memorised_share: Measure | None = None
    near_copies: Measure | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Learned:
    """What the drawing model learned from, and pictures of the same kind that it did not."""

    pictures: Tensor
    held_out: Tensor


def quality(
    judge: Judge, real: Gallery, drawn: Gallery, learned: Learned | None = None, seed: int = 0
) -> Quality:
    """`real` pictures should be unknown to the judge; without `learned` no copies are looked for.

    The seed shuffles the real pictures before they are halved. More samples than half of them, or
    fewer, are cut to the same number where sets are compared.
    """
    dice = torch.Generator().manual_seed(seed)
    shuffled = real[torch.randperm(len(real.pictures), generator=dice)]
    half = len(real.pictures) // 2
    count = min(half, len(drawn.pictures))
    must_be_enough(count)
    features = judge.features(shuffled.pictures)
    reference, baseline = features[:count], features[half : half + count]
    sample = judge.features(drawn.pictures)
    near, near_baseline = (neighbourhoods(reference, one) for one in (sample[:count], baseline))
    kid, kid_baseline = (kernel_distance(reference, one, dice) for one in (sample, baseline))
    return Quality(
        kid=Measure(kid.value, kid_baseline.value, kid.error),
        frechet=Measure(
            frechet_distance(reference, sample[:count]), frechet_distance(reference, baseline)
        ),
        coverage=Measure(near.coverage, near_baseline.coverage),
        recall=Measure(near.recall, near_baseline.recall),
        class_accuracy=_both(_accuracy, judge, drawn, real),
        prompt_adherence=_both(_adherence, judge, drawn, real),
        prompt_similarity=_both(_similarity, judge, drawn, real),
        diversity=_both(_diversity, judge, drawn, real),
        **_copies(drawn.pictures, learned),
    )


def _both(
    measure: Callable[[Judge, Gallery], float | None], judge: Judge, drawn: Gallery, real: Gallery
) -> Measure | None:
    """A measure of each picture by itself, of samples and of every real one."""
    value = measure(judge, drawn)
    return None if value is None else Measure(value, measure(judge, real))


def _accuracy(judge: Judge, shown: Gallery) -> float | None:
    if shown.labels is None or not isinstance(judge.net, Classifier):
        return None
    return (judge.classes(shown.pictures) == shown.labels).double().mean().item()


def _adherence(judge: Judge, shown: Gallery) -> float | None:
    if shown.captions is None or not isinstance(judge.net, Matcher):
        return None
    captions, own, rival = captions_of(shown.captions)
    if not rival.any(dim=1).all():
        return None  # a picture without rivals always finds its caption
    return top_one(judge.similarity(shown.pictures, captions), own, rival)


def _similarity(judge: Judge, shown: Gallery) -> float | None:
    if shown.captions is None or not isinstance(judge.net, Matcher):
        return None
    captions, own, _ = captions_of(shown.captions)
    return own_similarity(judge.similarity(shown.pictures, captions), own)


def _diversity(judge: Judge, shown: Gallery) -> float | None:
    if shown.labels is not None:
        return diversity(judge.features(shown.pictures), shown.labels.tolist())
    if shown.captions is not None:
        return diversity(judge.features(shown.pictures), [said[0] for said in shown.captions])
    return None


def _copies(pictures: Tensor, learned: Learned | None) -> dict[str, Measure]:
    if learned is None:
        return {}
    apart = nearest_distances(learned.held_out, learned.pictures)
    threshold = memorised_below(apart)
    real = nearness(apart, threshold)
    found = nearness(nearest_distances(pictures, learned.pictures), threshold)
    return {
        "nearest_distance": Measure(found.distance, real.distance),
        "memorised_share": Measure(found.memorised_share, real.memorised_share),
        "near_copies": Measure(found.near_copies, real.near_copies),
    }


def must_be_enough(count: int) -> None:
    """Raise BadInputError if so few samples and real pictures say nothing of each other."""
    if count < FEWEST:
        raise BadInputError(
            en=f"{count} pictures on one side of the comparison: at least {FEWEST} samples, and "
            f"{2 * FEWEST} real pictures that the judge does not know, are needed. Hundreds of "
            "each give figures to rely on.",
            zh=f"比较的一方只有 {count} 张图片：至少需要 {FEWEST} 张样本，以及 {2 * FEWEST} 张"
            "评判网络没有见过的真实图片。各有几百张，数字才可靠。",
        )
