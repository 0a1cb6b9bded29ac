"""The argument that names a piece."""

from typing import Annotated

import typer

from gongwu.doors.cli.language import both

PieceArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help=both(
            en="A piece, by its id or the beginning of it: see gongwu pieces.",
            zh="作品编号，写开头几位也可以：见 gongwu pieces。",
        ),
    ),
]
