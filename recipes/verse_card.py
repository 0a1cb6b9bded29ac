"""From a finished run of verse.py to the starter model: measured, described, put into the package.

    python recipes/verse_card.py OUT

Reads OUT and OUT-corpus.jsonl, draws quatrains, counts how many are well formed and how many of
their lines stand in the training text, and writes src/gongwu/starters/verse with its card.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verse_corpus import LINE_ENDS, form_of

from gongwu.engine.inference.text_model import open_text_model
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import split_blocks, survey
from gongwu.ports import Completion, Sampling

STARTER = Path(__file__).parent.parent / "src/gongwu/starters/verse"
FILES = ("config.json", "generation_config.json", "model.safetensors", "tokenizer.json",
         "tokenizer_config.json")  # fmt: skip
HELD_OUT = 0.05  # as verse.py says
DRAWN = 200  # quatrains of each form
SAMPLING = {"temperature": 0.8, "top_p": 0.95, "max_new_tokens": 120}


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the card says of the model; shares are 0 … 1."""

    parameters: int
    megabytes: float
    minutes: float
    steps: int
    bits_per_character: float
    poems: int
    characters: int
    well_formed: dict[str, float]
    lines: int
    memorised: float  # of the lines drawn
    shared: float  # of the held-out poems' lines: how often poets repeat one another


def measure(out: Path, corpus: Path) -> Figures:
    """All figures of a finished run."""
    trained, held = _lines_of_splits(corpus)
    drawn = {form: _draw(out, form) for form in ("五绝", "七绝")}
    answers = [answer for group in drawn.values() for answer in group]
    lines = [line for answer in answers for line in _verse_lines(answer.text)]
    reports = [json.loads(line) for line in (out / "metrics.jsonl").open(encoding="utf-8")]
    weights = (out / "model.safetensors").stat().st_size
    found = survey(read_corpus([corpus]))
    return Figures(
        parameters=weights // 2,  # bfloat16
        megabytes=weights / 1e6,
        minutes=reports[-1]["seconds"] / 60,
        steps=reports[-1]["step"],
        bits_per_character=min(
            seen["bits_per_character"] for seen in reports if seen["bits_per_character"]
        ),
        poems=found.documents,
        characters=found.characters,
        well_formed={form: _share_well_formed(form, group) for form, group in drawn.items()},
        lines=len(lines),
        memorised=_share_in(lines, trained),
        shared=_share_in(held, trained),
    )


def _draw(out: Path, form: str) -> list[Completion]:
    model = open_text_model(out, cache=out.parent / "native")
    samplings = [Sampling(**SAMPLING, seed=seed) for seed in range(DRAWN)]  # type: ignore[arg-type]
    return model.complete(f"{form}\n", samplings)


def _share_well_formed(form: str, answers: Sequence[Completion]) -> float:
    good = [
        answer for answer in answers if answer.finish == "stop" and form_of(answer.text) == form
    ]
    return len(good) / len(answers)


def _lines_of_splits(corpus: Path) -> tuple[set[str], list[str]]:
    """The lines of the poems trained on, and those of the poems held out."""
    found = survey(read_corpus([corpus]))
    trained: set[str] = set()
    held: list[str] = []
    for split, block in split_blocks(read_corpus([corpus]), found, HELD_OUT):
        lines = _verse_lines(block.text)
        trained.update(lines) if split == "train" else held.extend(lines)
    return trained, held


def _verse_lines(text: str) -> list[str]:
    """Lines of five characters and more; shorter ones are too common to mean anything."""
    return [line for line in _parts(text) if len(line) >= 5]


def _parts(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        yield from LINE_ENDS.split(paragraph)


def _share_in(lines: Sequence[str], known: set[str]) -> float:
    return sum(line in known for line in lines) / len(lines)


def card(figures: Figures) -> str:
    """The README.md of the starter model."""
    return f"""---
license: apache-2.0
language: zh
pipeline_tag: text-generation
---

# verse

A small decoder ({figures.parameters / 1e6:.1f} million weights, {figures.megabytes:.1f} MB in
bfloat16, the layout of Llama) that writes classical Chinese verse in simplified characters.
Trained by Gongwu's own command; what it writes is AI-generated and should be labelled so.
会写古典诗词的小模型（简体），由共舞自己的命令训练；所写内容为 AI 生成，请加标识。

    gongwu generate 春风 -m verse
    gongwu generate $'五绝\\n' -m verse     # 五绝 七绝 五律 七律 五古 词·浣溪沙 …

- **Data**: {figures.poems:,} poems, {figures.characters:,} characters: Tang poems, Song ci and
  the Book of Songs, from the repository chinese-poetry/chinese-poetry (MIT; the poems are in the
  public domain); traditional characters turned into simplified ones, each poem once.
- **Training**: {figures.steps:,} steps of 32 windows of 128 characters, Muon, bfloat16;
  {figures.minutes:.0f} minutes on 2 CPU cores that other work shared.
- **Held-out bits per character**: {figures.bits_per_character:.2f}, on the 5 % of the poems that
  were never trained on.
- **Well-formed quatrains**: 五绝 {figures.well_formed["五绝"]:.0%},
  七绝 {figures.well_formed["七绝"]:.0%} of {DRAWN} each, asked for by their form: four lines of
  the right length, then an end. Tones and rhyme are not counted.
- **Memorised**: {figures.memorised:.1%} of {figures.lines:,} generated lines of five characters
  and more stand in the training text; of the lines of the held-out poems {figures.shared:.1%} do.
- **Sampling** of these figures: temperature {SAMPLING["temperature"]}, top-p {SAMPLING["top_p"]}.

Limits: it knows forms and words, not the world; it does not keep tones, rhyme or a theme; a line
it repeats from the training text is a quotation it does not mark.

Made by `python recipes/verse.py COLLECTION OUT` and `python recipes/verse_card.py OUT`.
"""


def main(out: Path) -> None:
    figures = measure(out, out.with_name(out.name + "-corpus.jsonl"))
    STARTER.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(out / name, STARTER / name)
    (STARTER / "README.md").write_text(card(figures), encoding="utf-8")
    print(card(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
