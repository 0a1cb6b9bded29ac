"""`gongwu eval`: how well a model predicts a text, or draws pictures like real ones."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.model_option import ModelOption, model_places
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.picture_evaluation import (
    GuidanceOption,
    SamplerOption,
    SamplesOption,
    SeedOption,
    StepsOption,
    evaluate_pictures,
)
from gongwu.doors.cli.progress import meter
from gongwu.doors.cli.standard_input import DASH, read_stdin
from gongwu.errors import BadInputError

if TYPE_CHECKING:
    from gongwu.engine.tokens.corpus import Block


def register(app: typer.Typer) -> None:
    add_command(
        app,
        evaluate,
        name="eval",
        en="""Measure a model: how well it predicts a text, or how good its pictures are.

        A text model: bits per character and perplexity, lower is better. Bits per character compare
        models of any vocabulary; perplexity is per token, so it compares only models with the same
        tokens.

        A picture model: samples are drawn and compared with the pictures of SOURCE by a small net
        that is trained on them for this. Beside each figure stands the one that real pictures
        reach.""",
        zh="""测量一个模型：预测文本的能力，或者画得好不好。

        文本模型：每字比特数和困惑度，越低越好。每字比特数可比较任何词表的模型；
        困惑度按词元计算，只能比较词元相同的模型。

        图像模型：先画出样本，再与 SOURCE 的图片比较；负责比较的小网络就在这些图片上当场训练。
        每个数字旁边都列出真实图片自己的得分。""",
        examples=[
            "gongwu eval -m verse poems.txt",
            "gongwu eval -m my-model held-out/ --json",
            "gongwu eval -m my-pictures pictures/ --samples 200 --steps 15",
        ],
    )


def evaluate(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help=both(
                en="Text files, folders, .gz or JSONL, or pictures, as for training; - reads text "
                "from stdin.",
                zh="文本文件、文件夹、.gz 或 JSONL，或者图片，与训练相同；"
                "- 表示从标准输入读取文本。",
            ),
        ),
    ],
    model: ModelOption,
    samples: SamplesOption = None,
    steps: StepsOption = None,
    guidance: GuidanceOption = None,
    sampler: SamplerOption = None,
    seed: SeedOption = None,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.assemble import find_model, medium_of

    chosen = {
        "samples": samples,
        "steps": steps,
        "guidance": guidance,
        "sampler": sampler,
        "seed": seed,
    }
    told = {name: value for name, value in chosen.items() if value is not None}
    if medium_of(find_model(model, model_places())) == "picture":
        evaluate_pictures(model, sources, told, as_json=as_json)
        return
    for name in told:
        raise BadInputError(
            en=f"--{name} is for models that draw; {model} writes text. Leave it out.",
            zh=f"--{name} 只用于画图的模型，而 {model} 是写文字的。请去掉它。",
        )
    _evaluate_text(model, sources, as_json=as_json)


def _evaluate_text(model: str, sources: list[str], *, as_json: bool) -> None:
    from gongwu.assemble import score_text
    from gongwu.engine.tokens.corpus import corpus_files

    files = corpus_files([Path(source) for source in sources if source != DASH])
    reading = _Reading(sources, whole_bytes=sum(file.stat().st_size for file in files))
    with meter(say(en="reading", zh="读取"), quiet=as_json) as shown:
        found = score_text(
            model, model_places(), reading, lambda _: shown.show(reading.share, reading.status)
        )
    emit(
        {
            "bits_per_character": found.bits_per_character,
            "perplexity": found.perplexity,
            "characters": found.characters,
            "tokens": found.tokens,
            "model": model,
        },
        text=say(
            en=f"{found.bits_per_character:.4f} bits per character · "
            f"perplexity {found.perplexity:,.2f} per token · "
            f"{found.characters:,} characters · {found.tokens:,} tokens",
            zh=f"每字 {found.bits_per_character:.4f} 比特 · 每词元困惑度 {found.perplexity:,.2f} · "
            f"{found.characters:,} 字 · {found.tokens:,} 个词元",
        ),
        as_json=as_json,
    )


class _Reading:
    """The blocks of the sources, and how far they have been read."""

    def __init__(self, sources: list[str], whole_bytes: int) -> None:
        self._sources = sources
        self._whole_bytes = whole_bytes
        self._bytes = self._characters = 0

    def __iter__(self) -> "Iterator[Block]":
        for block in self._blocks():
            text = block.text + (block.target or "")
            self._bytes += len(text.encode())
            self._characters += len(text)
            yield block

    @property
    def share(self) -> float:
        """0 … 1; of a .gz or of stdin nobody knows the whole, so it is a guess."""
        return min(1.0, self._bytes / max(1, self._whole_bytes))

    @property
    def status(self) -> str:
        return say(en=f"{self._characters:,} characters", zh=f"{self._characters:,} 字")

    def _blocks(self) -> "Iterator[Block]":
        from gongwu.engine.tokens.corpus import Block, read_corpus

        for source in self._sources:
            if source != DASH:
                yield from read_corpus([Path(source)])
            elif text := read_stdin():
                yield Block(text)
