"""`--guard MODEL`: a second opinion on what is harmful."""

from typing import Annotated

import typer

from gongwu.doors.cli.language import both

GuardOption = Annotated[
    str,
    typer.Option(
        "--guard",
        metavar="MODEL",
        envvar="GONGWU_GUARD",  # the same for every command
        allow_from_autoenv=False,
        help=both(
            en="A guard model that reads briefs and drafts too, such as openai:NAME@URL. It can "
            "only add to what the built-in policy finds.",
            zh="另请一个安全模型审读任务书和草稿，如 openai:NAME@URL。它只会比内置策略更严。",
        ),
    ),
]
