"""`gongwu eval`: how well a model predicts a text."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.model_option import ModelOption, model_places
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.progress import meter
from gongwu.doors.cli.standard_input import DASH, read_stdin

if TYPE_CHECKING:
    from gongwu.engine.tokens.corpus import Block


def register(app: typer.Typer) -> None:
    add_command(
        app,
        evaluate,
        name="eval",
        en="""Measure how well a model predicts a text: bits per character and perplexity.

        Lower is better. Bits per character compare models of any vocabulary; perplexity is per
        token, so it compares only models with the same tokens.""",
        zh="""测量模型预测一段文本的能力：每字比特数和困惑度。

        越低越好。每字比特数可比较任何词表的模型；困惑度按词元计算，只能比较词元相同的模型。""",
        examples=["gongwu eval -m verse poems.txt", "gongwu eval -m my-model held-out/ --json"],
    )


def evaluate(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help=both(
                en="Text files, folders, .gz or JSONL, as for training; - reads stdin.",
                zh="文本文件、文件夹、.gz 或 JSONL，与训练相同；- 表示从标准输入读取。",
            ),
        ),
    ],
    model: ModelOption,
    as_json: JsonFlag = False,
) -> None:
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
