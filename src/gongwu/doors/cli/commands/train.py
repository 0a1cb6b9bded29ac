"""`gongwu train text`: a model of one's own from one's own text."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from gongwu.doors.cli.app import add_command, add_group
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.shelf import shelf_folder
from gongwu.doors.cli.training_session import Outcome, follow
from gongwu.errors import BadInputError, ExitCode

Model = Literal["gru", "decoder", "encoder-decoder"]

# What a resumed run already knows.
_FIXED = ("sources", "model", "minutes", "steps", "size", "layers", "tokens", "vocabulary",
          "context", "batch", "optimizer", "rate", "precision", "held_out", "evaluations",
          "stored", "seed")  # fmt: skip


def register(app: typer.Typer) -> None:
    group = add_group(app, "train", en="Train a model of your own.", zh="训练你自己的模型。")
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
    out: Annotated[
        Path | None,
        typer.Option(
            help=both(
                en="Folder for the model; by default on your shelf, see gongwu models.",
                zh="模型存放的文件夹；默认放上你的架子，见 gongwu models。",
            )
        ),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(help=both(en="Train so long; 10 by default.", zh="训练时长，默认 10 分钟。")),
    ] = None,
    steps: Annotated[
        int | None, typer.Option(help=both(en="Or train so many steps.", zh="或训练多少步。"))
    ] = None,
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
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help=both(en="Go on with the run in --out.", zh="接着训练 --out 里的那一次。"),
            allow_from_autoenv=False,
        ),
    ] = False,
    seed: Annotated[int, typer.Option(help=both(en="Fixes every draw.", zh="固定一切随机。"))] = 0,
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
    rate: Annotated[
        float | None, typer.Option(help=both(en="Highest learning rate.", zh="最高学习率。"))
    ] = None,
    precision: Annotated[
        Literal["float32", "bfloat16"] | None,
        typer.Option(
            help=both(
                en="Of matrix products; by default what the machine does fastest.",
                zh="矩阵乘的精度；默认取本机最快的。",
            )
        ),
    ] = None,
    held_out: Annotated[
        float | None,
        typer.Option(help=both(en="Share kept apart; 0.1 by default.", zh="留出比例，默认 0.1。")),
    ] = None,
    evaluations: Annotated[
        int | None,
        typer.Option(
            help=both(
                en="How often the held-out part is measured; 20 by default.",
                zh="留出部分测多少次，默认 20。",
            )
        ),
    ] = None,
    stored: Annotated[
        Literal["float32", "bfloat16"] | None,
        typer.Option(help=both(en="Format of the saved weights.", zh="保存权重的格式。")),
    ] = None,
    save_every: Annotated[
        float,
        typer.Option(help=both(en="Seconds between saved states.", zh="每隔多少秒存档。")),
    ] = 60.0,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.engine.tokens.corpus import read_corpus
    from gongwu.engine.tokens.token_files import survey
    from gongwu.engine.training.defaults import settings_for
    from gongwu.engine.training.text_run import resume_text_run, start_text_run

    if resume:
        _refuse_changes(line)
        if out is None:
            raise BadInputError(
                en="--resume needs --out: the folder of the run",
                zh="--resume 需要 --out：那次训练的文件夹",
            )
        run = resume_text_run(out)
    else:
        if not sources:
            raise BadInputError(
                en="Name a SOURCE to train on: a file or a folder",
                zh="请给出训练来源 SOURCE：文件或文件夹",
            )
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


def _refuse_changes(line: typer.Context) -> None:
    """A resumed run goes on as it began, or it would not be the same run."""
    for name in _FIXED:
        source = line.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            word = "SOURCE" if name == "sources" else f"--{name.replace('_', '-')}"
            raise BadInputError(
                en=f"--resume goes on with the run's own settings; leave out {word}",
                zh=f"--resume 沿用那次训练的设定，请去掉 {word}",
            )


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
