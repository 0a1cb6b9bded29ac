"""`gongwu draw`: pictures from a prompt, as they come out of the noise."""

import secrets
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.drawing_watch import watched
from gongwu.doors.cli.guard_option import GuardOption
from gongwu.doors.cli.language import both, say, spoken
from gongwu.doors.cli.model_option import ModelOption, model_places
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.progress import meter
from gongwu.doors.cli.standard_input import checked, read_text
from gongwu.errors import BadInputError, RefusedError
from gongwu.ports import Picture, PictureRequest

if TYPE_CHECKING:
    from gongwu.doors.cli.drawn_file import Order

SUFFIX = ".png"
OUT = Path("drawing.png")
MOST = 256  # of a sheet
LARGEST_SCALE = 64
LARGEST_PIXELS = 100_000_000
PAPER = "#ffffff"  # under transparent places of a picture to begin from

# A fresh seed is short enough to be typed again.
_SEEDS = 1_000_000


def register(app: typer.Typer) -> None:
    add_command(
        app,
        draw,
        en="""Draw a picture from a prompt.

        A PNG at the model's own size, with everything that is needed to draw it again and the
        implicit AIGC label inside. The same seed gives the same picture.""",
        zh="""按提示词画图。

        存为 PNG，尺寸为模型自己的尺寸；文件里写有重画所需的一切，并带 AIGC 隐式标识。
        种子相同，画面就相同。""",
        examples=[
            "gongwu draw 'a red apple' -m icons -o apple.png",
            "gongwu draw 红苹果 -m icons -o apples.png --n 9 --seed 7",
            "gongwu draw 'a green apple' -m icons --init apple.png --strength 0.6 -o green.png",
            "gongwu draw - -m hf:ORG/NAME --steps 25 --guidance 7.5 --json",
        ],
    )


def draw(
    model: ModelOption,
    prompt: Annotated[
        str,
        typer.Argument(
            help=both(
                en="What is to be seen; - reads stdin. Empty for a model trained without words.",
                zh="画面内容；- 表示从标准输入读取。未用文字训练的模型请留空。",
            )
        ),
    ] = "",
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help=both(
                en="The PNG to write; several pictures become one sheet.",
                zh="写到哪个 PNG 文件；多张图拼成一页。",
            ),
        ),
    ] = OUT,
    n: Annotated[
        int,
        typer.Option(
            help=both(
                en="So many pictures; number k has the seed of the first plus k.",
                zh="画多少张；第 k 张的种子是第一张的种子加 k。",
            )
        ),
    ] = 1,
    each: Annotated[
        bool,
        typer.Option(
            "--each",
            help=both(
                en="Also save every picture of a sheet alone, as FILE-1.png and so on.",
                zh="除拼页外，每张另存一份：FILE-1.png，依此类推。",
            ),
        ),
    ] = False,
    steps: Annotated[
        int | None,
        typer.Option(help=both(en="Steps of denoising.", zh="去噪的步数。")),
    ] = None,
    guidance: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="How strongly the prompt is followed; 1 is the net as it is.",
                zh="多大程度上听从提示词；1 为网络原样。",
            )
        ),
    ] = None,
    guidance_from: Annotated[
        float,
        typer.Option(
            help=both(
                en="Guide only above this noise level (noise over signal).",
                zh="只在噪声水平（噪声与信号之比）高于此值时引导。",
            )
        ),
    ] = 0.0,
    guidance_to: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="Guide only up to this noise level. By default up to the highest.",
                zh="只在噪声水平不高于此值时引导。默认到最高为止。",
            )
        ),
    ] = None,
    sampler: Annotated[
        str | None,
        typer.Option(
            help=both(
                en="ddpm, ddim, euler, euler-ancestral, heun, dpm++2m or rectified-flow.",
                zh="ddpm、ddim、euler、euler-ancestral、heun、dpm++2m 或 rectified-flow。",
            )
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(help=both(en="Fixes every draw.", zh="固定一切随机。")),
    ] = None,
    negative: Annotated[
        str,
        typer.Option(
            help=both(en="What is not to be seen.", zh="不要出现的内容。"),
        ),
    ] = "",
    width: Annotated[
        int | None,
        typer.Option(
            help=both(
                en="In pixels. By default the size that the model was trained with.",
                zh="单位为像素。默认为模型训练时的尺寸。",
            )
        ),
    ] = None,
    height: Annotated[
        int | None,
        typer.Option(help=both(en="In pixels.", zh="单位为像素。")),
    ] = None,
    init: Annotated[
        Path | None,
        typer.Option(
            metavar="IMAGE",
            help=both(
                en="A picture to begin from, cropped and scaled to the size.",
                zh="从这张图片画起，会裁剪并缩放到所画的尺寸。",
            ),
        ),
    ] = None,
    strength: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="How much of that picture is drawn anew, above 0 to 1. By default 0.8.",
                zh="起始图片有多少要重画，大于 0，最多 1。默认 0.8。",
            )
        ),
    ] = None,
    mask: Annotated[
        Path | None,
        typer.Option(
            metavar="IMAGE",
            help=both(
                en="Paint only where this is white; as large as the picture to begin from.",
                zh="只重画此图的白色处；须与起始图片一样大。",
            ),
        ),
    ] = None,
    scale: Annotated[
        int | None,
        typer.Option(
            help=both(
                en="Each pixel as a square of so many a side, for tiny pictures.",
                zh="把每个像素放大成边长为此数的方块，适合很小的图。",
            )
        ),
    ] = None,
    overrule: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help=both(
                en="Draw what the policy turned away; the reason stands in the file.",
                zh="画出被策略拒绝的内容；理由会写进文件。",
            ),
            allow_from_autoenv=False,
        ),
    ] = "",
    guard: GuardOption = "",
    as_json: JsonFlag = False,
) -> None:
    from gongwu.assemble import open_image_model
    from gongwu.doors.cli.drawn_file import Order

    _must_be_png(out)
    _must_lie("n", n, MOST)
    _must_lie("scale", 1 if scale is None else scale, LARGEST_SCALE)
    words, overruled = _admitted(read_text(prompt, name="PROMPT"), overrule, guard)
    asked = PictureRequest(
        prompt=words,
        negative=checked(negative, name="--negative"),
        count=n,
        width=width,
        height=height,
        steps=steps,
        guidance=guidance,
        guidance_from=guidance_from,
        guidance_to=float("inf") if guidance_to is None else guidance_to,
        sampler=sampler,
        seed=secrets.randbelow(_SEEDS) if seed is None else seed,
        **_beginning(init, strength, mask),
    )
    painter = open_image_model(model, model_places())
    filled = asked.filled_by(painter.defaults)
    _must_be_viewable(filled, scale or 1)
    order = Order(
        painter=painter,
        asked=filled,
        scale=scale,
        overruled=overruled,
    )
    began = time.perf_counter()
    with meter(say(en="drawing", zh="作画"), quiet=as_json) as shown:
        pictures = []
        for item, picture in enumerate(painter.draw(asked, watched(shown, n))):
            pictures.append(picture)
            if each and n > 1:
                order.save_one(item, picture, _beside(out, item))
        shown.show_picture(order.save(pictures, out))
    seconds = time.perf_counter() - began
    told = _told(order, out, each=each and n > 1)
    emit(told, text=_said(told, seconds), as_json=as_json)


