"""`gongwu train image`: a model that draws, from one's own pictures."""

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

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
from gongwu.doors.cli.picture_training_session import Outcome, follow
from gongwu.doors.cli.shelf import shelf_folder
from gongwu.errors import BadInputError, ExitCode

if TYPE_CHECKING:
    from gongwu.engine.training.image_run import ImageRun
    from gongwu.engine.training.token_run import TokenRun

Net = Literal["diffusion", "tokens"]

# What a resumed run already knows.
_FIXED = ("sources", "net", "minutes", "steps", "size", "side", "space", "words_from", "background",
          "prediction", "min_snr", "caption_dropout", "flips", "batch", "rate", "precision",
          "held_out", "evaluations", "stored", "seed")  # fmt: skip


def register(group: typer.Typer) -> None:
    add_command(
        group,
        train_image,
        name="image",
        en="""Train a model that draws, on folders of pictures, archives or IDX files.

        Captions come from a table in the folder, class folders, labels or file names; without any
        the model draws without prompts. Sample sheets in OUT/samples show how it learns. Stop with
        Ctrl-C, go on with --resume.""",
        zh="""用图片文件夹、压缩包或 IDX 文件训练会画图的模型。

        说明文字取自文件夹里的表格、类别文件夹、标签或文件名；都没有时，模型不看提示词作画。
        OUT/samples 里的样例页可看出它学得如何。Ctrl-C 可随时停下，--resume 接着训练。""",
        examples=[
            "gongwu train image photos/ --minutes 20 --out my-photos",
            "gongwu train image icons.tar.gz captions.csv --side 32 --out my-icons",
            "gongwu train image icons/ --net tokens --minutes 20 --out my-tokens",
            "gongwu train image --resume --out my-icons",
        ],
    )


def train_image(
    line: typer.Context,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="SOURCE",
            help=both(
                en="Folders, pictures (PNG, JPEG, WebP), .tar.gz, IDX, tables of captions.",
                zh="文件夹、图片（PNG、JPEG、WebP）、.tar.gz、IDX、说明表。",
            ),
        ),
    ] = None,
    net: Annotated[
        Net,
        typer.Option(
            help=both(
                en="From noise step by step, or as tokens of a codebook trained first, written "
                "from captions.",
                zh="由噪声逐步生成；或先训练码本，再由说明文字逐个写出图片的词元。",
            )
        ),
    ] = "diffusion",
    out: OutOption = None,
    minutes: MinutesOption = None,
    steps: StepsOption = None,
    size: Annotated[
        Literal["tiny", "small", "base", "large"] | None,
        typer.Option(
            help=both(en="By default the number of pictures decides.", zh="默认由图片多少决定。")
        ),
    ] = None,
    side: Annotated[
        int | None,
        typer.Option(
            help=both(
                en="Pixels of a side, as it is trained; by default the pictures decide.",
                zh="训练时的边长像素；默认由图片决定。",
            )
        ),
    ] = None,
    space: Annotated[
        Literal["pixels", "latents"] | None,
        typer.Option(
            help=both(
                en="Pixels, or the latents of an autoencoder trained first; by default latents "
                "for large pictures.",
                zh="逐像素，或先训练自编码器再用其潜变量；默认大图用潜变量。",
            )
        ),
    ] = None,
    resume: ResumeFlag = False,
    seed: SeedOption = 0,
    words_from: Annotated[
        Literal["table", "labels", "folders", "names", "nothing"] | None,
        typer.Option(
            help=both(
                en="Where captions come from; by default the pictures decide.",
                zh="说明文字取自何处；默认由图片决定。",
            )
        ),
    ] = None,
    background: Annotated[
        str | None,
        typer.Option(
            metavar="COLOUR",
            help=both(
                en="Behind transparent places; #ffffff by default.",
                zh="透明处衬的颜色，默认 #ffffff。",
            ),
        ),
    ] = None,
    prediction: Annotated[
        Literal["v", "flow"] | None,
        typer.Option(
            help=both(
                en="What the net predicts; v by default, flow is rectified flow.",
                zh="网络预测什么；默认 v，flow 为整流流。",
            )
        ),
    ] = None,
    min_snr: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="Levels count up to this ratio of signal to noise; 5 is usual. Off by default.",
                zh="低噪声处的权重以此信噪比封顶，常取 5；默认不用。",
            )
        ),
    ] = None,
    caption_dropout: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="Share of pictures whose caption is not told; 0.1 by default.",
                zh="不告知说明文字的图片比例，默认 0.1。",
            )
        ),
    ] = None,
    flips: Annotated[
        bool | None,
        typer.Option(
            "--flips/--no-flips",
            help=both(
                en="Also mirrored, where the caption stays true.", zh="说明仍成立时也用镜像。"
            ),
        ),
    ] = None,
    batch: Annotated[
        int | None, typer.Option(help=both(en="Pictures per step.", zh="每步的图片数。"))
    ] = None,
    rate: RateOption = None,
    precision: PrecisionOption = None,
    held_out: HeldOutOption = None,
    evaluations: EvaluationsOption = None,
    stored: StoredOption = None,
    save_every: SaveEveryOption = 60.0,
    as_json: JsonFlag = False,
) -> None:
    if resume:
        run = _resumed(line, out)
    else:
        sources = sources_to_read(sources)
        out = out or shelf_folder() / f"{sources[0].name.split('.')[0] or 'pictures'}-pictures"
        said = {
            "minutes": minutes, "steps": steps, "size": size, "side": side, "seed": seed,
            "words_from": words_from, "background": background,
            "caption_dropout": caption_dropout, "flips": flips, "batch": batch, "peak_rate": rate,
            "precision": precision, "held_out": held_out, "evaluations": evaluations,
            "stored": stored,
        }  # fmt: skip
        of_noise = {"space": space, "prediction": prediction, "min_snr": min_snr}
        run = _begun(net, sources, out, said, of_noise)
    outcome = follow(run, quiet=as_json, save_every_seconds=save_every)
    emit(
        {"out": run.out, "seed": run.settings.seed, **_found(run), **asdict(outcome)},
        text=_closing(run.out, outcome),
        as_json=as_json,
    )
    if not outcome.finished:
        raise typer.Exit(ExitCode.INTERRUPTED)


