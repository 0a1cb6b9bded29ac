"""Quality against steps: what each sampler makes of one trained model in so many steps.

    python benchmarks/image_steps.py MODEL PICTURES… [--samples 300]

MODEL is a folder that `gongwu train image` left, PICTURES what it was trained on. A judge is taught
by four fifths of them and compares samples with the rest (of which the model may have seen some:
the comparison is between samplers). DDPM walks 1000 steps, the aim being that DPM-Solver++ is at
least as good in 15. Every row draws the same prompts from the same seeds, with one guidance.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from image_judging import (
    Collection,
    draw_all,
    followed,
    gallery_of,
    judge_for,
    judged,
    read_collection,
    wishes,
)
from machine import describe

from gongwu.engine.evaluation.judge import Judge
from gongwu.engine.evaluation.quality import Quality
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.plans import SAMPLERS, Flow
from gongwu.engine.inference.image_model import EngineImageModel, open_image_model

AIM, REFERENCE = ("dpm++2m", 15), ("ddpm", 1000)
# DDPM and DDIM walk diffusion levels, and only these are of use where a net learned straight lines.
OF_FLOWS = ("rectified-flow", "heun")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A sampler in so many steps."""

    sampler: str
    steps: int
    seen: Quality
    seconds: float


def main() -> None:
    options = _parsed()
    model = open_image_model(options.model)
    with tempfile.TemporaryDirectory() as folder:
        side = model.defaults.width
        collection = read_collection(options.pictures, Path(folder), side)
    judge = judge_for(collection, options.judge_steps)
    rows = []
    for sampler, steps in _wanted(options, model):
        print(f"{sampler} in {steps} steps", file=sys.stderr, flush=True)
        rows.append(_row(model, judge, collection, sampler, steps, options))
        print(_line(rows[-1]), file=sys.stderr, flush=True)
    _print_table(options, collection, rows)


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("pictures", type=Path, nargs="+")
    parser.add_argument("--steps", type=int, nargs="+", default=[5, 10, 15, 20, 50])
    parser.add_argument("--samplers", nargs="+", choices=SAMPLERS)
    parser.add_argument("--samples", type=int, default=300)
    parser.add_argument("--guidance", type=float, help="the model's own if left out")
    parser.add_argument("--spacing", default="trailing", choices=("leading", "trailing", "linspace",
                                                                  "karras"))  # fmt: skip
    parser.add_argument("--ddpm-steps", type=int, default=1000, help="0 leaves DDPM out")
    parser.add_argument("--judge-steps", type=int, default=400)
    return parser.parse_args()


def _wanted(options: argparse.Namespace, model: EngineImageModel) -> list[tuple[str, int]]:
    flow = isinstance(model.painter.noising, Flow)
    known = OF_FLOWS if flow else tuple(name for name in SAMPLERS if name != "rectified-flow")
    chosen = [name for name in options.samplers or known if name != "ddpm"]
    pairs = [(name, steps) for name in chosen for steps in options.steps]
    if options.ddpm_steps and not flow:
        pairs.append(("ddpm", options.ddpm_steps))
    return pairs


def _row(
    model: EngineImageModel,
    judge: Judge,
    collection: Collection,
    sampler: str,
    steps: int,
    options: argparse.Namespace,
) -> Row:
    order: Drawing = model.drawing_of(model.defaults)
    scale = order.guidance.scale if options.guidance is None else options.guidance
    order = replace(
        order, sampler=sampler, steps=steps, spacing=options.spacing,
        guidance=replace(order.guidance, scale=scale),
    )  # fmt: skip
    asked = wishes(collection, options.samples)
    began = time.perf_counter()
    drawn = draw_all(model.painter, asked, order)
    seconds = (time.perf_counter() - began) / len(drawn)
    seen = judged(judge, collection, gallery_of(drawn, asked))
    return Row(sampler=sampler, steps=steps, seen=seen, seconds=seconds)


def _print_table(options: argparse.Namespace, collection: Collection, rows: list[Row]) -> None:
    print(describe())
    what = "class accuracy" if collection.classes else "adherence (R@1 among 20)"
    print(f"{options.model.name}: {options.samples} samples, spacing {options.spacing}\n")
    print(f"| sampler | steps | {what} | KID × 1000 | seconds a picture |\n|---|---|---|---|---|")
    for row in rows:
        print(_line(row))
    real = rows[0].seen
    baseline = followed(real).baseline
    print(f"| real pictures | | {baseline or 0:.1%} | {1000 * (real.kid.baseline or 0):.1f} | |")
    found = {(row.sampler, row.steps): row.seen for row in rows}
    if AIM in found and REFERENCE in found:
        aim, reference = found[AIM], found[REFERENCE]
        slack = (aim.kid.error or 0) + (reference.kid.error or 0)
        better = aim.kid.value <= reference.kid.value + slack
        print(f"\nDPM-Solver++ in 15 steps is {'' if better else 'not '}as good as DDPM in 1000 "
              "by KID, within both standard errors")  # fmt: skip


def _line(row: Row) -> str:
    kid = row.seen.kid
    return (
        f"| {row.sampler} | {row.steps} | {followed(row.seen).value:.1%} | "
        f"{1000 * kid.value:.1f} ± {1000 * (kid.error or 0):.1f} | {row.seconds:.3f} |"
    )


if __name__ == "__main__":
    main()
