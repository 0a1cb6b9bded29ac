"""`-m MODEL`, and where the models that it names are looked for."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.folders import find_folders
from gongwu.doors.cli.language import both
from gongwu.doors.cli.shelf import shelf_folder, starters_folder

if TYPE_CHECKING:
    from gongwu.assemble import Places

ModelOption = Annotated[
    str,
    typer.Option(
        "--model",
        "-m",
        metavar="MODEL",
        help=both(
            en="A name from gongwu models, a model folder, hf:ORG/NAME, or openai:NAME@URL.",
            zh="gongwu models 列出的名称、模型文件夹、hf:ORG/NAME，或 openai:NAME@URL。",
        ),
    ),
]


def model_places() -> "Places":
    """The folders of this person, and whether GONGWU_OFFLINE keeps us off the network."""
    from gongwu.assemble import Places

    return Places(
        starters=starters_folder(),
        shelf=shelf_folder(),
        cache=find_folders(os.environ).cache,
        offline=os.environ.get("GONGWU_OFFLINE", "") not in ("", "0"),
    )
