"""How a command joins the command line: `add_command`, and `add_group` for `train text`."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from gongwu import __version__
from gongwu.doors.cli.help_page import help_page
from gongwu.doors.cli.language import both
from gongwu.doors.cli.store_url import choose_store


class Command(TyperCommand):
    """A command whose help page is ours."""

    context_class = typer.Context

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx)


class Group(TyperGroup):
    """Commands under one word. The word alone asks for help, which is no mistake."""

    context_class = typer.Context

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["--help"])


def new_app() -> typer.Typer:
    """The command line without any command yet."""
    app = typer.Typer(
        name="gongwu",
        cls=Group,
        help=both(
            en="""
            Content you can stand behind, made with generative models on your own machine.

            An option can also be set for good: in gongwu.toml under a heading such as [generate],
            or in the environment, such as GONGWU_GENERATE_TEMPERATURE.
            """,
            zh="""
            用你自己机器上的生成模型，做出经得起推敲的内容。

            选项也可以长期设好：写在 gongwu.toml 里 [generate] 这样的标题下，
            或设为 GONGWU_GENERATE_TEMPERATURE 这样的环境变量。
            """,
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
        add_completion=False,
        rich_markup_mode=None,
    )
    app.callback()(_everywhere)
    return app


def add_command(
    app: typer.Typer,
    function: Callable[..., None],
    *,
    en: str,
    zh: str,
    examples: Sequence[str],
    name: str | None = None,
) -> None:
    """Register a function as a command; its name is the function's unless another is given.

    The first paragraph of the help is one sentence: it also stands in the list of commands.
    """
    app.command(name, cls=Command, help=both(en=en, zh=zh), epilog="\n".join(examples))(function)


def add_group(app: typer.Typer, name: str, *, en: str, zh: str) -> typer.Typer:
    """A word with commands under it, such as `train`; register them on what is returned."""
    group = typer.Typer(rich_markup_mode=None)
    app.add_typer(group, name=name, cls=Group, help=both(en=en, zh=zh))
    return group


def _print_version(asked: bool) -> None:
    if asked:
        print(f"gongwu {__version__}")
        raise typer.Exit


def _everywhere(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help=both(en="Print the version.", zh="输出版本号。"),
            callback=_print_version,
            is_eager=True,
            allow_from_autoenv=False,
        ),
    ] = False,
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="URL",
            help=both(
                en="Where pieces are kept, before the command: sqlite:///PATH or "
                "postgresql+psycopg://USER@HOST/DB. By default your own folder.",
                zh="作品存放处，写在命令之前：sqlite:///路径 或 "
                "postgresql+psycopg://用户@主机/库名。默认在你自己的文件夹。",
            ),
            callback=choose_store,
            is_eager=True,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="en|zh",
            help=both(
                en="Speak English or Chinese; anywhere on the line.",
                zh="使用英文或中文；放在命令行的任何位置都可以。",
            ),
            allow_from_autoenv=False,
        ),
    ] = None,
) -> None:
    """Declared for the help page; `--lang` has been taken off the line before Typer reads it."""
