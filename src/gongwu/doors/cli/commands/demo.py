"""`gongwu demo`: what Gongwu does, offline, in a few minutes, on one page."""

import time
from pathlib import Path
from typing import Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit


def register(app: typer.Typer) -> None:
    add_command(
        app,
        demo,
        en="""See what Gongwu does: verse, pictures, a model trained live, a look inside.

        Offline, two minutes on two cores; everything is on one page, OUT/index.html.""",
        zh="""看看共舞能做什么：写诗、画图、现场训练一个模型、看看里面。

        不联网，两个核约两分钟；全部内容在一页上：OUT/index.html。""",
        examples=["gongwu demo", "gongwu demo --out /tmp/demo --seed 7"],
    )


def demo(
    out: Annotated[
        Path, typer.Option(help=both(en="Folder for the page.", zh="页面存放的文件夹。"))
    ] = Path("demo"),
    seed: Annotated[int, typer.Option(help=both(en="Fixes every draw.", zh="固定一切随机。"))] = 7,
    seconds: Annotated[
        float,
        typer.Option(help=both(en="How long the GRU is trained.", zh="GRU 训练多少秒。")),
    ] = 40.0,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.doors.cli.demonstration import demonstrate

    began = time.monotonic()
    page = demonstrate(out, seed=seed, train_seconds=seconds, quiet=as_json)
    took = time.monotonic() - began
    emit(
        {"page": page, "seed": seed, "seconds": took},
        text=say(
            en=f"Done in {took:.0f} seconds. Open {page} in a browser.",
            zh=f"{took:.0f} 秒完成。请用浏览器打开 {page}",
        ),
        as_json=as_json,
    )
