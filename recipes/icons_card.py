"""From a finished run of icons.py to the starter model: measured, described, put into the package.

    python recipes/icons_card.py OUT

Reads OUT and OUT-pictures, measures samples as `gongwu eval` does, and writes
src/gongwu/starters/icons with its card.
"""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from gongwu.engine.evaluation.evaluation import PictureReport, evaluate_pictures
from gongwu.engine.evaluation.quality import Measure
from gongwu.engine.evaluation.settings import PictureEvaluation
from gongwu.engine.inference.image_model import open_image_model

STARTER = Path(__file__).parent.parent / "src/gongwu/starters/icons"
PARTS = ("unet", "text_encoder", "tokenizer", "scheduler")
SAMPLES = 300


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the card says of the model."""

    megabytes: float
    pictures: int
    steps: int
    minutes: float
    report: PictureReport


def measure(out: Path, pictures: Path) -> Figures:
    """All figures of a finished run."""
    reports = [json.loads(line) for line in (out / "metrics.jsonl").open(encoding="utf-8")]
    settings = PictureEvaluation(samples=SAMPLES, seed=0)
    return Figures(
        megabytes=sum(file.stat().st_size for file in out.glob("*/*.safetensors")) / 1e6,
        pictures=len((pictures / "captions.jsonl").read_text("utf-8").splitlines()),
        steps=reports[-1]["step"],
        minutes=reports[-1]["seconds"] / 60,
        report=evaluate_pictures(open_image_model(out), [pictures], settings),
    )


def _beside(measure: Measure | None, form: str) -> str:
    """A figure and the one of real pictures."""
    if measure is None:
        return "–"
    real = "–" if measure.baseline is None else format(measure.baseline, form)
    return f"{measure.value:{form}} (real pictures: {real})"


def card(figures: Figures) -> str:
    """The README.md of the starter model."""
    found, asked = figures.report.quality, figures.report.request
    return f"""---
license: apache-2.0
language: [en, zh]
pipeline_tag: text-to-image
---

# icons

A small diffusion model ({figures.megabytes / 2:.1f} million weights, {figures.megabytes:.1f} MB in
bfloat16, parts in the layout of diffusers) that draws icons of 32 by 32 pixels from prompts in
English and Chinese. Trained by Gongwu's own command; what it draws is AI-generated and should be
labelled so.
按中英文提示词画 32×32 图标的小扩散模型，由共舞自己的命令训练；所画内容为 AI 生成，请加标识。

    gongwu draw "a red apple" -m icons -o apple.png
    gongwu draw 香蕉 -m icons -o banana.png --scale 8

- **Data**: {figures.pictures:,} emoji pictures of 32 px from googlefonts/noto-emoji (image
  resources Apache-2.0) with names and keywords in English and Chinese from unicode-org/cldr-json
  (Unicode License v3); variants by skin tone, sex and direction, lettered buttons and hours left
  out.
- **Training**: {figures.steps:,} steps of 48 pictures, v-prediction, Muon, bfloat16, average of
  the weights; {figures.minutes:.0f} minutes on 2 CPU cores that other work shared.
- **Figures**, of {figures.report.samples} samples for captions of the collection, {asked.steps}
  steps of {asked.sampler}, guidance {asked.guidance}; the judge is a small net trained on the same
  collection, so they compare models with one another and say little beyond:
  - prompt adherence (finds its own caption among 20 others):
    {_beside(found.prompt_adherence, ".0%")}
  - KID {_beside(found.kid, ".4f")}, Fréchet distance {_beside(found.frechet, ".2f")}
  - coverage of the real variety {_beside(found.coverage, ".0%")}; diversity of samples of one
    prompt {_beside(found.diversity, ".3f")}
  - **memorised**: {_beside(found.memorised_share, ".0%")} of the samples lie nearer to a training
    picture than real pictures do to one another; near copies: {_beside(found.near_copies, ".0%")}

Limits: it knows the things in its collection by their names, one picture each, and draws what it
remembers of them: a prompt outside gives a mixture, and most of what it draws well resembles the
one picture that it has seen. No scenes, no counting, no writing.

Made by `python recipes/icons.py COLLECTION OUT` and `python recipes/icons_card.py OUT`.
"""


def publish(out: Path, text: str) -> None:
    """Copy the model's parts into the package, the index last."""
    shutil.rmtree(STARTER, ignore_errors=True)
    for part in PARTS:
        shutil.copytree(out / part, STARTER / part)
    (STARTER / "README.md").write_text(text, encoding="utf-8")
    shutil.copy(out / "model_index.json", STARTER)


if __name__ == "__main__":
    run = Path(sys.argv[1])
    publish(run, card(measure(run, run.with_name(run.name + "-pictures"))))