def _resumed(line: typer.Context, out: Path | None) -> "ImageRun | TokenRun":
    from gongwu.engine.training.image_run import resume_image_run
    from gongwu.engine.training.image_settings import ImageTraining
    from gongwu.engine.training.token_run import is_token_run, resume_token_run
    from gongwu.engine.training.token_settings import TokenTraining

    if out is not None and is_token_run(out):
        return resume_token_run(folder_to_resume(line, out, _FIXED, TokenTraining))
    return resume_image_run(folder_to_resume(line, out, _FIXED, ImageTraining))


def _begun(
    net: Net, sources: list[Path], out: Path, said: dict[str, Any], of_noise: dict[str, Any]
) -> "ImageRun | TokenRun":
    """A new run; what is `of_noise` tokens have not."""
    from gongwu.engine.pictures.survey import survey_pictures

    side, words_from = said["side"], said["words_from"]
    if net == "diffusion":
        from gongwu.engine.training.image_defaults import image_settings_for
        from gongwu.engine.training.image_run import start_image_run

        found = survey_pictures(sources, side=side, words_from=words_from, space=of_noise["space"])
        return start_image_run(sources, out, image_settings_for(found, **said, **of_noise), found)
    from gongwu.engine.training.token_defaults import token_settings_for
    from gongwu.engine.training.token_run import start_token_run

    for name, value in of_noise.items():
        if value is not None:
            word = f"--{name.replace('_', '-')}"
            raise BadInputError(
                en=f"{word} is for --net diffusion: tokens are drawn without noise. Leave it out.",
                zh=f"{word} 只用于 --net diffusion：词元作画没有噪声。请去掉它。",
            )
    found = survey_pictures(sources, side=side, words_from=words_from, space="pixels")
    return start_token_run(sources, out, token_settings_for(found, **said), found)


def _found(run: "ImageRun | TokenRun") -> dict[str, object]:
    from gongwu.engine.training.token_run import TokenRun

    files = run.files
    return {
        "net": "tokens" if isinstance(run, TokenRun) else "diffusion",
        "pictures": sum(files.counts.values()),
        "side": files.side,
        "channels": files.channels,
        "space": None if isinstance(run, TokenRun) else run.settings.space,
        "words_from": files.words_from,
    }


def _closing(out: Path, outcome: Outcome) -> str:
    if not outcome.finished:
        again = f"gongwu train image --resume --out {out}"
        return say(
            en=f"Stopped at step {outcome.steps}, saved. Go on: {again}",
            zh=f"停在第 {outcome.steps} 步，已保存。继续：{again}",
        )
    prompt = shlex.quote(outcome.prompts[0]) + " " if outcome.prompts[0] else ""
    use = f"gongwu draw {prompt}-m {out} -o picture.png"
    return say(
        en=f"Model in {out} · samples in {outcome.samples} · use it: {use}",
        zh=f"模型在 {out} · 样例在 {outcome.samples} · 试试：{use}",
    )