def _admitted(prompt: str, overrule: str, guard: str) -> tuple[str, str]:
    """The prompt with personal data masked, and for what reason the policy was overruled, if so.

    Raises RefusedError for one that the policy blocks or wants a person to look at.
    """
    from gongwu.assemble import open_text_model
    from gongwu.doors.cli.studio import findings_said
    from gongwu.studio.finding import errors
    from gongwu.studio.safety.policy import Policy

    policy = Policy(open_text_model(guard, model_places()) if guard else None)
    judged = policy.judge_brief(prompt, spoken())
    against = errors(judged.findings)
    for line in findings_said(each for each in judged.findings if each not in against):
        print(line, file=sys.stderr)
    if judged.outcome == "pass":
        return judged.masked, ""
    if not overrule.strip():
        raise RefusedError(
            en=f"The prompt was turned away: {against[0].en} You can overrule this with "
            "--overrule REASON, which then stands in the file.",
            zh=f"提示词未获通过：{against[0].zh}可用 --overrule 理由 放行，理由会写进文件。",
        )
    return judged.masked, checked(overrule.strip(), name="--overrule")


def _beginning(init: Path | None, strength: float | None, mask: Path | None) -> dict[str, Any]:
    """What of a request speaks of the picture to begin from."""
    if init is None:
        for name, given in (("--strength", strength), ("--mask", mask)):
            if given is not None:
                raise BadInputError(
                    en=f"{name} speaks of a picture to begin from: give it with --init IMAGE",
                    zh=f"{name} 说的是起始图片：请用 --init 给出图片",
                )
        return {}
    begun: dict[str, Any] = {"initial": _read(init)}
    if strength is not None:
        begun["strength"] = strength
    if mask is not None:
        begun["mask"] = _read(mask)
    return begun


def _read(path: Path) -> Picture:
    from gongwu.engine.pictures.decoding import whole_picture

    with path.open("rb") as file:
        return whole_picture(file, str(path), PAPER)


def _must_be_png(out: Path) -> None:
    if out.suffix.lower() != SUFFIX:
        raise BadInputError(
            en=f"{out}: pictures are written as PNG only. Give a name that ends in .png.",
            zh=f"{out}：图片只写成 PNG。请给一个以 .png 结尾的文件名。",
        )


def _must_lie(name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise BadInputError(
            en=f"{name}={value}: must lie in [1, {most}]",
            zh=f"{name}={value}：须在 [1, {most}] 之间",
        )


def _must_be_viewable(asked: PictureRequest, scale: int) -> None:
    """Many a program opens no larger file; the drawing itself has its own limits."""
    pixels = (asked.width or 0) * (asked.height or 0) * asked.count
    if scale > 1 and pixels * scale**2 > LARGEST_PIXELS:
        raise BadInputError(
            en=f"scale={scale} makes a file of more than {LARGEST_PIXELS:,} pixels: choose a "
            "smaller --scale",
            zh=f"scale={scale} 会使文件超过 {LARGEST_PIXELS:,} 像素：请把 --scale 取小一些",
        )


def _beside(out: Path, item: int) -> Path:
    return out.with_name(f"{out.stem}-{item + 1}{out.suffix}")


def _told(order: "Order", out: Path, *, each: bool) -> dict[str, object]:
    """What --json says; of a sheet the first picture's seed and, of each, its own."""
    told = {"path": out, **order.made(0)}
    if order.asked.count > 1:
        told["pictures"] = [
            {"seed": order.asked.seed + item, "path": _beside(out, item) if each else None}
            for item in range(order.asked.count)
        ]
    return told


def _said(told: dict[str, Any], seconds: float) -> str:
    seed, size = told["seed"], f"{told['width']} × {told['height']}"
    last = seed + len(told.get("pictures", [0])) - 1
    seeds = f"{seed}" if last == seed else f"{seed} … {last}"
    return say(
        en=f"{told['path']} · {size} · seed {seeds} · {seconds:.1f} s",
        zh=f"{told['path']} · {size} · 种子 {seeds} · {seconds:.1f} 秒",
    )
