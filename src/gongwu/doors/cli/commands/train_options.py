"""The options that every `gongwu train` has, and what a resumed run refuses."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal

import typer

from gongwu.doors.cli.language import both
from gongwu.errors import BadInputError

OutOption = Annotated[
    Path | None,
    typer.Option(
        help=both(
            en="Folder for the model; by default on your shelf, see gongwu models.",
            zh="模型存放的文件夹；默认放上你的架子，见 gongwu models。",
        )
    ),
]
MinutesOption = Annotated[
    float | None,
    typer.Option(help=both(en="Train so long; 10 by default.", zh="训练时长，默认 10 分钟。")),
]
StepsOption = Annotated[
    int | None, typer.Option(help=both(en="Or train so many steps.", zh="或训练多少步。"))
]
ResumeFlag = Annotated[
    bool,
    typer.Option(
        "--resume",
        help=both(en="Go on with the run in --out.", zh="接着训练 --out 里的那一次。"),
        allow_from_autoenv=False,
    ),
]
SeedOption = Annotated[int, typer.Option(help=both(en="Fixes every draw.", zh="固定一切随机。"))]
RateOption = Annotated[
    float | None, typer.Option(help=both(en="Highest learning rate.", zh="最高学习率。"))
]
PrecisionOption = Annotated[
    Literal["float32", "bfloat16"] | None,
    typer.Option(
        help=both(
            en="Of matrix products; by default what the machine does fastest.",
            zh="矩阵乘的精度；默认取本机最快的。",
        )
    ),
]
HeldOutOption = Annotated[
    float | None,
    typer.Option(help=both(en="Share kept apart; 0.1 by default.", zh="留出比例，默认 0.1。")),
]
EvaluationsOption = Annotated[
    int | None,
    typer.Option(
        help=both(
            en="How often the held-out part is measured; 20 by default.",
            zh="留出部分测多少次，默认 20。",
        )
    ),
]
StoredOption = Annotated[
    Literal["float32", "bfloat16"] | None,
    typer.Option(help=both(en="Format of the saved weights.", zh="保存权重的格式。")),
]
SaveEveryOption = Annotated[
    float, typer.Option(help=both(en="Seconds between saved states.", zh="每隔多少秒存档。"))
]


def folder_to_resume(
    line: typer.Context, out: Path | None, fixed: Iterable[str], settings: type
) -> Path:
    """Where `--resume` goes on: a run of such settings. `fixed` parameters may not be given again.

    A resumed run goes on as it began, or it would not be the same run.
    """
    for name in fixed:
        source = line.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            word = "SOURCE" if name == "sources" else f"--{name.replace('_', '-')}"
            raise BadInputError(
                en=f"--resume goes on with the run's own settings; leave out {word}",
                zh=f"--resume 沿用那次训练的设定，请去掉 {word}",
            )
    if out is None:
        raise BadInputError(
            en="--resume needs --out: the folder of the run",
            zh="--resume 需要 --out：那次训练的文件夹",
        )
    _must_tell_of(settings, out, line.command_path)
    return out


def _must_tell_of(settings: type, out: Path, command: str) -> None:
    """A run of text is not gone on with as one of pictures."""
    from gongwu.engine.training.run_folder import told_in

    known = {field.name for field in fields(settings)} | {"sources"}
    if foreign := sorted(set(told_in(out)) - known):
        names = ", ".join(foreign)
        raise BadInputError(
            en=f"The run in {out} was not begun by {command} (its settings have {names}). "
            "Resume it with the command, and the version of Gongwu, that began it.",
            zh=f"{out} 里的训练不是由 {command} 开始的（其设定有 {names}）。"
            "请用当初的命令和当初的 Gongwu 版本继续。",
        )


def sources_to_read(sources: list[Path] | None) -> list[Path]:
    """What a new run learns from; there must be something."""
    if not sources:
        raise BadInputError(
            en="Name a SOURCE to train on: a file or a folder",
            zh="请给出训练来源 SOURCE：文件或文件夹",
        )
    return sources
