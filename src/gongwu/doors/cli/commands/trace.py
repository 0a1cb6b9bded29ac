"""`gongwu trace`: a page that follows a prompt through the net, to a token or to a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.columns import table
from gongwu.doors.cli.language import both, say, spoken
from gongwu.doors.cli.model_option import ModelOption, model_places
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.standard_input import checked, read_text

if TYPE_CHECKING:
    from gongwu.engine.inference.tracing.record import Trace

SHOWN = 5  # of the guesses that stand on the page


def register(app: typer.Typer) -> None:
    add_command(
        app,
        trace,
        en="""Follow a prompt through the net: one page with every formula beside its numbers.

        Tokens, embeddings, the shape at each stage, attention of every layer and head (or the
        gates of a GRU), and the softmax over the next token. Of a model that draws, a film strip:
        at every step the noise, what the net looks at, and the picture it takes that for.
        The page opens from disk.""",
        zh="""跟着一个提示走过整张网：生成一页，每条公式旁边就是算出的数。

        词元、嵌入、每一步的形状、每层每头的注意力（GRU 则是门），以及下一个词元的 softmax。
        画图的模型则是一条连环画：每一步的噪声、网络看到的，以及它认为底下的画。
        页面可直接从磁盘打开。""",
        examples=[
            "gongwu trace 春风又绿 -m verse -o trace.html",
            "gongwu trace 'Once upon a time' -m my-model -o trace.html --lang en",
            "gongwu trace 'a red apple' -m icons --seed 7 -o apple.html --film apple.png",
        ],
    )


def trace(
    prompt: Annotated[
        str,
        typer.Argument(
            help=both(
                en="The text that the net reads; - reads stdin.",
                zh="网络要读的文本；- 表示从标准输入读取。",
            )
        ),
    ],
    model: ModelOption,
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="FILE", help=both(en="The page to write.", zh="写到哪个文件。")
        ),
    ] = Path("trace.html"),
    seed: Annotated[
        int | None,
        typer.Option(
            help=both(en="Pictures: fixes every draw.", zh="画图：固定一切随机。"),
        ),
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option(
            help=both(en="Pictures: steps of denoising.", zh="画图：去噪的步数。"),
            allow_from_autoenv=False,
        ),
    ] = None,
    guidance: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="Pictures: how strongly the prompt is followed; 1 is the net as it is.",
                zh="画图：多大程度上听从提示词；1 为网络原样。",
            ),
            allow_from_autoenv=False,
        ),
    ] = None,
    sampler: Annotated[
        str | None,
        typer.Option(
            help=both(
                en="Pictures: ddpm, ddim, euler, euler-ancestral, heun, dpm++2m or rectified-flow.",
                zh="画图：ddpm、ddim、euler、euler-ancestral、heun、dpm++2m 或 rectified-flow。",
            ),
            allow_from_autoenv=False,
        ),
    ] = None,
    negative: Annotated[
        str | None,
        typer.Option(
            help=both(en="Pictures: what is not to be seen.", zh="画图：不要出现的内容。"),
            allow_from_autoenv=False,
        ),
    ] = None,
    film: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=both(
                en="Pictures: also write the film strip as one PNG.",
                zh="画图：另把连环画存成一张 PNG。",
            ),
            allow_from_autoenv=False,
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.assemble import find_model, medium_of
    from gongwu.doors.cli.picture_trace import PictureOptions, trace_picture

    text = read_text(prompt, name="PROMPT")
    options = PictureOptions(
        seed=seed,
        steps=steps,
        guidance=guidance,
        sampler=sampler,
        negative=negative if negative is None else checked(negative, name="--negative"),
        film=film,
    )
    if medium_of(find_model(model, model_places())) == "picture":
        trace_picture(text, model, out, options, as_json=as_json)
    else:
        options.refuse_for_text(model)
        _trace_text(text, model, out, as_json=as_json)


def _trace_text(text: str, model: str, out: Path, *, as_json: bool) -> None:
    from gongwu.assemble import trace_prompt
    from gongwu.doors.web.trace_page import trace_page
    from gongwu.engine.checkpoints.files import replace_whole

    seen = trace_prompt(model, model_places(), text)
    page = trace_page(seen, spoken(), model=model)
    out.parent.mkdir(parents=True, exist_ok=True)
    with replace_whole(out) as unfinished:
        unfinished.write_text(page, encoding="utf-8")
    emit(_told(seen, model, out), text=_said(seen, out), as_json=as_json)


def _told(seen: "Trace", model: str, out: Path) -> dict[str, object]:
    return {
        "path": out,
        "model": model,
        "net": seen.net,
        "prompt": seen.prompt,
        "tokens": len(seen.streams[0].tokens),
        "left_out": seen.left_out,
        "written": [token.text for token in seen.streams[-1].tokens if len(seen.streams) > 1],
        "next": [
            {
                "text": guess.token.text,
                "id": guess.token.id,
                "probability": guess.probability,
            }
            for guess in seen.softmax.guesses
        ],
        "entropy_bits": seen.softmax.entropy_bits,
    }


def _said(seen: "Trace", out: Path) -> str:
    from gongwu.doors.web.words import percent, visible

    rows = [
        [visible(guess.token.text), percent(guess.probability)]
        for guess in seen.softmax.guesses[:SHOWN]
    ]
    lines = [
        say(en="Likeliest to come next:", zh="接下来最可能是："),
        table(rows, indent=2),
        say(en=f"Open {out} in a browser.", zh=f"请用浏览器打开 {out}"),
    ]
    if seen.left_out:
        note = say(
            en=f"The prompt is long: {seen.left_out} of its tokens are left out of the page.",
            zh=f"提示较长，页面略去了其中 {seen.left_out} 个词元。",
        )
        lines.insert(0, note)
    return "\n".join(lines)
