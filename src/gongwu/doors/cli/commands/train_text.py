"""`gongwu train text`: a model of one's own from one's own text."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.commands.train_options import (
    EvaluationsOption,
    HeldOutOption,
    MinutesOption,
    OutOption,
    PrecisionOption,
    RateOption,
    ResumeFlag,
    SaveEveryOption,
    SeedOption,
    StepsOption,
    StoredOption,
    folder_to_resume,
    sources_to_read,
)
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.shelf import shelf_folder
from gongwu.doors.cli.text_training_session import Outcome, follow
from gongwu.errors import ExitCode

Model = Literal["gru", "decoder", "encoder-decoder"]

# What a resumed run already knows.
_FIXED = ("sources", "model", "minutes", "steps", "size", "layers", "tokens", "vocabulary",
          "context", "batch", "optimizer", "rate", "precision", "held_out", "evaluations",
          "stored", "seed")  # fmt: skip


def register(group: typer.Typer) -> None:
    add_command(
        group,
        train_text,
        name="text",
        en="""Train a text model on files, folders, .gz or JSONL.

        A part of the text is held out and never trained on; the best weights by that part are
        kept. Stop with Ctrl-C, go on with --resume.""",
        zh="""用文件、文件夹、.gz 或 JSONL 训练文本模型。

        一部分文本会留出、从不参与训练；按这部分挑出的最好权重会保留。
        Ctrl-C 可随时停下，--resume 接着训练。""",
        examples=[
            "gongwu train text poems.txt --model gru --minutes 2 --out poems-gru",
            "gongwu train text notes/ --model decoder --size small --minutes 30 --out notes",
            "gongwu train text --resume --out notes",
        ],
    )


def train_text(
    line: typer.Context,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="SOURCE",
            help=both(
                en="Text files, folders, .gz, or JSONL with text, or source and target.",
                zh="文本文件、文件夹、.gz，或含 text、或 source 与 target 的 JSONL。",
            ),
        ),
    ] = None,
    model: Annotated[Model, typer.Option(help=both(en="Which net.", zh="哪种网络。"))] = "decoder",
    out: OutOption = None,
    minutes: MinutesOption = None,
    steps: StepsOption = None,
    size: Annotated[
        Literal["tiny", "small", "base", "large"] | None,
        typer.Option(help=both(en="By default the text decides.", zh="默认由文本长短决定。")),
    ] = None,
    layers: Annotated[
        int | None,
        typer.Option(
            help=both(
                en="Layers, if other than the size has; on each side of an encoder-decoder.",
                zh="层数，若与尺寸自带的不同；编码器-解码器则为每一侧。",
            )
        ),
    ] = None,
    resume: ResumeFlag = False,
    seed: SeedOption = 0,
    prompt: Annotated[
        str | None,
        typer.Option(help=both(en="What the samples begin with.", zh="样例以什么开头。")),
    ] = None,
    tokens: Annotated[
        Literal["characters", "bpe"] | None,
        typer.Option(help=both(en="Characters, or byte-level BPE.", zh="按字，或字节级 BPE。")),
    ] = None,
    vocabulary: Annotated[
        int | None, typer.Option(help=both(en="Size of the BPE.", zh="BPE 词表大小。"))
    ] = None,
    context: Annotated[
        int | None,
        typer.Option(help=both(en="Tokens in a training window.", zh="训练窗口的词元数。")),
    ] = None,
    batch: Annotated[
        int | None, typer.Option(help=both(en="Windows per step.", zh="每步的窗口数。"))
    ] = None,
    optimizer: Annotated[
        Literal["muon", "adamw", "adam"] | None,
        typer.Option(
            help=both(
                en="Adam for gru, else Muon, by default.", zh="默认 gru 用 Adam，其余用 Muon。"
            )
        ),
    ] = None,
    rate: RateOption = None,
    precision: PrecisionOption = None,
    held_out: HeldOutOption = None,
    evaluations: EvaluationsOption = None,
    stored: StoredOption = None,
    save_every: SaveEveryOption = 60.0,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.engine.tokens.corpus import read_corpus
    from gongwu.engine.tokens.token_files import survey
    from gongwu.engine.training.defaults import settings_for
    from gongwu.engine.training.settings import TextTraining
    from gongwu.engine.training.text_run import resume_text_run, start_text_run

    if resume:
        out = folder_to_resume(line, out, _FIXED, TextTraining)
        run = resume_text_run(out)
    else:
        sources = sources_to_read(sources)
        out = out or shelf_folder() / f"{sources[0].name.split('.')[0] or 'text'}-{model}"
        found = survey(read_corpus(sources))
        settings = settings_for(
            found, model=model, minutes=minutes, steps=steps, size=size, layers=layers, seed=seed,
            tokens=tokens, vocabulary=vocabulary, context=context, batch=batch,
            optimizer=optimizer, peak_rate=rate, precision=precision, held_out=held_out,
            evaluations=evaluations, stored=stored,
        )  # fmt: skip
        run = start_text_run(sources, out, settings, found)
    outcome = follow(run, prompt=prompt, quiet=as_json, save_every_seconds=save_every)
    emit(
        {"out": out, "seed": run.settings.seed, **asdict(outcome)},
        text=_closing(out, outcome),
        as_json=as_json,
    )
    if not outcome.finished:
        raise typer.Exit(ExitCode.INTERRUPTED)


def _closing(out: Path, outcome: Outcome) -> str:
    if not outcome.finished:
        again = f"gongwu train text --resume --out {out}"
        return say(
            en=f"Stopped at step {outcome.steps}, saved. Go on: {again}",
            zh=f"停在第 {outcome.steps} 步，已保存。继续：{again}",
        )
    assert outcome.bits_per_character is not None
    return say(
        en=f"Model in {out} · {outcome.bits_per_character:.3f} held-out bits per character · "
        f'use it: gongwu generate "…" -m {out}',
        zh=f"模型在 {out} · 留出集每字 {outcome.bits_per_character:.3f} 比特 · "
        f"试试：gongwu generate “……” -m {out}",
    )
