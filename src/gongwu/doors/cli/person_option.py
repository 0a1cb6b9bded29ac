"""`--as NAME`: who decides."""

from typing import Annotated

import typer

from gongwu.doors.cli.language import both

PersonOption = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAME",
        envvar="GONGWU_AS",  # the same for every command: a person is one
        allow_from_autoenv=False,
        help=both(en="Who you are; it is kept with the decision.", zh="你是谁；会与决定一起留存。"),
    ),
]
